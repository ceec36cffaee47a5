"""When to try again and which way to go; pure, so that every case is a test.

Knows no clock, no database and no channel.
"""

from collections.abc import Sequence
from typing import Literal

Urgency = Literal["reply", "call", "mail"]
"""An answer to the person; something they must hear now; something that can wait."""

SENDING_S = (1.0, 3.0, 10.0, 30.0, 120.0, 600.0, 1800.0, 3600.0, *(7200.0,) * 8)
"""Waits after each failed sending. In sum under 24 hours, the life of a retry key."""

HANDLING_S = (0.05, 0.3, 1.0)
"""Waits after each failed handling of an event; then it is parked."""

WORKING_S = (1.0, 5.0)
"""Waits after each failed try of slow work; then it has failed."""

LONGEST_S = 24 * 3600.0
"""No wait is longer: a due time beyond it comes from a clock that was wrong."""


def wait_s(table: Sequence[float], attempts: int, *, jitter: float) -> float | None:
    """Return how long to wait after the given number of attempts, None to give up.

    Args:
        table: One of the tables above.
        attempts: How many were made, from 1.
        jitter: From 0 to 1; spreads the wait from 100 % to 125 % of the table's.
    """
    if attempts > len(table):
        return None
    return table[attempts - 1] * (1 + jitter / 4)


def sending_wait_s(
    table: Sequence[float], attempts: int, *, asked_s: float | None, jitter: float
) -> float | None:
    """Return how long a message waits after `TryLater`, None when it is too old.

    What the platform asked for counts more than the table, but not for ever.
    """
    by_table = wait_s(table, attempts, jitter=jitter)
    if by_table is None or asked_s is None:
        return by_table
    return min(max(asked_s, 0.0), LONGEST_S)


def way(
    urgency: Urgency, *, fresh: bool, mail_waits: bool
) -> Literal["pass", "plain", "wait"]:
    """Choose how a message leaves.

    Args:
        urgency: How much it matters to arrive by itself.
        fresh: There is a reply pass that is neither old nor used.
        mail_waits: Sending without a pass costs something on this channel.

    Returns:
        With the pass, without one, or not before the person's next event.
    """
    if fresh:
        return "pass"
    if mail_waits and urgency != "call":
        return "wait"
    return "plain"
