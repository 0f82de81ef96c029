"""Owns the page about one document: where it comes from, how it was read, and proof that it is unchanged."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.corpus.corpus import Document
from desktop.corpus.custody import source_complaint
from desktop.corpus.errors import Trouble
from desktop.ui.counts import counted, number, shown_date, shown_path
from desktop.ui.jobs.lane import SearchingLane
from desktop.ui.naming import format_name, language_name
from desktop.ui.scrolled import scrolled

_LONGEST = 300
_LONGEST_WORD = 50
_FIELD_INDENT = 2  # pixels that Qt leaves before the text of a field

_LEFT = Qt.AlignmentFlag.AlignLeft


class DocumentDialog(QDialog):
    """What is known of a document as rows that can be selected, and copied as a whole.

    `attached` are the documents that hang on it, as files hang on a message; `document_wanted` gives
    the one that was clicked. The source file is compared on the lane when the reader asks.
    """

    document_wanted = Signal(int)
    folder_wanted = Signal(Path)
    file_wanted = Signal(Path)

    def __init__(
        self,
        document: Document,
        attached: Sequence[Document],
        corrected: Sequence[str],
        lane: SearchingLane,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._attached = attached
        self._corrected = corrected
        self._lane = lane
        self.setWindowTitle(self.tr("About this document"))
        self._rows = [(name, value) for name, value in self._facts() if value]
        self._build()
        self._wire()
        self.resize(760, 620)

    def _build(self) -> None:
        title = QLabel(self._document.name, self)
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setProperty("ink", "title")
        title.setWordWrap(True)
        form = QFormLayout()
        form.setHorizontalSpacing(20)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name, value in self._rows:
            form.addRow(self._name_label(name), self._value(name, value))
        if self._document.parent_id is not None or self._attached:
            form.addRow(self._name_label(self.tr("Belongs to")), self._links())
        self.state = self._value_label(self.tr("Not compared yet."))
        form.addRow(self._name_label(self.tr("Source file now")), self.state)
        inner = QWidget(self)
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 20, 24, 12)
        column.setSpacing(14)
        column.addWidget(title)
        column.addLayout(form)
        column.addStretch(1)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.compare_button = self._button(self.tr("Compare with the file"), role)
        self.open_button = self._button(self.tr("Open file"), role)
        self.folder_button = self._button(self.tr("Show in folder"), role)
        self.copy_button = self._button(self.tr("Copy all"), role)
        self.open_button.setEnabled(Path(self._document.path).is_file())
        self.folder_button.setEnabled(Path(self._document.path).parent.is_dir())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 12, 12)
        layout.addWidget(scrolled(inner, self.windowTitle()))
        layout.addWidget(self.buttons)

    def _wire(self) -> None:
        self.compare_button.clicked.connect(self.compare)
        self.copy_button.clicked.connect(self._copy)
        self.open_button.clicked.connect(lambda: self.file_wanted.emit(Path(self._document.path)))
        self.folder_button.clicked.connect(
            lambda: self.folder_wanted.emit(Path(self._document.path).parent)
        )
        self.buttons.rejected.connect(self.reject)

    def compare(self) -> None:
        """Read the source file again and say whether it is still the one that was taken in."""
        document = self._document
        self.compare_button.setEnabled(False)
        self.state.setText(self.tr("Reading the file…"))
        self._lane.ask(
            "source of a document",
            lambda: source_complaint(document),
            self._show_state,
            failed=self._show_trouble,
        )

    def text(self) -> str:
        """Return all that is shown, one fact a line."""
        rows = [*self._rows, (self.tr("Source file now"), self.state.text())]
        return "\n".join([self._document.name, *(f"{name}: {value}" for name, value in rows)])

    def _show_state(self, complaint: str) -> None:
        self.compare_button.setEnabled(True)
        same = self.tr("Compared on {0}: byte for byte the file that was taken in.")
        self.state.setText(complaint or same.replace("{0}", _moment(datetime.now(UTC))))

    def _show_trouble(self, trouble: Trouble) -> None:
        self.compare_button.setEnabled(True)
        self.state.setText(str(trouble))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text())

    def _button(self, words: str, role: QDialogButtonBox.ButtonRole) -> QPushButton:
        button = self.buttons.addButton(words, role)
        button.setAutoDefault(False)
        return button

    def _name_label(self, name: str) -> QLabel:
        label = QLabel(name, self)
        label.setProperty("ink", "muted")
        label.setMinimumWidth(120)
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
        return label

    def _value(self, name: str, value: str) -> QWidget:
        """Return a value as a label, or as a field where there is no space to break the line at."""
        if max(map(len, value.split()), default=0) < _LONGEST_WORD:
            return self._value_label(value)
        field = QLineEdit(value, self)
        field.setReadOnly(True)
        field.setAccessibleName(name)
        field.setProperty("look", "plain")
        field.setTextMargins(-_FIELD_INDENT, 0, 0, 0)
        field.setCursorPosition(0)
        field.setToolTip(value)
        return field

    def _value_label(self, value: str) -> QLabel:
        label = QLabel(value, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        flag = Qt.TextInteractionFlag
        label.setTextInteractionFlags(flag.TextSelectableByMouse | flag.TextSelectableByKeyboard)
        return label

    def _links(self) -> QWidget:
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        if (parent := self._document.parent_id) is not None:
            column.addWidget(self._link(self.tr("the message it is attached to"), parent), 0, _LEFT)
        for document in self._attached:
            column.addWidget(self._link(document.name, document.id), 0, _LEFT)
        return holder

    def _link(self, words: str, document_id: int) -> QPushButton:
        button = QPushButton(shown_path(words).replace("&", "&&"), self)
        button.setProperty("look", "quiet")
        button.setAutoDefault(False)
        button.clicked.connect(self._going_to(document_id))
        return button

    def _going_to(self, document_id: int) -> Callable[[], None]:
        def go() -> None:
            self.document_wanted.emit(document_id)
            self.accept()

        return go

    def _facts(self) -> list[tuple[str, str]]:
        document = self._document
        return [
            (self.tr("Author"), self._said("author")),
            (self.tr("Photographer"), self._said("photographer")),
            (self.tr("Source"), self._said("source")),
            (self.tr("Published"), self._said("published")),
            (self.tr("Updated"), self._said("updated")),
            (self.tr("Language"), self._said("language")),
            (self.tr("Length"), self._length()),
            (self.tr("Doubts"), " ".join(document.remarks)),
            (self.tr("File"), shown_path(document.path)),
            (self.tr("Part of the file"), shown_path(document.part)),
            (self.tr("Format"), self._format()),
            (self.tr("Size"), self.tr("{0} bytes").replace("{0}", number(document.size_bytes))),
            (self.tr("SHA-256"), document.sha256),
            (self.tr("Written"), _time_of(document.modified_ns)),
            (self.tr("Last touched"), _time_of(document.changed_ns)),
            (self.tr("Taken in"), _moment_of(document.added)),
            (self.tr("Copy in the corpus"), shown_path(document.original or "")),
        ]

    def _said(self, field: str) -> str:
        """Return a field with where it was read, or that it was corrected."""
        value = getattr(self._document, field)
        if not value:
            return ""
        shown = shown_date(value) if field in ("published", "updated") else value
        shown = language_name(value) if field == "language" else shown
        if field in self._corrected:
            return self.tr("{0} (corrected by hand)").replace("{0}", shown)
        words = " ".join(self._document.evidence.get(field, "").split())
        if not words:
            return shown
        cut = words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
        return self.tr("{0} (the file says: “{1}”)").replace("{0}", shown).replace("{1}", cut)

    def _length(self) -> str:
        document = self._document
        parts = [
            counted(document.words, self.tr("{n} word"), self.tr("{n} words")),
            counted(document.n_characters, self.tr("{n} character"), self.tr("{n} characters")),
        ]
        if document.pages is not None:
            parts.insert(0, counted(document.pages, self.tr("{n} page"), self.tr("{n} pages")))
        return ", ".join(parts)

    def _format(self) -> str:
        document = self._document
        return ", ".join(filter(None, (format_name(document.format), document.encoding)))


def _time_of(time_ns: int) -> str:
    return _moment(datetime.fromtimestamp(time_ns / 1e9, UTC)) if time_ns else ""


def _moment_of(iso: str) -> str:
    return _moment(datetime.fromisoformat(iso))


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
