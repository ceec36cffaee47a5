"""Databases for the coach's work: SQLite and PostgreSQL."""

from tests.databases import every_database, postgres_database, sqlite_database

__all__ = ["every_database", "postgres_database", "sqlite_database"]
