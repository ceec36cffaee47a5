"""Which messages of ours bear the buttons of the question that is open in a place."""

from sqlalchemy import Column, String, Table, Text

from core.store.metadata import UtcDateTime, metadata

asked = Table(
    "asked",
    metadata,
    Column("channel", String(16), primary_key=True),
    Column("place", String(128), primary_key=True),
    Column("messages", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False, index=True),
)
"""For the eye only: what an answer means is told by tokens. `messages` is the channel's
own way of writing which they are; no row where nothing is asked."""
