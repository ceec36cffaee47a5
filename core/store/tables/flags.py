"""Flags, and who holds on to one."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from core.store.metadata import UtcDateTime, metadata

flags = Table(
    "flags",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("raiser_id", ForeignKey("members.id"), nullable=False, index=True),
    Column("community_id", ForeignKey("communities.id"), nullable=False, index=True),
    Column("purpose", Text, nullable=False),
    Column("timing", Text, nullable=False, server_default=""),
    Column("my_part", Text, nullable=False, server_default=""),
    Column("earns", Boolean, nullable=False),
    Column("earns_words", Text, nullable=False, server_default=""),
    Column("seats", Integer, nullable=False),
    Column("taken", Integer, nullable=False, server_default="0"),
    Column("state", String(16), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    # Of the calendar, such as `2026-12-05T10:00`, where `timing` named one or none was
    # typed: whoever reads it hears it in their language.
    Column("day", String(16), nullable=False, server_default=""),
    CheckConstraint("seats >= 2 AND seats <= 12", name="seats_2_to_12"),
    CheckConstraint("taken >= 0 AND taken <= seats", name="taken_within_seats"),
)

hands = Table(
    "hands",
    metadata,
    Column("flag_id", ForeignKey("flags.id"), primary_key=True),
    Column("member_id", ForeignKey("members.id"), primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_hands_member", "member_id"),
)
"""Who holds on to a flag."""
