"""Communities: at most as many people as can know each other's faces (X2, W7).

See docs/vocabulary.md for the idea behind each name.
"""

from dataclasses import dataclass

MOST_MEMBERS = 150
FILLING_AT = 120
_CODE_LENGTHS = range(4, 17)


@dataclass(frozen=True, slots=True)
class Community:
    """A room whose owner decides for it and sees no more than anybody in it."""

    id: str
    name: str
    purpose: str
    owner_id: str | None
    seats: int = MOST_MEMBERS
    taken: int = 0

    @property
    def full(self) -> bool:
        """Whether everybody who could know each other's faces is here."""
        return self.taken >= self.seats


def may_be_invite(word: str) -> bool:
    """Whether a word has the shape of an invite code."""
    return word.isascii() and word.isalnum() and len(word) in _CODE_LENGTHS
