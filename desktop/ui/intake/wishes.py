"""Owns what the reader wishes of an intake, as arguments of the child process."""

import json
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class IntakeWishes:
    """How files are to be taken in: OCR languages (none: no OCR), copies, processes, columns of tables.

    `mappings` are pairs of a table's columns and field → column. Defaults leave it to the corpus.
    """

    ocr: tuple[str, ...] | None = None
    copies: bool | None = None
    workers: int | None = None
    mappings: tuple[tuple[tuple[str, ...], dict[str, str]], ...] = field(default=())
    retries: bool = False

    def arguments(self) -> list[str]:
        """Return the arguments of `nineveh add` that say so."""
        found: list[str] = []
        if self.ocr is not None:
            found += ["--ocr", "+".join(self.ocr) or "none"]
        if self.copies is not None:
            found += ["--copy-originals" if self.copies else "--no-copy-originals"]
        if self.workers is not None:
            found += ["--workers", str(self.workers)]
        if self.mappings:
            said = [{"columns": list(columns), **mapping} for columns, mapping in self.mappings]
            found += ["--mappings", json.dumps(said, ensure_ascii=False)]
        if self.retries:
            found += ["--retry"]
        return found


AS_BEFORE = IntakeWishes()
