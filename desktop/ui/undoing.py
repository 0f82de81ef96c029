"""Owns which undo a key means: that of the field that is typed in, or that of the window."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit


class UndoKeys(QObject):
    """Lets a field that has nothing to undo leave the keys for it to the window.

    A QLineEdit takes them also then (Qt 6.11): with the keyboard in the search field, where it is at the
    start, a removal could not be undone by its keys.
    """

    def __init__(self, *fields: QLineEdit, parent: QObject) -> None:
        super().__init__(parent)
        for field in fields:
            field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and isinstance(watched, QLineEdit)
            and event.matches(QKeySequence.StandardKey.Undo)
            and not watched.isUndoAvailable()
        ):
            event.ignore()
            return True
        return super().eventFilter(watched, event)
