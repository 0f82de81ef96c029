"""Every theme keeps its text legible and its stylesheet complete."""

import pytest

from desktop.ui.theme import THEMES, contrast, stylesheet

GROUNDS = ("window", "side_pane", "page", "selected_row")


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", ("ink", "muted_ink", "accent"))
@pytest.mark.parametrize("name", THEMES)
def test_ink_is_legible_on_every_ground(name: str, ink: str, ground: str) -> None:
    theme = THEMES[name]
    assert contrast(getattr(theme, ink), getattr(theme, ground)) >= 4.5


@pytest.mark.parametrize("ground", ("hit", "current_hit", "selection"))
@pytest.mark.parametrize("name", THEMES)
def test_ink_is_legible_on_marked_text(name: str, ground: str) -> None:
    theme = THEMES[name]
    assert contrast(theme.ink, getattr(theme, ground)) >= 4.5


def test_contrast_of_black_and_white_is_the_published_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)


@pytest.mark.parametrize("name", THEMES)
def test_stylesheet_has_no_name_left_unfilled(name: str) -> None:
    assert "@" not in stylesheet(THEMES[name])
