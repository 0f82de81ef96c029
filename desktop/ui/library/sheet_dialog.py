"""Owns the question whether a metadata sheet is to be joined: what it would set, what it leaves out."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.corpus.sheet import Plan, Sheet
from desktop.ui.counts import counted, shown_path


class SheetDialog(QDialog):
    """Says how many documents get values, and lists what could not be placed; `join_wanted` is the yes."""

    join_wanted = Signal()

    def __init__(self, name: str, sheet: Sheet, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Join a metadata sheet"))
        self._build(name, sheet, plan)
        self.buttons.accepted.connect(self._join)
        self.buttons.rejected.connect(self.reject)
        self.setMinimumWidth(520)

    def _build(self, name: str, sheet: Sheet, plan: Plan) -> None:
        self.summary = QLabel(self._summary(name, plan), self)
        self.summary.setWordWrap(True)
        left_out = self._left_out(sheet, plan)
        self.details = QPlainTextEdit(shown_path("\n".join(left_out)), self)
        self.details.setReadOnly(True)
        self.details.setTabChangesFocus(True)
        self.details.setAccessibleName(self.tr("What is left out"))
        self.details.setVisible(bool(left_out))
        standard = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(standard.Cancel, self)
        self.join_button = self.buttons.addButton(
            self.tr("Join"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.join_button.setEnabled(bool(plan.changes))
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addWidget(self.summary)
        layout.addWidget(self.details)
        layout.addWidget(self.buttons)

    def _summary(self, name: str, plan: Plan) -> str:
        if not plan.changes:
            return self.tr("{0} says nothing of the documents of this corpus.").replace("{0}", name)
        values = counted(len(plan.changes), self.tr("{n} value"), self.tr("{n} values"))
        documents = counted(plan.n_documents, self.tr("{n} document"), self.tr("{n} documents"))
        said = self.tr(
            "{0} sets {1} of {2}. They count as corrected by hand: taking the files in again leaves "
            "them as they are, and it can be undone."
        )
        return said.replace("{0}", name).replace("{1}", values).replace("{2}", documents)

    def _left_out(self, sheet: Sheet, plan: Plan) -> list[str]:
        lines = list(plan.complaints)
        if sheet.ignored:
            names = ", ".join(sheet.ignored)
            lines.insert(0, self.tr("No field takes these columns: {0}.").replace("{0}", names))
        lines += [
            self.tr("No document was read from {0}.").replace("{0}", file) for file in plan.missing
        ]
        return lines

    def _join(self) -> None:
        self.join_wanted.emit()
        self.accept()
