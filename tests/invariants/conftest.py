"""Worlds and databases for the promises of the practice."""

from tests.databases import every_database, sqlite_database
from tests.talk.conftest import everywhere, here

__all__ = ["every_database", "everywhere", "here", "sqlite_database"]
