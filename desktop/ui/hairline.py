"""Owns the line of one pixel that parts the window instead of boxes."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def hairline() -> QWidget:
    """Return a horizontal hairline."""
    line = QWidget()
    line.setFixedHeight(1)
    line.setProperty("look", "hairline")
    line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return line
