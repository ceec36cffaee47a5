"""How seldom Python looks for garbage, and in what not; where memory comes from.

Owns the collector and the allocator of the process. Must not know what is in memory.
"""

import ctypes
import gc
from contextlib import suppress

# From so many new objects on. 700, as it comes, is a few messages; and what is loaded
# at a start was looked through for a sixth of that time, though none of it is garbage.
_YOUNG_OBJECTS = 20_000


# glibc's number for "how many places to take memory from".
_M_ARENA_MAX = -8


def look_seldom() -> None:
    """Look for garbage once there may be some; for the first line of a program."""
    gc.set_threshold(_YOUNG_OBJECTS)


def keep_together() -> None:
    """Take memory from one place; for the first line of a program.

    What is loaded in threads lay in places of their own otherwise, with 9 MB in between
    that nobody could use.
    """
    with suppress(OSError, AttributeError):  # only where glibc allocates
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)


def leave_be() -> None:
    """Let the collector pass over all that is in memory now.

    It stays as long as the process does. Looking through it again and again took a
    quarter of the time at full load, and let people wait 0.2 s now and then.
    """
    # What is garbage by now would be kept as well.
    gc.collect()
    with suppress(OSError, AttributeError):  # only where glibc allocates
        ctypes.CDLL(None).malloc_trim(0)
    gc.freeze()
