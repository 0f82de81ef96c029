"""Owns what every Reading must keep to, whatever file it came from."""

from desktop.corpus.text.blocks import Reading
from desktop.corpus.text.canonical import canonical


def assert_well_formed(reading: Reading) -> None:
    """Blocks are in order, inside, trimmed, and hold every character that is not white space."""
    text = reading.text
    assert canonical(text) == text
    end = 0
    for block in reading.blocks:
        assert end <= block.start < block.end <= len(text)
        assert not text[end : block.start].strip()
        inside = text[block.start : block.end]
        assert inside == inside.strip()
        end = block.end
    assert not text[end:].strip()
    for mark in reading.marks:
        assert any(b.start <= mark.start < mark.end <= b.end for b in reading.blocks), mark
