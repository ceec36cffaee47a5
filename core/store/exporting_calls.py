"""Queries: what a member may take along of calls for help, and of those they hear.

A silent pass was never shown and stands nowhere; whose call it was only where that was
shown.
"""

from typing import Any

from sqlalchemy import Select, case, or_, select

from core.store.tables.calls import calls, contacts, keepers, listeners
from core.store.tables.people import communities, members


def kept(member_id: str) -> tuple[tuple[str, Select[Any]], ...]:
    """Return the queries of each part, by its name in the archive."""
    return (
        ("calls_sent", _calls_sent(member_id)),
        ("answers_to_calls", _answers_given(member_id)),
        ("answers_to_mine", _answers_received(member_id)),
        ("words_handed_over", _handed_over(member_id)),
        ("keeps_watch_in", _watch(member_id)),
    )


def _calls_sent(member_id: str) -> Select[Any]:
    return (
        select(
            calls.c.wish,
            calls.c.audience,
            calls.c.named,
            calls.c.words,
            communities.c.name.label("room"),
            calls.c.created_at,
            calls.c.ended_at,
        )
        .join(communities, communities.c.id == calls.c.community_id)
        .where(calls.c.sender_id == member_id)
        .order_by(calls.c.created_at)
    )


def _answers_given(member_id: str) -> Select[Any]:
    """Read one's own answers; whose call it was only where that was shown."""
    shown = or_(calls.c.named, listeners.c.connected_at.is_not(None))
    return (
        select(
            case((shown, members.c.name), else_="").label("to"),
            calls.c.wish,
            listeners.c.answer,
            listeners.c.words,
            listeners.c.answered_at,
        )
        .join(calls, calls.c.id == listeners.c.call_id)
        .join(members, members.c.id == listeners.c.sender_id)
        .where(listeners.c.listener_id == member_id, listeners.c.answer != "")
        .order_by(listeners.c.answered_at)
    )


def _answers_received(member_id: str) -> Select[Any]:
    """Read what others answered; a silent pass was never shown, and is not here."""
    said = or_(listeners.c.answer != "pass", listeners.c.words != "")
    return (
        select(
            members.c.name.label("by"),
            listeners.c.answer,
            listeners.c.words,
            listeners.c.answered_at,
        )
        .join(members, members.c.id == listeners.c.listener_id)
        .where(listeners.c.sender_id == member_id, listeners.c.answer != "", said)
        .order_by(listeners.c.answered_at)
    )


def _handed_over(member_id: str) -> Select[Any]:
    """Read what the two sides of a call handed each other."""
    sides = or_(
        listeners.c.sender_id == member_id, listeners.c.listener_id == member_id
    )
    return (
        select(members.c.name.label("by"), contacts.c.words)
        .join(listeners, listeners.c.id == contacts.c.listener)
        .join(members, members.c.id == contacts.c.member_id)
        .where(sides)
        .order_by(listeners.c.connected_at)
    )


def _watch(member_id: str) -> Select[Any]:
    return (
        select(communities.c.name.label("room"), keepers.c.agreed_at)
        .join(keepers, keepers.c.community_id == communities.c.id)
        .where(keepers.c.member_id == member_id, keepers.c.agreed_at.is_not(None))
        .order_by(keepers.c.agreed_at)
    )
