"""What a month on LINE came to: by LINE's own books, and by what our rows say of it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, select

from bots.line.channel import retry_key
from core.delivery.tables import outbox
from tests.line_fake.api import Sending

_MOST_PARTS = 5


@dataclass(frozen=True, slots=True)
class Counts:
    """A month in numbers.

    Attributes:
        days: How long it was.
        members: Who had a seat at its end.
        did: What people did: posts, requests, flags, joined, ...
        replies: Free answers LINE took.
        pushes: What went unasked, by what it was about.
        counted: What LINE counts of it.
        most_a_request: The most pushes in the life of one request.
        to_groups: Pushes to a group, where each member counts.
        carried: What came along with replies, by what it was about.
        waiting: What still waits for somebody's next message.
        refused: Objects and tokens LINE did not take.
    """

    days: int
    members: int
    did: Mapping[str, int]
    replies: int
    pushes: Mapping[str, int]
    counted: int
    most_a_request: int
    to_groups: int
    carried: Mapping[str, int]
    waiting: int
    refused: int


@dataclass(slots=True)
class Books:
    """Remembers what rows were about before the broom blanks them."""

    about: dict[str, str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)

    def note(self, conn: Connection) -> None:
        """Note what the rows of today are about."""
        rows = conn.execute(
            select(outbox.c.id, outbox.c.about, outbox.c.retry_key).where(
                outbox.c.urgency != "reply"
            )
        )
        for row in rows:
            self.about.setdefault(row.id, row.about or "other")
            for part in range(_MOST_PARTS):
                self.keys[retry_key(row.retry_key, part=part)] = row.id

    def pushed(self, sendings: Iterable[Sending]) -> Counter[str]:
        """Return how many pushes LINE took about each thing, as `request:<id>`."""
        return Counter(
            self.about[self.keys[one.retry_key]]
            for one in sendings
            if one.how == "push"
        )

    def waiting(self, conn: Connection) -> int:
        """Return how much still waits."""
        still = select(func.count()).where(outbox.c.state == "waiting")
        return int(conn.execute(still).scalar_one())

    def carried(self, conn: Connection) -> Counter[str]:
        """Return what came along with replies, by kind."""
        # What waited and went with a reply is `sent` without a moment of its own.
        rows = conn.execute(
            select(outbox.c.id).where(
                outbox.c.urgency != "reply",
                outbox.c.state == "sent",
                outbox.c.sent_at.is_(None),
            )
        )
        return Counter(kind(self.about[row.id]) for row in rows)


def kind(about: str) -> str:
    """Return what something is about, without whose."""
    return about.partition(":")[0]


def most_a_request(pushed: Mapping[str, int]) -> int:
    """Return the most pushes that went out in the life of one request."""
    lives: Counter[str] = Counter()
    for about, times in pushed.items():
        of, _, id = about.partition(":")
        if of in {"request", "answer"}:
            lives[id] += times
    return max(lives.values(), default=0)
