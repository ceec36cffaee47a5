"""Who may be shown to someone who asks "who could help?".

Owns the rules of the choice: at most three people in no order, caps, rests and the
seat kept for someone whom no request has reached lately. It must not know how
closeness is found, where requests are stored, or how anybody answered one: no rule
here can see a pass, so no pass can count against anyone. A community's owner is
counted like every other member.
"""

import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal

MOST_SHOWN = 3
WEEKLY_REQUESTS = 2
OPEN_REQUESTS = 1
ASKER_OPEN = 3
SAME_PAIR_DAYS = 14
WITHOUT_CHANCE_DAYS = 60
REST_HOURS = (time(21), time(8))
"""From when until when, on the member's own clock, the bot keeps silent."""

NEAR_ENOUGH = 0.5
"""Closeness from which two roads touch; core.matching.rank is calibrated to it."""

ROTATION_POOL = 5
"""The kept seat is drawn from this many near people, so that its reason still holds."""

LineKind = Literal[
    "destination",
    "next_step",
    "origin",
    "post_now",
    "post_next",
    "post_with",
]
"""Which part of a vector or a post a published line comes from."""

Nobody = Literal["no_words", "all_resting", "all_asked"]
"""Why nobody is shown: no written road touches the words, the near ones cannot be asked
just now, or the asker asked each of them already."""


@dataclass(frozen=True, slots=True)
class PublishedLine:
    """One published line of a member, visible to the person who asks."""

    kind: LineKind
    text: str


Lines = Mapping[str, tuple[PublishedLine, ...]]
"""What each of several members publishes, by member."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A piece of one published line, letter for letter."""

    kind: LineKind
    text: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why this person, in their own words; the catalogue puts a sentence around it."""

    first: Quote
    beside: Quote | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """What a member lets be seen: the words closeness is found from."""

    id: str
    profile: str
    about: str = ""
    posts: tuple[str, ...] = ()
    title: str = ""

    @property
    def lines(self) -> tuple[PublishedLine, ...]:
        """The same words as lines: the profile is where someone is heading."""
        titled = f"{self.title}。{self.profile}" if self.title else self.profile
        said = (
            PublishedLine("destination", titled),
            PublishedLine("origin", self.about),
            *(PublishedLine("post_now", post) for post in self.posts),
        )
        return tuple(line for line in said if line.text.strip())


@dataclass(frozen=True, slots=True)
class Candidate:
    """A member and how near their road comes, from 0 to 1.

    Closeness belongs to one question and is forgotten with it: it is never stored
    and never shown.
    """

    member_id: str
    closeness: float


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides whether a request may go to a member now.

    Attributes:
        resting: The member said "rest".
        reachable: The messenger can deliver to the member.
        blocked_pair: One of the two does not want to meet the other here.
        is_self: The member is the one who asks.
        reached_at: When requests by anyone reached the member; a week is enough.
        open_requests: Requests the member has not answered yet.
        last_from_asker_at: When this asker's last request reached the member.
        last_chance_at: When any request last reached the member, whatever came of it.
    """

    resting: bool = False
    reachable: bool = True
    blocked_pair: bool = False
    is_self: bool = False
    reached_at: tuple[datetime, ...] = ()
    open_requests: int = 0
    last_from_asker_at: datetime | None = None
    last_chance_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """The people to show, in an order without meaning, or why there is nobody."""

    people: tuple[str, ...] = ()
    nobody: Nobody | None = None
    rotated: str | None = None
    """Who holds the seat kept for someone without a chance lately."""


def may_ask(open_requests: int) -> bool:
    """Say whether someone with this many open requests may send another."""
    return open_requests < ASKER_OPEN


def may_be_asked(standing: Standing, *, now: datetime) -> bool:
    """Say whether a request may go to this member now.

    Also the check to repeat inside the transaction that sends the request.
    """
    if standing.is_self or standing.resting or standing.blocked_pair:
        return False
    if not standing.reachable or standing.open_requests >= OPEN_REQUESTS:
        return False
    week_ago = now - timedelta(days=7)
    if sum(at > week_ago for at in standing.reached_at) >= WEEKLY_REQUESTS:
        return False
    last = standing.last_from_asker_at
    return last is None or last <= now - timedelta(days=SAME_PAIR_DAYS)


def without_chance(standing: Standing, *, now: datetime) -> bool:
    """Say whether no request has reached this member lately.

    Being asked is the chance, not the answer: passing changes nothing here.
    """
    last = standing.last_chance_at
    return last is None or last <= now - timedelta(days=WITHOUT_CHANCE_DAYS)


def after_rest(local: datetime) -> datetime:
    """Return the first moment from `local` on, in its own zone, outside REST_HOURS."""
    evening, morning = REST_HOURS
    if morning <= local.time() < evening:
        return local
    days = 1 if local.time() >= evening else 0
    return datetime.combine(
        local.date() + timedelta(days=days), morning, tzinfo=local.tzinfo
    )


def choose(
    candidates: Sequence[Candidate],
    standings: Mapping[str, Standing],
    *,
    now: datetime,
    seed: str,
    exclude: Collection[str] = (),
    asked: Collection[str] = (),
) -> Choice:
    """Choose whom to show: up to three near people, shuffled, one seat kept.

    Args:
        candidates: Members with their closeness to what is asked, in any order.
        standings: What is true of each now. Someone missing is not shown: unknown
            is not permission.
        now: The present moment.
        seed: The request's own; the same seed gives the same people in the same order.
        exclude: Members already shown for this request.
        asked: Members this very ask was sent to.

    Returns:
        The people, or why there is nobody. Every cause that keeps a near person
        away looks the same from outside.
    """
    lot = random.Random(seed)  # noqa: S311 - a fair draw that can be repeated
    nearby = [c for c in _in_lot_order(candidates, lot) if _touches(c, standings)]
    fresh = [c for c in nearby if c.member_id not in exclude]
    if not fresh:
        return Choice(nobody="no_words")
    near = [c.member_id for c in fresh if _free(c.member_id, standings, now)]
    if not near:
        asked_all = all(one.member_id in asked for one in nearby)
        return Choice(nobody="all_asked" if asked_all else "all_resting")

    waiting = [m for m in near if without_chance(standings[m], now=now)]
    people, rotated = _seats(near, waiting, lot)
    lot.shuffle(people)
    return Choice(people=tuple(people), rotated=rotated)


def _in_lot_order(
    candidates: Sequence[Candidate], lot: random.Random
) -> list[Candidate]:
    """Sort by closeness; equals by lot, so that no list order becomes a habit."""
    drawn = sorted(candidates, key=lambda c: c.member_id)
    lot.shuffle(drawn)
    return sorted(drawn, key=lambda c: c.closeness, reverse=True)


def _touches(candidate: Candidate, standings: Mapping[str, Standing]) -> bool:
    standing = standings.get(candidate.member_id)
    asker = standing is not None and standing.is_self
    return candidate.closeness >= NEAR_ENOUGH and not asker


def _free(member_id: str, standings: Mapping[str, Standing], now: datetime) -> bool:
    standing = standings.get(member_id)
    return standing is not None and may_be_asked(standing, now=now)


def _seats(
    near: list[str], waiting: list[str], lot: random.Random
) -> tuple[list[str], str | None]:
    """Fill the seats; the last is for someone waiting, unless one already sits."""
    people = near[:MOST_SHOWN]
    seated = [m for m in people if m in waiting]
    if seated:
        return people, lot.choice(seated)
    if not waiting:
        return people, None
    rotated = lot.choice(waiting[:ROTATION_POOL])
    return [*people[: MOST_SHOWN - 1], rotated], rotated
