"""Databases for the use cases: SQLite and PostgreSQL."""

from tests.databases import every_database, sqlite_database

__all__ = ["every_database", "sqlite_database"]
