"""The intake: taking files and folders into a corpus. The only processes of the corpus side."""

from desktop.corpus.intake.steps import (
    Added,
    Counts,
    Done,
    Progress,
    Refused,
    Removed,
    Started,
    Step,
    Stopped,
    Unchanged,
    Updated,
)
from desktop.corpus.intake.take_in import take_in

__all__ = [
    "Added",
    "Counts",
    "Done",
    "Progress",
    "Refused",
    "Removed",
    "Started",
    "Step",
    "Stopped",
    "Unchanged",
    "Updated",
    "take_in",
]
