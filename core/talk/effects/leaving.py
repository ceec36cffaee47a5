"""Taking one's words along, and being forgotten.

Effects are imperative, answers past tense; see the package.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PrepareExport:
    """Make a short-lived page from which the member's own words can be taken."""


@dataclass(frozen=True, slots=True)
class ExportReady:
    """The page is there; `path` is to be opened once, within half an hour."""

    path: str


@dataclass(frozen=True, slots=True)
class LookBeforeErasing:
    """Read what would stay with others if this member were forgotten."""


@dataclass(frozen=True, slots=True)
class BeforeErasing:
    """`thanks`: thanks that this member wrote are with others."""

    thanks: bool


@dataclass(frozen=True, slots=True)
class Erase:
    """Forget this member; thanks they wrote stay with others, or go as well."""

    keep_thanks: bool


LeavingEffect = PrepareExport | LookBeforeErasing | Erase
LeavingAnswer = ExportReady | BeforeErasing
