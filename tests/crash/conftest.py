"""Both databases for the bot that is killed."""

from tests.databases import every_database, postgres_database

__all__ = ["every_database", "postgres_database"]
