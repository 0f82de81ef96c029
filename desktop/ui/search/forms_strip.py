"""Owns the strip of forms under the tabs: what the typed words stand for, each a switch.

The forms stand in their tiers; with many of them the strip shows what fits in a few
rows and "… n more", which opens the whole list (`forms_list`). A form without hits, of which a
phrase has many, stands only in the list, unless it is switched off.
"""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.corpus.search.result import FormCount, Switches, Tier
from desktop.ui.counts import number
from desktop.ui.search.forms_list import FormsList, form_and_count
from desktop.ui.search.switching import is_on, kept, toggled_form, toggled_tier
from desktop.ui.search.text_button import Ink, TextButton
from desktop.ui.search.tier_names import tier_meaning, tier_name
from desktop.ui.theme import Theme

_TYPED = {Tier.EXACT, Tier.FOLDED}  # what everyone expects: these need no name before them
_MOST_BUTTONS = 48
_MOST_SORTED = 400  # beyond that only what is shown is looked at
_MOST_ROWS = 3
_MARGIN = 12
_GAP = 7


class FormsStrip(QWidget):
    """Forms with their hits; a press switches one off or on, a tier's name switches the tier."""

    switches_changed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._forms: Sequence[FormCount] = ()
        self._switches = Switches()
        self._buttons: list[TextButton] = []
        self._dots: list[QPoint] = []
        self._more = TextButton("", theme, ink=Ink.MUTED, parent=self)
        self._more.clicked.connect(self.open_list)
        self._list: FormsList | None = None
        self.setAccessibleName(self.tr("Forms"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(0)

    @property
    def switches(self) -> Switches:
        """What the reader has switched off."""
        return self._switches

    def set_forms(self, forms: Sequence[FormCount]) -> None:
        """Show the forms of a result; switches that no longer mean anything are forgotten."""
        has_switches = self._switches != Switches()
        if has_switches or len(forms) <= _MOST_SORTED:
            forms = _in_order(forms, self._forms)
        if has_switches:
            self._switches = kept(forms, self._switches)
        self._forms = forms
        self._rebuild()
        if self._list is not None and self._list.isVisible():
            self._list.set_forms(self._forms, self._switches)

    def set_theme(self, theme: Theme) -> None:
        """Take another theme's inks and faces."""
        self._theme = theme
        self._more.set_theme(theme)
        self._rebuild()

    def open_list(self) -> None:
        """Open the list of all forms beneath the strip."""
        if self._list is None:
            self._list = FormsList(self._theme, self)
            self._list.switches_changed.connect(self._switch)
        self._list.set_theme(self._theme)
        self._list.set_forms(self._forms, self._switches)
        self._list.open_at(self.mapToGlobal(QPoint(_MARGIN, self.height())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(self._theme.muted_ink))
        for dot in self._dots:
            painter.drawEllipse(dot, 1, 1)
        painter.end()

    def _switch(self, switches: Switches) -> None:
        self._switches = switches
        for button in self._buttons:
            tier, form = button.property("tier"), button.property("form")
            on = is_on(switches, form) if form is not None else tier not in switches.tiers
            button.setChecked(on)
        if self._list is not None and self._list.isVisible():
            self._list.set_forms(self._forms, switches)
        self.switches_changed.emit(switches)

    def _rebuild(self) -> None:
        focused = next((b.accessibleName() for b in self._buttons if b.hasFocus()), None)
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = []
        first = [
            form
            for form in self._forms[:_MOST_BUTTONS]
            if form.hits or not (form.is_on and is_on(self._switches, form))
        ]
        first.sort(key=lambda form: form.tier)
        tiers = {form.tier for form in first}
        last: Tier | None = None
        for form in first:
            if form.tier not in _TYPED and len(tiers) > 1 and form.tier != last:
                self._add_tier(form.tier)
            last = form.tier
            self._add_form(form)
        previous = self._stop_before()
        for button in (*self._buttons, self._more):
            QWidget.setTabOrder(previous, button)
            previous = button
            if focused is not None and button.accessibleName() == focused:
                button.setFocus()
        self._place()

    def _stop_before(self) -> QWidget:
        """The tab stop before the strip, behind which its buttons belong; itself it is none."""
        stop = self.previousInFocusChain()
        while stop is not None and stop is not self:
            if stop.focusPolicy() != Qt.FocusPolicy.NoFocus:
                return stop
            stop = stop.previousInFocusChain()
        return self

    def _add_form(self, form: FormCount) -> None:
        button = TextButton(form_and_count(form), self._theme, ink=Ink.PLAIN, parent=self)
        button.setCheckable(True)
        button.setChecked(is_on(self._switches, form))
        name = tier_name(form.tier)
        button.setToolTip(tier_meaning(form.tier, form.typed))
        button.setAccessibleName(f"{form.form}, {name}")
        button.setProperty("form", form)
        button.clicked.connect(
            lambda: self._switch(toggled_form(self._forms, self._switches, form))
        )
        self._buttons.append(button)

    def _add_tier(self, tier: Tier) -> None:
        button = TextButton(tier_name(tier) + ":", self._theme, ink=Ink.MUTED, parent=self)
        button.setCheckable(True)
        button.setChecked(tier not in self._switches.tiers)
        button.setToolTip(self.tr("Switch all of these off or on"))
        button.setAccessibleName(self.tr("All of: {tier}").format(tier=tier_name(tier)))
        button.setProperty("tier", tier)
        button.clicked.connect(
            lambda: self._switch(toggled_tier(self._forms, self._switches, tier))
        )
        self._buttons.append(button)

    def _place(self) -> None:
        """Put the buttons in rows; what does not fit in the last row is left to the list."""
        fitting = self._fitting(len(self._forms) > _MOST_BUTTONS)
        if fitting < len(self._buttons):
            fitting = self._fitting(True)
        n_shown = sum(b.property("form") is not None for b in self._buttons[:fitting])
        n_more = len(self._forms) - n_shown
        words = self.tr("… {n} more") if n_shown else self.tr("All forms ({n})")
        self._more.setText(words.format(n=number(n_more)))
        self._more.setAccessibleName(self.tr("All forms"))
        shown = [*self._buttons[:fitting], *([self._more] if n_more else [])]
        for button in self._buttons[fitting:]:
            button.hide()
        self._more.setVisible(bool(n_more))
        self._lay_out(shown)

    def _fitting(self, has_more: bool) -> int:
        """How many buttons fit in the rows, with room for "… more" if `has_more`."""
        room = self.width() - 2 * _MARGIN
        more = self._more.fontMetrics().horizontalAdvance("… 000,000 more") + 20 if has_more else 0
        x, row = 0, 0
        for at, button in enumerate(self._buttons):
            width = min(button.sizeHint().width(), room)
            limit = room - (more if row == _MOST_ROWS - 1 else 0)
            if x and x + width > limit:
                x, row = 0, row + 1
                if row == _MOST_ROWS:
                    return at
            x += width + _GAP
        return len(self._buttons)

    def _lay_out(self, shown: list[TextButton]) -> None:
        is_mirrored = self.isRightToLeft()
        room = self.width() - 2 * _MARGIN
        x, y, height = 0, 2, 0
        self._dots = []
        for at, button in enumerate(shown):
            hint = button.sizeHint()
            width, height = min(hint.width(), room), hint.height()
            if x and x + width > room:
                x, y = 0, y + height
            elif x and button.property("form") is not None and not self._follows_tier(shown, at):
                dot = _MARGIN + x - _GAP // 2 - 1
                self._dots.append(
                    QPoint(self.width() - dot if is_mirrored else dot, y + height // 2)
                )
            left = _MARGIN + x
            button.setGeometry(
                self.width() - left - width if is_mirrored else left, y, width, height
            )
            button.show()
            x += width + _GAP
        self.setFixedHeight(y + height + 4 if shown else 0)
        self.update()

    def _follows_tier(self, shown: list[TextButton], at: int) -> bool:
        return at == 0 or shown[at - 1].property("form") is None


def _in_order(forms: Sequence[FormCount], before: Sequence[FormCount]) -> tuple[FormCount, ...]:
    """Forms by tier; if they are those of `before`, in its order, so that a switch moves nothing."""
    if len(forms) == len(before):
        places = {(f.typed, f.form): at for at, f in enumerate(before)}
        if all((f.typed, f.form) in places for f in forms):
            return tuple(sorted(forms, key=lambda f: places[f.typed, f.form]))
    return tuple(sorted(forms, key=lambda f: f.tier))
