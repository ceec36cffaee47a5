"""Short messages that follow one another faster than anybody reads.

People write on a phone in several of them. What comes in the same breath as an answer
is part of it, with a way to take it for the next one.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.talk.flows.words import joined
from core.talk.turn import Option, T

ONE_BREATH = timedelta(seconds=4)
"""Within this time of a message, by its sender's clock, what was asked after it cannot
have been read and answered."""


@dataclass(frozen=True, slots=True)
class Breath:
    """The answer before a question, while more of it may come.

    Attributes:
        since: When the latest of it was written, by its sender's clock; None where
            nobody tells.
        former: The answer without what was added; '' where nothing was.
        added: What was added since it came in the same breath.
    """

    since: datetime | None = None
    former: str = ""
    added: str = ""

    def reaches(self, now: datetime | None) -> bool:
        """Whether what is written now knows no question after that answer."""
        if self.since is None or now is None:
            return False
        return abs(now - self.since) <= ONE_BREATH

    def with_more(
        self, answer: str, text: str, now: datetime | None, most: int
    ) -> tuple[str, "Breath"] | None:
        """Return the answer with more of it; None where `most` signs have no room.

        What was sent twice is there once.
        """
        if " ".join(text.split()) == answer:
            return answer, replace(self, since=now)
        both = joined(answer, text, most)
        if not both:
            return None
        added = joined(self.added, text, most)
        return both, Breath(now, self.former or answer, added)

    def settled(self) -> "Breath":
        """Return it with nothing to part any more."""
        return replace(self, former="", added="")

    def ways(self) -> tuple[Option, ...]:
        """Return the way to take what was added for the next answer."""
        return (Option(T("talk.answers_this"), "apart"),) if self.added else ()
