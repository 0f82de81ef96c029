"""Writes the model of languages anew into the program's resources: of the py3langid installed."""

from desktop.corpus.text.language import labels, model_file
from desktop.corpus.text.language.deriving import derive

if __name__ == "__main__":
    model_file().parent.mkdir(parents=True, exist_ok=True)
    derive(labels()).keep(model_file())
