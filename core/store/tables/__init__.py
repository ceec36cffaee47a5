"""All tables that hold what members said and did; imported once to fill `metadata`."""

from core.store.tables import asks, people, practice, talks

__all__ = ["asks", "people", "practice", "talks"]
