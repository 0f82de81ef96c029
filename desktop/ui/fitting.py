"""Owns how large the window may be when it opens: no larger than the screen it opens on."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QWidget


def fitted(wanted: QRect, available: QRect) -> QRect:
    """Return a rectangle as large as wanted and where it is wanted, as far as the screen allows."""
    size = wanted.size().boundedTo(available.size())
    left = min(max(wanted.left(), available.left()), available.right() + 1 - size.width())
    top = min(max(wanted.top(), available.top()), available.bottom() + 1 - size.height())
    return QRect(left, top, size.width(), size.height())


def fit_first_size(window: QWidget, size: QSize) -> None:
    """Give a window its first size, in the middle of its screen; all of the screen if it is small."""
    available = window.screen().availableGeometry()
    wanted = QRect(available.topLeft(), size)
    wanted.moveCenter(available.center())
    window.setGeometry(fitted(wanted, available))
    if size.boundedTo(available.size()) != size:
        window.setWindowState(Qt.WindowState.WindowMaximized)


def keep_on_screen(window: QWidget) -> None:
    """Bring a window back whose remembered place or size no screen holds any more."""
    if not window.isMaximized() and not window.isFullScreen():
        found = fitted(window.geometry(), window.screen().availableGeometry())
        if found != window.geometry():
            window.setGeometry(found)
