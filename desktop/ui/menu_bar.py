"""Owns the menu bar that stands back: hidden until Alt or F10 is pressed, unless the reader keeps it."""

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QMenuBar, QWidget

# On a Mac the menu bar is the system's own and always there.
_IS_NATIVE = sys.platform == "darwin"


class QuietMenuBar(QMenuBar):
    """A menu bar that shows itself while the keyboard asks for it.

    The window hands on its key presses and releases to `note_press` and `note_release`: Alt pressed and
    released with nothing between them opens the bar.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_kept = False
        self._alt_is_alone = False
        self._came_from: QWidget | None = None
        self.setVisible(_IS_NATIVE)

    def keep(self, is_kept: bool) -> None:
        """Show the bar for good, or let it stand back again."""
        self._is_kept = is_kept
        self.setVisible(is_kept or _IS_NATIVE)

    def note_press(self, event: QKeyEvent) -> None:
        """Take notice of a key that was pressed in the window."""
        self._alt_is_alone = event.key() == Qt.Key.Key_Alt

    def note_release(self, event: QKeyEvent) -> None:
        """Take notice of a key that was released in the window."""
        if event.key() == Qt.Key.Key_Alt and self._alt_is_alone and not _IS_NATIVE:
            self.open()
        self._alt_is_alone = False

    def open(self) -> None:
        """Show the bar and bring the keyboard into it."""
        if not self.hasFocus():
            self._came_from = self.window().focusWidget()
        self.show()
        self.setFocus(Qt.FocusReason.MenuBarFocusReason)
        if self.actions():
            self.setActiveAction(self.actions()[0])

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._stand_back()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() == Qt.Key.Key_Escape:
            self._stand_back()

    def _stand_back(self) -> None:
        """Give the keyboard back, or the first control would have it, and hide."""
        if self.window().focusWidget() is self and self._came_from is not None:
            self._came_from.setFocus(Qt.FocusReason.MenuBarFocusReason)
        if not self._is_kept and not _IS_NATIVE:
            self.hide()
