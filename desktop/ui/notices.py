"""Owns the notice bar: the one place where the reader is told that something happened or went wrong.

It lies over the lower edge of the window, above the line of the status, so that nothing that is being
read moves when it comes or goes.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from desktop.corpus.errors import Trouble
from desktop.ui.hairline import hairline

ONE_LINE = 30
"""How high a notice of one line is, in pixels: as high as the line of the status that it covers."""

_GOOD_NEWS_MS = 7_000
"""How long a sentence stays that needs no answer."""


@dataclass(frozen=True, eq=False)
class _Notice:
    sentence: str
    action: str
    do: Callable[[], None] | None


class NoticeBar(QWidget):
    """One sentence at a time, with at most one thing to do about it; Esc or × takes it away."""

    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if parent is not None:
            parent.installEventFilter(self)
        self._do: Callable[[], None] | None = None
        self._unread: _Notice | None = None
        self._is_passing = False
        self._fading = QTimer(self, singleShot=True, interval=_GOOD_NEWS_MS)
        self._build()
        self._wire()
        self.hide()

    def _build(self) -> None:
        self.setProperty("ground", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Notice"))
        self.sentence = _Sentence(self)
        self.action = QToolButton(self)
        self.action.setProperty("ink", "accent")
        self.close_button = QToolButton(self)
        self.close_button.setText("×")
        self.close_button.setProperty("look", "quiet")
        self.close_button.setAccessibleName(self.tr("Close the notice"))
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 10, 0)
        row.setSpacing(6)
        row.addWidget(_edge())
        row.addSpacing(7)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.action, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(hairline())
        self._layout.addLayout(row)

    def _wire(self) -> None:
        self.action.clicked.connect(self._act)
        self.close_button.clicked.connect(self.dismiss)
        self._fading.timeout.connect(self.dismiss)

    def tell(
        self, sentence: str, *, action: str = "", do: Callable[[], None] | None = None
    ) -> None:
        """Say a sentence; `do` is called when the reader presses `action`.

        A sentence with nothing to do about it goes away by itself.
        """
        self._is_passing = True
        self._say(_Notice(sentence, action, do))
        if do is None:
            self._fading.start()

    def ask(self, sentence: str, *, action: str, do: Callable[[], None]) -> None:
        """Say a sentence that wants an answer: what is said over it gives way to it again."""
        self._keep(_Notice(sentence, action, do))

    def tell_trouble(
        self, trouble: Trouble, *, action: str = "", do: Callable[[], None] | None = None
    ) -> None:
        """Say what went wrong and, if something can be done about it, what; it stays until it is read."""
        self._keep(_Notice(str(trouble), action, do))

    def dismiss(self) -> None:
        """Take the notice away; one that was said over comes back."""
        self._do = None
        self._fading.stop()
        if self._is_passing and self._unread is not None:
            self._keep(self._unread)
            return
        self._unread = None
        if not self.isHidden():
            self.hide()
            self.dismissed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._settle()
        return super().eventFilter(watched, event)

    def _keep(self, notice: _Notice) -> None:
        self._unread = notice
        self._is_passing = False
        self._say(notice)

    def _say(self, notice: _Notice) -> None:
        self._do = notice.do
        self._fading.stop()
        self.sentence.setText(notice.sentence)
        self.action.setText(notice.action)
        self.action.setVisible(bool(notice.action))
        self.setAccessibleDescription(notice.sentence)
        self.show()
        self._settle()
        # A screen reader says it at once: the keyboard does not come here.
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, notice.sentence))

    def _settle(self) -> None:
        """Lie over the lower edge of the window, as high as the sentence needs."""
        window = self.parentWidget()
        if window is None:
            return
        self.resize(window.width(), self.height())
        self._layout.activate()  # so that the sentence has its width
        self.sentence.updateGeometry()
        self._layout.activate()
        height = max(self._layout.sizeHint().height(), ONE_LINE)
        self.setGeometry(0, window.height() - height, window.width(), height)
        self.raise_()

    def _act(self) -> None:
        do = self._do
        self.dismiss()
        if do is not None:
            do()


class _Sentence(QLabel):
    """A label that wraps into as many lines as it needs, and no more."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(self.width(), 200)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()


def _edge() -> QWidget:
    """Make the stroke of accent at the side, as the selected row of a list has it."""
    edge = QWidget()
    edge.setFixedWidth(3)
    edge.setProperty("ground", "accent")
    edge.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return edge
