"""Where a conversation stands, and what its choices mean."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    false,
)

from core.store.metadata import UtcDateTime, metadata

conversations = Table(
    "conversations",
    metadata,
    Column("lane", String(160), primary_key=True),
    Column("member_id", ForeignKey("members.id"), nullable=False, index=True),
    Column("turn", Integer, nullable=False, server_default="0"),
    Column("stack", Text, nullable=False, server_default="[]"),
    Column("offered", Text, nullable=False, server_default="[]"),
    Column("heard", Text, nullable=False, server_default="[]"),
    Column("kept", Text, nullable=False, server_default="[]"),
    Column("updated_at", UtcDateTime, nullable=False),
)
"""`stack`: JSON list of running flows, the last one speaks. `offered`: the choices
that a typed label or number may mean, as JSON [[label, token], ...]. `heard`: what was
said while something runs, as JSON [[platform's message id, words], ...]. `kept`: flows
that were left with words in them, as JSON [[id, flow, state, when], ...]."""

tokens = Table(
    "tokens",
    metadata,
    Column("token", String(20), primary_key=True),
    Column("lane", String(160), nullable=False),
    Column("turn", Integer, nullable=False),
    Column("flow", String(24), nullable=False),
    Column("verb", String(24), nullable=False),
    Column("arg", Text, nullable=False, server_default=""),
    Column("stands", Boolean, nullable=False, server_default=false()),
    Column("created_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime),
    Index("ix_tokens_lane", "lane", "turn"),
    Index("ix_tokens_created", "created_at"),
)
