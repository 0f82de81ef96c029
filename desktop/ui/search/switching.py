"""Owns what a press on a form or a tier makes of the switches; values in, values out."""

from collections.abc import Iterable, Sequence

from desktop.corpus.search.result import FormCount, Switches, Tier


def toggled_form(forms: Sequence[FormCount], switches: Switches, form: FormCount) -> Switches:
    """The switches after a press on one form.

    A form of a tier that is off comes back alone: its tier is on again, the others of it are off.
    """
    key = (form.typed, form.form)
    if form.tier in switches.tiers:
        others = {(f.typed, f.form) for f in forms if f.tier == form.tier} - {key}
        return Switches(switches.tiers - {form.tier}, (switches.forms | others) - {key})
    return Switches(switches.tiers, switches.forms ^ {key})


def toggled_tier(forms: Sequence[FormCount], switches: Switches, tier: Tier) -> Switches:
    """The switches after a press on a whole tier; switched on, all its forms are on."""
    if tier not in switches.tiers:
        return Switches(switches.tiers | {tier}, switches.forms)
    own = {(f.typed, f.form) for f in forms if f.tier == tier}
    return Switches(switches.tiers - {tier}, switches.forms - own)


def set_forms(
    forms: Sequence[FormCount], switches: Switches, chosen: Iterable[FormCount], *, is_on: bool
) -> Switches:
    """The switches after many forms are switched at once."""
    keys = {(f.typed, f.form) for f in chosen}
    if not is_on:
        return Switches(switches.tiers, switches.forms | keys)
    tiers = {f.tier for f in forms if (f.typed, f.form) in keys} & switches.tiers
    others = {(f.typed, f.form) for f in forms if f.tier in tiers}
    return Switches(switches.tiers - tiers, (switches.forms | others) - keys)


def kept(forms: Sequence[FormCount], switches: Switches) -> Switches:
    """What of the switches still means something for these forms."""
    tiers = {f.tier for f in forms}
    keys = {(f.typed, f.form) for f in forms}
    return Switches(switches.tiers & tiers, switches.forms & keys)


def is_on(switches: Switches, form: FormCount) -> bool:
    """True if the switches let this form take part."""
    return form.tier not in switches.tiers and (form.typed, form.form) not in switches.forms
