"""Members, how to reach them, and the communities they sit in."""

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
)

from core.store.metadata import UtcDateTime, metadata

members = Table(
    "members",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("name", Text, nullable=False),
    Column("language", String(8), nullable=False),
    Column("rhythm", String(16), nullable=False, server_default="whenever"),
    Column("resting_since", UtcDateTime),
    Column("asked_direction_at", UtcDateTime),
    Column("created_at", UtcDateTime, nullable=False),
    Column("erased_at", UtcDateTime),
)

addresses = Table(
    "addresses",
    metadata,
    Column("channel", String(16), primary_key=True),
    Column("user", String(128), primary_key=True),
    Column("member_id", ForeignKey("members.id"), nullable=False, index=True),
    Column("reach", String(16), nullable=False, server_default="open"),
    Column("used_at", UtcDateTime, nullable=False),
    Column("news_since", UtcDateTime),
    Column("adding", String(16), nullable=False, server_default="unseen"),
    Column("told_until", UtcDateTime),
)
"""`reach` is `open`, `blocked` (the person closed us out) or `unreachable`;
`news_since` is set where the member chose to hear what comes unasked.

Where a channel tells things unasked for long only to those who added our account,
`adding` is `added`, or how far we asked: `unseen`, `asked`, `asked_again`, or `left` as
it is, by their word. From `told_until` on nothing unasked arrives; NULL is no end."""

communities = Table(
    "communities",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("name", Text, nullable=False),
    Column("purpose", Text, nullable=False, server_default=""),
    Column("language", String(8), nullable=False),
    Column("owner_id", ForeignKey("members.id")),
    Column("seats", Integer, nullable=False, server_default="150"),
    Column("taken", Integer, nullable=False, server_default="0"),
    Column("told_filling_at", UtcDateTime),
    Column("created_at", UtcDateTime, nullable=False),
    # The line at which everybody still knows everybody; held by the database itself.
    CheckConstraint("seats <= 150", name="seats_at_most_150"),
    CheckConstraint("taken >= 0 AND taken <= seats", name="taken_within_seats"),
)

invites = Table(
    "invites",
    metadata,
    Column("code", String(16), primary_key=True),
    Column("community_id", ForeignKey("communities.id"), nullable=False, index=True),
    Column("created_at", UtcDateTime, nullable=False),
    Column("closed_at", UtcDateTime),
)

memberships = Table(
    "memberships",
    metadata,
    Column("community_id", ForeignKey("communities.id"), primary_key=True),
    Column("member_id", ForeignKey("members.id"), primary_key=True),
    Column("joined_at", UtcDateTime, nullable=False),
    Index("ix_memberships_member", "member_id"),
)

waiting_seats = Table(
    "waiting_seats",
    metadata,
    Column("community_id", ForeignKey("communities.id"), primary_key=True),
    Column("member_id", ForeignKey("members.id"), primary_key=True),
    Column("since", UtcDateTime, nullable=False),
    Column("told_at", UtcDateTime),
)
"""Who waits, in the order of `since`; `told_at` is set while a free seat is theirs to
take, and not once the room is full again."""

consents = Table(
    "consents",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("member_id", ForeignKey("members.id"), nullable=False, index=True),
    Column("what", String(32), nullable=False),
    Column("wording", String(16), nullable=False),
    Column("given", Boolean, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

not_together = Table(
    "not_together",
    metadata,
    Column("member_id", ForeignKey("members.id"), primary_key=True),
    Column("other_id", ForeignKey("members.id"), primary_key=True),
    Column("at", UtcDateTime, nullable=False),
)
"""A pair that the first one does not want to be brought together in."""
