"""What is said more than once: duplicates of documents, passages that are repeated, texts compared."""
