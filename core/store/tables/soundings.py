"""Questions how others might word a line of a vector, and the sentences they bring."""

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text, text

from core.store.metadata import UtcDateTime, metadata, partial_index

soundings = Table(
    "soundings",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("asker_id", ForeignKey("members.id"), nullable=False, index=True),
    Column("community_id", ForeignKey("communities.id"), nullable=False),
    Column("line", String(16), nullable=False),
    Column("origin", Text, nullable=False, server_default=""),
    Column("destination", Text, nullable=False, server_default=""),
    Column("next_step", Text, nullable=False, server_default=""),
    Column("note", Text, nullable=False, server_default=""),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("closed_at", UtcDateTime),
)
"""The texts are what its asker let be read for this question, and no more."""

hints = Table(
    "hints",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("sounding_id", ForeignKey("soundings.id"), nullable=False, index=True),
    Column("asker_id", ForeignKey("members.id"), nullable=False, index=True),
    Column("author_id", ForeignKey("members.id"), nullable=False),
    Column("state", String(16), nullable=False),
    Column("words", Text, nullable=False, server_default=""),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("said_at", UtcDateTime),
    Column("taken_at", UtcDateTime),
    Column("thanks", Text, nullable=False, server_default=""),
    Column("thanked_at", UtcDateTime),
    Index("ix_hints_author", "author_id", "asked_at"),
    # A person is asked for one sentence at a time, whatever races.
    partial_index(
        "uq_hints_one_open", "author_id", where=text("state = 'asked'"), unique=True
    ),
)
"""A row for each willing person who was asked; only they see it before they said
something. States: asked, said, passed, lapsed, closed."""
