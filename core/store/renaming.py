"""Query: what others' running dialogues call a member who goes by another name now."""

import json
from typing import Any

from sqlalchemy import Connection, or_, select, update

from core.store.in_json import in_json
from core.store.tables.asks import requests
from core.store.tables.calls import listeners
from core.store.tables.practice import cheers, posts
from core.store.tables.soundings import hints
from core.store.tables.talks import conversations


def rename(conn: Connection, member_id: str, *, old: str, new: str) -> None:
    """Let dialogues of others call a member anew, '' for somebody without a name.

    A dialogue is about something: a request, a post, a person. Only where that is
    this member's does a text that is the old name mean them; anywhere else it may be
    somebody of the same name, or a word.
    """
    if not old or old == new:
        return
    theirs = _theirs(conn, member_id)
    rows = conn.execute(
        select(conversations.c.lane, conversations.c.stack).where(
            conversations.c.member_id != member_id,
            conversations.c.stack.contains(in_json(in_json(old)), autoescape=True),
        )
    ).all()
    for row in rows:
        stack = [
            [flow, _dumped(_renamed(json.loads(state), theirs, old, new))]
            for flow, state in json.loads(row.stack)
        ]
        conn.execute(
            update(conversations)
            .where(conversations.c.lane == row.lane)
            .values(stack=_dumped(stack))
        )


def _theirs(conn: Connection, member_id: str) -> frozenset[str]:
    """Return ids of what others know this member by."""
    found = (
        select(requests.c.id).where(
            or_(requests.c.asker_id == member_id, requests.c.helper_id == member_id)
        ),
        select(listeners.c.id).where(
            or_(
                listeners.c.sender_id == member_id,
                listeners.c.listener_id == member_id,
            )
        ),
        select(hints.c.id).where(
            or_(hints.c.asker_id == member_id, hints.c.author_id == member_id)
        ),
        select(posts.c.id).where(posts.c.member_id == member_id),
        select(cheers.c.id).where(cheers.c.member_id == member_id),
    )
    ids = {id_ for query in found for id_ in conn.execute(query).scalars()}
    return frozenset({member_id, *ids})


def _renamed(
    value: Any, theirs: frozenset[str], old: str, new: str, *, mine: bool = False
) -> Any:
    """Return a value with the name changed wherever what holds it is the member's."""
    match value:
        case dict():
            ids = [held for key, held in value.items() if key.endswith("id")]
            mine = any(one in theirs for one in ids) if any(ids) else mine
            return {
                key: _renamed(held, theirs, old, new, mine=mine)
                for key, held in value.items()
            }
        case list():
            named = any(isinstance(one, str) and one in theirs for one in value)
            return [
                _renamed(one, theirs, old, new, mine=mine or named) for one in value
            ]
        case _:
            return new if mine and value == old else value


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
