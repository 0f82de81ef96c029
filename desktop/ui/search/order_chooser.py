"""Owns the chooser of the order of lines: presets, and up to three keys of one's own."""

from PySide6.QtCore import QCoreApplication, QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop.ui.search.text_button import Ink, TextButton
from desktop.ui.theme import Theme

MOST_KEYS = 3


def key_names() -> dict[str, str]:
    """The keys that lines can be sorted by, with what the reader calls them."""
    return {
        "L1": QCoreApplication.translate("order", "1st word before"),
        "L2": QCoreApplication.translate("order", "2nd word before"),
        "L3": QCoreApplication.translate("order", "3rd word before"),
        "L4": QCoreApplication.translate("order", "4th word before"),
        "L5": QCoreApplication.translate("order", "5th word before"),
        "match": QCoreApplication.translate("order", "match"),
        "R1": QCoreApplication.translate("order", "1st word after"),
        "R2": QCoreApplication.translate("order", "2nd word after"),
        "R3": QCoreApplication.translate("order", "3rd word after"),
        "R4": QCoreApplication.translate("order", "4th word after"),
        "R5": QCoreApplication.translate("order", "5th word after"),
        "document": QCoreApplication.translate("order", "document"),
        "date": QCoreApplication.translate("order", "date"),
        "place": QCoreApplication.translate("order", "place"),
    }


def presets() -> dict[tuple[str, ...], str]:
    """Orders with a name of their own."""
    return {
        (): QCoreApplication.translate("order", "as in the corpus"),
        ("R1", "R2", "R3"): QCoreApplication.translate("order", "words after"),
        ("L1", "L2", "L3"): QCoreApplication.translate("order", "words before"),
        ("match", "R1", "R2"): QCoreApplication.translate("order", "match, then words after"),
        ("date", "document", "place"): QCoreApplication.translate("order", "date"),
    }


def order_name(keys: tuple[str, ...]) -> str:
    """What the reader calls an order."""
    name = presets().get(keys)
    names = key_names()
    return name if name is not None else ", ".join(names[key] for key in keys)


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
        self._keys = tuple(key for key in keys if key in key_names())[:MOST_KEYS]
        name = order_name(self._keys)
        self.setText(self.tr("sorted: {order}").format(order=name) + " ▾")
        self.setAccessibleName(self.tr("Order of the lines: {order}").format(order=name))
        self.updateGeometry()

    def open_menu(self) -> None:
        """Open the menu under the button."""
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def _fill(self) -> None:
        self._menu.clear()
        for keys, name in presets().items():
            self._add(self._menu, name, keys)
        self._menu.addSeparator()
        titles = (self.tr("First by"), self.tr("Then by"), self.tr("Last by"))
        for at, title in enumerate(titles):
            menu = self._menu.addMenu(title)
            menu.setEnabled(at <= len(self._keys))
            if at and at < len(self._keys):
                self._add(menu, self.tr("nothing more"), self._keys[:at])
            for key, name in key_names().items():
                before = tuple(k for k in self._keys[:at] if k != key)
                after = tuple(k for k in self._keys[at + 1 :] if k != key)
                self._add(menu, name, (*before, key, *after), is_checked=self._is_at(at, key))

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
