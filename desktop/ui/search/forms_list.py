"""Owns the list of all forms of an expansion: searchable, with a check mark and a count each."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from desktop.corpus.search.result import FormCount, Switches, Tier
from desktop.corpus.text.fold import fold
from desktop.ui.counts import number
from desktop.ui.direction import isolated
from desktop.ui.search.popup import Popup
from desktop.ui.search.switching import is_on, set_forms, toggled_form, toggled_tier
from desktop.ui.search.text_button import TextButton
from desktop.ui.search.tier_names import tier_meaning, tier_name
from desktop.ui.theme import Theme, sans

_ROW_HEIGHT = 26


class FormsModel(QAbstractListModel):
    """The forms whose fold contains the filter, each with a check mark."""

    toggled = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._forms: tuple[FormCount, ...] = ()
        self._folds: tuple[str, ...] = ()
        self._rows: tuple[FormCount, ...] = ()
        self._switches = Switches()

    @property
    def rows(self) -> tuple[FormCount, ...]:
        """The forms that are shown now."""
        return self._rows

    def set_forms(self, forms: tuple[FormCount, ...], switches: Switches, *, filtered: str) -> None:
        """Show those of `forms` that contain `filtered`."""
        is_same = [f.form for f in forms] == [f.form for f in self._forms]
        if not is_same:
            self._folds = tuple(fold(f.form) for f in forms)
        wanted = fold(filtered)
        rows = tuple(
            form for form, folded in zip(forms, self._folds, strict=True) if wanted in folded
        )
        self._switches = switches
        self._forms = forms
        if is_same and len(rows) == len(self._rows):
            self._rows = rows
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        form = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return form_and_count(form)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tier_meaning(form.tier, form.typed)
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(100, _ROW_HEIGHT)
        if role == Qt.ItemDataRole.CheckStateRole:
            on = is_on(self._switches, form)
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        return None

    def setData(
        self,
        index: QModelIndex | QPersistentModelIndex,
        value: Any,
        role: int = Qt.ItemDataRole.EditRole,
    ) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        self.toggled.emit(self._rows[index.row()])
        return True

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        own = Qt.ItemFlag.ItemIsUserCheckable if index.isValid() else Qt.ItemFlag.NoItemFlags
        return super().flags(index) | own


class FormsList(Popup):
    """A pop-up with all forms; whole tiers, and all that the filter shows, can be switched."""

    switches_changed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._forms: tuple[FormCount, ...] = ()
        self._switches = Switches()
        self._model = FormsModel(self)
        self._tiers: dict[Tier, QCheckBox] = {}
        self._build(theme)
        self._wire()

    def set_theme(self, theme: Theme) -> None:
        """Take another theme's inks and faces."""
        super().set_theme(theme)
        for button in (self._all_on, self._all_off):
            button.set_theme(theme)
        self._list.setFont(sans(10.0))

    def set_forms(self, forms: Sequence[FormCount], switches: Switches) -> None:
        """Show these forms as the switches have them."""
        self._forms, self._switches = tuple(forms), switches
        present = {form.tier for form in forms}
        for tier, box in self._tiers.items():
            box.setVisible(tier in present)
            box.setChecked(tier not in switches.tiers)
        self._refilter()

    def open_at(self, place: QPoint) -> None:
        """Open with its upper corner at a place of the screen, ready to type."""
        self.resize(330, 420)
        available = self.screen().availableGeometry()
        x = min(place.x(), available.right() - self.width())
        y = min(place.y(), available.bottom() - self.height())
        self.move(max(x, available.left()), max(y, available.top()))
        self.show()
        self._filter.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self._filter.hasFocus():
            self._list.setFocus()
            self._list.setCurrentIndex(self._model.index(0))
            return
        super().keyPressEvent(event)

    def _build(self, theme: Theme) -> None:
        self.setAccessibleName(self.tr("All forms"))
        self._filter = QLineEdit(placeholderText=self.tr("Filter forms"), clearButtonEnabled=True)
        self._filter.setAccessibleName(self.tr("Filter forms"))
        self._list = QListView()
        self._list.setModel(self._model)
        self._list.setUniformItemSizes(True)
        self._list.setAccessibleName(self.tr("Forms"))
        self._all_on = TextButton(self.tr("all on"), theme)
        self._all_off = TextButton(self.tr("all off"), theme)
        layout = QVBoxLayout(self)
        layout.addWidget(self._filter)
        for tier in Tier:
            box = QCheckBox(self.tr("{tier} (all)").format(tier=tier_name(tier)))
            self._tiers[tier] = box
            layout.addWidget(box)
        layout.addWidget(self._list, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self._all_on)
        buttons.addWidget(self._all_off)
        buttons.addStretch(1)
        layout.addLayout(buttons)

    def _wire(self) -> None:
        self._filter.textChanged.connect(self._refilter)
        self._model.toggled.connect(
            lambda form: self._switch(toggled_form(self._forms, self._switches, form))
        )
        for tier, box in self._tiers.items():
            box.clicked.connect(
                lambda _=False, tier=tier: self._switch(
                    toggled_tier(self._forms, self._switches, tier)
                )
            )
        self._all_on.clicked.connect(lambda: self._switch_shown(is_on=True))
        self._all_off.clicked.connect(lambda: self._switch_shown(is_on=False))

    def _refilter(self) -> None:
        self._model.set_forms(self._forms, self._switches, filtered=self._filter.text())

    def _switch_shown(self, *, is_on: bool) -> None:
        self._switch(set_forms(self._forms, self._switches, self._model.rows, is_on=is_on))

    def _switch(self, switches: Switches) -> None:
        self._switches = switches
        self.switches_changed.emit(switches)


def form_and_count(form: FormCount) -> str:
    """A form and its hits, in this order also where the form runs from right to left."""
    return f"{isolated(form.form)} {number(form.hits)}"
