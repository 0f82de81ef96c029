"""Owns the question before an intake: what will be taken in, and how."""

import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.choice import Choice
from desktop.ui.counts import counted, number, shown_path, size_of
from desktop.ui.intake import getting
from desktop.ui.intake.languages_button import LanguagesButton
from desktop.ui.intake.mapping_dialog import MappingDialog
from desktop.ui.intake.wishes import IntakeWishes
from desktop.ui.jobs.preview_process import PreviewProcess, Seen, Table
from desktop.ui.naming import format_name

_ROW_SPACE = 8
_PICTURES = ("image", "pdf")


class TakingInDialog(QDialog):
    """Looks over the files, shows them by format, and asks how they are to be taken in.

    `wanted` gives the wishes; `watch_wanted` the folders that are to be watched from now on. It may be
    accepted before the look is over: what was not looked at yet is taken in all the same.
    """

    wanted = Signal(object)
    watch_wanted = Signal(list)

    def __init__(
        self,
        corpus_folder: Path,
        paths: Sequence[Path],
        *,
        ocr: Sequence[str] = (),
        copies: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._paths = paths
        self._ocr_before = tuple(ocr)
        self._copies_before = copies
        self._tables: tuple[Table, ...] = ()
        self._mapped: dict[tuple[str, ...], dict[str, str]] = {}
        self._process = PreviewProcess(corpus_folder, self)
        self.setWindowTitle(self.tr("Take files in"))
        self._build()
        self._wire()
        self.resize(620, 560)
        self._process.look(paths)

    def _build(self) -> None:
        self.summary = QLabel(self.tr("Looking for files…"), self)
        self.summary.setWordWrap(True)
        self.bar = QProgressBar(self)
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Looking over the files"))
        self.list = QTreeWidget(self)
        self.list.setAccessibleName(self.tr("Files by format"))
        self.list.setHeaderLabels([self.tr("Format"), self.tr("Files"), self.tr("Size")])
        self.list.setUniformRowHeights(True)
        self.list.setSelectionMode(QTreeWidget.SelectionMode.NoSelection)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        middle = Qt.AlignmentFlag.AlignVCenter
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | middle)
        for column in (1, 2):
            head = self.list.headerItem()
            head.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | middle)
        self.note = QLabel(self)
        self.note.setProperty("ink", "muted")
        self.note.setWordWrap(True)
        self.note.hide()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.take_button = self.buttons.addButton(
            self.tr("Take in"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.take_button.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self.summary)
        layout.addWidget(self.bar)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.note)
        layout.addLayout(self._build_wishes())
        layout.addWidget(self.buttons)

    def _build_wishes(self) -> QGridLayout:
        self.ocr = QCheckBox(self.tr("Recognise text in scans and pictures"), self)
        self.ocr.setChecked(bool(self._ocr_before))
        self.ocr.setEnabled(False)
        self.ocr_languages = LanguagesButton(self._ocr_before, self)
        self.ocr_languages.setEnabled(False)
        self.copies = QCheckBox(self.tr("Keep copies of the files in the corpus"), self)
        self.copies.setChecked(self._copies_before)
        self.watch = QCheckBox(self.tr("Watch the folders for new and changed files"), self)
        self.watch.setVisible(any(path.is_dir() for path in self._paths))
        self.workers = Choice(self)
        for count in range(1, max(os.cpu_count() or 2, 2) + 1):
            self.workers.addItem(number(count), count)
        self.workers.setCurrentIndex(1)
        self.workers.setAccessibleName(self.tr("Files read at once"))
        label = QLabel(self.tr("Files read at once"), self)
        label.setBuddy(self.workers)
        self.columns_button = QPushButton(self.tr("Columns of the tables…"), self)
        self.columns_button.setAutoDefault(False)
        self.columns_button.hide()
        last = QHBoxLayout()
        last.setSpacing(10)
        last.addWidget(label)
        last.addWidget(self.workers)
        last.addStretch(1)
        last.addWidget(self.columns_button)
        grid = QGridLayout()
        grid.setVerticalSpacing(10)
        grid.addWidget(self.ocr, 0, 0)
        grid.addWidget(self.ocr_languages, 0, 1)
        grid.addWidget(self.copies, 1, 0, 1, 2)
        grid.addWidget(self.watch, 2, 0, 1, 2)
        grid.addLayout(last, 3, 0, 1, 2)
        grid.setColumnStretch(1, 1)
        return grid

    def _wire(self) -> None:
        self._process.seen.connect(self._show_seen)
        self._process.ended.connect(self._show_end)
        self.ocr.toggled.connect(self._allow_languages)
        self.ocr_languages.more_wanted.connect(self._tell_of_languages)
        self.columns_button.clicked.connect(self._ask_for_columns)
        self.buttons.accepted.connect(self._take_in)
        self.buttons.rejected.connect(self.reject)

    def offer(self, seen: Seen) -> None:
        """Offer what goes with these files, and say once what is missing on this machine."""
        self._tables = seen.tables
        self.columns_button.setVisible(bool(seen.tables))
        has = {name for name, _, _ in seen.formats}
        has_scans = bool(has.intersection(_PICTURES))
        missing: list[str] = []
        if seen.languages is None and has_scans:
            missing.append(self.tr("Scans and pictures need Tesseract, which is not installed."))
            missing.append(getting.tesseract())
        if "office" in has and not seen.has_libreoffice:
            missing.append(self.tr("Other office files need LibreOffice, which is not installed."))
            missing.append(getting.libreoffice())
        self.note.setText(" ".join(missing))
        self.note.setVisible(bool(missing))
        self.ocr.setEnabled(seen.languages is not None)
        if seen.languages:
            self.ocr_languages.offer(seen.languages)
        self._allow_languages()

    def done(self, result: int) -> None:
        """Close, and give up looking if it goes on."""
        self._process.stop()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._process.stop()
        super().closeEvent(event)

    def _show_seen(self, seen: Seen) -> None:
        self._say(seen)
        self.list.clear()
        for name, files, size_bytes in seen.formats:
            self._add_row(format_name(name), files, size_of(size_bytes))
        if seen.unknown:
            row = self._add_row(self.tr("Of a kind that cannot be read"), seen.unknown, "")
            for path, kind in seen.examples:
                shown = shown_path(path.replace("\\", "/").rsplit("/", 1)[-1])
                inner = QTreeWidgetItem([f"{shown} – {kind}" if kind else shown, "", ""])
                inner.setToolTip(0, shown_path(path))
                row.addChild(inner)
        self.list.setRootIsDecorated(bool(seen.unknown))
        if seen.is_whole:
            self.offer(seen)

    def _say(self, seen: Seen) -> None:
        files = counted(seen.files, self.tr("{n} file"), self.tr("{n} files"))
        said = self.tr("{0}, {1}.").replace("{0}", files).replace("{1}", size_of(seen.size_bytes))
        if seen.unchanged:
            before = counted(
                seen.unchanged,
                self.tr("{n} is in the corpus already, unchanged."),
                self.tr("{n} are in the corpus already, unchanged."),
            )
            said = f"{said} {before}"
        if seen.lost:
            lost = counted(
                len(seen.lost), self.tr("{n} cannot be read."), self.tr("{n} cannot be read.")
            )
            said = f"{said} {lost}"
        self.summary.setText(said)

    def _add_row(self, name: str, files: int, size: str) -> QTreeWidgetItem:
        row = QTreeWidgetItem([name, number(files), size])
        for column in (1, 2):
            row.setTextAlignment(
                column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            )
        row.setSizeHint(0, QSize(0, self.list.fontMetrics().height() + _ROW_SPACE))
        self.list.addTopLevelItem(row)
        return row

    def _show_end(self, sentence: str) -> None:
        self.bar.hide()
        if sentence:
            self.summary.setText(sentence)

    def _allow_languages(self) -> None:
        self.ocr_languages.setEnabled(self.ocr.isEnabled() and self.ocr.isChecked())

    def _tell_of_languages(self) -> None:
        self.note.setText(getting.languages())
        self.note.show()

    def _ask_for_columns(self) -> None:
        """Ask for each kind of table in turn."""
        self._ask_for_table(0)

    def _ask_for_table(self, at: int) -> None:
        if at >= len(self._tables):
            return
        table = self._tables[at]
        mapping = self._mapped.get(table.columns, table.mapping)
        number_of = (at + 1, len(self._tables))
        dialog = MappingDialog(table, mapping, self, number_of=number_of)
        dialog.mapped.connect(lambda mapped: self._mapped.update({table.columns: mapped}))
        dialog.accepted.connect(lambda: self._ask_for_table(at + 1))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def wishes(self) -> IntakeWishes:
        """Return what was chosen; what is as before is left to the corpus."""
        languages = self.ocr_languages.languages()
        ocr = languages if self.ocr.isChecked() and self.ocr.isEnabled() else ()
        return IntakeWishes(
            ocr=None if ocr == self._ocr_before or not self.ocr.isEnabled() else ocr,
            copies=None
            if self.copies.isChecked() == self._copies_before
            else self.copies.isChecked(),
            workers=None if self.workers.currentData() == 2 else self.workers.currentData(),
            mappings=tuple(self._mapped.items()),
        )

    def _take_in(self) -> None:
        self.wanted.emit(self.wishes())
        if self.watch.isChecked():
            self.watch_wanted.emit([path for path in self._paths if path.is_dir()])
        self.accept()
