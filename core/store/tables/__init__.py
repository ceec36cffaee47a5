"""All tables that hold what members said and did; imported once to fill `metadata`."""

from core.store.tables import (
    asked,
    asks,
    calls,
    downloads,
    drafts,
    groups,
    linking,
    people,
    practice,
    soundings,
    sweeps,
    talks,
)

__all__ = [
    "asked",
    "asks",
    "calls",
    "downloads",
    "drafts",
    "groups",
    "linking",
    "people",
    "practice",
    "soundings",
    "sweeps",
    "talks",
]
