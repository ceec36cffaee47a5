"""Use cases: an ask, the request to one person, and everything that follows it.

A request goes to one person at a time; silence is a pass; seats are taken by the
database in the same transaction as the yes; nobody but the two people learns of a
pass (invariants 4-6).
"""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Connection

from core.clock import Ids
from core.domain.helping import Standing, may_ask, may_be_asked
from core.domain.requests import (
    LAPSE_AFTER,
    RIDING,
    Request,
    State,
    discloses,
    may_become,
)
from core.errors import Refusal
from core.services import publishing
from core.store import asks, communities, people, posts
from core.store import standings as past

REMEMBER_FOR = timedelta(days=60)
Hindrance = Literal["not_now", "own_limit", "one_at_a_time", "closed"]
Side = Literal["asker", "helper"]
Refused = Literal["seat_taken", "closed", "answered"]
_MOST_ADDED = 3
"""So many lines are looked with beside the need; older ones have been looked with."""
WAITING: tuple[State, ...] = ("sent", "countered")
_SENT: tuple[State, ...] = ("sent", "lapsed")


@dataclass(frozen=True, slots=True)
class Sides:
    """The two people of a request, and which of them is reading."""

    request: Request
    mine: Side

    @property
    def other_id(self) -> str:
        """The id of the other person."""
        if self.mine == "asker":
            return self.request.helper_id
        return self.request.asker_id


def open_ask(
    conn: Connection,
    *,
    ids: Ids,
    asker_id: str,
    community_id: str,
    need: str,
    why: str,
    my_part: str,
    earns: bool,
    earns_words: str,
    now: datetime,
) -> str:
    """Store an ask; nobody is told yet. Returns its id."""
    if not communities.sits_in(conn, asker_id, community_id):
        raise Refusal("ask.not_your_room")
    ask_id = ids.new()
    asks.add_ask(
        conn,
        id=ask_id,
        asker_id=asker_id,
        community_id=community_id,
        need=need,
        why=why,
        my_part=my_part,
        earns=earns,
        earns_words=earns_words,
        now=now,
    )
    return ask_id


def add(conn: Connection, *, ask_id: str, asker_id: str, words: str) -> bool:
    """Look with more words from now on: the latest few that were added."""
    ask = asks.ask(conn, ask_id)
    if ask is None or ask.asker_id != asker_id:
        return False
    lines = [*ask.added.splitlines(), words][-_MOST_ADDED:]
    asks.set_ask(conn, ask_id, added="\n".join(lines))
    return True


def standings(
    conn: Connection, member_ids: Sequence[str], *, asker_id: str, now: datetime
) -> dict[str, Standing]:
    """Read everything that decides whether each member may be asked now."""
    members = people.several(conn, member_ids)
    closed = people.unreachable(conn, member_ids, now)
    apart = people.kept_apart(conn, asker_id)
    told = past.standings(conn, member_ids, asker_id=asker_id, now=now)
    return {
        member_id: dataclasses.replace(
            told[member_id],
            resting=member.resting,
            reachable=member_id not in closed,
            blocked_pair=member_id in apart,
        )
        for member_id, member in members.items()
    }


def send(
    conn: Connection,
    *,
    ids: Ids,
    ask_id: str,
    asker_id: str,
    helper_id: str,
    text: str,
    their_words: str,
    now: datetime,
) -> Request | Hindrance:
    """Hand a request to one person, if every cap and rest allows it at this moment."""
    ask = asks.ask(conn, ask_id)
    if ask is None or ask.asker_id != asker_id or not ask.seat_free:
        return "closed"
    if not communities.sits_in(conn, asker_id, ask.community_id):
        return "closed"
    if ask.earns and not discloses(text, ask.earns_words):
        raise Refusal("ask.say_who_earns", words=ask.earns_words)
    people.take_turns(conn, asker_id)
    hindrance = _hindrance(conn, ask, asker_id, helper_id, now)
    if hindrance:
        return hindrance
    quoted = their_words if their_words in text else ""
    if quoted and not publishing.says(conn, ask.community_id, helper_id, quoted):
        return "not_now"  # taken out of sight since; nobody is quoted against that
    asks.close_silent(conn, helper_id, now)
    request = Request(
        id=ids.new(),
        ask_id=ask_id,
        asker_id=asker_id,
        helper_id=helper_id,
        community_id=ask.community_id,
        text=text,
        state="sent",
        sent_at=now,
        lapse_at=now + LAPSE_AFTER,
    )
    if not asks.add_request(conn, new=request, their_words=their_words):
        return "not_now"
    asks.set_ask(conn, ask_id, state="open")
    return request


def _hindrance(
    conn: Connection, ask: asks.Ask, asker_id: str, helper_id: str, now: datetime
) -> Hindrance | None:
    if not may_ask(asks.open_of_asker(conn, asker_id, now)):
        return "own_limit"
    if any(one.state_at(now) in WAITING for one in asks.of_ask(conn, ask.id)):
        return "one_at_a_time"
    here = communities.sits_in(conn, helper_id, ask.community_id)
    found = standings(conn, [helper_id], asker_id=asker_id, now=now)
    standing = found.get(helper_id)
    if not here or standing is None or not may_be_asked(standing, now=now):
        return "not_now"
    return None


def sides(conn: Connection, *, request_id: str, reader_id: str) -> Sides | None:
    """Read a request if the reader is one of its two people."""
    request = asks.request(conn, request_id)
    if request is None:
        return None
    if request.asker_id == reader_id:
        return Sides(request, "asker")
    if request.helper_id == reader_id:
        return Sides(request, "helper")
    return None


def _own(
    conn: Connection, request_id: str, member_id: str, mine: Side
) -> Request | None:
    """Read a request if this member is on that side of it."""
    found = sides(conn, request_id=request_id, reader_id=member_id)
    return found.request if found and found.mine == mine else None


def ride(
    conn: Connection, *, request_id: str, helper_id: str, stretch: str, now: datetime
) -> Request | Refused:
    """Say yes for a stretch; the seat is taken in the same transaction."""
    request = _own(conn, request_id, helper_id, "helper")
    return _take(conn, request, becomes="accepted", stretch=stretch, now=now)


def take_idea(
    conn: Connection, *, request_id: str, asker_id: str, words: str, now: datetime
) -> Request | Refused:
    """Agree on the helper's idea, as it is or mixed; the seat is taken."""
    request = _own(conn, request_id, asker_id, "asker")
    return _take(conn, request, becomes="agreed", stretch=words, now=now)


def _take(
    conn: Connection,
    request: Request | None,
    *,
    becomes: State,
    stretch: str,
    now: datetime,
) -> Request | Refused:
    if request is None:
        return "closed"
    state = request.state_at(now)
    if state in RIDING:
        return "answered"
    if not may_become(state, becomes) or _apart(conn, request):
        return "closed"
    if not asks.take_seat(conn, request.ask_id):
        return "seat_taken"
    moved = asks.move(
        conn,
        request.id,
        was=("sent", "lapsed", "countered"),
        becomes=becomes,
        stretch=stretch,
        answered_at=now,
    )
    if not moved:
        raise Refusal("answer.just_changed")
    return again(conn, request)


def _apart(conn: Connection, request: Request) -> bool:
    return request.asker_id in people.kept_apart(conn, request.helper_id)


def suggest(
    conn: Connection, *, request_id: str, helper_id: str, idea: str, now: datetime
) -> Request | Refused:
    """Answer with another idea; a state of its own with thanks of its own."""
    return _answer(conn, request_id, helper_id, "countered", now, idea=idea)


def pass_on(
    conn: Connection, *, request_id: str, helper_id: str, words: str, now: datetime
) -> Request | Refused:
    """Pass this time; nothing about it is counted or shown to anybody else."""
    return _answer(conn, request_id, helper_id, "passed", now, pass_words=words)


def _answer(
    conn: Connection,
    request_id: str,
    helper_id: str,
    becomes: State,
    now: datetime,
    **values: str,
) -> Request | Refused:
    request = _own(conn, request_id, helper_id, "helper")
    if request is None:
        return "closed"
    state = request.state_at(now)
    if state in RIDING or state in {"countered", "passed"}:
        return "answered"
    open_ = may_become(state, becomes) and not _apart(conn, request)
    moved = open_ and asks.move(
        conn,
        request_id,
        was=_SENT,
        becomes=becomes,
        answered_at=now,
        **values,
    )
    return again(conn, request) if moved else "closed"


def keep_first_form(
    conn: Connection, *, request_id: str, asker_id: str, now: datetime
) -> Request | Refused:
    """Ask once more in the first form, with a full silence to come."""
    request = _own(conn, request_id, asker_id, "asker")
    if request is None or _apart(conn, request):
        return "closed"
    asks.close_silent(conn, request.helper_id, now)
    moved = asks.send_again(conn, request_id, now + LAPSE_AFTER)
    return again(conn, request) if moved else "closed"


def take_back(
    conn: Connection, *, request_id: str, asker_id: str, now: datetime
) -> Request | Refused:
    """Withdraw a request that was not answered yet."""
    request = _own(conn, request_id, asker_id, "asker")
    if request is None:
        return "closed"
    moved = asks.move(conn, request_id, was=WAITING, becomes="withdrawn", ended_at=now)
    return again(conn, request) if moved else "answered"


def lapse(conn: Connection, *, request_id: str, now: datetime) -> Request | None:
    """Close a silent request; return it when the asker is to be told."""
    request = asks.request(conn, request_id)
    if request is None or request.state_at(now) != "lapsed":
        return None
    moved = asks.move(
        conn,
        request_id,
        was=_SENT,
        becomes="lapsed",
        lapse_told_at=now,
    )
    return again(conn, request) if moved else None


def close(conn: Connection, *, ask_id: str, asker_id: str, now: datetime) -> list[str]:
    """Close an ask; return the ids of requests that are taken back by it."""
    ask = asks.ask(conn, ask_id)
    if ask is None or ask.asker_id != asker_id:
        return []
    asks.set_ask(conn, ask_id, state="closed")
    return [
        one.id
        for one in asks.of_ask(conn, ask_id)
        if one.state_at(now) in WAITING
        and asks.move(conn, one.id, was=WAITING, becomes="withdrawn", ended_at=now)
    ]


def remember(conn: Connection, *, ask_id: str, asker_id: str, now: datetime) -> bool:
    """Keep an ask in mind for 60 days, until somebody's road comes near."""
    ask = asks.ask(conn, ask_id)
    if ask is None or ask.asker_id != asker_id:
        return False
    asks.set_ask(conn, ask_id, state="remembered", remember_until=now + REMEMBER_FOR)
    return True


def met(conn: Connection, member_id: str) -> set[str]:
    """Return everybody a member shares a past with that both know of."""
    return past.rode_together(conn, member_id) | posts.met_through_cheers(
        conn, member_id
    )


def again(conn: Connection, request: Request) -> Request:
    """Read a request as it stands now."""
    return asks.request(conn, request.id) or request
