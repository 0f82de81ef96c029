"""Owns the question what becomes of documents whose source files are gone."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.corpus.gone import Gone
from desktop.ui.counts import counted, shown_path


class GoneDialog(QDialog):
    """Lists the files that are gone; their documents stay unless the reader says otherwise."""

    removal_wanted = Signal(list)

    def __init__(self, gone: Sequence[Gone], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gone = gone
        self.setWindowTitle(self.tr("Files that are gone"))
        told = counted(
            len(gone),
            self.tr(
                "{n} file is not in its folder any more. Its text is safe in the corpus and stays there "
                "unless you remove it."
            ),
            self.tr(
                "{n} files are not in their folders any more. Their texts are safe in the corpus and stay "
                "there unless you remove them."
            ),
        )
        summary = QLabel(told, self)
        summary.setWordWrap(True)
        self.list = QPlainTextEdit(shown_path("\n".join(each.path for each in gone)), self)
        self.list.setReadOnly(True)
        self.list.setTabChangesFocus(True)
        self.list.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.list.setAccessibleName(self.tr("Files that are gone"))
        self.buttons = QDialogButtonBox(self)
        self.remove_button = self.buttons.addButton(
            self.tr("Remove their documents"), QDialogButtonBox.ButtonRole.DestructiveRole
        )
        self.remove_button.setAutoDefault(False)
        keep = self.buttons.addButton(self.tr("Keep them"), QDialogButtonBox.ButtonRole.RejectRole)
        keep.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addWidget(summary)
        layout.addWidget(self.list)
        layout.addWidget(self.buttons)
        self.remove_button.clicked.connect(self._remove)
        self.buttons.rejected.connect(self.reject)
        self.resize(620, 360)

    def _remove(self) -> None:
        self.removal_wanted.emit([each for gone in self._gone for each in gone.ids])
        self.accept()
