"""The tables of what came in, what goes out and what takes long.

Only core.delivery reads and writes them. Partial indexes hold what is pending, so
that looking for it costs the same after years.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.types import TypeEngine

from core.store.metadata import UtcDateTime, metadata, partial_index

_SERIAL: TypeEngine[int] = BigInteger().with_variant(Integer, "sqlite")

# What `partial_index` wants repeated in queries.
INBOX_NEW = text("state = 'new'")
INBOX_PARKED = text("state = 'parked'")
OUTBOX_LEAVING = text("state IN ('ready', 'sending')")
OUTBOX_WAITING = text("state = 'waiting'")
OUTBOX_IN_GROUPS = text("place_kind = 'group'")
WORK_PENDING = text("state IN ('new', 'running')")
# The web page has no memory of its own, as messengers have: it shows these rows.
REMEMBERED_CHANNEL = "web"
REMEMBERED = text(f"channel = '{REMEMBERED_CHANNEL}'")


inbox = Table(
    "inbox",
    metadata,
    Column("seq", _SERIAL, primary_key=True, autoincrement=True),
    Column("channel", Text, nullable=False),
    Column("event_id", Text, nullable=False),
    Column("lane", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    # Empty once the event is done, unless `REMEMBERED`: words are not kept twice.
    Column("body", Text, nullable=False),
    Column("state", Text, nullable=False, server_default="new"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("error", Text, nullable=False, server_default=""),
    Column("received_at", UtcDateTime, nullable=False),
    Column("done_at", UtcDateTime),
    UniqueConstraint("channel", "event_id"),
    CheckConstraint("state IN ('new', 'done', 'parked')", name="state"),
    partial_index("ix_inbox_new", "lane", "at", "seq", where=INBOX_NEW),
    partial_index("ix_inbox_parked", "seq", where=INBOX_PARKED),
    partial_index("ix_inbox_remembered", "lane", "seq", where=REMEMBERED),
    sqlite_autoincrement=True,
)

outbox = Table(
    "outbox",
    metadata,
    Column("seq", _SERIAL, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("lane", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("place_kind", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("urgency", Text, nullable=False),
    Column("silent", Boolean, nullable=False),
    Column("about", Text, nullable=False),
    Column("reply_pass", Text),
    Column("pass_until", UtcDateTime),
    Column("retry_key", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("next_at", UtcDateTime, nullable=False),
    Column("error", Text, nullable=False, server_default=""),
    Column("message_ids", Text, nullable=False, server_default="[]"),
    Column("created_at", UtcDateTime, nullable=False),
    Column("sent_at", UtcDateTime),
    CheckConstraint("urgency IN ('reply', 'call', 'mail')", name="urgency"),
    CheckConstraint(
        "state IN ('ready', 'sending', 'sent', 'waiting', 'unknown', 'dead')",
        name="state",
    ),
    partial_index("ix_outbox_ready", "lane", "seq", where=OUTBOX_LEAVING),
    partial_index("ix_outbox_waiting", "lane", "seq", where=OUTBOX_WAITING),
    # Somebody in a group quotes us: which of our messages is it?
    partial_index("ix_outbox_in_groups", "lane", "seq", where=OUTBOX_IN_GROUPS),
    partial_index("ix_outbox_remembered", "lane", "seq", where=REMEMBERED),
    sqlite_autoincrement=True,
)

work = Table(
    "work",
    metadata,
    Column("seq", _SERIAL, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("ask", Text, nullable=False),
    Column("lane", Text, nullable=False),
    # The event its answer will be, still without an answer.
    Column("event", Text, nullable=False),
    Column("state", Text, nullable=False, server_default="new"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("next_at", UtcDateTime, nullable=False),
    Column("lease_until", UtcDateTime),
    Column("error", Text, nullable=False, server_default=""),
    Column("created_at", UtcDateTime, nullable=False),
    Column("done_at", UtcDateTime),
    CheckConstraint("state IN ('new', 'running', 'done', 'failed')", name="state"),
    partial_index("ix_work_pending", "next_at", where=WORK_PENDING),
    sqlite_autoincrement=True,
)

lanes = Table(
    "lanes",
    metadata,
    Column("lane", Text, primary_key=True),
    Column("worker", Text, nullable=False),
    Column("fence", BigInteger, nullable=False),
    Column("lease_until", UtcDateTime, nullable=False),
)

buckets = Table(
    "buckets",
    metadata,
    Column("key", Text, primary_key=True),
    # When the bucket is full again, by the database's own clock.
    Column("full_at", UtcDateTime, nullable=False),
)

pushes = Table(
    "pushes",
    metadata,
    # Of the outbox row; what went to whom stays there, for a week.
    Column("outbox_id", Text, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("month", Text, nullable=False),
    Column("people", Integer, nullable=False),
    Index("ix_pushes_month", "channel", "month"),
)

months = Table(
    "months",
    metadata,
    Column("channel", Text, primary_key=True),
    Column("month", Text, primary_key=True),
    Column("ends_at", UtcDateTime, nullable=False),
    # What the platform told last: how many the plan carries (none: no limit), how many
    # were used, and how many of those we knew of then.
    Column("most", Integer),
    Column("used", Integer, nullable=False),
    Column("own_then", Integer, nullable=False),
    Column("over", Boolean, nullable=False),
)
