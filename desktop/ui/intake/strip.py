"""Owns the strip that shows an intake under way, and lets the reader stop it."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.counts import counted, number, shown_path
from desktop.ui.hairline import hairline


class IntakeStrip(QWidget):
    """A thin bar, a count, the file under way and Stop; hidden when nothing is taken in."""

    stop_wanted = Signal()
    refusals_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._refused = 0
        self._build()
        self.stop_button.clicked.connect(self._stop)
        self.refused_button.clicked.connect(self.refusals_wanted)
        self.hide()

    def _build(self) -> None:
        self.setProperty("ground", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Intake"))
        self.count = QLabel(self)
        self.file = QLabel(self)
        self.file.setProperty("ink", "muted")
        self.file.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.file.setTextFormat(Qt.TextFormat.PlainText)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(150)
        self.bar.setAccessibleName(self.tr("Progress of the intake"))
        self.refused_button = QToolButton(self)
        self.refused_button.setProperty("look", "quiet")
        self.stop_button = QToolButton(self)
        self.stop_button.setText(self.tr("Stop"))
        row = QHBoxLayout()
        row.setContentsMargins(16, 4, 10, 4)
        row.setSpacing(12)
        row.addWidget(self.bar)
        row.addWidget(self.count)
        row.addWidget(self.file, 1)
        row.addWidget(self.refused_button)
        row.addWidget(self.stop_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(row)
        layout.addWidget(hairline())

    def show_start(self) -> None:
        """Show that an intake begins."""
        self._refused = 0
        self.bar.setRange(0, 0)
        self.count.setText(self.tr("Looking for files…"))
        self.file.clear()
        self.refused_button.hide()
        self.stop_button.setEnabled(True)
        self.show()

    def show_progress(self, done: int, files: int, path: str) -> None:
        """Show how far it is, and the file under way."""
        if not files or not self.stop_button.isEnabled():
            return
        self.bar.setRange(0, files)
        self.bar.setValue(done)
        shown = self.tr("{done} of {files}").replace("{files}", _files(self, files))
        self.count.setText(shown.replace("{done}", number(done)))
        self.file.setText(shown_path(Path(path).name))
        self.file.setToolTip(shown_path(path))

    def count_refusal(self) -> None:
        """Show that one more file was refused."""
        self._refused += 1
        shown = counted(self._refused, self.tr("{n} file refused"), self.tr("{n} files refused"))
        self.refused_button.setText(shown)
        self.refused_button.show()

    def show_end(self) -> None:
        """Go away."""
        self.hide()

    def _stop(self) -> None:
        self.stop_button.setEnabled(False)
        self.count.setText(self.tr("Stopping…"))
        self.stop_wanted.emit()


def _files(strip: IntakeStrip, n: int) -> str:
    return counted(n, strip.tr("{n} file"), strip.tr("{n} files"))
