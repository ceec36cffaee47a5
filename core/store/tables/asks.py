"""Asks, the requests that carry them to one person each, thanks, growth."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    text,
)

from core.store.metadata import UtcDateTime, metadata, partial_index

# What `partial_index` wants repeated in queries.
ASK_REMEMBERED = text("state = 'remembered'")
REQUEST_SILENT = text("lapse_told_at IS NULL AND state IN ('sent', 'lapsed')")

asks = Table(
    "asks",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("asker_id", ForeignKey("members.id"), nullable=False, index=True),
    Column("community_id", ForeignKey("communities.id"), nullable=False),
    Column("need", Text, nullable=False),
    Column("added", Text, nullable=False, server_default=""),
    Column("why", Text, nullable=False, server_default=""),
    Column("my_part", Text, nullable=False, server_default=""),
    Column("earns", Boolean, nullable=False),
    Column("earns_words", Text, nullable=False, server_default=""),
    Column("timing", Text, nullable=False, server_default=""),
    Column("seats", Integer, nullable=False, server_default="1"),
    Column("taken", Integer, nullable=False, server_default="0"),
    Column("state", String(16), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("remember_until", UtcDateTime),
    CheckConstraint("taken >= 0 AND taken <= seats", name="taken_within_seats"),
    partial_index("ix_asks_remembered", "community_id", where=ASK_REMEMBERED),
)
"""`added` is what was said of the need once people were shown, for looking only;
`state` is `open`, `closed`, or `remembered` (tell me when a road comes near)."""

shown = Table(
    "shown",
    metadata,
    Column("ask_id", ForeignKey("asks.id"), primary_key=True),
    Column("member_id", ForeignKey("members.id"), primary_key=True),
    Column("at", UtcDateTime, nullable=False),
)
"""Who was shown to the asker; only the asker's own dialogue reads it."""

requests = Table(
    "requests",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("ask_id", ForeignKey("asks.id"), nullable=False, index=True),
    Column("asker_id", ForeignKey("members.id"), nullable=False, index=True),
    Column("helper_id", ForeignKey("members.id"), nullable=False),
    Column("community_id", ForeignKey("communities.id"), nullable=False),
    Column("text", Text, nullable=False),
    Column("their_words", Text, nullable=False, server_default=""),
    Column("state", String(16), nullable=False),
    Column("sent_at", UtcDateTime, nullable=False),
    Column("lapse_at", UtcDateTime, nullable=False),
    Column("lapse_told_at", UtcDateTime),
    Column("answered_at", UtcDateTime),
    Column("stretch", Text, nullable=False, server_default=""),
    Column("idea", Text, nullable=False, server_default=""),
    Column("pass_words", Text, nullable=False, server_default=""),
    Column("asker_contact", Text, nullable=False, server_default=""),
    Column("helper_contact", Text, nullable=False, server_default=""),
    Column("ended_at", UtcDateTime),
    Column("delight", Text, nullable=False, server_default=""),
    Column("thanks", Text, nullable=False, server_default=""),
    Column("thanked_at", UtcDateTime),
    Index("ix_requests_helper", "helper_id", "sent_at"),
    partial_index("ix_requests_lapse", "lapse_at", where=REQUEST_SILENT),
    # A person holds one open request at a time, whatever races.
    partial_index(
        "uq_requests_one_open", "helper_id", where=text("state = 'sent'"), unique=True
    ),
)
"""States: sent, accepted, countered, agreed, passed, lapsed, withdrawn, and the four
endings done, stepped_off, changed, faded. `idea` is the helper's plus-alpha."""

growth_notes = Table(
    "growth_notes",
    metadata,
    Column("request_id", ForeignKey("requests.id"), primary_key=True),
    Column("member_id", ForeignKey("members.id"), primary_key=True),
    Column("moved", String(16), nullable=False),
    Column("words", Text, nullable=False, server_default=""),
    Column("at", UtcDateTime, nullable=False),
)
"""What moved on one's own road; only its author reads it."""
