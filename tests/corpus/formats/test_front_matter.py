"""Names and values between the fences, and nothing that only looks like it."""

import pytest

from desktop.corpus.formats.front_matter import front_matter


def test_values_are_read_as_people_write_them() -> None:
    front = front_matter(
        "---\nTitle: 'The river: it''s high'\nauthors:\n  - Ann Bell\n  - Carl Dorn\n"
        'tags: [water, "old bridge"]\nsummary: >\n  Two\n  lines\ndate: 2016-10-16\n\n---\nText\n'
    )
    assert front.values == {
        "title": "The river: it's high",
        "authors": "Ann Bell; Carl Dorn",
        "tags": "water; old bridge",
        "summary": "Two lines",
        "date": "2016-10-16",
    }


def test_text_goes_on_behind_the_second_fence() -> None:
    text = "---\nslug: a\n---\n# The river\n"
    assert text[front_matter(text).end :] == "# The river\n"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "---",
        "---\n",
        "---\ntitle: never closed\n",
        "---\nA line of prose.\n---\n",
        "----\na: b\n---\n",
    ],
)
def test_what_only_looks_like_it_is_text(text: str) -> None:
    assert front_matter(text).end == 0
