"""Posts and the cheers on their lines."""

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text, UniqueConstraint

from core.store.metadata import UtcDateTime, metadata

posts = Table(
    "posts",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("member_id", ForeignKey("members.id"), nullable=False),
    Column("community_id", ForeignKey("communities.id")),
    Column("format", String(32), nullable=False),
    Column("lines", Text, nullable=False),
    Column("previous_id", ForeignKey("posts.id")),
    Column("outcome", String(16)),
    Column("next_step", Text, nullable=False, server_default=""),
    Column("state", String(16), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("published_at", UtcDateTime),
    Column("folded", Text, nullable=False, server_default=""),
    Index("ix_posts_member", "member_id", "created_at"),
    Index("ix_posts_community", "community_id", "published_at"),
)
"""`state` is `kept` (for oneself) or `shared`; `lines` is JSON key -> text.

`folded` is the same texts as word search compares them.
"""

cheers = Table(
    "cheers",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("post_id", ForeignKey("posts.id"), nullable=False),
    Column("member_id", ForeignKey("members.id"), nullable=False),
    Column("line", String(16), nullable=False),
    Column("words", Text, nullable=False, server_default=""),
    Column("answer", Text, nullable=False, server_default=""),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("post_id", "member_id", "line"),
)
