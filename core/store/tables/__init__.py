"""All tables that hold what members said and did; imported once to fill `metadata`."""

from core.store.tables import (
    asked,
    asks,
    calls,
    downloads,
    drafts,
    echoes,
    embeddings,
    flags,
    groups,
    linking,
    people,
    posts,
    roads,
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
    "echoes",
    "embeddings",
    "flags",
    "groups",
    "linking",
    "people",
    "posts",
    "roads",
    "soundings",
    "sweeps",
    "talks",
]
