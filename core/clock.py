"""Time and identifiers as ports, so that tests decide both.

All times in the project are aware and in UTC; only words shown to people use a
time zone.
"""

import os
import time
from datetime import UTC, datetime
from functools import lru_cache
from typing import Protocol


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        ...


class Ids(Protocol):
    """Makes identifiers nobody can guess."""

    def new(self) -> str:
        """Return a fresh row id: 26 characters or fewer, roughly ordered by time."""
        ...

    def token(self) -> str:
        """Return a fresh choice token: 12 ASCII characters without meaning."""
        ...


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        return datetime.now(UTC)


_ALPHABET = b"23456789abcdefghjkmnpqrstuvwxyz"
# Of 33 milliseconds.
_TICK_BITS = 25
_LETTERS = bytes(_ALPHABET[byte % len(_ALPHABET)] for byte in range(256))


class RandomIds:
    """Identifiers from the system's random source."""

    def new(self) -> str:
        """Return the time in milliseconds and 80 random bits, 24 characters."""
        millis = time.time_ns() // 1_000_000
        return f"{millis:011x}{os.urandom(7).hex()}"[:24]

    def token(self) -> str:
        """Return 12 characters that are easy to read aloud, 7 of them random.

        Those made together begin alike: they lie together in an index, where tokens
        all at random would touch a page of the database each.
        """
        # That 8 of the letters come a little more often costs no bit worth counting.
        chance = os.urandom(7).translate(_LETTERS).decode("ascii")
        return _moment(time.time_ns() >> _TICK_BITS) + chance


@lru_cache(maxsize=1)
def _moment(ticks: int) -> str:
    """Return 5 letters that grow for ten days, then begin anew."""
    letters = ""
    for _ in range(5):
        ticks, letter = divmod(ticks, len(_ALPHABET))
        letters = chr(_ALPHABET[letter]) + letters
    return letters
