"""Written forms: their folds, their order, and the sets of forms that a word stands for."""

from desktop.corpus.forms.arrays import FormArrays, arrays_of_forms, form_arrays
from desktop.corpus.forms.collation import FormRow, collation_key, describe
from desktop.corpus.forms.forms import Forms

__all__ = [
    "FormArrays",
    "FormRow",
    "Forms",
    "arrays_of_forms",
    "collation_key",
    "describe",
    "form_arrays",
]
