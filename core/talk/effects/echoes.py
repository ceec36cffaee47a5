"""Words that were edited on their messenger.

Effects are imperative, answers past tense; see the package.
"""

from dataclasses import dataclass

from core.domain.echoes import What


@dataclass(frozen=True, slots=True)
class UseMended:
    """Let an edited message stand where others may have read it as it was."""

    message: str


@dataclass(frozen=True, slots=True)
class MendedUsed:
    """Where it stands now; nowhere when it stood there already."""

    where: frozenset[What]
