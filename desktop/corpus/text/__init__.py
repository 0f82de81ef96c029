"""The text of a document: canonical string, blocks, tokens and fold."""
