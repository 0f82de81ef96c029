"""Owns the way through the control words of an RTF file: groups, destinations, bytes and characters."""

import codecs
import re
from dataclasses import dataclass, field

from desktop.corpus.formats.assembly import Passage
from desktop.corpus.formats.line import sign_of, with_lead
from desktop.corpus.formats.rtf.builder import Builder
from desktop.corpus.formats.rtf.state import PARAGRAPH, PLAIN, SWITCHES, State
from desktop.corpus.formats.rtf.words import (
    CHARACTERS,
    CHARSETS,
    LANGUAGES,
    PARAGRAPH_ENDS,
    REMEMBERED,
    SKIPPED,
    SYMBOLS,
    TEXT_APART,
    TOKEN,
    TRANSPARENT,
    moment,
)
from desktop.corpus.formats.style_names import Named, kind_of_name
from desktop.corpus.text.blocks import Kind

_HYPERLINK = re.compile(r'\s*HYPERLINK\s+(?:\\l\s+)?"?([^"\s]+)"?', re.IGNORECASE)
_MOST_PAGES = 100_000
_TABLES = ("fonttbl", "stylesheet", "revtbl", "info", "creatim", "revtim")


@dataclass(slots=True)
class Walker:
    """Where the walk is, and what the file told about itself."""

    remembered: dict[str, str] = field(default_factory=dict)
    revised: dict[str, int] = field(default_factory=dict)
    language: str = ""
    pages: int | None = None
    notes: list[Passage] = field(default_factory=list)
    comments: list[Passage] = field(default_factory=list)
    furniture: list[Passage] = field(default_factory=list)
    holds_hidden: bool = False
    is_open: bool = False
    _encoding: str = "cp1252"
    _fonts: dict[int, str] = field(default_factory=dict)
    _symbol_fonts: set[int] = field(default_factory=set)
    _default_font: int = -1
    _font: int = -1
    _styles: dict[int, Named | int] = field(default_factory=dict)
    _authors: list[str] = field(default_factory=list)
    _state: State = field(default_factory=State)
    _stack: list[tuple[State, str, int]] = field(default_factory=list)
    _builders: list[Builder] = field(default_factory=lambda: [Builder()])
    _bytes: bytearray = field(default_factory=bytearray)
    _n_left_out: int = 0
    _is_starred: bool = False
    _n_notes: int = 0
    _is_tag: bool = False
    _high: int = 0

    def read(self, source: str) -> list[Passage]:
        """Return the blocks of the running text; `source` holds the file's bytes as characters."""
        place = 0
        while place >= 0:
            place = self._scan(source, place)
        self._flush()
        self.is_open = bool(self._stack)
        while len(self._builders) > 1:
            self._close_builder()
        return self._builders[0].finish()

    def _scan(self, source: str, place: int) -> int:
        """Take tokens until binary data is to be jumped over; return where it ends, -1 at the end."""
        for token in TOKEN.finditer(source, place):
            word, argument, code, symbol, brace, text = token.groups()
            if text is not None:
                self._take_bytes(text.encode("latin-1", "replace"))
            elif word is not None:
                if word == "bin":
                    return token.end() + max(0, int(argument or 0))
                self._take_word(word, int(argument) if argument else None)
            elif code is not None:
                self._take_bytes(bytes((int(code, 16),)))
            elif brace == "{":
                self._flush()
                self._n_left_out = 0
                self._stack.append((self._state, "", -1))
            elif brace == "}":
                self._flush()
                self._n_left_out = 0
                if self._close_group():
                    return -1
            elif symbol == "*":
                self._is_starred = source[token.start() - 1] in "{ \r\n"
            elif symbol in ("\n", "\r"):
                self._take_word("par", None)
            elif symbol in SYMBOLS:
                self._take_characters(SYMBOLS[symbol])
        return -1

    def _take_bytes(self, data: bytes) -> None:
        if self._n_left_out:
            n = min(self._n_left_out, len(data))
            self._n_left_out -= n
            data = data[n:]
        if self._state.place != "skip":
            self._bytes += data

    def _take_characters(self, text: str) -> None:
        if self._n_left_out:
            self._n_left_out -= 1
            return
        self._flush()
        self._put(text)

    def _flush(self) -> None:
        if self._bytes:
            font = self._state.font if self._state.font >= 0 else self._default_font
            encoding = self._fonts.get(font, self._encoding)
            text = bytes(self._bytes).decode(encoding, "replace")
            self._bytes.clear()
            self._put(text.translate(_BULLETS) if font in self._symbol_fonts else text)

    def _put(self, text: str) -> None:
        state = self._state
        if state.place:
            if state.place != "skip":
                self.remembered[state.place] = self.remembered.get(state.place, "") + text
            return
        if self._is_tag:
            return
        builder = self._builders[-1]
        if state.is_deleted:
            builder.put_deleted(text, self._by(state.deleted_by))
            return
        line = builder.line
        start = line.length
        line.put(text)
        if state.is_strong:
            line.mark("strong", start)
        if state.is_em:
            line.mark("em", start)
        if state.is_inserted:
            line.mark("inserted", start, self._by(state.inserted_by))
        if state.is_hidden and text.strip():
            self.holds_hidden = True

    def _by(self, change: tuple[int, int]) -> str:
        author, packed = change
        name = self._authors[author] if 0 < author < len(self._authors) else ""
        return ", ".join(filter(None, (name, moment(packed))))

    def _take_word(self, word: str, argument: int | None) -> None:
        starred, self._is_starred = self._is_starred, False
        if word == "u":
            self._take_unicode(argument)
            return
        if self._n_left_out:
            self._n_left_out -= 1
            return
        self._flush()
        if word in TEXT_APART or word in REMEMBERED or word in SKIPPED or word in _TABLES:
            if argument is None or word == "footnote":
                self._open_destination(word)
        elif word == "ud":
            self._state = self._state._replace(place="")
        elif word == "upr":
            self._state = self._state._replace(place="skip")
        elif word == "fldrslt":
            self._open_link()
        elif starred and word not in TRANSPARENT:
            self._state = self._state._replace(place="skip")
        elif self._state.place in ("fonttbl", "stylesheet", "info", "creatim", "revtim"):
            self._take_in_table(word, argument)
        elif word in CHARACTERS:
            self._put(CHARACTERS[word])
        elif not self._state.place:
            self._take_format(word, argument)
        else:
            self._take_document(word, argument)

    def _take_format(self, word: str, argument: int | None) -> None:
        """Take a word that changes how text looks, or ends a paragraph."""
        state = self._state
        if word in SWITCHES:
            self._state = state.switched(SWITCHES[word], is_on=argument != 0)
        elif word == "f" and argument is not None:
            self._state = state if state.font == argument else state._replace(font=argument)
        elif word in PARAGRAPH_ENDS:
            self._end_paragraph()
        elif word == "plain":
            self._state = state._replace(font=-1, **PLAIN)
        elif word == "pard":
            self._state = state._replace(**PARAGRAPH)
        elif word in ("cell", "nestcell"):
            self._end_paragraph(in_table=True)
            if word == "cell":
                self._builders[-1].end_cell()
        elif word == "row":
            self._end_paragraph(in_table=True)
            self._builders[-1].end_row()
        elif word == "intbl":
            self._state = state._replace(in_table=True)
        elif word == "s" and argument is not None:
            self._state = state._replace(style=argument)
        elif word == "outlinelevel" and argument is not None:
            self._state = state._replace(outline=argument)
        elif word == "ilvl" and argument is not None:
            self._state = state._replace(list_level=max(0, min(argument, 8)))
        elif word in ("revauth", "revdttm", "revauthdel", "revdttmdel"):
            self._take_change(word, argument or 0)
        elif word == "htmlrtf":
            self._is_tag = argument != 0
        else:
            self._take_document(word, argument)

    def _take_change(self, word: str, argument: int) -> None:
        field_ = "deleted_by" if word.endswith("del") else "inserted_by"
        author, packed = getattr(self._state, field_)
        change = (argument, packed) if "auth" in word else (author, argument)
        self._state = self._state._replace(**{field_: change})

    def _take_document(self, word: str, argument: int | None) -> None:
        """Take a word about the document as a whole."""
        if word == "uc" and argument is not None:
            self._state = self._state._replace(n_skipped=max(0, min(argument, 100)))
        elif word == "ansicpg" and argument:
            self._encoding = _known_encoding(f"cp{argument}", self._encoding)
        elif word == "mac":
            self._encoding = "mac_roman"
        elif word == "pc":
            self._encoding = "cp437"
        elif word == "pca":
            self._encoding = "cp850"
        elif word == "deff" and argument is not None:
            self._default_font = argument
        elif word == "deflang" and argument is not None:
            self.language = LANGUAGES.get(argument & 0x3FF, "")

    def _take_in_table(self, word: str, argument: int | None) -> None:
        """Take a word inside the font table, the style sheet or the information."""
        place = self._state.place
        if place == "fonttbl":
            if word == "f" and argument is not None:
                self._font = argument
            elif word == "fcharset" and argument is not None:
                self._take_charset(argument)
        elif place == "stylesheet":
            if word == "s" and argument is not None:
                self._state = self._state._replace(style=argument)
            elif word == "outlinelevel" and argument is not None:
                self._styles[self._state.style] = argument
            elif word in ("cs", "ds", "ts"):
                self._state = self._state._replace(place="skip")
        elif place == "revtim" and argument is not None:
            self.revised[word] = argument
        elif word == "nofpages" and argument and 0 < argument < _MOST_PAGES:
            self.pages = argument
        if word == "uc":
            self._take_document(word, argument)

    def _take_charset(self, charset: int) -> None:
        if charset == 2:
            self._symbol_fonts.add(self._font)
        if charset and charset in CHARSETS:
            self._fonts[self._font] = CHARSETS[charset]
        elif charset == 0 and self._encoding in ("cp932", "cp936", "cp949", "cp950"):
            self._fonts[self._font] = "cp1252"

    def _take_unicode(self, number: int | None) -> None:
        if number is None:
            return
        self._flush()
        number &= 0xFFFF
        if 0xD800 <= number < 0xDC00:
            self._high = number
        elif 0xDC00 <= number < 0xE000:
            if self._high:
                self._put(chr(0x10000 + ((self._high & 0x3FF) << 10) + (number & 0x3FF)))
            self._high = 0
        else:
            self._put(chr(number) if number >= 32 else " ")
        self._n_left_out = self._state.n_skipped

    def _open_destination(self, word: str) -> None:
        if self._state.place == "skip":
            return
        if word in TEXT_APART:
            sort = TEXT_APART[word]
            self._builders.append(Builder(sort))
            self._mark_group(word, -1)
            state = self._state._replace(place="", style=0, outline=None, in_table=False)
            self._state = state._replace(**PLAIN)
            return
        if word in ("listtext", "pntext", "atnauthor", "atndate", "fldinst"):
            self.remembered[word] = ""
        place = "skip" if word in SKIPPED or word == "creatim" else word
        if word in ("title", "author") and self._state.place != "info":
            place = "skip"
        self._state = self._state._replace(place=place)
        self._mark_group(word, -1)

    def _open_link(self) -> None:
        if self._state.place == "skip":
            return
        self._state = self._state._replace(place="")
        found = _HYPERLINK.match(self.remembered.pop("fldinst", ""))
        if found:
            self._mark_group(f"link {found[1]}", self._builders[-1].line.length)

    def _mark_group(self, word: str, start: int) -> None:
        """Remember what the group under way is, for its end."""
        if self._stack:
            self._stack[-1] = (self._stack[-1][0], word, start)

    def _close_group(self) -> bool:
        """End a group; say whether it was the outermost."""
        if not self._stack:
            return False
        ended = self._state
        self._state, word, start = self._stack.pop()
        if ended.place == "stylesheet" and self._state.place == "stylesheet":
            self._take_style_name(ended.style)
        elif ended.place == "revtbl" and self._state.place == "revtbl":
            self._authors.append(self.remembered.pop("revtbl", "").strip().rstrip(";"))
        elif word in TEXT_APART and len(self._builders) > 1:
            self._close_builder()
        elif word in ("listtext", "pntext"):
            if text := self.remembered.pop(word, "").strip():
                self._builders[-1].number = text
        elif word.startswith("link "):
            line = self._builders[-1].line
            line.mark("link", min(start, line.length), word[5:])
        return not self._stack

    def _take_style_name(self, number: int) -> None:
        name = self.remembered.pop("stylesheet", "").strip().rstrip(";")
        named = kind_of_name(name)
        if named and not (isinstance(self._styles.get(number), int) and named.kind == Kind.HEADING):
            self._styles[number] = named

    def _close_builder(self) -> None:
        builder = self._builders.pop()
        passages = builder.finish()
        if not passages:
            return
        if builder.sort == "box":
            self._builders[-1].put_after(passages)
        elif builder.sort in ("header", "footer"):
            text = "\n".join(p.text.strip() for p in passages if p.style != "deleted")
            self.furniture.append(Passage(Kind.BOILERPLATE, text, 0, builder.sort))
        else:
            self._close_note(builder.sort, passages)

    def _close_note(self, sort: str, passages: list[Passage]) -> None:
        self._n_notes += 1
        line = self._builders[-1].line
        if line.length:
            line.note(self._n_notes)
        lead, sink = f"{sign_of(self._n_notes)} ", self.notes
        if sort == "comment":
            author = " ".join(self.remembered.pop("atnauthor", "").split())
            packed = self.remembered.pop("atndate", "").strip()
            date = moment(int(packed)) if packed.isdecimal() and len(packed) < 12 else ""
            by = ", ".join(filter(None, (author, date)))
            lead, sink = f"{lead}{by}: " if by else lead, self.comments
        sink += [
            p if p.style == "deleted" else p._replace(kind=Kind.PARAGRAPH, level=0, style=sort)
            for p in with_lead(passages, lead)
        ]

    def _end_paragraph(self, *, in_table: bool = False) -> None:
        state = self._state
        named = self._styles.get(state.style)
        kind, level, style = Kind.PARAGRAPH, 0, ""
        if isinstance(named, Named):
            kind, level, style = named
        outline = named if state.outline is None and isinstance(named, int) else state.outline
        if outline is not None and 0 <= outline <= 8 and kind != Kind.TITLE:
            kind, level, style = Kind.HEADING, min(outline + 1, 6), ""
        builder = self._builders[-1]
        if builder.number and kind == Kind.PARAGRAPH:
            kind, level = Kind.LIST, state.list_level + 1
        builder.end_paragraph(kind, level, style, in_table=in_table or state.in_table)


# What the usual bullets are in the fonts Symbol and Wingdings.
_BULLETS = {ord("·"): "•", ord("§"): "•", ord("Ø"): "•", ord("ü"): "•", ord("q"): "•"}


def _known_encoding(name: str, otherwise: str) -> str:
    """Return an encoding if Python knows it; 65001 is UTF-8."""
    name = {"cp65001": "utf-8", "cp0": "cp1252", "cp10000": "mac_roman"}.get(name, name)
    try:
        codecs.lookup(name)
    except LookupError:
        return otherwise
    return name
