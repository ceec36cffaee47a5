"""Numbers of members: stored by several at once, the later ones count."""

import asyncio
from datetime import UTC, datetime
from functools import partial

from sqlalchemy import Connection

from core.domain.readings import Reading
from core.store import communities, embeddings, people
from tests.databases import TestedDatabase

NOW = datetime(2026, 11, 24, tzinfo=UTC)
MEMBERS = ("m1", "m2", "m3")


def move_in(conn: Connection) -> None:
    """Let three people live in a community."""
    communities.add(conn, id="c", name="C", purpose="", language="ja", now=NOW)
    for member_id in MEMBERS:
        people.add(conn, id=member_id, name=member_id, language="ja", now=NOW)


def read(of: str) -> Reading:
    """Return what an embedder made of a member's words."""
    return Reading("e-1", 2, of, b"12345678", b"87654321")


async def test_two_who_read_the_same_members_at_once_both_succeed(
    every_database: TestedDatabase,
) -> None:
    every_database.run(move_in)
    database = every_database.open()

    await asyncio.gather(
        *(
            database.write(
                partial(
                    embeddings.put,
                    community_id="c",
                    new={one: read(f"w{number}") for one in order},
                    now=NOW,
                )
            )
            for number in range(4)
            for order in (MEMBERS, MEMBERS[::-1])
        )
    )

    found = await database.read(
        partial(embeddings.of_community, community_id="c", embedder="e-1")
    )
    await database.close()
    assert set(found) == set(MEMBERS)
    assert len({one.of for one in found.values()}) == 1


def test_later_numbers_take_the_place_of_earlier_ones(
    every_database: TestedDatabase,
) -> None:
    every_database.run(move_in)

    for of in ("before", "after"):
        every_database.run(
            partial(embeddings.put, community_id="c", new={"m1": read(of)}, now=NOW)
        )

    found = every_database.read(
        partial(embeddings.of_community, community_id="c", embedder="e-1")
    )
    assert [one.of for one in found.values()] == ["after"]
