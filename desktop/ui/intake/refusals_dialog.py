"""Owns the list of refused files with their reasons: to read, copy, save and try again."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.corpus.corpus import Refusal
from desktop.corpus.library import place_of
from desktop.ui.counts import counted, shown_path
from desktop.ui.destinations import Destinations, file_name

_ROW_SPACE = 9
_MOST_FLAT = 40


class RefusalsDialog(QDialog):
    """One row for each refused file: its name, the reason, what can be done."""

    retry_wanted = Signal(list)
    file_wanted = Signal(Path)
    folder_wanted = Signal(Path)
    told = Signal(str)

    def __init__(
        self,
        corpus_name: str,
        refusals: Sequence[Refusal],
        destinations: Destinations,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._corpus_name = corpus_name
        self._destinations = destinations
        self._refusals = tuple(refusals)
        self.setWindowTitle(self.tr("Refused files"))
        self._build()
        self._wire()
        self.resize(960, 520)

    def _build(self) -> None:
        shown = counted(
            len(self._refusals),
            self.tr("{n} file could not be taken in."),
            self.tr("{n} files could not be taken in."),
        )
        self.summary = QLabel(shown if self._refusals else self.tr("No file was refused."), self)
        self.list = QTreeWidget(self)
        self.list.setAccessibleName(self.tr("Refused files"))
        self.list.setUniformRowHeights(True)
        self.list.setHeaderLabels([self.tr("File"), self.tr("Reason")])
        self.list.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        self._fill()
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        self.list.setColumnWidth(0, 240)
        self.buttons = QDialogButtonBox(self)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.copy_button = self.buttons.addButton(self.tr("Copy"), role)
        self.save_button = self.buttons.addButton(self.tr("Save as CSV…"), role)
        self.retry_button = self.buttons.addButton(self.tr("Try again"), role)
        self.open_button = self.buttons.addButton(self.tr("Open file"), role)
        self.folder_button = self.buttons.addButton(self.tr("Show in folder"), role)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Close)
        for button in (self.copy_button, self.save_button, self.retry_button):
            button.setEnabled(bool(self._refusals))
        self._allow_opening()
        layout = QVBoxLayout(self)
        layout.addWidget(self.summary)
        layout.addWidget(self.list)
        layout.addWidget(self.buttons)

    def _fill(self) -> None:
        """List the files; if they are many, below their reasons, the most frequent reason first."""
        is_long = len(self._refusals) > _MOST_FLAT
        self.list.setRootIsDecorated(is_long)
        if not is_long:
            self.list.addTopLevelItems([self._item(n) for n in range(len(self._refusals))])
            return
        by_reason: dict[str, list[int]] = {}
        for number, refusal in enumerate(self._refusals):
            by_reason.setdefault(_reason(refusal), []).append(number)
        for reason, numbers in sorted(by_reason.items(), key=lambda entry: -len(entry[1])):
            if len(numbers) == 1:
                self.list.addTopLevelItem(self._item(numbers[0]))
                continue
            shown = counted(len(numbers), self.tr("{n} file"), self.tr("{n} files"))
            parent = self._row(shown, reason, numbers)
            parent.addChildren([self._item(number) for number in numbers])
            self.list.addTopLevelItem(parent)

    def _item(self, number: int) -> QTreeWidgetItem:
        refusal = self._refusals[number]
        name = place_of(Path(refusal.path).name, refusal.part)
        item = self._row(shown_path(name), _reason(refusal), [number])
        item.setToolTip(0, shown_path(refusal.place))
        return item

    def _row(self, name: str, reason: str, numbers: list[int]) -> QTreeWidgetItem:
        item = QTreeWidgetItem([name, reason])
        item.setData(0, Qt.ItemDataRole.UserRole, numbers)
        item.setSizeHint(0, QSize(0, self.list.fontMetrics().height() + _ROW_SPACE))
        item.setToolTip(1, reason)
        return item

    def _wire(self) -> None:
        self.copy_button.clicked.connect(self._copy)
        self.save_button.clicked.connect(self._save)
        self.retry_button.clicked.connect(self._retry)
        self.open_button.clicked.connect(lambda: self.file_wanted.emit(self._selected_path()))
        self.folder_button.clicked.connect(
            lambda: self.folder_wanted.emit(self._selected_path().parent)
        )
        self.list.itemSelectionChanged.connect(self._allow_opening)
        self.buttons.rejected.connect(self.reject)

    def _allow_opening(self) -> None:
        """One file can be opened, the one that is selected."""
        is_one = bool(self.list.selectedItems()) and len(self._chosen()) == 1
        self.open_button.setEnabled(is_one)
        self.folder_button.setEnabled(is_one)

    def _selected_path(self) -> Path:
        return Path(self._chosen()[0].path)

    def _chosen(self) -> list[Refusal]:
        """Return the refusals of the selected rows, or all if none is selected."""
        role = Qt.ItemDataRole.UserRole
        rows = {number for item in self.list.selectedItems() for number in item.data(0, role)}
        return [self._refusals[row] for row in sorted(rows)] or list(self._refusals)

    def _copy(self) -> None:
        rows = [f"{refusal.place}\t{refusal.reason}" for refusal in self._chosen()]
        QGuiApplication.clipboard().setText(shown_path("\n".join(rows)))

    def _save(self) -> None:
        words = self.tr("{0} – refused files").replace("{0}", self._corpus_name)
        file = self._destinations.ask(
            self, self.tr("Save the list"), file_name(words, "csv"), "CSV (*.csv)"
        )
        if file is None:
            return
        try:
            file.write_text(
                _as_csv(self._refusals), encoding="utf-8-sig", errors="replace", newline=""
            )
        except OSError as error:
            reason = error.strerror or self.tr("the place cannot be written")
            self.told.emit(self.tr("The list could not be saved: {0}.").replace("{0}", reason))
        else:
            self.told.emit(self.tr("The list is saved to {0}.").replace("{0}", file.name))

    def _retry(self) -> None:
        paths = dict.fromkeys(Path(refusal.path) for refusal in self._chosen())
        self.retry_wanted.emit(list(paths))
        self.accept()


def _reason(refusal: Refusal) -> str:
    return f"{refusal.reason} {refusal.advice}".strip()


def _as_csv(refusals: Sequence[Refusal]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("path", "part", "reason", "advice", "refused"))
    writer.writerows((r.path, r.part, r.reason, r.advice, r.refused) for r in refusals)
    return out.getvalue()
