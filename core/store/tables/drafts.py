"""What the text model was used for, and what that took; never a word of it."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from core.store.metadata import UtcDateTime, metadata

drafts_made = Table(
    "drafts_made",
    metadata,
    Column("id", String(32), primary_key=True),
    # The work it was done for; a second row means that the process died in between.
    Column("ref", String(32), nullable=False, index=True),
    Column("member_id", ForeignKey("members.id"), nullable=False),
    Column("community_id", ForeignKey("communities.id")),
    Column("ask", String(24), nullable=False),
    Column("prompt_hash", String(12), nullable=False, server_default=""),
    Column("model", String(80), nullable=False, server_default=""),
    Column("calls", Integer, nullable=False, server_default="1"),
    Column("tokens_in", Integer),
    Column("tokens_out", Integer),
    Column("tokens_cached", Integer),
    Column("tokens_guessed", Integer, nullable=False, server_default="0"),
    Column("latency_ms", Integer),
    Column("outcome", String(16), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_drafts_made_member", "member_id", "at"),
    Index("ix_drafts_made_at", "at"),
)
"""`outcome` is `calling` until the answer is there; kept for 30 days."""
