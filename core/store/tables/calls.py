"""Calls for help, who hears each, and who keeps watch over a room."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    true,
)

from core.store.metadata import UtcDateTime, metadata

calls = Table(
    "calls",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("sender_id", ForeignKey("members.id"), nullable=False, index=True),
    Column("community_id", ForeignKey("communities.id"), nullable=False),
    Column("wish", String(16), nullable=False),
    Column("audience", String(16), nullable=False),
    Column("named", Boolean, nullable=False),
    Column("words", Text, nullable=False, server_default=""),
    Column("created_at", UtcDateTime, nullable=False, index=True),
    Column("ask_wider_at", UtcDateTime, index=True),
    Column("ended_at", UtcDateTime, index=True),
)
"""A call is open until `ended_at`; it is erased with its listeners 30 days later.
`ask_wider_at`: when its sender is asked whether it may go further, once."""

listeners = Table(
    "listeners",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("call_id", ForeignKey("calls.id"), nullable=False),
    Column("listener_id", ForeignKey("members.id"), nullable=False),
    Column("sender_id", ForeignKey("members.id"), nullable=False),
    Column("reached", Boolean, nullable=False, server_default=true()),
    Column("answer", String(16), nullable=False, server_default=""),
    Column("words", Text, nullable=False, server_default=""),
    Column("answered_at", UtcDateTime),
    Column("connected_at", UtcDateTime),
    Column("paused", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("call_id", "listener_id"),
    Index("ix_listeners_listener", "listener_id"),
    Index("ix_listeners_sender", "sender_id"),
)
"""Who hears a call, and what they answer; nobody else's answer is theirs to see."""

contacts = Table(
    "contacts",
    metadata,
    Column("listener", ForeignKey("listeners.id"), primary_key=True),
    Column("member_id", ForeignKey("members.id"), primary_key=True),
    Column("words", Text, nullable=False),
    Index("ix_contacts_member", "member_id"),
)
"""What either side of a call handed to the other, once both wanted to be connected."""

keepers = Table(
    "keepers",
    metadata,
    Column("community_id", ForeignKey("communities.id"), primary_key=True),
    Column("member_id", ForeignKey("members.id"), primary_key=True),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("agreed_at", UtcDateTime),
    Index("ix_keepers_member", "member_id"),
)
"""Who keeps watch over a room: asked by its owner, and there once they agree."""
