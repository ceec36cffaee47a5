"""Use cases: a call for help, sent to whom its sender chose, answered, closed (J5).

Nobody hears a call who is kept apart from its sender, rests, cannot be reached or hears
no more from them; which of these it is, nobody learns: each stays by name where they
were, but for those the reader keeps a distance from. What the two hand each other goes
only after each has said so themselves.
"""

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection

from core.clock import Ids
from core.domain.members import Member, going_by
from core.domain.sos import (
    AGAIN_WITHIN,
    ASK_WIDER_AFTER,
    KEPT_FOR,
    MOST_CHOSEN,
    SETTLES_AFTER,
    Answer,
    Audience,
    Call,
    Listener,
    Wish,
    widest,
)
from core.errors import Refusal
from core.services import asking
from core.store import apart, calls, communities, keepers, people


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of sending.

    Attributes:
        call: The call, None when it could go to nobody.
        told: Those it goes to now; `missed` those it was meant for and cannot.
        again: They called not long ago as well.
        heard: It went to nobody new, for all it was meant for have heard it.
    """

    call: Call | None
    told: tuple[tuple[Listener, Member], ...] = ()
    missed: tuple[Member, ...] = ()
    again: bool = False
    heard: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """One call between its sender and one listener, as one of them reads it."""

    call: Call
    listener: Listener
    mine: Literal["sender", "listener"]

    @property
    def other_id(self) -> str:
        """The id of the other person."""
        if self.mine == "sender":
            return self.listener.listener_id
        return self.listener.sender_id


# Who could hear it


def watching(conn: Connection, *, community_id: str, reader_id: str) -> list[Member]:
    """Read who keeps watch over a room, as one of its members may know."""
    if not communities.sits_in(conn, reader_id, community_id):
        return []
    hidden = {*apart.of(conn, reader_id), reader_id}
    ids = [one for one in keepers.agreed(conn, community_id) if one not in hidden]
    found = people.several(conn, ids)
    return [found[one] for one in ids if one in found]


def known(
    conn: Connection, *, community_id: str, reader_id: str, seed: int
) -> list[Member]:
    """Read a few of those the reader shares a past with here, in no order."""
    met = asking.met(conn, reader_id)
    there = _around(conn, community_id, reader_id)
    found = [member for member in there if member.id in met and member.name]
    random.Random(seed).shuffle(found)  # noqa: S311 - order without merit
    return found[:MOST_CHOSEN]


def called(
    conn: Connection, *, community_id: str, reader_id: str, name: str
) -> list[Member]:
    """Find people of a room by the name they go by."""
    return going_by(_around(conn, community_id, reader_id), name)


def _around(conn: Connection, community_id: str, reader_id: str) -> list[Member]:
    """Read the others of a room that the reader sees there."""
    if not communities.sits_in(conn, reader_id, community_id):
        return []
    hidden = {*apart.of(conn, reader_id), reader_id}
    ids = communities.member_ids(conn, community_id)
    found = people.several(conn, [one for one in ids if one not in hidden])
    return [found[one] for one in ids if one in found]


# Sending


def send(
    conn: Connection,
    *,
    ids: Ids,
    sender_id: str,
    community_id: str,
    wish: Wish,
    audience: Audience,
    chosen: Collection[str],
    named: bool,
    words: str,
    now: datetime,
) -> Sent:
    """Send a call; nothing is kept of one that reaches nobody.

    Raises:
        Refusal: The sender does not sit in the community.
    """
    if not communities.sits_in(conn, sender_id, community_id):
        raise Refusal("sos.not_your_room")
    meant = _meant(conn, sender_id, community_id, audience, chosen)
    told = _hearing(conn, sender_id, meant, now)
    missed = tuple(one for one in meant if one not in told)
    again = calls.called_since(conn, sender_id, now - AGAIN_WITHIN)
    if not told:
        return Sent(None, missed=missed, again=again)
    call = Call(ids.new(), sender_id, community_id, wish, audience, named, words, now)
    calls.add(conn, call, ask_wider_at=now + ASK_WIDER_AFTER)
    return Sent(call, _tell(conn, ids, call, told), missed, again)


def widen(
    conn: Connection,
    *,
    ids: Ids,
    call_id: str,
    sender_id: str,
    audience: Audience,
    chosen: Collection[str],
    now: datetime,
) -> Sent:
    """Let a call go further, to those who have not heard it yet."""
    call = own(conn, call_id=call_id, sender_id=sender_id)
    if call is None or not call.open:
        return Sent(None)
    meant = _meant(conn, sender_id, call.community_id, audience, chosen)
    heard = {one.listener_id for one in calls.listeners_of(conn, call_id)}
    fresh = [one for one in meant if one.id not in heard]
    told = _hearing(conn, sender_id, fresh, now)
    missed = tuple(one for one in fresh if one not in told)
    if not told:
        return Sent(None, missed=missed, heard=bool(meant) and not fresh)
    ring = widest(call.audience, audience)
    calls.change(conn, call_id, audience=ring, ask_wider_at=now + ASK_WIDER_AFTER)
    call = replace(call, audience=ring)
    return Sent(call, _tell(conn, ids, call, told), missed)


def _meant(
    conn: Connection,
    sender_id: str,
    community_id: str,
    audience: Audience,
    chosen: Collection[str],
) -> list[Member]:
    match audience:
        case "chosen":
            around = _around(conn, community_id, sender_id)
            return [one for one in around if one.id in chosen][:MOST_CHOSEN]
        case "keepers":
            return watching(conn, community_id=community_id, reader_id=sender_id)
        case "room":
            return _around(conn, community_id, sender_id)


def _hearing(
    conn: Connection, sender_id: str, meant: Sequence[Member], now: datetime
) -> list[Member]:
    """Return those of them whom a call of this sender may go to now."""
    closed = people.unreachable(conn, [one.id for one in meant], now)
    closed |= calls.pausing(conn, sender_id) | people.kept_apart(conn, sender_id)
    return [one for one in meant if one.id not in closed and not one.resting]


def _tell(
    conn: Connection, ids: Ids, call: Call, told: Sequence[Member]
) -> tuple[tuple[Listener, Member], ...]:
    pairs = tuple(
        (Listener(ids.new(), call.id, one.id, call.sender_id, reached=True), one)
        for one in told
    )
    for listener, _ in pairs:
        calls.add_listener(conn, listener)
    return pairs


# Reading


def own(conn: Connection, *, call_id: str, sender_id: str) -> Call | None:
    """Read a call if it is the reader's own."""
    call = calls.call(conn, call_id)
    return call if call is not None and call.sender_id == sender_id else None


def pair(conn: Connection, *, listener_id: str, reader_id: str) -> Pair | None:
    """Read what is between a sender and a listener, if the reader is one of them."""
    listener = calls.listener(conn, listener_id)
    call = calls.call(conn, listener.call_id) if listener else None
    if listener is None or call is None:
        return None
    if listener.sender_id == reader_id:
        # An unanswered call shows its sender nothing of who hears it.
        return Pair(call, listener, "sender") if listener.answer else None
    if listener.listener_id != reader_id:
        return None
    # A call stays in its room; who left it keeps what they were connected by alone.
    here = communities.sits_in(conn, reader_id, call.community_id)
    return Pair(call, listener, "listener") if here or listener.connected else None


# Answering, connecting, closing


def answer(
    conn: Connection,
    *,
    listener_id: str,
    reader_id: str,
    answer: Answer,
    words: str,
    now: datetime,
) -> Pair | None:
    """Answer an open call; None when it is closed, or the two are kept apart.

    Where the sender is not named, keeping a distance must not say whose call it is: the
    answer is taken as ever, and an offer is not kept, for it goes nowhere.
    """
    found = pair(conn, listener_id=listener_id, reader_id=reader_id)
    if found is None or found.mine != "listener" or not found.call.open:
        return None
    if found.listener.connected:
        return None
    if found.other_id in people.kept_apart(conn, reader_id):
        if found.call.named:
            return None
        if answer != "pass":
            return found
        words = ""
    calls.change_listener(
        conn, listener_id, answer=answer, words=words, answered_at=now
    )
    if answer == "pass":
        _asks_at_once(conn, found.call, now)
    return found


def _asks_at_once(conn: Connection, call: Call, now: datetime) -> None:
    """Where everybody asked has passed, its sender need not wait out the day."""
    heard = [one for one in calls.listeners_of(conn, call.id) if one.reached]
    if call.audience != "room" and all(one.answer == "pass" for one in heard):
        calls.change(conn, call.id, ask_wider_at=now)


def connect(
    conn: Connection, *, listener_id: str, sender_id: str, now: datetime
) -> Pair | None:
    """Let the two know each other, by the sender's own word after an answer."""
    found = pair(conn, listener_id=listener_id, reader_id=sender_id)
    if found is None or found.mine != "sender" or not found.call.open:
        return None
    if not found.listener.offers:
        return None
    if found.other_id in people.kept_apart(conn, sender_id):
        return None
    calls.connect(conn, listener_id, now)
    calls.change(conn, found.call.id, ask_wider_at=None)
    return found


def hand_contact(
    conn: Connection, *, listener_id: str, member_id: str, words: str
) -> Pair | None:
    """Hand words to the other side of a connection."""
    found = pair(conn, listener_id=listener_id, reader_id=member_id)
    if found is None or not found.listener.connected or not found.call.open:
        return None
    if found.other_id in people.kept_apart(conn, member_id):
        return None
    calls.hand_contact(conn, listener_id, member_id, words)
    return found


def pause(conn: Connection, *, listener_id: str, reader_id: str) -> bool:
    """Hear no more from a sender for as long as this call is kept."""
    found = pair(conn, listener_id=listener_id, reader_id=reader_id)
    if found is None or found.mine != "listener":
        return False
    calls.change_listener(conn, listener_id, paused=True)
    return True


def end(
    conn: Connection, *, call_id: str, sender_id: str, now: datetime
) -> list[Listener] | None:
    """Close one's own call.

    Returns:
        Those who offered something, to be told; None when it was closed already.
    """
    call = own(conn, call_id=call_id, sender_id=sender_id)
    if call is None or not calls.end(conn, call_id, now):
        return None
    return [one for one in calls.listeners_of(conn, call_id) if one.offers]


def not_delivered(
    conn: Connection, *, call_id: str, member_id: str
) -> tuple[Call, bool] | None:
    """Note that a call did not arrive at somebody.

    Returns:
        The call, and whether it arrived at nobody at all; None when there is nothing
        to say about it.
    """
    call = calls.call(conn, call_id)
    heard = calls.listeners_of(conn, call_id)
    one = next((one for one in heard if one.listener_id == member_id), None)
    if call is None or not call.open or one is None or one.answer or not one.reached:
        return None
    calls.change_listener(conn, one.id, reached=False)
    nobody = not any(other.reached for other in heard if other.id != one.id)
    return call, nobody


def sweep(conn: Connection, now: datetime) -> int:
    """Close what was left open for long, erase what closed long ago."""
    calls.close_old(conn, now - SETTLES_AFTER, now)
    return calls.erase_ended(conn, now - KEPT_FOR)
