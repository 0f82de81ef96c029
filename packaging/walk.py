"""Owns the walk through an installed program: it is started and used as a person would, with keys and clicks.

First start with the seeds, a folder added, a search, a hit opened, quit, a second start at the same place with all
texts there, a start with a corpus; then known counts on the command line, an intake through workers, and a document
each of the formats that need a library.
"""

import configparser
import json
import re
import time
from pathlib import Path

from documents import make_documents
from screen import Screen, wait_for
from session import Session, expect

TITLE = "Mosul – Nineveh"  # of the window
TITLES = (
    "‘They’re All ISIS’—West Mosul Families Who Stayed Become Targets of Suspicion",
    "Surviving the Fall of ISIS",
)
# What the folder holds that is added; none of it is found by the queries here.
ADDED = {
    "Bridges.txt": "Bridges over the Tigris\n\nFive bridges were counted, and each had a keeper.\n",
    "Wells.txt": "Wells in the hills\n\nOf the wells that were dug there two gave water.\n",
}
# What the seeds hold, counted by hand: query → documents, hits.
KNOWN = {
    "Mosul": (2, 50),
    '"Islamic State"': (1, 15),
    "caliphate": (1, 1),
    "family+": (2, 33),
}
# The colours of the light look that marks wear in the page: a hit, and the hit one is at.
HIT, CURRENT_HIT = "#f6dfa4", "#eeb64d"
ACCENT = "#8a3b1e"  # the match in a concordance line
QUERY, SECOND_QUERY = "caliphate", '"Islamic State"'
PLACE = re.compile(r'"?\[\d+, \d\d+\]"?')
A_PAGE = 3_000  # characters that a page shows at most


class Trial:
    """One walk with the program itself, in an empty home."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._place = session.place
        self._home = session.home
        self._corpus = session.place.data / "Mosul.corpus"

    def run(self) -> None:
        """Go through everything once; raises Unfit with what was wrong."""
        session = self._session
        session.check_version()
        with Screen(session.screen_folder) as screen:
            session.start(screen, "first start", TITLE, is_traced=True)
            self._see_the_seeds(screen)
            self._add_a_folder(screen)
            self._search_and_open(screen)
            self._ring_twice(screen)
            session.close(screen)
            session.check_record(self._place.data, self._place.config)
            place = self._check_memory()
            session.start(screen, "second start", TITLE)
            screen.wait_until_quiet()
            session.photograph(screen, "5-second-start")
            session.close(screen)
            expect(self._check_memory() == place, "The second start does not open where one was.")
            expect(len(self._titles()) == len(TITLES) + len(ADDED), f"There are {self._titles()}.")
            library = self._corpus / "corpus.sqlite"
            session.start(screen, "start by opening a corpus", TITLE, files=[library])
            screen.wait_until_quiet()
            session.photograph(screen, "6-corpus-opened")
            session.close(screen)
        self._check_counts()
        self._check_intake()
        self._check_formats()
        session.check_leftovers()

    def _see_the_seeds(self, screen: Screen) -> None:
        """Wait until both texts are taken in, as the command line sees them while the window is open."""
        began = time.perf_counter()
        wait_for(lambda: len(self._titles()) == len(TITLES), "The seeds were not taken in.")
        print(f"the seeds are in the corpus {time.perf_counter() - began:.2f} s later", flush=True)
        expect(sorted(self._titles()) == sorted(TITLES), f"The titles are {self._titles()}.")
        screen.wait_until_quiet()
        seen = self._session.photograph(screen, "1-first-start")
        expect(seen.count(HIT) == seen.count(CURRENT_HIT) == 0, "Hits are marked before a search.")

    def _add_a_folder(self, screen: Screen) -> None:
        """Hand a folder over, as by dropping it on the program's icon; the window asks, and Enter takes it in."""
        folder = self._home / "my texts"
        folder.mkdir()
        for name, text in ADDED.items():
            (folder / name).write_text(text, encoding="utf-8")
        self._session.ring(screen, [folder])
        screen.focus(screen.window("Take files in"))
        screen.wait_until_quiet()
        self._session.photograph(screen, "1b-folder-looked-over")
        screen.press("Return")
        there = len(TITLES) + len(ADDED)
        wait_for(lambda: len(self._titles()) == there, "The folder was not taken in.")
        screen.focus(screen.window(TITLE))
        screen.wait_until_quiet()
        self._session.photograph(screen, "1c-folder-added")

    def _search_and_open(self, screen: Screen) -> None:
        """Type a query, go to its first hit by Enter; type another and click one of its lines."""
        screen.type(QUERY)
        screen.wait_until_quiet()
        self._session.photograph(screen, "2-typed")
        screen.press("Return")
        screen.wait_until_quiet()
        first = self._session.photograph(screen, "3-hit-by-enter")
        expect(first.count(CURRENT_HIT) > 100, "The hit is not marked in the page.")
        screen.press("ctrl+l")
        screen.type(SECOND_QUERY)
        seen = screen.wait_until_quiet()
        lines = [place for place in seen.places(ACCENT) if place[0] > seen.width * 3 // 4]
        expect(bool(lines), "No concordance lines are to be seen.")
        screen.click(*lines[len(lines) // 2])
        screen.wait_until_quiet()
        second = self._session.photograph(screen, "4-hit-by-click")
        expect(second.count(CURRENT_HIT) > 100, "The clicked hit is not marked in the page.")
        expect(second.n_rows_unlike(first) > 200, "The page did not go to the clicked hit.")

    def _check_memory(self) -> str:
        """The settings hold corpus, query and place, and the place is a little above a hit."""
        settings = configparser.ConfigParser(interpolation=None, delimiters=("=",))
        file = self._place.config / "settings.ini"
        settings.read_string(file.read_text(encoding="utf-8"))
        values = [value for part in settings.sections() for value in settings[part].values()]
        together = "\n".join(values)
        expect(
            self._place.seen(self._corpus) in together, "The corpus is not among the recent ones."
        )
        expect(QUERY in together, "The query is not in the history.")
        places = [value for value in values if PLACE.fullmatch(value)]
        expect(len(places) == 1, f"The place in the text is not remembered: {values}.")
        document, top = json.loads(places[0].strip('"'))
        lines = json.loads(
            self._call("lines", self._place.seen(self._corpus), SECOND_QUERY, "--json")
        )
        starts = [line["start"] for line in lines if line["id"] == document]
        is_at_hit = any(0 <= start - top < A_PAGE for start in starts)
        expect(is_at_hit, "The place that is remembered is not that of a hit.")
        return places[0]

    def _check_counts(self) -> None:
        """The command line finds in the corpus what the seeds hold."""
        for query, known in KNOWN.items():
            found = json.loads(
                self._call("search", self._place.seen(self._corpus), query, "--json")
            )
            counted = found["documents"], found["hits"]
            expect(counted == known, f"{query} gives {counted}, not {known}.")

    def _check_intake(self) -> None:
        """Web pages go through workers: the program starts itself anew, several times."""
        pages = self._home / "pages"
        pages.mkdir()
        for number in range(12):
            text = PAGE.format(number=number, words="The old bridge at Mosul fell again. " * 40)
            (pages / f"page {number}.html").write_text(text, encoding="utf-8")
        corpus = self._home / "Pages.corpus"
        lines = self._call(
            "add", self._place.seen(corpus), self._place.seen(pages), "--json"
        ).splitlines()
        done = json.loads(lines[-1])
        expect(done.get("added") == 12, f"Of 12 pages went in: {done}.")
        found = json.loads(self._call("search", self._place.seen(corpus), "bridge", "--json"))
        expect(found["hits"] == 480, f"12 pages with 40 bridges give {found['hits']} hits.")

    def _check_formats(self) -> None:
        """A PDF, a Word file, a book, a spreadsheet and a message: each needs a library of its own."""
        folder = self._home / "formats"
        folder.mkdir()
        made = make_documents(folder)
        corpus = self._place.seen(self._home / "Formats.corpus")
        lines = self._call("add", corpus, self._place.seen(folder), "--json").splitlines()
        refused = [line for line in lines if '"refused"' in line and '"event": "refused"' in line]
        expect(not refused, "Formats were refused: " + " ".join(refused))
        for name in made:
            word = Path(name).suffix[1:] + "word"
            found = json.loads(self._call("search", corpus, word, "--json"))
            expect(found["documents"] == 1, f"{name} was not taken in.")

    def _ring_twice(self, screen: Screen) -> None:
        """A second start while the program runs hands its file to the first, and ends."""
        before = self._titles()
        file = self._home / "Handed over.txt"
        file.write_text("Handed over.\n\nA page handed over to the program that runs.\n", "utf-8")
        self._session.ring(screen, [file])
        wait_for(lambda: len(self._titles()) == len(before) + 1, "The file was not handed over.")
        screen.wait_until_quiet()
        self._session.photograph(screen, "4b-handed-over")
        listed = json.loads(self._call("list", self._place.seen(self._corpus), "--json"))
        numbers = [each["id"] for each in listed if each["title"] not in before]
        self._call("remove", self._place.seen(self._corpus), *map(str, numbers))
        screen.wait_until_quiet()

    def _titles(self) -> list[str]:
        if not (self._corpus / "corpus.sqlite").is_file():
            return []
        listed = json.loads(self._call("list", self._place.seen(self._corpus), "--json"))
        return [document["title"] for document in listed]

    def _call(self, *arguments: str) -> str:
        return self._session.call(*arguments)


PAGE = """<!DOCTYPE html><html lang="en"><head><title>Page {number}</title></head>
<body><nav><a href="/">Home</a></nav><article><h1>Page {number}</h1><p>{words}</p></article></body></html>
"""
