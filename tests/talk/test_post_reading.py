"""Who reads what of posts, cheers and members; real rows in a real SQLite file."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, insert

from core.clock import RandomIds
from core.domain.vectors import Vector
from core.services import posting, rooms
from core.store import communities, people, roads
from core.store.tables.people import not_together
from tests.databases import TestedDatabase

NOW = datetime(2026, 3, 4, 3, tzinfo=UTC)
IDS = RandomIds()
NAMES = ("ゆき", "けん", "みほ", "とも", "なつ", "さき", "りく")


@pytest.fixture
def database(sqlite_database: TestedDatabase) -> TestedDatabase:
    """One room with seven people in it; their ids are their names."""

    def settle(conn: Connection) -> None:
        communities.add(
            conn, id="kitchen", name="台所", purpose="", language="ja", now=NOW
        )
        for name in NAMES:
            people.add(conn, id=name, name=name, language="ja", now=NOW)
            communities.take_seat(conn, "kitchen", name, NOW)

    sqlite_database.run(settle)
    return sqlite_database


def share(conn: Connection, name: str, now: str, *, minutes: int = 0) -> str:
    """Share a post of one line."""
    return posting.keep(
        conn,
        ids=IDS,
        member_id=name,
        lines={"now": now},
        outcome=None,
        previous_id=None,
        community_id="kitchen",
        now=NOW + timedelta(minutes=minutes),
    )


def cheer(
    conn: Connection, name: str, post_id: str, line: str
) -> tuple[str, object] | str:
    """Cheer a line without words."""
    return posting.cheer(
        conn,
        ids=IDS,
        member_id=name,
        post_id=post_id,
        line=line,
        words="",
        now=NOW,
    )


def apart(conn: Connection, one: str, other: str) -> None:
    """Note that one does not want to be brought together with the other."""
    conn.execute(insert(not_together).values(member_id=one, other_id=other, at=NOW))


def read(conn: Connection, name: str) -> list[str]:
    """Return the lines of the posts that somebody is shown."""
    found = posting.newest(conn, community_id="kitchen", reader_id=name, most=3)
    return [post.lines["now"] for post, _ in found]


def test_nobody_fills_the_room_with_their_posts(database: TestedDatabase) -> None:
    def write(conn: Connection) -> list[str]:
        share(conn, "みほ", "みほの一枚", minutes=0)
        for minute in range(1, 6):
            share(conn, "ゆき", f"ゆきの一枚{minute}", minutes=minute)
        return read(conn, "けん")

    assert database.run(write) == ["ゆきの一枚5", "ゆきの一枚4", "みほの一枚"]


def test_two_who_are_kept_apart_read_nothing_of_one_another(
    database: TestedDatabase,
) -> None:
    def write(conn: Connection) -> None:
        post_id = share(conn, "ゆき", "豆を煮た")
        share(conn, "けん", "豆を植えた")
        apart(conn, "ゆき", "けん")
        assert read(conn, "けん") == []
        assert read(conn, "ゆき") == []
        assert cheer(conn, "けん", post_id, "now") == "gone"

    database.run(write)


def test_a_cheer_before_they_were_kept_apart_is_not_answered(
    database: TestedDatabase,
) -> None:
    def write(conn: Connection) -> None:
        placed = cheer(conn, "けん", share(conn, "ゆき", "豆を煮た"), "now")
        assert isinstance(placed, tuple)
        apart(conn, "けん", "ゆき")
        found = posting.cheer_received(conn, cheer_id=placed[0], author_id="ゆき")
        assert found is None

    database.run(write)


@pytest.mark.parametrize(
    ("name", "line", "outcome"),
    [
        ("けん", "with", "gone"),
        ("けん", posting.HAND, "gone"),
        ("けん", "no such line", "gone"),
        ("ゆき", "now", "gone"),
        ("somebody", "now", "gone"),
    ],
)
def test_only_a_filled_line_of_somebody_else_in_the_room_is_cheered(
    database: TestedDatabase, name: str, line: str, outcome: str
) -> None:
    def write(conn: Connection) -> object:
        return cheer(conn, name, share(conn, "ゆき", "豆を煮た"), line)

    assert database.run(write) == outcome


def test_the_order_of_people_changes_with_the_seed_and_hides_nobody(
    database: TestedDatabase,
) -> None:
    def look(conn: Connection) -> list[tuple[str, ...]]:
        return [
            tuple(
                member.name
                for member, _ in rooms.members(
                    conn, community_id="kitchen", reader_id="ゆき", seed=seed
                )
            )
            for seed in range(8)
        ]

    orders = database.run(look)

    assert len(set(orders)) > 1
    assert {frozenset(order) for order in orders} == {frozenset(NAMES[1:])}


def test_a_destination_is_read_only_where_it_is_shown(database: TestedDatabase) -> None:
    def look(conn: Connection) -> dict[str, str]:
        for name, shown in (("けん", ["kitchen"]), ("みほ", [])):
            new = Vector(destination=f"{name}の行き先")
            roads.add_vector(conn, id=name, member_id=name, new=new, now=NOW)
            roads.show_vector_in(conn, name, shown, NOW)
        found = rooms.members(conn, community_id="kitchen", reader_id="ゆき", seed=1)
        return {member.name: toward for member, toward in found if toward}

    assert database.run(look) == {"けん": "けんの行き先"}


def test_somebody_without_a_seat_sees_neither_room_nor_people(
    database: TestedDatabase,
) -> None:
    def look(conn: Connection) -> None:
        people.add(conn, id="x", name="外の人", language="ja", now=NOW)
        assert rooms.seen(conn, community_id="kitchen", reader_id="x") is None
        assert rooms.members(conn, community_id="kitchen", reader_id="x", seed=1) == []
        assert posting.newest(conn, community_id="kitchen", reader_id="x", most=3) == []

    database.run(look)
