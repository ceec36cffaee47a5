"""Reads JSON that came from outside, where nothing about its shape is sure.

Knows no event of any messenger, only what one comes to: heard, put aside or left
alone. Every text that leaves here can be stored anywhere.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard

import orjson

from core.talk.incoming import Incoming

# LINE's ids are 33 characters or shorter, its types and reply tokens too.
ID_LENGTH = 128
_NAME_LENGTH = 40


class Unreadable(ValueError):
    """Something is missing without which the rest means nothing."""


@dataclass(frozen=True, slots=True)
class Quarantined:
    """What came and could not be read, kept whole so that it is not lost.

    Attributes:
        event_id: The messenger's own id of it, or one made of its content.
        why: What is missing, without any of its content.
        raw: The whole as JSON. It may hold a member's words: store it, never log it.
    """

    event_id: str
    why: str
    raw: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a messenger brought; `ignored` names kinds only, never content."""

    incomings: tuple[Incoming, ...] = ()
    quarantined: tuple[Quarantined, ...] = ()
    ignored: tuple[str, ...] = ()


def each(
    events: Iterable[object],
    read: Callable[[object], Incoming | str],
    put_aside: Callable[[object, str], Quarantined],
) -> Parsed:
    """Read events one by one, so that none costs its neighbours.

    Args:
        events: What came, in its order.
        read: Returns an event in our words, or what it is that is left alone; raises
            `Unreadable`.
        put_aside: Returns an event as it is kept, given why it cannot be read.
    """
    incomings: list[Incoming] = []
    quarantined: list[Quarantined] = []
    ignored: list[str] = []
    for event in events:
        try:
            found = read(event)
        except Unreadable as unreadable:
            quarantined.append(put_aside(event, str(unreadable)))
            continue
        if isinstance(found, Incoming):
            incomings.append(found)
        else:
            ignored.append(found)
    return Parsed(tuple(incomings), tuple(quarantined), tuple(ignored))


def decode(body: bytes) -> object:
    """Return the JSON of a body, mending what hurts strict readers only.

    Raises:
        ValueError: It is not JSON at all.
    """
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        # orjson refuses half surrogates and broken UTF-8, which may sit in one
        # person's text and must not cost the others theirs.
        try:
            return json.loads(body.decode("utf-8", "replace"))
        except RecursionError as exc:
            raise ValueError("nested too deeply") from exc


def encode(value: object) -> str:
    """Return a value that came from JSON as JSON again, in ASCII."""
    try:
        return json.dumps(value, sort_keys=True, default=str).replace("\\u0000", "")
    except RecursionError:
        return '"nested too deeply"'


def digest(value: object) -> str:
    """Return a name for something that has none; equal things get the same."""
    return "sha256-" + hashlib.sha256(encode(value).encode()).hexdigest()[:40]


def no_json(body: bytes) -> Quarantined:
    """Return a body that is not JSON at all as it is kept."""
    return Quarantined(
        event_id=f"sha256-{hashlib.sha256(body).hexdigest()}",
        why="not JSON",
        raw=clean(body.decode("utf-8", "replace")),
    )


def clean(text: str) -> str:
    """Return a text that every database can hold: no NUL, no half characters."""
    if "\0" in text:
        text = text.replace("\0", "")
    try:
        text.encode()
    except UnicodeEncodeError:
        whole = text.encode("utf-16-le", "surrogatepass")
        return whole.decode("utf-16-le", "replace")
    return text


def inside(holder: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """Return the object under a key.

    Raises:
        Unreadable: There is none.
    """
    value = holder.get(key)
    if not isinstance(value, dict):
        raise Unreadable(f"no object {key!r}")
    return value


def text(holder: Mapping[str, Any], key: str) -> str:
    """Return the text under a key, clean.

    Raises:
        Unreadable: There is none.
    """
    value = holder.get(key)
    if not isinstance(value, str):
        raise Unreadable(f"no text {key!r}")
    return clean(value)


def name(holder: Mapping[str, Any], key: str) -> str:
    """Return the id, token or type under a key.

    Raises:
        Unreadable: There is none, or it is not short, printable ASCII.
    """
    value = holder.get(key)
    if not is_name(value):
        raise Unreadable(f"no {key!r}")
    return value


def is_name(value: object) -> TypeGuard[str]:
    """Tell whether a value may stand as an id: short, printable ASCII."""
    return (
        isinstance(value, str)
        and 0 < len(value) <= ID_LENGTH
        and value.isascii()
        and value.isprintable()
    )


def loggable(value: object) -> str:
    """Return a type as it may stand in a log, whatever was sent in its place."""
    plain = isinstance(value, str) and value.isascii() and value.isidentifier()
    return str(value)[:_NAME_LENGTH] if plain else "odd"
