"""Queries: asks, and the requests that carry them to one person each."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import Connection, and_, bindparam, insert, or_, select, update

from core.domain.requests import ENDINGS, Request, State
from core.store.hot import Hot
from core.store.racing import came_first, moved
from core.store.rows import AnyRow
from core.store.tables.asks import ASK_REMEMBERED, REQUEST_SILENT, asks, requests, shown
from core.store.tables.people import memberships

_REMEMBERED_OF_ONE = 12
_REMEMBERED_IN_ALL = 200
_LAPSE_AT_ONCE = 100
_REQUEST = (
    requests.c.id,
    requests.c.ask_id,
    requests.c.asker_id,
    requests.c.helper_id,
    requests.c.community_id,
    requests.c.text,
    requests.c.state,
    requests.c.sent_at,
    requests.c.lapse_at,
    requests.c.idea,
    requests.c.stretch,
)


@dataclass(frozen=True, slots=True)
class Ask:
    """What somebody wants company for."""

    id: str
    asker_id: str
    community_id: str
    need: str
    why: str
    my_part: str
    earns: bool
    earns_words: str
    seats: int
    taken: int
    state: str
    added: str = ""

    @property
    def looked_for(self) -> str:
        """Return what people are looked for with: the need and what was added to it."""
        return f"{self.need}\n{self.added}" if self.added else self.need

    @property
    def seat_free(self) -> bool:
        """Whether somebody may still come along."""
        return self.taken < self.seats


_ASK = (
    asks.c.id,
    asks.c.asker_id,
    asks.c.community_id,
    asks.c.need,
    asks.c.why,
    asks.c.my_part,
    asks.c.earns,
    asks.c.earns_words,
    asks.c.seats,
    asks.c.taken,
    asks.c.state,
    asks.c.added,
)


def _request(row: AnyRow) -> Request:
    return Request(
        id=row.id,
        ask_id=row.ask_id,
        asker_id=row.asker_id,
        helper_id=row.helper_id,
        community_id=row.community_id,
        text=row.text,
        state=cast(State, row.state),
        sent_at=row.sent_at,
        lapse_at=row.lapse_at,
        idea=row.idea,
        stretch=row.stretch,
    )


# Asks


def add_ask(
    conn: Connection,
    *,
    id: str,
    asker_id: str,
    community_id: str,
    need: str,
    why: str,
    my_part: str,
    earns: bool,
    earns_words: str,
    now: datetime,
) -> None:
    """Store an ask that nobody was told of yet."""
    conn.execute(
        insert(asks).values(
            id=id,
            asker_id=asker_id,
            community_id=community_id,
            need=need,
            why=why,
            my_part=my_part,
            earns=earns,
            earns_words=earns_words,
            state="open",
            created_at=now,
        )
    )


def ask(conn: Connection, ask_id: str) -> Ask | None:
    """Read an ask."""
    row = conn.execute(select(*_ASK).where(asks.c.id == ask_id)).one_or_none()
    return Ask(*row) if row else None


def set_ask(conn: Connection, ask_id: str, **values: object) -> None:
    """Set columns of an ask."""
    conn.execute(update(asks).where(asks.c.id == ask_id).values(**values))


def take_seat(conn: Connection, ask_id: str) -> bool:
    """Take a seat on an ask; the database decides when two do so at once."""
    took = conn.execute(
        update(asks)
        .where(asks.c.id == ask_id, asks.c.taken < asks.c.seats)
        .values(taken=asks.c.taken + 1)
    )
    return took.rowcount == 1


def remembered(conn: Connection, community_id: str, now: datetime) -> list[Ask]:
    """Read the asks of a community that wait for a road to come near, newest first.

    Whoever words their road anew is compared with each of them: of one asker, and in
    all, only the newest count; of those who left, none.
    """
    rows = conn.execute(
        select(*_ASK)
        .join(
            memberships,
            and_(
                memberships.c.member_id == asks.c.asker_id,
                memberships.c.community_id == asks.c.community_id,
            ),
        )
        .where(
            asks.c.community_id == community_id,
            ASK_REMEMBERED,
            asks.c.remember_until > now,
        )
        .order_by(asks.c.created_at.desc(), asks.c.id)
    )
    found: list[Ask] = []
    of_one = Counter[str]()
    for ask in (Ask(*row) for row in rows):
        of_one[ask.asker_id] += 1
        if of_one[ask.asker_id] <= _REMEMBERED_OF_ONE:
            found.append(ask)
    return found[:_REMEMBERED_IN_ALL]


def note_shown(
    conn: Connection, ask_id: str, member_ids: Collection[str], now: datetime
) -> None:
    """Note who was shown for an ask, so that another look brings others."""
    known = shown_for(conn, ask_id)
    rows = [
        {"ask_id": ask_id, "member_id": member_id, "at": now}
        for member_id in member_ids
        if member_id not in known
    ]
    if rows:
        conn.execute(insert(shown), rows)


def shown_for(conn: Connection, ask_id: str) -> set[str]:
    """Return who was shown for an ask."""
    rows = conn.execute(select(shown.c.member_id).where(shown.c.ask_id == ask_id))
    return {row.member_id for row in rows}


# Requests


def add_request(conn: Connection, *, new: Request, their_words: str) -> bool:
    """Store a request as sent; False when another one reached them a moment ago."""
    query = insert(requests).values(
        id=new.id,
        ask_id=new.ask_id,
        asker_id=new.asker_id,
        helper_id=new.helper_id,
        community_id=new.community_id,
        text=new.text,
        their_words=their_words,
        state=new.state,
        sent_at=new.sent_at,
        lapse_at=new.lapse_at,
    )
    return came_first(conn, lambda: conn.execute(query).rowcount == 1)


def send_again(conn: Connection, request_id: str, lapse_at: datetime) -> bool:
    """Open a countered request once more; False when it may not wait for an answer."""
    return came_first(
        conn,
        lambda: move(
            conn, request_id, was=("countered",), becomes="sent", lapse_at=lapse_at
        ),
    )


def request(conn: Connection, request_id: str) -> Request | None:
    """Read a request; the caller decides who may see it."""
    row = conn.execute(
        select(*_REQUEST).where(requests.c.id == request_id)
    ).one_or_none()
    return _request(row) if row else None


def move(
    conn: Connection,
    request_id: str,
    *,
    was: Collection[str],
    becomes: State,
    **values: object,
) -> bool:
    """Move a request on if it still stands where we read it."""
    return moved(conn, requests, request_id, was=was, becomes=becomes, **values)


def set_request(conn: Connection, request_id: str, **values: object) -> None:
    """Set columns of a request."""
    conn.execute(update(requests).where(requests.c.id == request_id).values(**values))


def thanked(conn: Connection, request_id: str) -> bool:
    """Whether the asker of a request has sent thanks."""
    query = select(requests.c.thanked_at).where(requests.c.id == request_id)
    return conn.execute(query).scalar_one() is not None


def of_member(conn: Connection, member_id: str, *, since: datetime) -> list[Request]:
    """Read the requests that have this member on either side, newest first."""
    rows = _OF_MEMBER.rows(conn, asker=member_id, helper=member_id, since=since)
    return [Request(*row) for row in rows]


def to_thank_for(conn: Connection, asker_id: str, *, since: datetime) -> list[Request]:
    """Read the rides an asker had and sent no thanks for yet, newest first."""
    rows = conn.execute(
        select(*_REQUEST)
        .where(
            requests.c.asker_id == asker_id,
            requests.c.sent_at > since,
            requests.c.state.in_(ENDINGS),
            requests.c.thanked_at.is_(None),
        )
        .order_by(requests.c.sent_at.desc(), requests.c.id)
    )
    return [_request(row) for row in rows]


def taken_back(conn: Connection, helper_id: str) -> frozenset[str]:
    """Return the ids of requests to a member that their askers took back."""
    mine = requests.c.helper_id == helper_id, requests.c.state == "withdrawn"
    return frozenset(conn.execute(select(requests.c.id).where(*mine)).scalars())


def of_ask(conn: Connection, ask_id: str) -> list[Request]:
    """Read the requests of an ask, oldest first."""
    rows = conn.execute(
        select(*_REQUEST)
        .where(requests.c.ask_id == ask_id)
        .order_by(requests.c.sent_at, requests.c.id)
    )
    return [_request(row) for row in rows]


def open_of_asker(conn: Connection, asker_id: str, now: datetime) -> int:
    """Return how many of a member's requests wait for an answer."""
    return len(_OPEN_OF_ASKER.rows(conn, asker=asker_id, now=now))


def close_silent(conn: Connection, helper_id: str, now: datetime) -> None:
    """Let requests lapse whose time is over, before any timer comes by."""
    conn.execute(
        update(requests)
        .where(
            requests.c.helper_id == helper_id,
            requests.c.state == "sent",
            requests.c.lapse_at <= now,
        )
        .values(state="lapsed")
    )


def due_to_lapse(conn: Connection, now: datetime) -> list[str]:
    """Return requests whose silence is to be told to the asker."""
    rows = conn.execute(
        select(requests.c.id)
        .where(REQUEST_SILENT, requests.c.lapse_at <= now)
        .order_by(requests.c.lapse_at)
        .limit(_LAPSE_AT_ONCE)
    )
    return [row.id for row in rows]


def step_off(
    conn: Connection,
    member_id: str,
    now: datetime,
    *,
    community_id: str | None = None,
) -> list[str]:
    """End what is open with a member; return the ids of the requests that ended."""
    here = [requests.c.asker_id == member_id, requests.c.helper_id == member_id]
    query = select(requests.c.id, requests.c.state).where(
        or_(*here),
        requests.c.state.in_(("sent", "countered", "accepted", "agreed")),
    )
    if community_id is not None:
        query = query.where(requests.c.community_id == community_id)
    ended = conn.execute(query).all()
    for row in ended:
        waiting = row.state in {"sent", "countered"}
        conn.execute(
            update(requests)
            .where(requests.c.id == row.id)
            .values(state="withdrawn" if waiting else "stepped_off", ended_at=now)
        )
    return [row.id for row in ended]


_OF_MEMBER = Hot(
    select(*_REQUEST)
    .where(
        or_(
            requests.c.asker_id == bindparam("asker"),
            requests.c.helper_id == bindparam("helper"),
        ),
        requests.c.sent_at > bindparam("since"),
    )
    .order_by(requests.c.sent_at.desc(), requests.c.id)
)
_OPEN_OF_ASKER = Hot(
    select(requests.c.id).where(
        requests.c.asker_id == bindparam("asker"),
        requests.c.state == "sent",
        requests.c.lapse_at > bindparam("now"),
    )
)
