"""Stored JSON for events and messages, versioned.

pydantic lives here and nowhere else in core. A row written by an older version stays
readable: `decode_*` takes every version it ever wrote. What is written is ours, so
orjson writes it as it stands; what is read is checked.
"""

from dataclasses import fields, is_dataclass
from functools import cache
from typing import Annotated, Any, get_args

import orjson
from pydantic import Field, TypeAdapter

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
    """Return the (cached) adapter of a dataclass or a union of dataclasses.

    Where all of a union have a `kind`, it alone tells them apart: trying each of them
    takes ten times as long.
    """
    each = get_args(of)
    if len(each) > 1 and all(map(_has_kind, each)):
        return TypeAdapter(Annotated[of, Field(discriminator="kind")])
    return TypeAdapter(of)


def _has_kind(one: Any) -> bool:
    return is_dataclass(one) and any(field.name == "kind" for field in fields(one))


def encode_incoming(incoming: Incoming) -> str:
    """Write an event as JSON."""
    return _written(incoming)


def decode_incoming(text: str) -> Incoming:
    """Read an event back.

    Raises:
        ValueError: The text is not an event that any version wrote.
    """
    return _incoming().validate_json(text)


def encode_messages(messages: tuple[Message, ...]) -> str:
    """Write messages as JSON."""
    return _written(messages)


def decode_messages(text: str) -> tuple[Message, ...]:
    """Read messages back.

    Raises:
        ValueError: The text is not what any version wrote.
    """
    return _messages().validate_json(text)


def encode_state(state: object) -> str:
    """Write the state a flow waits in as JSON; its adapter reads it back."""
    return _written(state)


def _written(value: object) -> str:
    """Return JSON.

    Raises:
        ValueError: A text holds half a character, which no database takes.
    """
    try:
        return orjson.dumps(value).decode()
    except TypeError as error:
        raise ValueError(str(error)) from error
