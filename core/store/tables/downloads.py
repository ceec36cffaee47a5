"""Pages that can be opened once, by whoever holds the link, for a short while."""

from sqlalchemy import Column, ForeignKey, Index, String, Table

from core.store.metadata import UtcDateTime, metadata

downloads = Table(
    "downloads",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("member_id", ForeignKey("members.id"), nullable=False, index=True),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime),
    Index("ix_downloads_expires", "expires_at"),
)
"""Only the hash of the link is kept; what is downloaded is made when it is opened."""
