"""Queries: where conversations stand and what their choices mean."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson
from sqlalchemy import Connection, bindparam, delete, exists, insert, select, update

from core.domain.members import Member
from core.store.hot import Hot
from core.store.tables.people import members
from core.store.tables.talks import conversations, tokens

_MOST_OFFERED = 26
"""Labels that may be typed; the oldest are forgotten first."""

Offered = tuple[tuple[str, str], ...]
Heard = tuple[tuple[str, str], ...]
"""Messages of a running dialogue: the platform's id and the words."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One running flow: its name and its state as JSON."""

    flow: str
    state: str


@dataclass(frozen=True, slots=True)
class KeptFrame:
    """A flow that was left with words in it; `at` is when."""

    id: str
    frame: Frame
    at: datetime


@dataclass(frozen=True, slots=True)
class Conversation:
    """Where a conversation stands.

    `stack` holds the running flows, the last one speaks; `offered` the labels and
    tokens of the latest choices; `heard` what was said while something runs; with
    `elsewhere` the member talks in other places too. `kept` are flows left with words
    in them, the latest last.
    """

    lane: str
    member: Member
    turn: int
    stack: tuple[Frame, ...]
    offered: Offered
    updated_at: datetime
    heard: Heard = ()
    elsewhere: bool = False
    kept: tuple[KeptFrame, ...] = ()


@dataclass(frozen=True, slots=True)
class Token:
    """What a choice means."""

    token: str
    lane: str
    turn: int
    flow: str
    verb: str
    arg: str
    stands: bool
    used_at: datetime | None = None


def conversation(conn: Connection, lane: str) -> Conversation | None:
    """Read a conversation with its member; None when unknown or erased."""
    row = _CONVERSATION.first(conn, lane=lane)
    if row is None:
        return None
    turn, stack, offered, heard, kept, updated_at, elsewhere, *member = row
    return Conversation(
        lane=lane,
        member=Member(*member),
        turn=turn,
        stack=tuple(Frame(*frame) for frame in orjson.loads(stack)),
        offered=tuple((label, token) for label, token in orjson.loads(offered)),
        updated_at=updated_at,
        heard=tuple((message, said) for message, said in orjson.loads(heard)),
        elsewhere=bool(elsewhere),
        kept=tuple(
            KeptFrame(id_, Frame(flow, state), datetime.fromisoformat(at))
            for id_, flow, state, at in orjson.loads(kept)
        ),
    )


def lanes_of(conn: Connection, member_id: str) -> list[str]:
    """Return the lanes in which a member talks."""
    rows = conn.execute(
        select(conversations.c.lane).where(conversations.c.member_id == member_id)
    )
    return [row.lane for row in rows]


def begin(conn: Connection, lane: str, member_id: str, now: datetime) -> None:
    """Store a new conversation; a former one in this lane gives way."""
    conn.execute(delete(conversations).where(conversations.c.lane == lane))
    conn.execute(
        insert(conversations).values(lane=lane, member_id=member_id, updated_at=now)
    )


def save(
    conn: Connection,
    lane: str,
    *,
    turn: int,
    stack: Sequence[Frame],
    offered: Offered,
    heard: Heard = (),
    kept: Sequence[KeptFrame] = (),
    now: datetime,
) -> None:
    """Store where a conversation stands now."""
    frames = [[frame.flow, frame.state] for frame in stack]
    left = [[one.id, one.frame.flow, one.frame.state, one.at] for one in kept]
    _SAVE.run(
        conn,
        this=lane,
        turn=turn,
        stack=orjson.dumps(frames).decode(),
        offered=orjson.dumps(offered).decode(),
        heard=orjson.dumps(heard).decode(),
        kept=orjson.dumps(left).decode(),
        updated_at=now,
    )


def offer_more(conn: Connection, lane: str, more: Offered) -> bool:
    """Let typed labels of a notice be understood, beside those of the dialogue.

    False where nobody talked yet.
    """
    row = conn.execute(
        select(conversations.c.offered).where(conversations.c.lane == lane)
    ).one_or_none()
    if row is None:
        return False
    offered = [*orjson.loads(row.offered), *more][-_MOST_OFFERED:]
    conn.execute(
        update(conversations)
        .where(conversations.c.lane == lane)
        .values(offered=orjson.dumps(offered).decode())
    )
    return True


def mint(conn: Connection, minted: Sequence[Token], now: datetime) -> None:
    """Store fresh tokens."""
    _MINT.many(
        conn,
        (
            {
                "token": token.token,
                "lane": token.lane,
                "turn": token.turn,
                "flow": token.flow,
                "verb": token.verb,
                "arg": token.arg,
                "stands": token.stands,
                "created_at": now,
            }
            for token in minted
        ),
    )


def token(conn: Connection, lane: str, value: str) -> Token | None:
    """Read what a token of this conversation means."""
    row = _TOKEN.first(conn, this=value, lane=lane)
    return Token(*row) if row else None


def use(conn: Connection, value: str, now: datetime) -> None:
    """Note that a token was tapped."""
    _USE.run(conn, this=value, now=now)


def moved_token(conn: Connection, value: str, *, groups: str) -> Token | None:
    """Read what a token means that was shown in any lane which begins so."""
    row = _TOKEN_ANYWHERE.first(conn, this=value)
    token = Token(*row) if row else None
    return token if token and token.lane.startswith(groups) else None


def move(conn: Connection, was: str, lane: str) -> None:
    """Let all choices of a lane mean the same in the one that follows it."""
    conn.execute(update(tokens).where(tokens.c.lane == was).values(lane=lane))


def rehome(conn: Connection, values: Collection[str], lane: str) -> None:
    """Let choices that were shown in one lane mean the same in another."""
    conn.execute(
        update(tokens).where(tokens.c.token.in_(sorted(values))).values(lane=lane)
    )


def unsay(
    conn: Connection, lanes: Collection[str], holds: Callable[[str], bool]
) -> None:
    """Take words out of what choices in these lanes mean, and out of their labels.

    Args:
        conn: A connection that may write.
        lanes: The lanes of one member.
        holds: Whether a text holds the words.
    """
    about = select(tokens.c.token, tokens.c.arg).where(
        tokens.c.lane.in_(lanes), tokens.c.arg != ""
    )
    for row in conn.execute(about).all():
        if holds(row.arg):
            _EMPTY.run(conn, this=row.token)
    offers = select(conversations.c.lane, conversations.c.offered).where(
        conversations.c.lane.in_(lanes)
    )
    for row in conn.execute(offers).all():
        offered = [pair for pair in orjson.loads(row.offered) if not holds(pair[0])]
        conn.execute(
            update(conversations)
            .where(conversations.c.lane == row.lane)
            .values(offered=orjson.dumps(offered).decode())
        )


def empty(conn: Connection, lane: str) -> None:
    """End what runs in a lane; what was offered is over, what was left there stays."""
    conn.execute(
        update(conversations)
        .where(conversations.c.lane == lane)
        .values(
            stack="[]",
            offered="[]",
            heard="[]",
            turn=conversations.c.turn + 1,
        )
    )


def end(conn: Connection, lane: str) -> None:
    """Forget where a conversation stands and what its choices mean."""
    conn.execute(delete(conversations).where(conversations.c.lane == lane))
    conn.execute(delete(tokens).where(tokens.c.lane == lane))


def forget_kept(conn: Connection, before: datetime) -> int:
    """Erase what was left in conversations that rested since then; return how many."""
    return conn.execute(
        update(conversations)
        .where(conversations.c.updated_at < before, conversations.c.kept != "[]")
        .values(kept="[]")
    ).rowcount


def forget_tokens(conn: Connection, before: datetime) -> int:
    """Erase dialogue tokens older than `before`; those that stand stay."""
    return conn.execute(
        delete(tokens).where(tokens.c.created_at < before, tokens.c.stands.is_(False))
    ).rowcount


_OTHERS = conversations.alias()
_CONVERSATION = Hot(
    select(
        conversations.c.turn,
        conversations.c.stack,
        conversations.c.offered,
        conversations.c.heard,
        conversations.c.kept,
        conversations.c.updated_at,
        exists(
            select(_OTHERS.c.lane).where(
                _OTHERS.c.member_id == conversations.c.member_id,
                _OTHERS.c.lane != conversations.c.lane,
            )
        ),
        members.c.id,
        members.c.name,
        members.c.language,
        members.c.rhythm,
        members.c.resting_since,
    )
    .join(members, members.c.id == conversations.c.member_id)
    .where(conversations.c.lane == bindparam("lane"), members.c.erased_at.is_(None))
)
_SAVED = ("turn", "stack", "offered", "heard", "kept", "updated_at")
_SAVE = Hot(
    update(conversations)
    .where(conversations.c.lane == bindparam("this"))
    .values({name: bindparam(name) for name in _SAVED})
)
_MINTED = [column.name for column in tokens.c if column.name != "used_at"]
_MINT = Hot(insert(tokens).values({name: bindparam(name) for name in _MINTED}))
_ANY_TOKEN = select(
    tokens.c.token,
    tokens.c.lane,
    tokens.c.turn,
    tokens.c.flow,
    tokens.c.verb,
    tokens.c.arg,
    tokens.c.stands,
    tokens.c.used_at,
).where(tokens.c.token == bindparam("this"))
_TOKEN = Hot(_ANY_TOKEN.where(tokens.c.lane == bindparam("lane")))
_TOKEN_ANYWHERE = Hot(_ANY_TOKEN)
_EMPTY = Hot(update(tokens).where(tokens.c.token == bindparam("this")).values(arg=""))
_USE = Hot(
    update(tokens)
    .where(tokens.c.token == bindparam("this"))
    .values(used_at=bindparam("now"))
)
