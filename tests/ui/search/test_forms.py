"""The strip of forms and the list of all of them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QListView
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop.corpus.search.result import FormCount, Switches, Tier
from desktop.ui.search.forms_list import FormsList, FormsModel
from desktop.ui.search.forms_strip import FormsStrip
from desktop.ui.search.text_button import TextButton
from desktop.ui.theme import THEMES
from tests.ui.search.finding import part

FEW = (
    FormCount("fallujah", "Fallujah", Tier.FOLDED, 20),
    FormCount("fallujah", "Falluja", Tier.FUZZY, 2),
    FormCount("fallujah", "Fallujas", Tier.FUZZY, 1),
)
MANY = tuple(FormCount("*ung", f"Wort{n}ung", Tier.PATTERN, 3000 - n) for n in range(3000))


@pytest.fixture
def strip(qtbot: QtBot) -> FormsStrip:
    strip = FormsStrip(THEMES["light"])
    qtbot.addWidget(strip)
    strip.resize(480, 10)
    strip.show()
    return strip


def test_a_press_switches_a_form_off(qtbot: QtBot, strip: FormsStrip) -> None:
    strip.set_forms(FEW)
    with qtbot.waitSignal(strip.switches_changed) as changed:
        qtbot.mouseClick(_button(strip, "Falluja"), Qt.MouseButton.LeftButton)
    assert changed.args == [Switches(forms=frozenset({("fallujah", "Falluja")}))]
    assert not _button(strip, "Falluja").isChecked()


def test_a_tier_is_switched_by_its_name_and_key(qtbot: QtBot, strip: FormsStrip) -> None:
    strip.set_forms(FEW)
    with qtbot.waitSignal(strip.switches_changed) as changed:
        qtbot.keyClick(_button(strip, "similar:"), Qt.Key.Key_Return)
    assert changed.args == [Switches(frozenset({Tier.FUZZY}))]
    assert not _button(strip, "Fallujas").isChecked()
    assert _button(strip, "Fallujah").isChecked()


def test_a_switched_form_keeps_its_place(strip: FormsStrip) -> None:
    strip.set_forms(FEW)
    before = [button.accessibleName() for button in _shown(strip)]
    off = FormCount("fallujah", "Falluja", Tier.FUZZY, 0, is_on=False)
    strip.set_forms((FEW[0], FEW[2], off))
    assert [button.accessibleName() for button in _shown(strip)] == before


def test_switches_end_with_their_query(qtbot: QtBot, strip: FormsStrip) -> None:
    strip.set_forms(FEW)
    qtbot.mouseClick(_button(strip, "Falluja"), Qt.MouseButton.LeftButton)
    strip.set_forms(MANY)
    assert strip.switches == Switches()


def test_many_forms_take_few_rows_and_the_rest_is_counted(strip: FormsStrip) -> None:
    strip.set_forms(MANY)
    buttons = _shown(strip)
    n_rows = len({button.y() for button in buttons})
    assert n_rows == 3
    assert buttons[-1].text() == f"… {len(MANY) - len(buttons) + 1:,} more"
    assert all(button.geometry().right() <= strip.width() for button in buttons)


def test_a_narrow_strip_shows_fewer_forms(strip: FormsStrip) -> None:
    strip.set_forms(MANY)
    n_wide = len(_shown(strip))
    strip.resize(300, strip.height())
    assert 2 < len(_shown(strip)) < n_wide


def test_no_forms_take_no_room(strip: FormsStrip) -> None:
    strip.set_forms(())
    assert strip.height() == 0


def test_forms_model_holds_to_the_rules(qtmodeltester: ModelTester) -> None:
    model = FormsModel()
    model.set_forms(FEW, Switches(), filtered="")
    qtmodeltester.check(model)
    model.set_forms(FEW, Switches(), filtered="jas")
    qtmodeltester.check(model)
    assert model.rowCount() == 1


def test_the_list_filters_by_fold_and_switches_what_it_shows(qtbot: QtBot) -> None:
    forms = FormsList(THEMES["light"])
    qtbot.addWidget(forms)
    forms.set_forms(FEW, Switches())
    qtbot.keyClicks(part(forms, QLineEdit), "FALLUJÁS")
    assert part(forms, QListView).model().rowCount() == 1
    with qtbot.waitSignal(forms.switches_changed) as changed:
        qtbot.mouseClick(_button(forms, "all off"), Qt.MouseButton.LeftButton)
    assert changed.args == [Switches(forms=frozenset({("fallujah", "Fallujas")}))]


def test_a_check_mark_in_the_list_switches_a_form(qtbot: QtBot) -> None:
    forms = FormsList(THEMES["light"])
    qtbot.addWidget(forms)
    forms.set_forms(FEW, Switches())
    model = part(forms, QListView).model()
    with qtbot.waitSignal(forms.switches_changed) as changed:
        model.setData(model.index(0, 0), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert changed.args == [Switches(forms=frozenset({("fallujah", "Fallujah")}))]


def test_the_list_has_a_box_for_each_tier_there_is(qtbot: QtBot) -> None:
    forms = FormsList(THEMES["light"])
    qtbot.addWidget(forms)
    forms.set_forms(FEW, Switches())
    boxes = [box for box in forms.findChildren(QCheckBox) if not box.isHidden()]
    assert [box.text() for box in boxes] == ["folded (all)", "similar (all)"]
    with qtbot.waitSignal(forms.switches_changed) as changed:
        boxes[1].click()
    assert changed.args == [Switches(frozenset({Tier.FUZZY}))]


def _shown(strip: FormsStrip) -> list[TextButton]:
    buttons = [button for button in strip.findChildren(TextButton) if not button.isHidden()]
    return sorted(buttons, key=lambda button: (button.y(), button.x()))


def _button(parent: FormsStrip | FormsList, name: str) -> TextButton:
    buttons = [button for button in parent.findChildren(TextButton) if not button.isHidden()]
    return next(b for b in buttons if b.text() == name or b.accessibleName().startswith(name + ","))


def test_forms_without_hits_stand_only_in_the_list(strip: FormsStrip) -> None:
    idle = FormCount("fallujah", "FALLUJAH", Tier.FOLDED, 0)
    strip.set_forms((FEW[0], idle))
    names = [button.accessibleName() for button in _shown(strip)]
    assert not any("FALLUJAH" in name for name in names)
    assert names[-1] == "All forms"
