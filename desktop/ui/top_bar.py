"""Owns the bar above the panes: the corpus and its menu, the search field, Add, Aa, the theme."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from desktop.ui.status import PARTED
from desktop.ui.theme import Theme

_MOST_FIELD = 560
_ICON = 16


class TopBar(QWidget):
    """Three parts: the left and the right share what the field in the middle leaves."""

    def __init__(self, field: QWidget, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self.field = field
        self._build(theme)

    def _build(self, theme: Theme) -> None:
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.corpus_button = self._button("", self.tr("Corpus menu"))
        self.corpus_button.setProperty("look", "")
        self.corpus_button.setProperty("ink", "title")
        self.counts = _Counts(self)
        self.counts.setProperty("ink", "muted")
        self.add_button = self._button(self.tr("Add…"), self.tr("Add files or a folder"))
        self.text_button = self._button(self.tr("Aa"), self.tr("Text size, line width, theme"))
        self.theme_button = self._button("", self.tr("Next theme: light, dark, paper"))
        self.theme_button.setIconSize(QSize(_ICON, _ICON))
        self.field.setMaximumWidth(_MOST_FIELD)
        left, right = QHBoxLayout(), QHBoxLayout()
        left.setSpacing(4)
        left.addWidget(self.corpus_button)
        left.addWidget(self.counts, 1)
        right.setSpacing(10)
        right.addStretch(1)
        for button in (self.add_button, self.text_button, self.theme_button):
            right.addWidget(button)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(7, 9, 12, 9)
        layout.setSpacing(14)
        layout.addLayout(left, 5)
        layout.addWidget(self.field, 7)
        layout.addLayout(right, 5)
        self.set_theme(theme)

    def stops(self) -> tuple[QWidget, ...]:
        """Return what the Tab key stops at, in the order in which it is read."""
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        inside = self.field.findChildren(QAbstractButton, options=direct)
        buttons = (self.add_button, self.text_button, self.theme_button)
        return (self.corpus_button, self.field, *inside, *buttons)

    def set_menus(self, *, corpus: QMenu, add: QMenu, text: QMenu) -> None:
        """Give the three buttons their menus."""
        for button, menu in (
            (self.corpus_button, corpus),
            (self.add_button, add),
            (self.text_button, text),
        ):
            button.setMenu(menu)
            button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def show_corpus(self, name: str, counts: str) -> None:
        """Show which corpus it is and how much is in it."""
        metrics = self.corpus_button.fontMetrics()
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, 170)
        self.corpus_button.setText(shown.replace("&", "&&"))
        self.corpus_button.setToolTip(name)
        self.corpus_button.setAccessibleDescription(f"{name}, {counts}")
        self.counts.setText(counts)
        self.counts.setToolTip(counts)

    def set_theme(self, theme: Theme) -> None:
        """Draw the icon in another theme's ink."""
        self.theme_button.setIcon(_moon(theme, self.devicePixelRatioF()))

    def _button(self, text: str, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setProperty("look", "quiet")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button


class _Counts(QLabel):
    """A label that leaves out its last parts where there is no room for all of them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def shown_text(self) -> str:
        """Return what there is room for."""
        metrics, parts = self.fontMetrics(), self.text().split(PARTED)
        while len(parts) > 1 and metrics.horizontalAdvance(PARTED.join(parts)) > self.width():
            parts.pop()
        return metrics.elidedText(PARTED.join(parts), Qt.TextElideMode.ElideRight, self.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        self.style().drawItemText(
            painter,
            self.rect(),
            side,
            self.palette(),
            True,
            self.shown_text(),
            self.foregroundRole(),
        )
        painter.end()


def _moon(theme: Theme, ratio: float) -> QIcon:
    """Draw a crescent in muted ink: a disc without a shifted disc."""
    pixmap = QPixmap(QSize(round(_ICON * ratio), round(_ICON * ratio)))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    disc, shadow = QPainterPath(), QPainterPath()
    disc.addEllipse(QRectF(2, 2, _ICON - 4, _ICON - 4))
    shadow.addEllipse(QPointF(_ICON * 0.66, _ICON * 0.4), _ICON * 0.36, _ICON * 0.36)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(disc.subtracted(shadow), QColor(theme.muted_ink))
    painter.end()
    return QIcon(pixmap)
