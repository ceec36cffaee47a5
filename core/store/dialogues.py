"""Queries: running dialogues that speak of somebody else: ended, or by another name."""

import json
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, or_, select, update

from core.domain.traces import Finder, strings
from core.store.in_json import in_json
from core.store.tables.asks import requests
from core.store.tables.calls import listeners
from core.store.tables.people import memberships
from core.store.tables.posts import cheers, posts
from core.store.tables.soundings import hints
from core.store.tables.talks import conversations, tokens


def end_about(conn: Connection, find: Finder, member_id: str) -> None:
    """End those dialogues of others that speak of this member, and their choices."""
    here = select(memberships.c.community_id).where(
        memberships.c.member_id == member_id
    )
    near = select(memberships.c.member_id).where(memberships.c.community_id.in_(here))
    rows = conn.execute(
        select(
            conversations.c.lane,
            conversations.c.stack,
            conversations.c.kept,
            conversations.c.offered,
        ).where(
            conversations.c.member_id != member_id,
            or_(
                conversations.c.member_id.in_(near),
                *_naming(find.traces.name),
            ),
        )
    ).all()
    for row in rows:
        stack, offered = json.loads(row.stack), json.loads(row.offered)
        left = json.loads(row.kept)
        runs = _without(stack, find)
        labels = [pair for pair in offered if not find.spells(pair[0])]
        kept = [one for one in left if not _speaks(one[2], find)]
        if (len(runs), len(labels), len(kept)) == (len(stack), len(offered), len(left)):
            continue
        conn.execute(
            update(conversations)
            .where(conversations.c.lane == row.lane)
            .values(stack=_dumped(runs), offered=_dumped(labels), kept=_dumped(kept))
        )
    if find.traces.name:
        _leave_no_choice(conn, find)


def _naming(name: str) -> list[ColumnElement[bool]]:
    """Say that a conversation holds a name, wherever its member is."""
    if not name:
        return []
    return [
        # A stack is JSON, and so is each state in it.
        conversations.c.stack.contains(in_json(in_json(name)), autoescape=True),
        conversations.c.kept.contains(in_json(in_json(name)), autoescape=True),
        conversations.c.offered.contains(in_json(name), autoescape=True),
    ]


def _leave_no_choice(conn: Connection, find: Finder) -> None:
    spelled = tokens.c.arg.contains(find.traces.name, autoescape=True)
    rows = conn.execute(select(tokens.c.token, tokens.c.arg).where(spelled))
    for token in [row.token for row in rows if find.calls(row.arg)]:
        conn.execute(delete(tokens).where(tokens.c.token == token))


def _without(stack: list[list[str]], find: Finder) -> list[list[str]]:
    """Keep the flows below the first one that speaks of the person."""
    for depth, (_, state) in enumerate(stack):
        if _speaks(state, find):
            return stack[:depth]
    return stack


def _speaks(state: str, find: Finder) -> bool:
    said = strings(json.loads(state))
    return any(find.calls(text) or find.quotes(text) for text in said)


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
        select(conversations.c.lane, conversations.c.stack, conversations.c.kept).where(
            conversations.c.member_id != member_id,
            or_(
                conversations.c.stack.contains(in_json(in_json(old)), autoescape=True),
                conversations.c.kept.contains(in_json(in_json(old)), autoescape=True),
            ),
        )
    ).all()

    def anew(state: str) -> str:
        return _dumped(_renamed(json.loads(state), theirs, old, new))

    for row in rows:
        stack = [[flow, anew(state)] for flow, state in json.loads(row.stack)]
        kept = [
            [id_, flow, anew(state), at]
            for id_, flow, state, at in json.loads(row.kept)
        ]
        conn.execute(
            update(conversations)
            .where(conversations.c.lane == row.lane)
            .values(stack=_dumped(stack), kept=_dumped(kept))
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
