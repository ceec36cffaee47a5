"""What an answer has to know of the message it answers, as core carries it untouched.

Telegram needs no right to answer. But an answer in a group belongs under the question
and into its topic, and an answer to a tap may change the card that was tapped; core
carries this as the reply pass, a short text that only this module reads.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.talk.incoming import ReplyPass
from core.talk.measure import shorten

GOOD_FOR = timedelta(days=1)
_TITLE_GRAPHEMES = 40


@dataclass(frozen=True, slots=True)
class Answering:
    """What is answered.

    Attributes:
        message: A message in a group to answer under; 0 for none.
        topic: The forum topic it stands in; 0 for none.
        tapped: The message whose button was tapped; 0 for none.
        titled: The name of the tapped card's first line (`titled`).
        query: A tap in a group, which nobody but whoever tapped sees answered.
    """

    message: int = 0
    topic: int = 0
    tapped: int = 0
    titled: str = ""
    query: str = ""

    def at(self, now: datetime) -> ReplyPass | None:
        """Return it as core carries it; None where there is nothing to know."""
        if self == Answering():
            return None
        numbers = f"{self.message}.{self.topic}.{self.tapped}"
        words = f"{numbers}.{self.titled}.{self.query}"
        return ReplyPass(words, now + GOOD_FOR)


def answering(reply_pass: ReplyPass | None) -> Answering:
    """Read what `Answering.at` wrote; anything else is nothing to know."""
    if reply_pass is None:
        return Answering()
    message, _, rest = reply_pass.token.partition(".")
    topic, _, rest = rest.partition(".")
    tapped, _, rest = rest.partition(".")
    title, _, query = rest.partition(".")
    if not (message.isdecimal() and topic.isdecimal() and tapped.isdecimal()):
        return Answering()
    return Answering(int(message), int(topic), int(tapped), title, query)


def titled(text: str) -> str:
    """Return a short name for the first line of a text; equal lines get the same."""
    first = text.strip().partition("\n")[0]
    line = shorten(first, _TITLE_GRAPHEMES)
    return hashlib.sha256(line.encode()).hexdigest()[:12] if line else ""
