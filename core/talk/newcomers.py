"""The first time somebody writes, and every time they open the conversation."""

from datetime import datetime

from sqlalchemy import Connection

from core.clock import Ids
from core.domain.members import Language, tidy_name
from core.errors import Broken
from core.i18n.catalog import language_of
from core.store import people, talks
from core.store.talks import Conversation
from core.talk.flow import Start
from core.talk.incoming import Address, Arrived, Incoming


def arrive(
    conn: Connection, incoming: Incoming, ids: Ids, language: Language, now: datetime
) -> tuple[Conversation, bool]:
    """Begin a conversation; also say whether the member is new to us.

    Somebody who is known at this address (a member of a sample community, or one who
    linked it) is met as themselves.
    """
    address = incoming.sender or Address(incoming.channel, incoming.place.id)
    known = people.at(conn, address)
    lane = incoming.place.lane
    if known is None:
        name, spoken = "", language
        if isinstance(incoming.content, Arrived):
            name = tidy_name(incoming.content.name)
            spoken = language_of(incoming.content.language, language)
        member = people.add(conn, id=ids.new(), name=name, language=spoken, now=now)
        people.bind(conn, address, member.id, now)
    else:
        member = known
    talks.begin(conn, lane, member.id, now)
    conversation = talks.conversation(conn, lane)
    if conversation is None:
        message = f"conversation {lane!r} was begun and cannot be read"
        raise Broken(message)
    return conversation, known is None


def greeting(arrived: Arrived, *, fresh: bool) -> Start:
    """Choose how to greet: somebody new, somebody with a code, somebody back."""
    if fresh:
        return Start("welcome", "hello", arrived.invite)
    if arrived.invite:
        return Start("welcome", "join", arrived.invite)
    return Start("home", "back")
