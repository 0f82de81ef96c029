"""Making, opening and remembering corpora."""
