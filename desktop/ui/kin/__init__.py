"""Owns what the window does with duplicates, comparisons and repeated passages."""
