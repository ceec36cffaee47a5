"""SOS: what somebody may be looking for when they call (S1-S4).

A call is answered, never counted: nothing here remembers that there was one.
"""

from typing import Literal, get_args

Wish = Literal["ear", "hand", "work", "place"]
"""To be listened to, a hand with something, work, somewhere to be."""

WISHES: tuple[Wish, ...] = get_args(Wish)
