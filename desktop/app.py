"""Owns the start of the window: settings, theme, which corpus is opened, and the one running program."""

import locale
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLoggingCategory, QObject, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from desktop import __version__
from desktop.corpus.corpus import Corpus, open_corpus
from desktop.corpus.errors import Trouble
from desktop.corpus.places import (
    config_folder,
    data_folder,
    edition,
    first_corpus,
    program_name,
    resources,
    seeds,
)
from desktop.ui import settings as remembered
from desktop.ui import theme
from desktop.ui.corpora.choosing import LIBRARY_FILE, SUFFIX, is_corpus
from desktop.ui.crash import CrashHook
from desktop.ui.handing_over import Doorbell, hand_over
from desktop.ui.settings import Settings
from desktop.ui.window import CorpusWindow

if TYPE_CHECKING:
    from desktop.ui.corpora.start_window import StartWindow


def run(arguments: Sequence[str]) -> int:
    """Open the window on what was asked for; a program that runs already is asked instead."""
    if not _has_display():
        print("There is no display to open a window on.", file=sys.stderr)
        return 1
    _settle_locale()
    # A script of which the system has no face is shown by boxes; the console need not hear of each.
    QLoggingCategory.setFilterRules("qt.text.font.db.warning=false")
    # Else each field with a clear button looks through all folders of the desktop's icons, tens of thousands of names;
    # fonts and colours are our own anyway.
    QApplication.setDesktopSettingsAware(not sys.platform.startswith("linux"))
    app = QApplication([sys.argv[0]])
    made = edition()
    app.setApplicationName(program_name())
    app.setApplicationDisplayName(made.title if made is not None else "Nineveh")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName(program_name())
    paths = [Path(argument).absolute() for argument in arguments]
    if hand_over([str(path) for path in paths]):
        return 0
    crash = CrashHook(app)
    crash.install()
    icon = made.icon if made is not None else resources() / "icon" / "nineveh.svg"
    if icon.is_file():
        app.setWindowIcon(QIcon(str(icon)))
    program = Program(app, Settings(config_folder() / "settings.ini"))
    doorbell = Doorbell(app)
    doorbell.rung.connect(lambda handed: program.open([Path(path) for path in handed]))
    doorbell.listen()
    program.open(paths)
    return app.exec()


def _has_display() -> bool:
    """Say whether a window can be shown; without a display Qt would end the program with a core dump."""
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _settle_locale() -> None:
    """Take the plain UTF-8 locale where the user's is not installed or not UTF-8; Qt would print a warning."""
    if not sys.platform.startswith("linux"):
        return
    try:
        locale.setlocale(locale.LC_CTYPE, "")
        encoding = locale.nl_langinfo(locale.CODESET)
    except locale.Error:
        encoding = ""
    if encoding.upper() != "UTF-8":
        os.environ["LC_ALL"] = "C.UTF-8"


class Program(QObject):
    """The windows that are open, one for each corpus, and the look they share."""

    def __init__(self, app: QApplication, settings: Settings) -> None:
        super().__init__(app)
        self._app = app
        self._settings = settings
        self._start: StartWindow | None = None
        self.windows: dict[Path, CorpusWindow] = {}
        self._theme = theme.THEMES[settings.get(remembered.THEME)]
        self._is_dressed = False
        theme.prepare(app, self._theme)
        app.focusWindowChanged.connect(self._note_front)

    def open(self, paths: Sequence[Path]) -> None:
        """Open corpora, take in documents; without paths the last corpus, or the seeds."""
        corpora = [path for path in paths if is_corpus(path) or path.suffix == SUFFIX]
        documents = [path for path in paths if path not in corpora]
        for path in corpora:
            self.open_corpus(path)
        if documents:
            self._take_in(documents)
        elif not corpora:
            self._open_last()

    def open_corpus(self, folder: Path, *, create: bool = False) -> CorpusWindow | None:
        """Bring the window of a corpus to the front, opening it if need be; None if it cannot be."""
        folder = folder.parent if folder.name == LIBRARY_FILE else folder
        folder = folder.absolute()
        if folder in self.windows:
            _bring_up(self.windows[folder])
            return self.windows[folder]
        try:
            corpus = open_corpus(folder, create=create)
        except Trouble as trouble:
            self._tell(trouble, folder)
            return None
        return self._show(corpus, folder)

    def set_theme(self, name: str) -> None:
        """Dress all windows; an empty name is the look after this one."""
        names = list(theme.THEMES)
        if not name:
            name = names[(names.index(self._theme.name) + 1) % len(names)]
        self._theme = theme.THEMES[name]
        self._settings.set(remembered.THEME, name)
        theme.apply(self._app, self._theme)
        for window in self.windows.values():
            window.set_theme(self._theme)

    def close(self) -> None:
        """Close all windows."""
        for window in list(self.windows.values()):
            window.close()
        self._drop_start()

    def _open_last(self) -> None:
        if (front := self._front()) is not None:
            _bring_up(front)
            return
        if (made := edition()) is not None:
            self.open_corpus(made.corpus)
            return
        recent = [folder for folder in self._settings.recent() if folder.is_dir()]
        if recent:
            self.open_corpus(recent[0])
        elif is_corpus(first_corpus()):
            self.open_corpus(first_corpus())
        elif (window := self.open_corpus(first_corpus(), create=True)) is not None:
            window.add(sorted(seeds().glob("*.txt")))

    def _take_in(self, documents: list[Path]) -> None:
        """Take documents into the corpus in front, else the last one, else a new one."""
        window = self._front()
        recent = [folder for folder in self._settings.recent() if folder.is_dir()]
        if window is None and recent:
            window = self.open_corpus(recent[0])
        if window is None:
            window = self.open_corpus(data_folder() / self.tr("My texts.corpus"), create=True)
        if window is not None:
            _bring_up(window)
            window.add(documents)

    def _front(self) -> CorpusWindow | None:
        return next(reversed(self.windows.values()), None)

    def _note_front(self) -> None:
        """Keep the window that had the keyboard last at the end."""
        for folder, window in list(self.windows.items()):
            if window.isActiveWindow():
                self.windows[folder] = self.windows.pop(folder)

    def _show(self, corpus: Corpus, folder: Path) -> CorpusWindow:
        window = CorpusWindow(corpus, self._settings, self._theme)
        made = edition()
        if made is not None and folder == made.corpus:
            window.setWindowTitle(made.title)
        self.windows[folder] = window
        window.corpus_wanted.connect(self.open_corpus)
        window.new_corpus_wanted.connect(lambda at: self.open_corpus(at, create=True))
        window.theme_wanted.connect(self.set_theme)
        window.quit_wanted.connect(self.close)
        window.closed.connect(lambda: self._forget(folder))
        self._dress()
        window.show()
        self._drop_start()
        for other in self.windows.values():
            other.dialogs.list_recent()
        return window

    def _tell(self, trouble: Trouble, folder: Path) -> None:
        """Say why a corpus cannot be opened: in the window that is there, else in one of its own."""
        from desktop.ui.corpora.start_window import StartWindow

        if self.windows:
            next(reversed(self.windows.values())).notices.tell_trouble(trouble)
            return
        self._drop_start()
        recent = [at for at in self._settings.recent() if at != folder and at.is_dir()]
        self._start = StartWindow(trouble, recent)
        self._start.corpus_wanted.connect(self.open_corpus)
        self._start.new_corpus_wanted.connect(lambda at: self.open_corpus(at, create=True))
        self._dress()
        self._start.show()

    def _dress(self) -> None:
        """Put on the stylesheet, once the first window is there to wear it."""
        if not self._is_dressed:
            theme.apply(self._app, self._theme)
            self._is_dressed = True

    def _drop_start(self) -> None:
        if self._start is not None:
            self._start.close()
            self._start.deleteLater()
            self._start = None

    def _forget(self, folder: Path) -> None:
        window = self.windows.pop(folder, None)
        if window is not None:
            window.deleteLater()


def _bring_up(window: CorpusWindow) -> None:
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
