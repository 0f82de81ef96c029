"""The list of documents: filter, order, rows, corrections."""
