"""What looking and setting up find out: one line each, and what would help.

The words in which channels speak to an operator; never a word of a member or a secret.
"""

from dataclasses import dataclass
from typing import Literal


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
