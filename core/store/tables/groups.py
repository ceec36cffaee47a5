"""Groups on messengers that we sit in, and the flags that were put up there."""

from sqlalchemy import Column, ForeignKey, Index, String, Table

from core.store.metadata import UtcDateTime, metadata

groups = Table(
    "groups",
    metadata,
    Column("channel", String(16), primary_key=True),
    Column("place", String(128), primary_key=True),
    Column("community_id", ForeignKey("communities.id"), index=True),
    Column("since", UtcDateTime, nullable=False),
    Column("left_at", UtcDateTime),
)
"""`community_id` is the community whose flags may be put up there, if any."""

group_flags = Table(
    "group_flags",
    metadata,
    Column("channel", String(16), primary_key=True),
    Column("place", String(128), primary_key=True),
    Column("flag_id", ForeignKey("flags.id"), primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_group_flags_flag", "flag_id"),
)
"""Who raised a flag let this group see it, whoever else sits there."""
