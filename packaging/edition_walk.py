"""Owns the walk through a reading edition: it opens on its corpus, is searched and read, and changes nothing."""

import hashlib
import json
import re
from pathlib import Path

from screen import Screen
from session import Session, expect
from walk import CURRENT_HIT, HIT

_WORD = re.compile(r"\b[a-z]{6,12}\b")


class EditionTrial:
    """One walk with a reading edition, in an empty home."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._place = session.place
        inside = self._place.program.resolve().parent / "_internal" / "edition"
        said = json.loads((inside / "edition.json").read_text(encoding="utf-8"))
        self._title: str = said["title"]
        self._folder = inside.parent.parent
        self._corpus = inside / said["corpus"]

    def run(self) -> None:
        """Go through everything once; raises Unfit with what was wrong."""
        session = self._session
        session.check_version()
        before = sums(self._folder)
        word = self._a_word()
        with Screen(session.screen_folder) as screen:
            session.start(screen, "first start", self._title, is_traced=True)
            screen.wait_until_quiet()
            seen = session.photograph(screen, "1-first-start")
            expect(seen.count(HIT) == seen.count(CURRENT_HIT) == 0, "Hits are marked unasked.")
            screen.type(word)
            screen.wait_until_quiet()
            screen.press("Return")
            screen.wait_until_quiet()
            hit = session.photograph(screen, "2-hit-by-enter")
            expect(hit.count(CURRENT_HIT) > 100, f"The hit of {word} is not marked in the page.")
            session.ring(screen)
            screen.wait_until_quiet()
            session.close(screen)
            session.check_record(self._place.config)
            session.start(screen, "second start", self._title)
            screen.wait_until_quiet()
            again = session.photograph(screen, "3-second-start")
            expect(again.n_rows_unlike(seen) > 100, "The second start does not open where one was.")
            session.close(screen)
        session.check_leftovers()
        expect(sums(self._folder) == before, "Reading has changed the reading edition itself.")
        places = (".config/nineveh", ".local/share/nineveh")
        touched = [each for each in places if (session.home / each).exists()]
        expect(not touched, f"It has touched the places of the program itself: {touched}.")

    def _a_word(self) -> str:
        """Return a word that comes late in the first document, which the command line finds too."""
        corpus = self._session.seen(self._corpus)
        listed = json.loads(self._session.call("list", corpus, "--json"))
        text = self._session.call("show", corpus, str(listed[0]["id"]))
        words = sorted(set(_WORD.findall(text)), key=text.find, reverse=True)
        expect(bool(words), "The first document has no word to search for.")
        found = json.loads(self._session.call("search", corpus, words[0], "--json"))
        expect(found["hits"] > 0, f"The command line does not find {words[0]}.")
        return words[0]


def sums(folder: Path) -> dict[str, str]:
    """Return the sums of all files of a program; what a portable one keeps beside itself is left out."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.relative_to(folder).parts[0] not in ("data", "config")
    }
