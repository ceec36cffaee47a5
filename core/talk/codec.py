"""Stored JSON for events and messages, versioned.

pydantic lives here and nowhere else in core. A row written by an older version stays
readable: `decode_*` takes every version it ever wrote.
"""

from functools import cache
from typing import Any

from pydantic import TypeAdapter

from core.talk.incoming import Incoming
from core.talk.outgoing import Message

VERSION = 1


@cache
def _incoming() -> TypeAdapter[Incoming]:
    return TypeAdapter(Incoming)


@cache
def _messages() -> TypeAdapter[tuple[Message, ...]]:
    return TypeAdapter(tuple[Message, ...])


@cache
def adapter(of: Any) -> TypeAdapter[Any]:
    """Return the (cached) adapter of a dataclass or a union of dataclasses."""
    return TypeAdapter(of)


def encode_incoming(incoming: Incoming) -> str:
    """Write an event as JSON."""
    return _incoming().dump_json(incoming).decode()


def decode_incoming(text: str) -> Incoming:
    """Read an event back.

    Raises:
        ValueError: The text is not an event that any version wrote.
    """
    return _incoming().validate_json(text)


def encode_messages(messages: tuple[Message, ...]) -> str:
    """Write messages as JSON."""
    return _messages().dump_json(messages).decode()


def decode_messages(text: str) -> tuple[Message, ...]:
    """Read messages back.

    Raises:
        ValueError: The text is not what any version wrote.
    """
    return _messages().validate_json(text)
