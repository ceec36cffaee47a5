"""What a member left in the middle of something, in all their places.

Read for themselves alone: to take along, or to be told where it lies. It stays where it
was written, since a take-back arrives there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from core.store import roads, talks
from core.store.talks import Frame
from core.talk.codec import adapter
from core.talk.flow import Facts
from core.talk.flows import FLOWS
from core.talk.unfinished import young


@dataclass(frozen=True, slots=True)
class WordsLeft:
    """Words of somebody's that nobody else has; `channel` is where, `at` since when."""

    words: str
    channel: str
    at: datetime


def words_left(conn: Connection, member_id: str, now: datetime) -> list[WordsLeft]:
    """Return what a member has kept and what they are writing, the oldest first."""
    found: list[WordsLeft] = []
    vector = roads.vector(conn, member_id)
    for lane in talks.lanes_of(conn, member_id):
        talk = talks.conversation(conn, lane)
        if talk is None:
            continue
        channel = lane.partition(":")[0]
        facts = Facts(talk.member, now, vector=vector)
        runs = [(one, talk.updated_at) for one in talk.stack]
        kept = [(one.frame, one.at) for one in young(talk.kept, now)]
        for frame, at in (*kept, *runs):
            found += (WordsLeft(one, channel, at) for one in _said(frame, facts))
    return sorted(found, key=lambda one: (one.at, one.channel))


def _said(frame: Frame, facts: Facts) -> Iterator[str]:
    flow = FLOWS.get(frame.flow)
    if flow is None or flow.said is None or frame.state == "null":
        return
    try:
        state = adapter(flow.states).validate_json(frame.state)
    except ValueError:
        return  # another version wrote it, and nothing goes on from it
    words = flow.said(state, facts)
    if words:
        yield words
