"""What is remembered of chats: only the latest of them, so that memory has an end."""

from collections import OrderedDict
from typing import TypeVar

REMEMBERED = 4_096
"""Chats, or deliveries that wait."""

T = TypeVar("T")


def keep(kept: OrderedDict[str, T], key: str, value: T) -> None:
    """Remember something, and forget the oldest where it is too much."""
    kept[key] = value
    kept.move_to_end(key)
    if len(kept) > REMEMBERED:
        kept.popitem(last=False)
