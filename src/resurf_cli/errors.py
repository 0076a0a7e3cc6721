"""What a user can be told went wrong, and the exit code of each.

The text of an error says what happened and what to do next; the class holds the exit code.
What a checklist *file* gets wrong is data (a diagnostic), not an exception; ``InvalidChecklist`` carries them out.
"""

from __future__ import annotations


class ResurfError(Exception):
    """Something a user can be told; ``exit_code`` is what the program ends with."""

    exit_code = 1


class UsageError(ResurfError):
    """The command was used wrongly, or an answer was needed and nobody was there to give it."""

    exit_code = 2


class NotFound(ResurfError):
    """No such plan, task, thing or file, or more than one fits."""

    exit_code = 3


class InvalidChecklist(ResurfError):
    """A checklist has mistakes; the text is all of them, each with its place."""

    exit_code = 4


class RecordError(ResurfError):
    """The record, a backup or the data folder cannot be read or written, is damaged or newer."""

    exit_code = 5


class DamagedRecord(RecordError):
    """The record is not what was written; ``resurf doctor`` may put it back."""


class Interrupted(ResurfError):
    """Ctrl-C, or the end of input in the middle of a question; what was saved stays saved."""

    exit_code = 130
