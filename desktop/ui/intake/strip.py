"""Owns the strip that shows an intake under way, and lets the reader pause and stop it."""

import time
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

from desktop.ui.counts import counted, number, shown_path, size_of
from desktop.ui.hairline import hairline
from desktop.ui.intake.pace import Pace
from desktop.ui.jobs.intake_process import Headway

_BAR_STEPS = 1000


class IntakeStrip(QWidget):
    """A thin bar, a count, the file under way, Pause and Stop; hidden when nothing is taken in."""

    stop_wanted = Signal()
    pause_wanted = Signal(bool)
    refusals_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._refused = 0
        self._pace = Pace(time.monotonic())
        self._build()
        self.pause_button.toggled.connect(self.pause_wanted)
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
        self.pause_button = QToolButton(self)
        self.pause_button.setText(self.tr("Pause"))
        self.pause_button.setCheckable(True)
        self.stop_button = QToolButton(self)
        self.stop_button.setText(self.tr("Stop"))
        row = QHBoxLayout()
        row.setContentsMargins(16, 4, 10, 4)
        row.setSpacing(12)
        row.addWidget(self.bar)
        row.addWidget(self.count)
        row.addWidget(self.file, 1)
        row.addWidget(self.refused_button)
        row.addWidget(self.pause_button)
        row.addWidget(self.stop_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(row)
        layout.addWidget(hairline())

    def show_start(self) -> None:
        """Show that an intake begins."""
        self._refused = 0
        self._pace = Pace(time.monotonic())
        self.pause_button.setChecked(False)
        self.bar.setRange(0, 0)
        self.count.setText(self.tr("Looking for files…"))
        self.file.clear()
        self.refused_button.hide()
        self.stop_button.setEnabled(True)
        self.pause_button.setEnabled(True)
        self.show()

    def show_progress(self, headway: Headway) -> None:
        """Show how far it is by files and by size, about how long it will take, and the file under way."""
        if not headway.files or not self.stop_button.isEnabled():
            return
        size = max(headway.size_bytes, 1)
        self.bar.setRange(0, _BAR_STEPS)
        self.bar.setValue(round(_BAR_STEPS * min(headway.done_bytes / size, 1.0)))
        if self.pause_button.isChecked():
            self._pace.skip(time.monotonic())
            return
        shown = self.tr("{done} of {files}").replace("{files}", _files(self, headway.files))
        shown = shown.replace("{done}", number(headway.done))
        sizes = self.tr("{0} of {1}").replace("{0}", size_of(headway.done_bytes))
        parts = [shown, sizes.replace("{1}", size_of(headway.size_bytes))]
        left = self._pace.seconds_left(headway.done_bytes, headway.size_bytes, time.monotonic())
        if left is not None:
            parts.append(self._time_left(left))
        self.count.setText(" · ".join(parts))
        self.file.setText(shown_path(Path(headway.path).name))
        self.file.setToolTip(shown_path(headway.path))

    def show_paused(self, is_paused: bool) -> None:
        """Say that it waits, or that it goes on."""
        self.pause_button.setText(self.tr("Go on") if is_paused else self.tr("Pause"))
        if is_paused:
            self.count.setText(self.tr("Paused"))
            self.file.clear()

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
        self.pause_button.setEnabled(False)
        self.count.setText(self.tr("Stopping…"))
        self.stop_wanted.emit()

    def _time_left(self, seconds: float) -> str:
        if seconds < 60:
            return self.tr("less than a minute left")
        minutes = round(seconds / 60)
        if minutes < 90:
            return counted(
                minutes, self.tr("about {n} minute left"), self.tr("about {n} minutes left")
            )
        hours = round(minutes / 60)
        return counted(hours, self.tr("about {n} hour left"), self.tr("about {n} hours left"))


def _files(strip: IntakeStrip, n: int) -> str:
    return counted(n, strip.tr("{n} file"), strip.tr("{n} files"))
