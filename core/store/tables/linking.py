"""Codes that link messengers, and the wrong ones that were tried."""

from sqlalchemy import Column, ForeignKey, Index, String, Table

from core.store.metadata import UtcDateTime, metadata

link_codes = Table(
    "link_codes",
    metadata,
    Column("code_hash", String(64), primary_key=True),
    Column("member_id", ForeignKey("members.id"), nullable=False, index=True),
    Column("channel", String(16), nullable=False),
    Column("user", String(128), nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime),
    Index("ix_link_codes_expires", "expires_at"),
)
"""Only the hash of a code is kept; `channel` and `user` say where it was asked for."""

link_tries = Table(
    "link_tries",
    metadata,
    Column("channel", String(16), primary_key=True),
    Column("user", String(128), primary_key=True),
    Column("at", UtcDateTime, primary_key=True),
    Index("ix_link_tries_at", "at"),
)
"""A wrong code was sent from there; swept once it is too old to matter."""
