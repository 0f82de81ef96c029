"""Owns the page that says what the corpus holds and what it lacks."""
