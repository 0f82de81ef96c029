"""Owns the list of passages that several documents share, to be left out as boilerplate or counted as text."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QProgressBar,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.counts import number
from desktop.ui.jobs.lane import SearchingLane
from desktop.ui.jobs.repeats_process import Passage, RepeatsProcess, passages_in
from desktop.ui.theme import serif

_ROW_SPACE = 9
_SHOWN_IN_ROW = 160
_PASSAGE, _DOCUMENTS, _WORDS, _STATE = range(4)


class RepeatsDialog(QDialog):
    """Looks for repeated passages and lets the reader tick those to be switched.

    `switching_wanted` gives places, as (document, start of the block), and whether they become
    boilerplate; `documents_wanted` a sentence and the documents of one passage.
    """

    switching_wanted = Signal(list, bool)
    documents_wanted = Signal(str, list)

    def __init__(
        self,
        corpus_folder: Path,
        lane: SearchingLane,
        *,
        is_read_only: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._lane = lane
        self._is_read_only = is_read_only
        self._passages: tuple[Passage, ...] = ()
        self._rows: list[QTreeWidgetItem] = []
        self._process = RepeatsProcess(corpus_folder, self)
        self.setWindowTitle(self.tr("Repeated passages"))
        self._build()
        self._wire()
        self.resize(820, 560)
        self._process.look()

    @property
    def is_looking(self) -> bool:
        """Say whether passages are still looked for."""
        return self.bar.isVisibleTo(self)

    def _build(self) -> None:
        self.summary = QLabel(self.tr("Looking for passages that several documents share…"), self)
        self.summary.setWordWrap(True)
        self.bar = QProgressBar(self)
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.list = QTreeWidget(self)
        self.list.setAccessibleName(self.tr("Repeated passages"))
        self.list.setUniformRowHeights(True)
        self.list.setHeaderLabels(
            [self.tr("Passage"), self.tr("Documents"), self.tr("Words"), self.tr("Counts as")]
        )
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for column in (_DOCUMENTS, _WORDS):
            self.list.headerItem().setTextAlignment(column, right)
        self.list.headerItem().setTextAlignment(_STATE, Qt.AlignmentFlag.AlignCenter)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(_PASSAGE, QHeaderView.ResizeMode.Stretch)
        for column, width in ((_DOCUMENTS, 90), (_WORDS, 70), (_STATE, 110)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            self.list.setColumnWidth(column, width)
        self.whole = QLabel(self)
        self.whole.setTextFormat(Qt.TextFormat.PlainText)
        self.whole.setWordWrap(True)
        self.whole.setFont(serif(11.0))
        self.whole.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.whole.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.whole.setMinimumHeight(self.whole.fontMetrics().lineSpacing() * 4)
        self.why = QLabel(self)
        self.why.setProperty("ink", "muted")
        self.why.setTextFormat(Qt.TextFormat.PlainText)
        self.why.setWordWrap(True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.leave_out_button = self.buttons.addButton(self.tr("Leave out as boilerplate"), role)
        self.count_button = self.buttons.addButton(self.tr("Count as text"), role)
        self.show_button = self.buttons.addButton(self.tr("List its documents"), role)
        for button in (self.leave_out_button, self.count_button, self.show_button):
            button.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.addWidget(self.summary)
        layout.addWidget(self.bar)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.whole)
        layout.addWidget(self.why)
        layout.addWidget(self.buttons)
        self._allow()

    def _wire(self) -> None:
        self._process.progressed.connect(self._show_progress)
        self._process.found.connect(self._read)
        self._process.failed.connect(self._tell)
        self.list.itemChanged.connect(lambda *_: self._allow())
        self.list.currentItemChanged.connect(lambda *_: self._show_whole())
        self.leave_out_button.clicked.connect(lambda: self._switch(is_boilerplate=True))
        self.count_button.clicked.connect(lambda: self._switch(is_boilerplate=False))
        self.show_button.clicked.connect(self._list_documents)
        self.buttons.rejected.connect(self.reject)

    def done(self, result: int) -> None:
        self._process.stop()
        self._lane.drop("repeated passages")
        super().done(result)

    def _show_progress(self, done: int, of: int) -> None:
        self.bar.setRange(0, max(of, 1))
        self.bar.setValue(done)

    def _read(self, said: list[dict[str, Any]]) -> None:
        self._lane.ask("repeated passages", lambda: passages_in(said), self._show)

    def _tell(self, sentence: str) -> None:
        self.bar.hide()
        self.summary.setText(sentence)

    def _show(self, passages: Sequence[Passage]) -> None:
        self._passages = tuple(passages)
        if not passages:
            self._tell(self.tr("No passage stands in several documents."))
            return
        self._tell(
            self.tr(
                "Tick what is to be left out of searches and counts, as menus and notices are; what "
                "is surely of that kind is ticked. Nothing is removed: it stays on the page, folded, "
                "and can be counted again."
            )
        )
        heads = (
            (True, self.tr("Perhaps furniture of the page")),
            (False, self.tr("Copy that documents share")),
        )
        self.list.blockSignals(True)
        for is_furniture, words in heads:
            rows = [n for n, each in enumerate(passages) if each.is_furniture is is_furniture]
            if not rows:
                continue
            head = QTreeWidgetItem([f"{words} ({number(len(rows))})"])
            self.list.addTopLevelItem(head)
            head.setFirstColumnSpanned(True)
            head.setSizeHint(_PASSAGE, self._row_size())
            made = [self._row(n) for n in rows]
            head.addChildren(made)
            self._rows += made
            head.setExpanded(True)
        self.list.blockSignals(False)
        self.list.setCurrentItem(self._rows[0])
        self._allow()
        self.list.setFocus()

    def _row(self, at: int) -> QTreeWidgetItem:
        passage = self._passages[at]
        said = " ".join(passage.text.split())
        state = self.tr("text")
        if passage.n_boilerplate >= len(passage.places):
            state = self.tr("boilerplate")
        elif passage.n_boilerplate:
            state = self.tr("partly text")
        cells = [said[:_SHOWN_IN_ROW], number(passage.documents), number(passage.words), state]
        row = QTreeWidgetItem(cells)
        for column in (_DOCUMENTS, _WORDS):
            row.setTextAlignment(
                column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            )
        row.setTextAlignment(_STATE, Qt.AlignmentFlag.AlignCenter)
        row.setSizeHint(_PASSAGE, self._row_size())
        row.setData(_PASSAGE, Qt.ItemDataRole.UserRole, at)
        row.setFlags(row.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        is_ticked = passage.is_sure and not self._is_read_only
        row.setCheckState(_PASSAGE, Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked)
        return row

    def _reason(self, passage: Passage) -> str:
        """Say why a passage is taken for furniture of the page, or for copy."""
        if not passage.is_furniture:
            return self.tr("It stands in few documents of each source, or within their texts.")
        sentence = {
            "beginning": self.tr("It stands near the beginning of {0} of the documents of {1}."),
            "end": self.tr("It stands near the end of {0} of the documents of {1}."),
        }.get(passage.place, self.tr("It stands at the same place in {0} of the documents of {1}."))
        source = passage.source or self.tr("one folder")
        return sentence.replace("{0}", f"{passage.share:.0%}").replace("{1}", source)

    def _row_size(self) -> QSize:
        return QSize(0, self.list.fontMetrics().height() + _ROW_SPACE)

    def _ticked(self) -> list[Passage]:
        return [
            self._passages[row.data(_PASSAGE, Qt.ItemDataRole.UserRole)]
            for row in self._rows
            if row.checkState(_PASSAGE) is Qt.CheckState.Checked
        ]

    def _current(self) -> Passage | None:
        item = self.list.currentItem()
        at = item.data(_PASSAGE, Qt.ItemDataRole.UserRole) if item is not None else None
        return None if at is None else self._passages[at]

    def _allow(self) -> None:
        """Only what is ticked can be switched."""
        ticked = self._ticked()
        may = bool(ticked) and not self._is_read_only
        self.leave_out_button.setEnabled(may)
        self.count_button.setEnabled(may and any(each.n_boilerplate for each in ticked))
        self.show_button.setEnabled(self._current() is not None)

    def _show_whole(self) -> None:
        passage = self._current()
        self.whole.setText("" if passage is None else passage.text)
        self.why.setText("" if passage is None else self._reason(passage))
        self._allow()

    def _switch(self, *, is_boilerplate: bool) -> None:
        places = [place for passage in self._ticked() for place in passage.places]
        self.switching_wanted.emit(places, is_boilerplate)
        self.accept()

    def _list_documents(self) -> None:
        passage = self._current()
        if passage is not None:
            ids = sorted({document for document, _ in passage.places})
            said = " ".join(passage.text.split())
            words = said if len(said) <= 60 else f"{said[:60]}…"
            self.documents_wanted.emit(self.tr("“{0}”").replace("{0}", words), ids)
            self.accept()
