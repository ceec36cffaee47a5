"""Vectors, raw answers, posts, cheers, and the numbers that stand for texts."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
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

echoes = Table(
    "echoes",
    metadata,
    Column("channel", String(16), primary_key=True),
    Column("place", String(128), primary_key=True),
    Column("message", String(128), primary_key=True),
    Column("what", String(16), primary_key=True),
    Column("ref", String(32), primary_key=True),
    Column("part", String(16), primary_key=True),
    Column("member_id", ForeignKey("members.id"), nullable=False, index=True),
    Column("words", Text, nullable=False),
    Column("worded", Boolean, nullable=False, server_default=false()),
    Column("wanted", Text, nullable=False, server_default=""),
    Column("at", UtcDateTime, nullable=False, index=True),
)
"""What a message became part of: `words` stand in this part of that row, so that they
follow when the message is edited or taken back. `worded` when a text model worded them;
`wanted` is what an edited message says by now, until its author lets it stand there."""
