"""What a press on a form or a tier makes of the switches."""

from desktop.corpus.search.result import FormCount, Switches, Tier
from desktop.ui.search.switching import is_on, kept, set_forms, toggled_form, toggled_tier

FORMS = (
    FormCount("mosul", "Mosul", Tier.FOLDED, 9),
    FormCount("mosul", "Mossul", Tier.FUZZY, 2),
    FormCount("mosul", "Mosal", Tier.FUZZY, 1),
)


def test_form_goes_off_and_on_again() -> None:
    off = toggled_form(FORMS, Switches(), FORMS[0])
    assert not is_on(off, FORMS[0])
    assert toggled_form(FORMS, off, FORMS[0]) == Switches()


def test_tier_off_takes_all_its_forms_along() -> None:
    off = toggled_tier(FORMS, Switches(), Tier.FUZZY)
    assert [is_on(off, form) for form in FORMS] == [True, False, False]
    assert toggled_tier(FORMS, off, Tier.FUZZY) == Switches()


def test_form_of_a_tier_that_is_off_comes_back_alone() -> None:
    off = toggled_tier(FORMS, Switches(), Tier.FUZZY)
    one = toggled_form(FORMS, off, FORMS[2])
    assert [is_on(one, form) for form in FORMS] == [True, False, True]


def test_tier_switched_on_has_no_form_off() -> None:
    off = toggled_tier(FORMS, toggled_form(FORMS, Switches(), FORMS[1]), Tier.FUZZY)
    assert all(is_on(toggled_tier(FORMS, off, Tier.FUZZY), form) for form in FORMS)


def test_many_forms_are_switched_at_once() -> None:
    off = set_forms(FORMS, Switches(), FORMS[1:], is_on=False)
    assert [is_on(off, form) for form in FORMS] == [True, False, False]
    assert set_forms(FORMS, off, FORMS, is_on=True) == Switches()


def test_some_forms_of_a_tier_that_is_off_come_back() -> None:
    off = toggled_tier(FORMS, Switches(), Tier.FUZZY)
    some = set_forms(FORMS, off, FORMS[1:2], is_on=True)
    assert [is_on(some, form) for form in FORMS] == [True, True, False]


def test_switches_of_another_query_are_forgotten() -> None:
    old = Switches(frozenset({Tier.ALIAS}), frozenset({("falluja", "Falluja"), ("mosul", "Mosul")}))
    assert kept(FORMS, old) == Switches(frozenset(), frozenset({("mosul", "Mosul")}))
