"""Dialogues that were left with words in them, and how long they are kept.

Knows nothing of what a dialogue is about: which of its words are worth keeping, a flow
says itself (`Flow.said`).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from core.domain.members import RAW_ANSWERS_DAYS
from core.store.talks import KeptFrame

MOST = 9
"""So many are kept of one conversation; the oldest give way."""
KEPT_FOR = timedelta(days=RAW_ANSWERS_DAYS)


def young(kept: Sequence[KeptFrame], now: datetime) -> list[KeptFrame]:
    """Return what is not too old to be gone on with."""
    return [one for one in kept if now - one.at < KEPT_FOR]
