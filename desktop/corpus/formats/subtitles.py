"""Owns subtitles (SRT, WebVTT, SBV, SSA/ASS): what is said, as paragraphs with the times it is said at.

`subtitle_cues` tells the notations apart; here cues become running text. A phrase may run over two
cues, so cues that follow each other closely are one paragraph; every cue keeps its time as a mark.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from desktop.corpus.errors import FileTrouble
from desktop.corpus.formats.assembly import Passage, assemble
from desktop.corpus.formats.encodings import decode
from desktop.corpus.formats.subtitle_cues import Cue, film_of
from desktop.corpus.text.blocks import Catalogue, Kind, Mark, Reading
from desktop.corpus.text.canonical import canonical
from desktop.corpus.text.language import language_of

_LONG_GAP_MS, _GAP_MS = 4_000, 1_000
_LONG, _LONGEST = 1_500, 20_000
"""A long paragraph ends with a sentence or a gap, the longest one at once."""
_SENTENCE_END = re.compile(r"[.!?…。！？؟।][\"'”’»)\]]*$")
_DASH = re.compile(r"^[-\u2010-\u2015]\s*(?=\S)")
_TAG = re.compile(r"<(/?)([A-Za-z]*)((?:[.\s][^<>]*)?)/?>|<\d[\d:.]*>|\{\\[^{}]*\}")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^<>]+)>")
_MARKS = {"i": "em", "em": "em", "b": "strong", "strong": "strong"}


def read_subtitles(data: bytes, name: str) -> Reading:
    """Read the subtitles of a film. Raises FileTrouble if there are none or they are too long."""
    decoded = decode(data)
    film = film_of(canonical(decoded.text))
    page = assemble(list(_passages(film.cues)))
    if not page.text:
        raise FileTrouble("No subtitles were found in the file.")
    evidence = {"title": f"metadata: Title: {film.title}"} if film.title else {}
    return Reading(
        text=page.text,
        blocks=page.blocks,
        catalogue=Catalogue(
            title=film.title or None,
            language=language_of(page.text) or film.language,
            evidence=evidence,
        ),
        format="subtitles",
        marks=page.marks,
        encoding=decoded.encoding,
        notes=decoded.notes,
        doubts=("encoding",) if decoded.is_doubtful else (),
    )


@dataclass(slots=True)
class _Paragraph:
    """The paragraph under way: its text so far, the marks in it."""

    text: str = ""
    marks: list[Mark] = field(default_factory=list)

    def add(self, words: str, marks: Sequence[Mark], time: str) -> None:
        """Add what is said at one time."""
        if self.text:
            self.text += " "
        start = len(self.text)
        self.text += words
        self.marks.append(Mark("time", start, len(self.text), time))
        self.marks += [Mark(m.name, start + m.start, start + m.end, m.target) for m in marks]


def _passages(cues: Sequence[Cue]) -> Iterator[Passage]:
    """Join cues to paragraphs: a silence, a new speaker or a new dash ends one."""
    paragraph = _Paragraph()
    speaker, end_ms, last_line = "", 0, ""
    for cue in cues:
        gap = cue.start_ms - end_ms
        lines = [line for line in cue.text.split("\n") if line.strip()]
        if gap < _GAP_MS and len(lines) > 1 and lines[0].strip() == last_line:
            lines = lines[1:]  # captions that roll up show their last line once more
        elif gap < _GAP_MS and len(lines) == 1 and lines[0].strip() == last_line:
            end_ms = max(end_ms, cue.end_ms)
            continue
        is_over = gap > _LONG_GAP_MS or _is_over(paragraph.text, is_gap=gap > _GAP_MS)
        if lines:
            last_line, end_ms = lines[-1].strip(), max(end_ms, cue.end_ms)
        for number, (said_by, spoken) in enumerate(_turns(lines, cue.speaker)):
            words, marks = _plain(spoken)
            if not words:
                continue
            is_new = said_by not in ("", speaker) or _DASH.match(words) or (is_over and not number)
            if paragraph.text and is_new:
                yield Passage(Kind.PARAGRAPH, paragraph.text, marks=paragraph.marks)
                paragraph = _Paragraph()
            if said_by not in ("", speaker) or (said_by and not paragraph.text):
                shift = len(said_by) + 2
                words = f"{said_by}: {words}"
                marks = [Mark(m.name, m.start + shift, m.end + shift, m.target) for m in marks]
            speaker = said_by or speaker
            paragraph.add(words, marks, _clock(cue.start_ms))
    if paragraph.text:
        yield Passage(Kind.PARAGRAPH, paragraph.text, marks=paragraph.marks)


def _is_over(text: str, *, is_gap: bool) -> bool:
    """Say whether a paragraph may end here, though no long silence follows."""
    is_sentence = bool(_SENTENCE_END.search(text[-12:]))
    n_reasons = is_sentence + is_gap + (len(text) > _LONG)
    return n_reasons > 1 or len(text) > _LONGEST


def _turns(lines: Sequence[str], speaker: str) -> Iterator[tuple[str, str]]:
    """Yield who says what in one cue: a dash or a voice tag begins a new turn."""
    turn: list[str] = []
    for line in lines:
        pieces = _VOICE.split(line)
        for number, piece in enumerate(pieces):
            if number % 2:
                if turn:
                    yield speaker, " ".join(turn)
                    turn = []
                speaker = " ".join(html.unescape(piece).split())
            elif piece.strip():
                if turn and _DASH.match(_TAG.sub("", piece).strip()):
                    yield speaker, " ".join(turn)
                    turn = []
                turn.append(piece.strip())
    if turn:
        yield speaker, " ".join(turn)


def _plain(spoken: str) -> tuple[str, list[Mark]]:
    """Return words without tags, and marks for what the tags say."""
    parts: list[str] = []
    marks: list[Mark] = []
    waiting: list[tuple[str, int]] = []
    place = length = 0
    for tag in (*_TAG.finditer(spoken), None):
        piece = html.unescape(spoken[place : tag.start() if tag else len(spoken)])
        piece = re.sub(r"\s+", " ", piece)
        if not parts or parts[-1].endswith(" "):
            piece = piece.lstrip()
        if piece:
            parts.append(piece)
            length += len(piece)
        if tag is None:
            break
        place = tag.end()
        name = _MARKS.get((tag[2] or "").lower(), "")
        if name and not tag[1]:
            waiting.append((name, length))
        elif name and waiting and waiting[-1][0] == name:
            start = waiting.pop()[1]
            if start < length:
                marks.append(Mark(name, start, length))
    words = "".join(parts).rstrip()
    marks += [Mark(name, start, len(words)) for name, start in waiting]
    settled = [Mark(m.name, m.start, min(m.end, len(words))) for m in marks]
    return words, [mark for mark in settled if mark.start < mark.end]


def _clock(ms: int) -> str:
    seconds = ms // 1000
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
