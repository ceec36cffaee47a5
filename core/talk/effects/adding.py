"""Whether a member added our account where they are writing.

Effects are imperative, answers past tense; see the package.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NoteAdding:
    """Note that they added it, by their own word, or want to leave it as it is."""

    added: bool


@dataclass(frozen=True, slots=True)
class AddingNoted:
    """It is noted."""

    added: bool
