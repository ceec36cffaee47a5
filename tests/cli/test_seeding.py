"""The sample community moves into a database as if its people had lived there."""

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import Connection, func, select, update

from bots.playing import Playing
from bots.sample.people import load
from bots.seeding import seed
from core.clock import RandomIds
from core.i18n.catalog import Language
from core.services import publishing
from core.store import communities, people, roads
from core.store.tables.people import members
from core.store.tables.posts import cheers, posts
from core.talk.incoming import Address
from tests.databases import TestedDatabase, every_database, sqlite_database

__all__ = ["every_database", "sqlite_database"]

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
Move = Callable[[Connection], str]


def moving(language: Language = "ja") -> Move:
    """Return the operation that moves everybody in."""
    return partial(seed, ids=RandomIds(), now=NOW, language=language, channel="web")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_everybody_sits_in_their_community_and_can_be_reached(
    every_database: TestedDatabase, language: Language
) -> None:
    sample = load(language)
    code = every_database.run(moving(language))

    def look(conn: Connection) -> tuple[int, int, set[str]]:
        home = communities.invited_to(conn, code)
        assert home is not None
        ids = communities.member_ids(conn, home.id)
        return home.taken, len(ids), people.unreachable(conn, ids, datetime.now(UTC))

    assert every_database.read(look) == (
        len(sample.members),
        len(sample.members),
        set(),
    )


def test_moving_in_twice_changes_nothing(sqlite_database: TestedDatabase) -> None:
    def count(conn: Connection) -> tuple[int, int, int]:
        return (
            len(communities.everything(conn)),
            conn.scalar(select(func.count()).select_from(posts)) or 0,
            conn.scalar(select(func.count()).select_from(cheers)) or 0,
        )

    sqlite_database.run(moving())
    once = sqlite_database.read(count)
    sqlite_database.run(moving())

    assert sqlite_database.read(count) == once
    assert min(once) > 0


def test_moving_in_takes_less_than_a_moment(sqlite_database: TestedDatabase) -> None:
    load("ja")
    began = time.monotonic()

    sqlite_database.run(moving())

    assert time.monotonic() - began < 1.5


def test_each_post_goes_on_from_the_one_before(sqlite_database: TestedDatabase) -> None:
    sample = load("ja")
    sqlite_database.run(moving())
    one = next(member for member in sample.members if len(member.posts) > 2)

    def look(conn: Connection) -> list[tuple[str | None, datetime, str]]:
        member = people.at(conn, Address("web", one.key))
        assert member is not None
        rows = conn.execute(
            select(posts.c.id, posts.c.previous_id, posts.c.created_at, posts.c.lines)
            .where(posts.c.member_id == member.id)
            .order_by(posts.c.created_at)
        ).all()
        before = [None, *(row.id for row in rows[:-1])]
        assert [row.previous_id for row in rows] == before
        return [
            (row.previous_id, row.created_at, json.loads(row.lines).get("prev", ""))
            for row in rows
        ]

    found = sqlite_database.read(look)

    assert [at for _, at, _ in found] == [
        NOW - timedelta(days=post.days_ago) for post in one.posts
    ]
    assert [step for _, _, step in found] == [
        "",
        *(post.next for post in one.posts[:-1]),
    ]


def test_who_shows_nothing_publishes_nothing(sqlite_database: TestedDatabase) -> None:
    sample = load("ja")
    code = sqlite_database.run(moving())

    def published(conn: Connection) -> set[str]:
        home = communities.invited_to(conn, code)
        assert home is not None
        ids = publishing.lines(conn, home.id)
        return {member.name for member in people.several(conn, list(ids)).values()}

    assert sqlite_database.read(published) == {
        member.name for member in sample.members if member.shown
    }


def test_whoever_rests_rests_and_the_owner_owns(
    sqlite_database: TestedDatabase,
) -> None:
    sample = load("ja")
    code = sqlite_database.run(moving())

    def look(conn: Connection) -> tuple[set[str], str]:
        home = communities.invited_to(conn, code)
        assert home is not None
        ids = communities.member_ids(conn, home.id)
        members = people.several(conn, ids)
        resting = {one.name for one in members.values() if one.resting}
        return resting, members[home.owner_id or ""].name

    names = {member.key: member.name for member in sample.members}
    assert sqlite_database.read(look) == (
        {member.name for member in sample.members if member.resting},
        names[sample.owner],
    )


def test_a_hidden_destination_is_not_listed(sqlite_database: TestedDatabase) -> None:
    sample = load("ja")
    code = sqlite_database.run(moving())

    everybody = sqlite_database.read(partial(Playing(code).everybody, channel="web"))

    headings = {one.user: one.heading for one in everybody}
    assert headings == {
        member.key: member.vector.destination if member.shown else ""
        for member in sample.members
    }


def test_who_said_no_name_yet_is_not_listed(sqlite_database: TestedDatabase) -> None:
    code = sqlite_database.run(moving())
    first, *others = load("ja").members
    nameless = update(members).where(members.c.name == first.name).values(name="")
    sqlite_database.run(lambda conn: conn.execute(nameless).rowcount)

    everybody = sqlite_database.read(partial(Playing(code).everybody, channel="web"))

    assert [one.user for one in everybody] == [one.key for one in others]


def test_a_vector_is_the_members_own_words(sqlite_database: TestedDatabase) -> None:
    one = load("ja").members[0]
    sqlite_database.run(moving())

    def own(conn: Connection) -> tuple[str, str, str, str]:
        member = people.at(conn, Address("web", one.key))
        assert member is not None
        vector = roads.vector(conn, member.id)
        return vector.origin, vector.turn, vector.destination, vector.next_step

    wanted = one.vector
    assert sqlite_database.read(own) == (
        wanted.origin,
        wanted.turn,
        wanted.destination,
        wanted.next_step,
    )
