"""Owns what the notice bar says: who in a window tells something, and what can be done about it there."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop.corpus.errors import Trouble
from desktop.corpus.gone import Gone
from desktop.ui.actions import WindowActions
from desktop.ui.changes import Changes
from desktop.ui.counts import counted
from desktop.ui.dialogs import Dialogs
from desktop.ui.intake.folder_watch import FolderWatch
from desktop.ui.intake.taking import Taking
from desktop.ui.kin.duplicates import Duplicates
from desktop.ui.library.watch import CatalogueWatch
from desktop.ui.notices import NoticeBar
from desktop.ui.outgoing import Outgoing
from desktop.ui.reading import Reading
from desktop.ui.searching import Searching


class Telling(QObject):
    """Brings sentences and troubles to the notice bar, with Undo or Show beside them where there is one."""

    def __init__(
        self, notices: NoticeBar, actions: WindowActions, dialogs: Dialogs, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._notices = notices
        self._actions = actions
        self._dialogs = dialogs
        dialogs.told.connect(notices.tell)

    def hear_reading(
        self, searching: Searching, reading: Reading, outgoing: Outgoing, watch: CatalogueWatch
    ) -> None:
        """Tell what searching, reading and giving out say."""
        searching.failed.connect(self._notices.tell_trouble)
        watch.warned.connect(self._notices.tell)
        watch.failed.connect(self._notices.tell_trouble)
        outgoing.told.connect(self._notices.tell)
        outgoing.failed.connect(self._notices.tell_trouble)
        reading.told.connect(self._notices.tell)
        reading.failed.connect(self._notices.tell_trouble)

    def hear_changes(
        self,
        changes: Changes,
        taking: Taking,
        folder_watch: FolderWatch,
        duplicates: Duplicates,
    ) -> None:
        """Tell what changes the corpus, and offer what can be done about it."""
        changes.told.connect(self._notices.tell)
        changes.failed.connect(self._notices.tell_trouble)
        changes.undo_offered.connect(lambda sentence: self._offer_undo(sentence, changes.undo))
        taking.told.connect(self._notices.tell)
        taking.refusals_told.connect(self._offer_refusals)
        taking.trouble_told.connect(lambda sentence: self._notices.tell_trouble(Trouble(sentence)))
        folder_watch.failed.connect(self._notices.tell_trouble)
        folder_watch.gone_found.connect(self._offer_gone)
        duplicates.told.connect(self._notices.tell)
        duplicates.found_any.connect(self._offer_leaving_out)

    def _offer_undo(self, sentence: str, undo: Callable[[], None]) -> None:
        self._notices.tell(sentence, action=self.tr("Undo"), do=undo)

    def _offer_refusals(self, sentence: str) -> None:
        show = self._dialogs.show_refusals
        self._notices.tell(sentence, action=self.tr("Show them"), do=show)

    def _offer_gone(self, gone: list[Gone]) -> None:
        sentence = counted(
            len(gone),
            self.tr("{n} file is gone from the watched folders."),
            self.tr("{n} files are gone from the watched folders."),
        )
        action = self.tr("Show…")
        self._notices.ask(sentence, action=action, do=lambda: self._dialogs.show_gone(gone))

    def _offer_leaving_out(self, sentence: str) -> None:
        action = self._actions["without_repeats"]
        if action.isChecked():
            self._notices.tell(sentence)
        else:
            self._notices.tell(sentence, action=self.tr("Leave them out"), do=action.trigger)
