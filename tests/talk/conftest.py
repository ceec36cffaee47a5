"""Both databases for the tests of the talk."""

from tests.databases import every_database, postgres_database, sqlite_database

__all__ = ["every_database", "postgres_database", "sqlite_database"]
