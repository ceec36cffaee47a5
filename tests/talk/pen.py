"""Writes a post through the pure flow, tap by tap, in a world that never changes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from core.domain.communities import Community
from core.domain.formats import Outcome, Post
from core.domain.members import Member
from core.domain.vectors import Vector
from core.talk.effects import Done
from core.talk.effects.posts import KeepPost, PostKept
from core.talk.flow import Facts, Heard, Turn
from core.talk.flows import post
from core.talk.incoming import Said
from core.talk.turn import Offer, Opened, Picked, Say
from core.talk.voice import word
from tests.talk.flowing import options

NOW = datetime(2026, 3, 4, 3, tzinfo=UTC)
YUKI = Member("yuki", "ゆき", "ja")
ENGAWA = Community("engawa", "坂の上の台所", "", None)
MARKET = Community("market", "朝の市", "", None)
VECTOR = Vector(
    origin="給食室で12年",
    destination="知らない人と同じ鍋を囲める場所",
    next_step="鍋をひとつ買う",
    edition=1,
    created_at=NOW - timedelta(days=9),
)
EARLIER = Post(
    id="p1",
    member_id="yuki",
    lines={"now": "鍋を見てきた", "next": "鍋を借りる"},
    community_id="engawa",
    created_at=NOW - timedelta(days=2),
)
NEW = Facts(YUKI, NOW)
FIRST = Facts(YUKI, NOW, homes=(ENGAWA,), vector=VECTOR, shown_in=frozenset({"engawa"}))
AGAIN = replace(
    FIRST, last_post=EARLIER, vector=replace(VECTOR, next_step="鍋を借りる")
)
TWO_ROOMS = replace(AGAIN, homes=(ENGAWA, MARKET), member=Member("yuki", "Yuki", "en"))
DAILY = replace(AGAIN, member=Member("yuki", "ゆき", "ja", rhythm="daily"))


class Pen:
    """Writes a post through the pure flow and keeps every turn."""

    def __init__(self, facts: Facts, opened: Opened | None = None) -> None:
        self.facts = facts
        self.done: list[Any] = []
        self.turn = self._take(post.open_(opened or Opened(), facts))

    def _take(self, turn: Turn) -> Turn:
        self.done += turn.do
        return turn

    def hear(self, *heard: Heard) -> "Pen":
        """Hear one thing after the other."""
        for one in heard:
            turn = post.step(self.turn.next, one, self.facts)
            assert turn is not None, (self.turn.next, one)
            self.turn = self._take(turn)
        return self

    def say(self, *texts: str) -> "Pen":
        """Type one text after the other."""
        return self.hear(*(Said(text) for text in texts))

    def tap(self, verb: str, arg: str = "") -> "Pen":
        """Tap an option that is offered."""
        offered = [(one.verb, one.arg) for one in options(self.turn.say)]
        assert (verb, arg) in offered, offered
        return self.hear(Picked(verb, arg))

    @property
    def draft(self) -> str:
        """The draft as it is shown."""
        offer = self.turn.say[0]
        assert isinstance(offer, Offer)
        return offer.text

    @property
    def kept(self) -> KeepPost:
        """The post that was stored last."""
        keep = self.done[-1]
        assert isinstance(keep, KeepPost)
        return keep

    def stored(self) -> "Pen":
        """Hear that it is stored."""
        return self.hear(Done(PostKept("p2")))

    def words(self) -> str:
        """Return what is said now."""
        said = [one for one in self.turn.say if isinstance(one, Say)]
        return "\n".join(word(one.text, self.facts.member.language) for one in said)


def written(facts: Facts = AGAIN, *, outcome: Outcome = "halfway") -> Pen:
    """Return a post up to its draft."""
    pen = Pen(facts).tap("outcome", outcome).say("鍋は重かった")
    return pen.say("ふたつきの鍋をさがす").say("運ぶのを手伝ってくれる人")
