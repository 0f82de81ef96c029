"""Owns the editor of a corpus's aliases: names that mean the same, one group a line."""

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


class AliasesDialog(QDialog):
    """`Daesh = ISIS = Islamic State`; `aliases_wanted` gives the groups as tuples of names."""

    aliases_wanted = Signal(tuple)

    def __init__(
        self, groups: Sequence[Sequence[str]], *, is_read_only: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._is_read_only = is_read_only
        self.setWindowTitle(self.tr("Aliases"))
        self._build()
        self.editor.setPlainText("\n".join(" = ".join(group) for group in groups))
        self.editor.textChanged.connect(self._check)
        self.buttons.accepted.connect(self._save)
        self.buttons.rejected.connect(self.reject)
        self._check()
        self.resize(520, 380)

    def _build(self) -> None:
        explained = self.tr(
            "Names that mean the same, one group a line, parted by “=”. "
            "Whoever searches for one finds the others too."
        )
        self.explained = QLabel(explained, self)
        self.explained.setWordWrap(True)
        self.editor = QPlainTextEdit(self)
        self.editor.setAccessibleName(self.tr("Aliases, one group a line"))
        self.editor.setPlaceholderText("Daesh = ISIS = Islamic State\nMosul = الموصل")
        self.editor.setTabChangesFocus(True)
        self.editor.setReadOnly(self._is_read_only)
        self.fault = QLabel(self)
        self.fault.setProperty("ink", "accent")
        self.fault.setWordWrap(True)
        standard = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(standard.Save | standard.Cancel, self)
        layout = QVBoxLayout(self)
        layout.addWidget(self.explained)
        layout.addWidget(self.editor)
        layout.addWidget(self.fault)
        layout.addWidget(self.buttons)

    def _check(self) -> None:
        fault = faulty_line(self.editor.toPlainText())
        sentence = self.tr("Line {n} holds only one name: write “this = that”.")
        self.fault.setText(sentence.replace("{n}", str(fault)) if fault else "")
        if self._is_read_only:
            self.fault.setText(self.tr("This corpus is read-only; its aliases cannot be changed."))
        save = self.buttons.button(QDialogButtonBox.StandardButton.Save)
        save.setEnabled(not fault and not self._is_read_only)

    def _save(self) -> None:
        self.aliases_wanted.emit(groups_of(self.editor.toPlainText()))
        self.accept()


def groups_of(written: str) -> tuple[tuple[str, ...], ...]:
    """Return the groups of names that lines of `a = b = c` give; empty lines and names are left out."""
    groups = []
    for line in written.splitlines():
        names = tuple(dict.fromkeys(" ".join(name.split()) for name in line.split("=")))
        names = tuple(name for name in names if name)
        if names:
            groups.append(names)
    return tuple(groups)


def faulty_line(written: str) -> int:
    """Return the number of the first line that holds a single name, 0 if there is none."""
    for number, line in enumerate(written.splitlines(), start=1):
        groups = groups_of(line)
        if groups and len(groups[0]) < 2:
            return number
    return 0
