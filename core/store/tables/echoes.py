"""What a message of a member became part of."""

from sqlalchemy import Boolean, Column, ForeignKey, String, Table, Text, false

from core.store.metadata import UtcDateTime, metadata

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
