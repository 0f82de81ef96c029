"""Owns the crash sheet: our own faults, told with a report that can be copied; the program goes on."""

import platform
import sys
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QObject, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop import __version__

# What the interpreter itself says; the words of other exceptions may hold text of documents.
_SAFE_TO_QUOTE = (AttributeError, ImportError, IndexError, NameError, TypeError, ZeroDivisionError)


class CrashSheet(QDialog):
    """Says that something went wrong here, and shows the report."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Something went wrong"))
        explained = QLabel(
            self.tr(
                "This is a fault of the program, not of your files. Your corpus is safe, and you can "
                "go on. The report below says where it happened; it holds no text of your documents."
            ),
            self,
        )
        explained.setWordWrap(True)
        self.report = QPlainTextEdit(report, self)
        self.report.setReadOnly(True)
        self.report.setAccessibleName(self.tr("Report"))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.copy_button = self.buttons.addButton(self.tr("Copy the report"), role)
        self.copy_button.clicked.connect(
            lambda: QGuiApplication.clipboard().setText(self.report.toPlainText())
        )
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(explained)
        layout.addWidget(self.report)
        layout.addWidget(self.buttons)
        self.resize(640, 380)


class CrashHook(QObject):
    """Stands in for `sys.excepthook`: one sheet at a time, from whichever thread the fault came."""

    _met = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sheet: CrashSheet | None = None
        self._met.connect(self._show)

    def install(self) -> None:
        """Take over what happens to exceptions that nothing catches."""
        sys.excepthook = self.meet

    def meet(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Write the report to standard error and show the sheet."""
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.quit()
            return
        report = report_of(error)
        sys.stderr.write(report)
        self._met.emit(report)

    def _show(self, report: str) -> None:
        if self._sheet is not None:
            self._sheet.report.appendPlainText("\n" + report)
            return
        self._sheet = CrashSheet(report)
        self._sheet.finished.connect(self._forget)
        self._sheet.show()

    def _forget(self) -> None:
        if self._sheet is not None:
            self._sheet.deleteLater()
        self._sheet = None


def report_of(error: BaseException) -> str:
    """Return what happened and where: versions, functions and lines; no values, no text, no full path."""
    lines = [
        f"Nineveh {__version__} · Python {platform.python_version()} · Qt {qVersion()} · "
        f"{platform.system()} {platform.machine()}",
    ]
    chain: list[BaseException] = [error]
    while (before := chain[-1].__cause__ or chain[-1].__context__) is not None:
        chain.append(before)
    for link in reversed(chain):
        lines += [
            f"  {_short(frame.filename)}, line {frame.lineno}, in {frame.name}"
            for frame in traceback.extract_tb(link.__traceback__)
        ]
        words = f": {link}" if isinstance(link, _SAFE_TO_QUOTE) else ""
        lines.append(f"{type(link).__name__}{words}")
    return "\n".join(lines) + "\n"


def _short(file: str) -> str:
    """Return the path of a source file from the package on, not where it is on this computer."""
    parts = Path(file).parts
    for anchor in ("desktop", "site-packages"):
        if anchor in parts:
            return "/".join(parts[len(parts) - 1 - parts[::-1].index(anchor) :])
    return Path(file).name
