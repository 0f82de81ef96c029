"""Owns the chooser of the order of lines: presets, and up to three keys of one's own."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop.ui.search.text_button import Ink, TextButton
from desktop.ui.theme import Theme

_KEYS = {
    "L1": QT_TRANSLATE_NOOP("order", "1st word before"),
    "L2": QT_TRANSLATE_NOOP("order", "2nd word before"),
    "L3": QT_TRANSLATE_NOOP("order", "3rd word before"),
    "L4": QT_TRANSLATE_NOOP("order", "4th word before"),
    "L5": QT_TRANSLATE_NOOP("order", "5th word before"),
    "match": QT_TRANSLATE_NOOP("order", "match"),
    "R1": QT_TRANSLATE_NOOP("order", "1st word after"),
    "R2": QT_TRANSLATE_NOOP("order", "2nd word after"),
    "R3": QT_TRANSLATE_NOOP("order", "3rd word after"),
    "R4": QT_TRANSLATE_NOOP("order", "4th word after"),
    "R5": QT_TRANSLATE_NOOP("order", "5th word after"),
    "document": QT_TRANSLATE_NOOP("order", "document"),
    "date": QT_TRANSLATE_NOOP("order", "date"),
    "place": QT_TRANSLATE_NOOP("order", "place"),
}
_PRESETS: dict[tuple[str, ...], str] = {
    (): QT_TRANSLATE_NOOP("order", "as in the corpus"),
    ("R1", "R2", "R3"): QT_TRANSLATE_NOOP("order", "words after"),
    ("L1", "L2", "L3"): QT_TRANSLATE_NOOP("order", "words before"),
    ("match", "R1", "R2"): QT_TRANSLATE_NOOP("order", "match, then words after"),
    ("date", "document", "place"): QT_TRANSLATE_NOOP("order", "date"),
}
MOST_KEYS = 3


def order_name(keys: tuple[str, ...]) -> str:
    """What the reader calls an order."""
    if keys in _PRESETS:
        return _say(_PRESETS[keys])
    return ", ".join(_say(_KEYS[key]) for key in keys)


class OrderChooser(TextButton):
    """Says the order of the lines; a press opens the presets and the three keys."""

    keys_chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("", theme, ink=Ink.MUTED, parent=parent)
        self._keys: tuple[str, ...] = ()
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.clicked.connect(self.open_menu)
        self.set_keys(())

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys, the first one weighing most; empty is the order of the corpus."""
        return self._keys

    @property
    def menu(self) -> QMenu:
        """The menu of orders; its actions are made when it is shown."""
        return self._menu

    def set_keys(self, keys: tuple[str, ...]) -> None:
        """Show another order; nothing is emitted."""
        self._keys = tuple(key for key in keys if key in _KEYS)[:MOST_KEYS]
        name = order_name(self._keys)
        self.setText(self.tr("sorted: {order}").format(order=name) + " ▾")
        self.setAccessibleName(self.tr("Order of the lines: {order}").format(order=name))
        self.updateGeometry()

    def open_menu(self) -> None:
        """Open the menu under the button."""
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def _fill(self) -> None:
        self._menu.clear()
        for keys, name in _PRESETS.items():
            self._add(self._menu, _say(name), keys)
        self._menu.addSeparator()
        titles = (self.tr("First by"), self.tr("Then by"), self.tr("Last by"))
        for at, title in enumerate(titles):
            menu = self._menu.addMenu(title)
            menu.setEnabled(at <= len(self._keys))
            if at and at < len(self._keys):
                self._add(menu, self.tr("nothing more"), self._keys[:at])
            for key, name in _KEYS.items():
                before = tuple(k for k in self._keys[:at] if k != key)
                after = tuple(k for k in self._keys[at + 1 :] if k != key)
                self._add(menu, _say(name), (*before, key, *after), is_checked=self._is_at(at, key))

    def _is_at(self, at: int, key: str) -> bool:
        return at < len(self._keys) and self._keys[at] == key

    def _add(
        self, menu: QMenu, name: str, keys: tuple[str, ...], *, is_checked: bool | None = None
    ) -> None:
        action = QAction(name, menu, checkable=True)
        action.setChecked(keys == self._keys if is_checked is None else is_checked)
        action.triggered.connect(lambda: self._choose(keys))
        menu.addAction(action)

    def _choose(self, keys: tuple[str, ...]) -> None:
        self.set_keys(keys)
        self.keys_chosen.emit(self._keys)


def _say(name: str) -> str:
    return QCoreApplication.translate("order", name)
