"""The first time somebody writes, and every time they open the conversation."""

from datetime import datetime

from sqlalchemy import Connection

from core.clock import Ids
from core.domain.communities import may_be_invite
from core.domain.link_codes import looks_like_code
from core.domain.members import Language, tidy_name
from core.errors import Broken
from core.i18n.catalog import language_of
from core.store import communities, people, talks
from core.store.talks import Conversation
from core.talk.flow import Start
from core.talk.incoming import (
    Arrived,
    Chose,
    Edited,
    Incoming,
    Unsent,
    WorkDone,
)


def arrive(
    conn: Connection, incoming: Incoming, ids: Ids, language: Language, now: datetime
) -> tuple[Conversation, bool]:
    """Begin a conversation; also say whether the member is new to us.

    Somebody who is known at this address (a member of a sample community, or one who
    linked it) is met as themselves.
    """
    known = people.at(conn, incoming.person)
    lane = incoming.place.lane
    if known is None:
        name, spoken = "", language
        if isinstance(incoming.content, Arrived):
            name = tidy_name(incoming.content.name)
            spoken = language_of(incoming.content.language, language)
        member = people.add(conn, id=ids.new(), name=name, language=spoken, now=now)
        people.bind(conn, incoming.person, member.id, now)
    else:
        member = known
    talks.begin(conn, lane, member.id, now)
    conversation = talks.conversation(conn, lane)
    if conversation is None:
        message = f"conversation {lane!r} was begun and cannot be read"
        raise Broken(message)
    return conversation, known is None


def is_nobodys(conn: Connection, incoming: Incoming) -> bool:
    """Whether this only follows up on a conversation that was forgotten.

    A tap on an old card, or late work, must not make a member of somebody who erased
    themselves a moment ago.
    """
    follows = isinstance(incoming.content, Chose | Edited | Unsent | WorkDone)
    return follows and people.at(conn, incoming.person) is None


def greeting(arrived: Arrived, *, fresh: bool) -> Start:
    """Choose how to greet: somebody new, somebody with a code, somebody back."""
    if looks_like_code(arrived.invite):
        return Start("link", "code", arrived.invite)
    if fresh:
        return Start("welcome", "hello", arrived.invite)
    if arrived.invite:
        return Start("welcome", "join", arrived.invite)
    return Start("home", "back")


def opens_room(conn: Connection, text: str) -> bool:
    """Whether what was typed is an invite code, which is understood at any moment."""
    word = text.strip()
    return may_be_invite(word) and communities.invited_to(conn, word) is not None
