"""Vectors, where they are shown, and what was answered on the way to them."""

from sqlalchemy import (
    Column,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from core.store.metadata import UtcDateTime, metadata

raw_answers = Table(
    "raw_answers",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("member_id", ForeignKey("members.id"), nullable=False, index=True),
    Column("question", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("message", String(128), nullable=False, server_default=""),
    Column("at", UtcDateTime, nullable=False),
    Column("erase_at", UtcDateTime, nullable=False, index=True),
)
"""What a member answered in the interview; only the member ever reads it."""

vectors = Table(
    "vectors",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("member_id", ForeignKey("members.id"), nullable=False),
    Column("edition", Integer, nullable=False),
    Column("origin", Text, nullable=False, server_default=""),
    Column("turn", Text, nullable=False, server_default=""),
    Column("destination", Text, nullable=False, server_default=""),
    Column("next_step", Text, nullable=False, server_default=""),
    Column("created_at", UtcDateTime, nullable=False),
    Column("replaced_at", UtcDateTime),
    UniqueConstraint("member_id", "edition"),
)
"""Every edition of a member's vector; the current one has no `replaced_at`."""

vector_shown = Table(
    "vector_shown",
    metadata,
    Column("member_id", ForeignKey("members.id"), primary_key=True),
    Column("community_id", ForeignKey("communities.id"), primary_key=True),
    Column("since", UtcDateTime, nullable=False),
)
"""A row is the member's consent that this community reads origin, destination, step."""
