"""Owns which column of a table holds what: by names in several languages, and by what stands in it."""

import re
from collections.abc import Sequence

from desktop.corpus.formats.parts import Mapping, Wishes
from desktop.corpus.formats.records.table import OTHERS

_NAMES = {
    "text": "text full_text fulltext body article_body articlebody body_text article content contents "
    "article_text main_text maintext message tweet post comment description transcript abstract "
    "summary story selftext caption volltext inhalt nachricht beschreibung artikel beitrag texte "
    "contenu corps texto contenido cuerpo mensaje conteudo testo contenuto النص نص المحتوى المتن "
    "текст содержание сообщение metin içerik متن tekst treść",
    "title": "title headline subject heading article_title main_headline name titel überschrift "
    "schlagzeile betreff titre sujet titulo título titular asunto titolo oggetto عنوان العنوان "
    "заголовок тема название başlık tytuł",
    "author": "author authors byline creator by writer reporter author_name user_name username "
    "screen_name user sender from autor autorin verfasser von auteur autora autore المؤلف الكاتب "
    "кто автор yazar نویسنده",
    "source": "source source_name publisher publication outlet newspaper journal magazine news_source "
    "site site_name sitename domain website medium feed agency url link web_url quelle zeitung "
    "fuente periodico medio fonte المصدر источник kaynak",
    "date": "date published published_at publishedat publish_date published_date date_published "
    "datepublished publication_date pub_date pubdate created_at createdat created created_utc posted "
    "posted_at timestamp datetime date_time time sent datum veröffentlicht erscheinungsdatum fecha "
    "data التاريخ تاريخ дата tarih",
}
_ORDER = {
    field: {name: n for n, name in enumerate(names.split())} for field, names in _NAMES.items()
}
_SEPARATORS = re.compile(r"[\s_.:/\\-]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NO_PROSE = re.compile(
    r"\s*(?:https?://\S+|[\w.+-]+@[\w.-]+|[0-9a-fA-F-]{16,}|\S{60,}|[\d.,:;\s+-]+)\s*"
)
_FIELDS = ("text", "title", "author", "source", "date")
LEAST_LENGTH = 40
_LEAST_NAMED = 20


def settled(
    columns: tuple[str, ...], sample: Sequence[tuple[str, ...]], wishes: Wishes
) -> Mapping | None:
    """Return the mapping the reader wished for these columns, else what is guessed; None for neither.

    A mapping without columns is meant for every table that has the columns it names; what it leaves
    open is guessed.
    """
    for mapping in wishes.mappings:
        if mapping.columns and {*mapping.columns, OTHERS} == {*columns, OTHERS}:
            return mapping if mapping.text in columns else None
    guess = guessed(columns, sample)
    for mapping in reversed(wishes.mappings):
        said = {field: name for field in _FIELDS if (name := getattr(mapping, field))}
        if not mapping.columns and said and set(said.values()) <= set(columns):
            return _joined(columns, said, guess)
    return guess


def _joined(
    columns: tuple[str, ...], said: dict[str, str], guess: Mapping | None
) -> Mapping | None:
    """Return what was said of the columns, and what was guessed of those nothing was said of."""
    found = dict(said)
    for field in _FIELDS if guess is not None else ():
        column = getattr(guess, field)
        if column and column not in found.values():
            found.setdefault(field, column)
    return Mapping(columns, **found) if "text" in found else None


def guessed(columns: tuple[str, ...], sample: Sequence[tuple[str, ...]]) -> Mapping | None:
    """Return what the columns seem to hold; None if none of them holds running text."""
    text = _text_column(columns, sample)
    if text is None:
        return None
    found = {"text": text}
    for field in ("title", "author", "source", "date"):
        column = _named(field, columns, taken=found.values())
        if column is not None:
            found[field] = column
    return Mapping(columns, **{field: columns[number] for field, number in found.items()})


def _text_column(columns: Sequence[str], sample: Sequence[Sequence[str]]) -> int | None:
    lengths = [_prose_length([row[number] for row in sample]) for number in range(len(columns))]
    named = [
        (rank, number)
        for number, name in enumerate(columns)
        if (rank := _rank("text", name)) is not None and lengths[number] >= _LEAST_NAMED
    ]
    longest = max(range(len(columns)), key=lengths.__getitem__, default=None)
    if named:
        number = min(named)[1]
        # A summary beside an article is not its text, whatever they are called.
        return longest if longest is not None and lengths[longest] > 8 * lengths[number] else number
    return longest if longest is not None and lengths[longest] >= LEAST_LENGTH else None


def _named(field: str, columns: Sequence[str], *, taken: object) -> int | None:
    used = set(taken)  # type: ignore[call-overload]
    ranked = [
        (rank, number)
        for number, name in enumerate(columns)
        if number not in used and (rank := _rank(field, name)) is not None
    ]
    return min(ranked)[1] if ranked else None


def _rank(field: str, name: str) -> int | None:
    """Return how well a name says that its column holds this; the lower the better, None: not at all."""
    known = _ORDER[field]
    whole = "_".join(filter(None, _SEPARATORS.split(_CAMEL.sub("_", name).casefold())))
    last = _SEPARATORS.split(name.casefold())[-1]
    for number, form in enumerate((whole, whole.replace("_", ""), last)):
        if form in known and (number < 2 or "." in name):
            return known[form] + 100 * (number == 2)
    return None


def _prose_length(values: Sequence[str]) -> float:
    """Return the mean length of the values, as far as they are running text."""
    filled = [value for value in values if value.strip()]
    if not filled:
        return 0.0
    prose = [len(value) for value in filled if not _NO_PROSE.fullmatch(value[:2_000])]
    return sum(prose) / len(filled) if len(prose) * 2 >= len(filled) else 0.0
