"""A small community for tests of use cases."""

from datetime import UTC, datetime

from sqlalchemy import Connection

from core.clock import RandomIds
from core.store import communities, people
from core.talk.incoming import Address

NOW = datetime(2026, 5, 10, 3, tzinfo=UTC)
IDS = RandomIds()


def room(conn: Connection, id: str = "room", name: str = "坂の上の台所") -> str:
    """Make a community with an invite code."""
    communities.add(conn, id=id, name=name, purpose="", language="ja", now=NOW)
    communities.add_invite(conn, f"{id.upper()}24", id, NOW)
    return id


def member(conn: Connection, id: str, name: str, *homes: str) -> str:
    """Make a member with an address and a seat in each of the communities."""
    people.add(conn, id=id, name=name, language="ja", now=NOW)
    people.bind(conn, Address("web", f"user-{id}"), id, NOW)
    for home in homes:
        assert communities.take_seat(conn, home, id, NOW)
    return id
