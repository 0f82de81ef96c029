"""Owns the correction of catalogue data by hand, of one document or of many at once."""

import re
from collections.abc import Collection, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.corpus.corpus import Document
from desktop.corpus.text.blocks import CATALOGUE_FIELDS
from desktop.ui.counts import counted

_DATES = ("published", "updated")
_ISO_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


class CorrectDialog(QDialog):
    """One field for each catalogue field; under it, the words of the file it was read from.

    Of several documents a field shows what they have in common, and only what is edited is changed.
    `corrected` gives (field, value) pairs of what changed, a value of None meaning that nothing is known,
    and the names of fields that are to say again what the file says. `corrections` are the fields that
    were corrected before.
    """

    corrected = Signal(list, list)

    def __init__(
        self,
        documents: Sequence[Document],
        corrections: Collection[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._documents = documents
        self._corrections = corrections
        self._resets: set[str] = set()
        self._edited: set[str] = set()
        self.fields: dict[str, QLineEdit] = {}
        self.reset_buttons: dict[str, QToolButton] = {}
        one = self.tr("Correct what is known of this document")
        many = self.tr("Correct what is known of {n} documents")
        self.setWindowTitle(counted(len(documents), one, many))
        self._build()
        self._wire()
        self.setMinimumWidth(560)

    def _build(self) -> None:
        names = {
            "title": self.tr("Title"),
            "author": self.tr("Author"),
            "photographer": self.tr("Photographer"),
            "source": self.tr("Source"),
            "published": self.tr("Published"),
            "updated": self.tr("Updated"),
            "language": self.tr("Language"),
        }
        form = QFormLayout()
        form.setVerticalSpacing(9)
        for name in CATALOGUE_FIELDS:
            form.addRow(names[name], self._build_field(name, names[name]))
        self.fault = QLabel(self)
        self.fault.setProperty("ink", "accent")
        self.fault.setWordWrap(True)
        standard = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(standard.Save | standard.Cancel, self)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.fault)
        layout.addWidget(self.buttons)

    def _build_field(self, name: str, shown_name: str) -> QWidget:
        holder = QWidget(self)
        field = QLineEdit(self._common(name) or "", holder)
        field.setAccessibleName(shown_name)
        field.setPlaceholderText(self._placeholder(name))
        field.setCursorPosition(0)
        reset = QToolButton(holder)
        reset.setText(self.tr("Reset"))
        reset.setProperty("look", "quiet")
        reset.setAccessibleName(self.tr("Reset {0}").replace("{0}", shown_name))
        reset.setToolTip(self.tr("Say again what the file says"))
        reset.setVisible(name in self._corrections)
        evidence = QLabel(self._evidence(name), holder)
        evidence.setProperty("ink", "muted")
        evidence.setWordWrap(True)
        evidence.setVisible(bool(evidence.text()))
        line = QHBoxLayout()
        line.addWidget(field)
        line.addWidget(reset)
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(line)
        layout.addWidget(evidence)
        self.fields[name] = field
        self.reset_buttons[name] = reset
        return holder

    def _wire(self) -> None:
        for name, field in self.fields.items():
            field.textEdited.connect(lambda _, name=name: self._edit(name))
            self.reset_buttons[name].clicked.connect(lambda _, name=name: self._reset(name))
        self.buttons.accepted.connect(self._save)
        self.buttons.rejected.connect(self.reject)

    def _common(self, name: str) -> str | None:
        """Return what all documents have in a field; None if nothing, or if they differ."""
        values = {getattr(document, name) for document in self._documents}
        return values.pop() if len(values) == 1 else None

    def _placeholder(self, name: str) -> str:
        if len({getattr(document, name) for document in self._documents}) > 1:
            return self.tr("they differ; what you write here, all will have")
        if name in _DATES:
            return self.tr("year-month-day, as 2016-10-16")
        if name == "language":
            return self.tr("two letters, as en or ar")
        return self.tr("unknown")

    def _evidence(self, name: str) -> str:
        if len(self._documents) > 1:
            return ""
        words = " ".join(self._documents[0].evidence.get(name, "").split())
        if not words:
            return ""
        if len(words) > 160:
            words = words[:159] + "…"
        return self.tr("The file says: “{0}”").replace("{0}", words)

    def _edit(self, name: str) -> None:
        self._resets.discard(name)
        self._edited.add(name)
        self._check()

    def _reset(self, name: str) -> None:
        self._resets.add(name)
        self.fields[name].clear()
        self.fields[name].setPlaceholderText(self.tr("what the file says"))
        self._check()

    def _check(self) -> bool:
        """Say what cannot be saved; True if all can."""
        faults = [fault for name in CATALOGUE_FIELDS if (fault := self._fault(name))]
        self.fault.setText("\n".join(faults))
        self.buttons.button(QDialogButtonBox.StandardButton.Save).setEnabled(not faults)
        return not faults

    def _fault(self, name: str) -> str:
        value = self.fields[name].text().strip()
        if name in _DATES and value and not is_iso_date(value):
            return self.tr(
                "“{0}” is not a date that can be sorted: write 2016, 2016-10 or 2016-10-16."
            ).replace("{0}", value)
        if name == "language" and value and not _LANGUAGE.fullmatch(value):
            return self.tr("“{0}” is not a language code: write two letters, as en or ar.").replace(
                "{0}", value
            )
        return ""

    def _is_other(self, name: str, value: str) -> bool:
        """Say whether a field is to be written: it was edited, and not all have that value."""
        if name not in self._edited and value == (self._common(name) or ""):
            return False
        return any((getattr(document, name) or "") != value for document in self._documents)

    def _save(self) -> None:
        if not self._check():
            return
        changes = [
            (name, value or None)
            for name in CATALOGUE_FIELDS
            if name not in self._resets
            and self._is_other(name, value := " ".join(self.fields[name].text().split()))
        ]
        if changes or self._resets:
            self.corrected.emit(changes, sorted(self._resets))
        self.accept()


def is_iso_date(written: str) -> bool:
    """Say whether something is a year, a month or a day as ISO 8601 writes it."""
    found = _ISO_DATE.fullmatch(written)
    if found is None:
        return False
    year, month, day = (int(part) if part else 1 for part in found.groups())
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
