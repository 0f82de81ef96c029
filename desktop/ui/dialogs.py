"""Owns the opening of the window's dialogs, and of choosers of files and folders."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QWidget

from desktop.corpus.corpus import Corpus
from desktop.corpus.errors import Trouble
from desktop.corpus.places import data_folder
from desktop.ui import settings as remembered
from desktop.ui.actions import WindowActions
from desktop.ui.changes import Changes
from desktop.ui.corpora import choosing
from desktop.ui.destinations import Destinations
from desktop.ui.jobs.lane import SearchingLane
from desktop.ui.settings import Settings
from desktop.ui.theme import THEMES

if TYPE_CHECKING:
    from desktop.corpus.gone import Gone
    from desktop.corpus.report import Report
    from desktop.ui.kin.sides import Sides


class Dialogs(QObject):
    """Opens each dialog over its window and hands on what the reader decides there.

    A dialog is imported when it is opened: together they would take a tenth of the start.
    """

    files_wanted = Signal(list)
    corpus_wanted = Signal(Path)
    new_corpus_wanted = Signal(Path)
    document_wanted = Signal(int)
    taking_in_wanted = Signal(list, object)
    watch_wanted = Signal(list)
    watched_wanted = Signal(list)
    query_wanted = Signal(str)
    listing_wanted = Signal(str, list)
    comparison_wanted = Signal()
    told = Signal(str)

    def __init__(
        self,
        corpus: Corpus,
        changes: Changes,
        lane: SearchingLane,
        actions: WindowActions,
        settings: Settings,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._corpus = corpus
        self._changes = changes
        self._lane = lane
        self._actions = actions
        self._settings = settings
        self._destinations = Destinations(settings)
        self._window = window

    def slots(self) -> dict[str, Callable[[], None]]:
        """Return what opens a dialog or a chooser, by the name of the action."""
        return {
            "new_corpus": self.choose_new_corpus,
            "open_corpus": self.choose_corpus,
            "add_files": self.choose_files,
            "add_folder": self.choose_folder,
            "aliases": self.edit_aliases,
            "join_sheet": self.join_sheet,
            "refusals": self.show_refusals,
            "report": self.show_report,
            "repeats": self.show_repeats,
            "watched": self.show_watched,
            "shortcuts": self.show_shortcuts,
            "about": self.show_about,
        }

    def choose_new_corpus(self) -> None:
        """Ask for the place of a new corpus."""
        if (folder := choosing.choose_new_corpus(self._window, self._start())) is not None:
            self._settings.set(remembered.LAST_FOLDER, str(folder.parent))
            self.new_corpus_wanted.emit(folder)

    def choose_corpus(self) -> None:
        """Ask for the folder of a corpus to open."""
        if (folder := choosing.choose_corpus(self._window, self._start())) is not None:
            self._settings.set(remembered.LAST_FOLDER, str(folder.parent))
            self.corpus_wanted.emit(folder)

    def choose_files(self) -> None:
        """Ask for files to take in."""
        if files := choosing.choose_files(self._window, self._taken_from()):
            self._settings.set(remembered.LAST_TAKEN, str(files[0].parent))
            self.files_wanted.emit(files)

    def choose_folder(self) -> None:
        """Ask for a folder to take in."""
        if (folder := choosing.choose_folder(self._window, self._taken_from())) is not None:
            self._settings.set(remembered.LAST_TAKEN, str(folder.parent))
            self.files_wanted.emit([folder])

    def choose_file_for_passage(self, title: str, name: str) -> Path | None:
        """Ask where a passage, or a whole text, is to be saved."""
        return self._destinations.ask(self._window, title, name, self.tr("Text (*.txt)"))

    def choose_file_for_pdf(self, title: str, name: str) -> Path | None:
        """Ask where a document is to be saved as PDF."""
        return self._destinations.ask(self._window, title, name, self.tr("PDF (*.pdf)"))

    def list_recent(self) -> None:
        """Put the corpora opened last into their menu."""
        menu = self._actions.recent_menu
        menu.clear()
        for folder in self._settings.recent():
            if folder != self._corpus.folder:
                action = menu.addAction(
                    folder.name.removesuffix(choosing.SUFFIX).replace("&", "&&")
                )
                action.setToolTip(str(folder))
                action.triggered.connect(lambda _=False, at=folder: self.corpus_wanted.emit(at))
        menu.setEnabled(not menu.isEmpty())

    def correct(self, ids: Sequence[int]) -> None:
        """Let the reader correct what is known of documents."""
        from desktop.ui.library.correct_dialog import CorrectDialog

        if self._corpus.is_read_only:
            self.told.emit(self.tr("This corpus is read-only: nothing can be corrected."))
            return
        try:
            documents = [self._corpus.document(document_id) for document_id in ids]
        except Trouble as trouble:
            self.told.emit(str(trouble))
            return
        corrected = {
            field for document_id in ids for field in self._corpus.corrections(document_id)
        }
        dialog = CorrectDialog(documents, corrected, self._window)
        dialog.corrected.connect(
            lambda changes, resets: self._changes.correct(ids, changes, resets)
        )
        _open(dialog)

    def tell_of(self, document_id: int) -> None:
        """Show where a document comes from and what is known of it."""
        from desktop.ui.library.document_dialog import DocumentDialog

        try:
            document = self._corpus.document(document_id)
            attached = [
                self._corpus.document(each) for each in self._corpus.attached_to(document_id)
            ]
        except Trouble as trouble:
            self.told.emit(str(trouble))
            return
        corrected = tuple(self._corpus.corrections(document_id))
        dialog = DocumentDialog(document, attached, corrected, self._lane, self._window)
        dialog.document_wanted.connect(self.document_wanted)
        dialog.file_wanted.connect(self.show_file)
        dialog.folder_wanted.connect(self.show_folder)
        _open(dialog)

    def show_source(self, document_id: int) -> None:
        """Show the file that a document was read from in the system's own program for it."""
        try:
            document = self._corpus.document(document_id)
        except Trouble as trouble:
            self.told.emit(str(trouble))
            return
        self.show_file(Path(document.path))

    def compare(self, ids: Sequence[int]) -> None:
        """Show two documents side by side, or one beside the first of its family of duplicates."""
        from desktop.ui.kin.sides import Sides, sides_of

        def show(sides: Sides | None) -> None:
            if sides is None:
                self.told.emit(
                    self.tr("Select two documents to compare them, or one that has a duplicate.")
                )
            else:
                self._show_sides(sides)

        corpus, wanted = self._corpus, tuple(ids)
        self._lane.ask(
            "compare",
            lambda: sides_of(corpus, wanted),
            show,
            failed=lambda trouble: self.told.emit(str(trouble)),
        )

    def join_sheet(self) -> None:
        """Let the reader choose a metadata sheet, see what it would set, and join it."""
        from desktop.corpus.sheet import plan_for, read_sheet
        from desktop.ui.library.sheet_dialog import SheetDialog

        if self._corpus.is_read_only:
            self.told.emit(self.tr("This corpus is read-only: nothing can be corrected."))
            return
        title, kinds = (
            self.tr("Choose a sheet with file names"),
            self.tr("Tables (*.csv *.tsv *.txt)"),
        )
        file = choosing.choose_file(self._window, title, self._taken_from(), kinds)
        if file is None:
            return
        try:
            sheet = read_sheet(file)
        except Trouble as trouble:
            self.told.emit(str(trouble))
            return
        plan = plan_for(sheet, self._corpus.catalogue(), file.resolve().parent)
        dialog = SheetDialog(file.name, sheet, plan, self._window)
        dialog.join_wanted.connect(lambda: self._changes.correct_each(plan.changes))
        _open(dialog)

    def edit_aliases(self) -> None:
        """Let the reader edit the aliases of the corpus."""
        from desktop.ui.corpora.aliases_dialog import AliasesDialog

        dialog = AliasesDialog(
            self._corpus.aliases(), is_read_only=self._corpus.is_read_only, parent=self._window
        )
        dialog.aliases_wanted.connect(self._changes.set_aliases)
        _open(dialog)

    def ask_how(self, paths: Sequence[Path]) -> None:
        """Show what would be taken in, and ask how."""
        from desktop.corpus.intake.wishes import copies_originals, remembered_wishes
        from desktop.ui.intake.taking_in_dialog import TakingInDialog

        dialog = TakingInDialog(
            self._corpus.folder,
            paths,
            ocr=remembered_wishes(self._corpus.library).ocr,
            copies=copies_originals(self._corpus.library),
            parent=self._window,
        )
        dialog.wanted.connect(lambda wishes: self.taking_in_wanted.emit(list(paths), wishes))
        dialog.watch_wanted.connect(self.watch_wanted)
        _open(dialog)

    def show_watched(self) -> None:
        """Let the reader say which folders are watched."""
        from desktop.ui.intake.watched_dialog import WatchedDialog

        dialog = WatchedDialog(self._corpus.watched_folders(), self._window)
        dialog.folders_wanted.connect(self.watched_wanted)
        _open(dialog)

    def show_gone(self, gone: "Sequence[Gone]") -> None:
        """Ask what becomes of documents whose files are gone."""
        from desktop.ui.intake.gone_dialog import GoneDialog

        dialog = GoneDialog(gone, self._window)
        dialog.removal_wanted.connect(self._changes.remove)
        _open(dialog)

    def show_refusals(self) -> None:
        """Show which files were refused, and why."""
        from desktop.ui.intake.refusals_dialog import RefusalsDialog
        from desktop.ui.intake.wishes import IntakeWishes

        dialog = RefusalsDialog(
            self._corpus.name, self._corpus.refusals(), self._destinations, self._window
        )
        dialog.retry_wanted.connect(
            lambda paths: self.taking_in_wanted.emit(paths, IntakeWishes(retries=True))
        )
        dialog.file_wanted.connect(self.show_file)
        dialog.folder_wanted.connect(self.show_folder)
        dialog.told.connect(self.told)
        _open(dialog)

    def show_report(self) -> None:
        """Count what is in the corpus, and show it."""
        from desktop.corpus.report import report_on

        corpus = self._corpus
        self._lane.ask(
            "report",
            lambda: report_on(corpus),
            self._show_report,
            failed=lambda trouble: self.told.emit(str(trouble)),
        )

    def show_repeats(self) -> None:
        """Look for passages that several documents share, and let the reader switch them."""
        from desktop.ui.kin.repeats_dialog import RepeatsDialog

        dialog = RepeatsDialog(
            self._corpus.folder,
            self._lane,
            is_read_only=self._corpus.is_read_only,
            parent=self._window,
        )
        dialog.switching_wanted.connect(
            lambda places, is_off: self._changes.switch_blocks(
                places, is_boilerplate=is_off, spares_kept=is_off
            )
        )
        dialog.documents_wanted.connect(self.listing_wanted)
        _open(dialog)

    def show_shortcuts(self) -> None:
        """Show the keyboard shortcuts."""
        from desktop.ui.help.shortcuts_dialog import ShortcutsDialog

        _open(ShortcutsDialog(self._actions.shortcuts(), self._window))

    def show_about(self) -> None:
        """Show what the program is."""
        from desktop.ui.help.about_dialog import AboutDialog

        _open(AboutDialog(self._window))

    def show_folder(self, folder: Path) -> None:
        """Show a folder in the system's own file browser."""
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self.told.emit(self.tr("The folder could not be shown."))

    def show_file(self, file: Path) -> None:
        """Show a file in the system's own program for it; what would be run is shown in its folder."""
        from desktop.ui.intake.file_kinds import is_program

        if not file.exists():
            self.told.emit(self.tr("The file is not there any more."))
        elif is_program(file):
            self.show_folder(file.parent)
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(file))):
            self.told.emit(self.tr("No program opens this file."))

    def _show_report(self, report: "Report") -> None:
        from desktop.ui.report.report_dialog import ReportDialog

        theme = THEMES[self._settings.get(remembered.THEME)]
        dialog = ReportDialog(self._corpus.name, report, theme, self._destinations, self._window)
        dialog.query_wanted.connect(self.query_wanted)
        dialog.documents_wanted.connect(self.listing_wanted)
        dialog.unknown_wanted.connect(self._list_unknown)
        dialog.refusals_wanted.connect(self.show_refusals)
        dialog.comparison_wanted.connect(self.comparison_wanted)
        dialog.told.connect(self.told)
        _open(dialog)

    def _show_sides(self, sides: "Sides") -> None:
        from desktop.ui.kin.compare_dialog import CompareDialog

        theme = THEMES[self._settings.get(remembered.THEME)]
        points = self._settings.get(remembered.TEXT_SIZE)
        dialog = CompareDialog(sides, theme, points, self._window)
        dialog.document_wanted.connect(self.document_wanted)
        _open(dialog)

    def _list_unknown(self, field: str) -> None:
        """List the documents of which a date, language or source is not known."""
        table = self._corpus.last_catalogue()
        columns = {
            "date": (table.dates, self.tr("Without a date")),
            "language": (table.languages, self.tr("Language not known")),
            "source": (table.sources, self.tr("Source not known")),
        }
        column, words = columns[field]
        ids = table.ids[[not value for value in column]].tolist()
        self.listing_wanted.emit(words, ids)

    def _start(self) -> Path:
        last = self._settings.get(remembered.LAST_FOLDER)
        return Path(last) if last and Path(last).is_dir() else data_folder()

    def _taken_from(self) -> Path:
        last = self._settings.get(remembered.LAST_TAKEN)
        return Path(last) if last and Path(last).is_dir() else Path.home()


def _open(dialog: QDialog) -> None:
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
