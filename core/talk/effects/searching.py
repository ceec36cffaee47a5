"""Finding posts and people by words.

Effects are imperative, answers past tense; see the package.
"""

from dataclasses import dataclass

from core.domain.formats import Post
from core.domain.members import Member


@dataclass(frozen=True, slots=True)
class LookForWords:
    """Find what is published to the member and holds these words."""

    words: str
    most: int = 5


@dataclass(frozen=True, slots=True)
class WordsFound:
    """Posts, newest first, and people with the destination they show, '' for none."""

    posts: tuple[tuple[Post, Member], ...] = ()
    people: tuple[tuple[Member, str], ...] = ()
