"""What looking and setting up find out: one line each, and what would help.

The words in which channels speak to an operator; never a word of a member or a secret.
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from core.logs import Redactor


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at.

    Attributes:
        what: Its name, a word or two.
        how: `well`; `look`, worth a look; `wrong`; `ask`, which only a person can see.
        says: How it is.
        remedy: What would help.
    """

    what: str
    how: Literal["well", "look", "wrong", "ask"]
    says: str
    remedy: str = ""


async def without_secrets(
    findings: AsyncIterator[Finding], secrets: Sequence[str]
) -> AsyncIterator[Finding]:
    """Give findings as they come, less the secrets that a platform's words repeat."""
    clean = Redactor(secrets).clean
    async for one in findings:
        yield replace(one, says=clean(one.says), remedy=clean(one.remedy))
