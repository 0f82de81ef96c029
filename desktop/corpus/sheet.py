"""Owns metadata sheets: a CSV with a column of file names is joined to the documents of a corpus.

`read_sheet` reads the file, `plan_for` finds whose rows they are, `Corpus.correct_all` writes what
comes of it. The values count as corrected by hand, so a new intake leaves them alone.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.corpus.errors import FileTrouble, Trouble
from desktop.corpus.formats.encodings import decode
from desktop.corpus.library import CatalogueTable
from desktop.corpus.text.dates import date_alone

_MOST_BYTES = 100_000_000
_DATES = ("published", "updated")
_ISO = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_SAID = {
    "file": "file filename file_name path filepath file_path document datei dateiname pfad fichier "
    "archivo fichero nome_file arquivo bestand файл الملف اسم_الملف",
    "title": "title headline titel titre título titolo название العنوان",
    "author": "author by byline creator autor autorin verfasser auteur autore автор المؤلف الكاتب",
    "photographer": "photographer photo photos fotograf fotografin photographe fotógrafo المصور",
    "source": "source publisher outlet publication quelle éditeur fuente fonte источник المصدر",
    "published": "published date publication_date date_published veröffentlicht datum fecha data дата "
    "تاريخ_النشر التاريخ",
    "updated": "updated modified date_updated aktualisiert mis_à_jour actualizado تحديث",
    "language": "language lang sprache langue idioma lingua язык اللغة",
}
_FIELD_OF = {name: field for field, names in _SAID.items() for name in names.split()}


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a metadata sheet: the file's name, and what is said of it by field.

    `lines` are the numbers of the rows in the file, from 1. `ignored` are columns that no field takes.
    """

    files: tuple[str, ...]
    values: tuple[dict[str, str], ...]
    lines: tuple[int, ...]
    ignored: tuple[str, ...]
    complaints: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What joining a sheet would do: (document, field, value) to set; rows that found no document.

    `complaints` are sentences about rows that were left out, or of which a value was.
    """

    changes: tuple[tuple[int, str, str], ...]
    n_documents: int
    missing: tuple[str, ...]
    complaints: tuple[str, ...]


def read_sheet(path: Path) -> Sheet:
    """Read a sheet. Raises FileTrouble if it cannot be read, Trouble if it names no files."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise FileTrouble(f"{path.name} is too large for a sheet.")
        data = path.read_bytes()
    except OSError as error:
        said = (error.strerror or str(error)).lower()
        raise FileTrouble(f"{path.name} cannot be read: {said}.") from error
    text = decode(data).text.removeprefix("\ufeff")
    rows = _rows(text, path.name)
    head = next(rows, None)
    fields = [_field_of(name) for name in head[1]] if head else []
    if "file" not in fields:
        raise Trouble(
            f"{path.name} has no column with the names of files.",
            advice='Call the column "file" in the first row.',
        )
    names = head[1] if head else []
    ignored = tuple(
        name for name, field in zip(names, fields, strict=True) if not field and name.strip()
    )
    return _sheet(rows, fields, ignored)


def plan_for(sheet: Sheet, catalogue: CatalogueTable, folder: Path) -> Plan:
    """Find the documents of a sheet's rows; paths in it may be relative to `folder`.

    A row is joined if its file is meant without doubt: by its whole path, by its path below `folder`,
    or by a name that only one file of the corpus has.
    """
    found = _Finder(catalogue, folder)
    changes: dict[tuple[int, str], str] = {}
    missing: list[str] = []
    complaints = list(sheet.complaints)
    for file, values, line in zip(sheet.files, sheet.values, sheet.lines, strict=True):
        paths = found.paths(file)
        if not paths:
            missing.append(file)
        elif len(paths) > 1:
            complaints.append(f"Row {line}: {file} could be any of {len(paths)} files.")
        else:
            ids = found.documents(paths[0])
            for document_id in ids:
                for field, value in values.items():
                    if field != "title" or len(ids) == 1:
                        changes[document_id, field] = value
    return Plan(
        changes=tuple(
            (document_id, field, value) for (document_id, field), value in changes.items()
        ),
        n_documents=len({document_id for document_id, _ in changes}),
        missing=tuple(missing),
        complaints=tuple(complaints),
    )


def _rows(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the number of each row, as a spreadsheet counts them, and its cells. Raises FileTrouble."""
    first = text.partition("\n")[0]
    mark = max(",;\t|", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=False)
    number = 0
    while True:
        number += 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise FileTrouble(f"{name} cannot be read as a table from row {number} on.") from error
        if any(cell.strip() for cell in row):
            yield number, row


def _sheet(
    rows: Iterator[tuple[int, list[str]]], fields: Sequence[str], ignored: tuple[str, ...]
) -> Sheet:
    files: list[str] = []
    values: list[dict[str, str]] = []
    lines: list[int] = []
    complaints: list[str] = []
    for line, row in rows:
        cells = {
            field: cell.strip()
            for field, cell in zip(fields, row, strict=False)
            if field and cell.strip()
        }
        file = cells.pop("file", "")
        if not file:
            complaints.append(f"Row {line} names no file.")
            continue
        said: dict[str, str] = {}
        for field, cell in cells.items():
            value = _value(field, cell)
            if value is None:
                complaints.append(f"Row {line}: “{cell}” is no {_expected(field)}.")
            else:
                said[field] = value
        files.append(file)
        values.append(said)
        lines.append(line)
    return Sheet(tuple(files), tuple(values), tuple(lines), ignored, tuple(complaints))


def _field_of(name: str) -> str:
    key = "_".join(unicodedata.normalize("NFC", name).strip().lower().split())
    return _FIELD_OF.get(key, _FIELD_OF.get(key.replace("-", "_"), ""))


def _value(field: str, cell: str) -> str | None:
    """Return a cell as the catalogue keeps it, None if it cannot be meant."""
    if field in _DATES:
        return cell if _ISO.fullmatch(cell) else date_alone(cell)
    if field == "language":
        return cell.lower() if _LANGUAGE.fullmatch(cell.lower()) else None
    return unicodedata.normalize("NFC", " ".join(cell.split()))


def _expected(field: str) -> str:
    return "code of a language (en, ar, …)" if field == "language" else "date that is clear"


class _Finder:
    """Finds files of a corpus by what a person writes of their paths."""

    def __init__(self, catalogue: CatalogueTable, folder: Path) -> None:
        self._folder = _settled(str(folder)).rstrip("/")
        self._ids: dict[str, list[int]] = {}
        self._by_name: dict[str, list[str]] = {}
        for document_id, path in zip(catalogue.ids.tolist(), catalogue.paths, strict=True):
            self._ids.setdefault(_settled(path), []).append(document_id)
        for path in self._ids:
            name = path.rpartition("/")[2]
            self._by_name.setdefault(name, []).append(path)
            stem = name.rpartition(".")[0]
            if stem:
                self._by_name.setdefault(stem, []).append(path)

    def documents(self, path: str) -> list[int]:
        """Return the documents of a file."""
        return self._ids[path]

    def paths(self, written: str) -> list[str]:
        """Return the files that can be meant, the best reading alone if there is one."""
        file = _settled(written).removeprefix("./")
        for whole in (file, f"{self._folder}/{file}"):
            if whole in self._ids:
                return [whole]
        name = file.rpartition("/")[2]
        tail = file.rpartition("/")[0]
        paths = [
            path
            for path in self._by_name.get(name, ())
            if not tail or path.rpartition("/")[0].endswith(f"/{tail}")
        ]
        exact = [path for path in paths if path.rpartition("/")[2] == name]
        below = [path for path in exact or paths if path.startswith(f"{self._folder}/")]
        return below if len(below) == 1 else exact or paths


def _settled(path: str) -> str:
    """Return a path as it is compared: one kind of slash, composed letters, case aside."""
    return unicodedata.normalize("NFC", path.replace("\\", "/")).casefold()
