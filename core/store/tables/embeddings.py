"""The numbers that stand for what a member publishes to a community."""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, String, Table

from core.store.metadata import UtcDateTime, metadata

embeddings = Table(
    "embeddings",
    metadata,
    Column("member_id", ForeignKey("members.id"), primary_key=True),
    Column("community_id", ForeignKey("communities.id"), primary_key=True),
    Column("embedder", String(48), primary_key=True),
    Column("dimension", Integer, nullable=False),
    Column("of", String(64), nullable=False),
    Column("whole", LargeBinary, nullable=False),
    Column("heading", LargeBinary, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Index("ix_embeddings_community", "community_id", "embedder"),
)
"""A member as one community may read them; `of` is the hash of the embedded text."""
