"""The corpus: everything that is known without a window. Nothing here imports Qt."""
