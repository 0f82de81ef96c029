"""Owns Trouble: what the world does wrong, said in one sentence that a reader understands."""


class Trouble(Exception):
    """The world's fault: a file, a disk, a query, damage.

    `sentence` is what the reader is told; `advice`, if there is any, is what can be done about it.
    """

    def __init__(self, sentence: str, *, advice: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.sentence} {self.advice}".strip()


class FileTrouble(Trouble):
    """One file cannot be taken in; the intake records it as refused and goes on."""


class QueryTrouble(Trouble):
    """The typed line is faulty between `start` and `end` (code points of the line, end exclusive)."""

    def __init__(self, sentence: str, *, start: int, end: int, advice: str = "") -> None:
        super().__init__(sentence, advice=advice)
        self.start = start
        self.end = end


class CorpusTrouble(Trouble):
    """The corpus folder cannot be opened, read or written."""


class CorpusIsNewer(CorpusTrouble):
    """The corpus was written by a later version of the program."""


class CorpusIsDamaged(CorpusTrouble):
    """The library file is not readable as one."""


class CorpusIsReadOnly(CorpusTrouble):
    """A change was asked of a corpus on media that cannot be written."""


class CorpusIsBusy(CorpusTrouble):
    """Another program is writing to the same corpus."""
