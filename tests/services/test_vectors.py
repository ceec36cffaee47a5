"""Vectors: shown exactly where their member chose, edition by edition."""

from datetime import timedelta

from sqlalchemy import Connection, insert, select

from core.domain.vectors import Vector
from core.services import publishing, vectors
from core.store import people, roads
from core.store.raw_answers import erase_due
from core.store.tables.people import not_together
from core.store.tables.roads import raw_answers
from tests.databases import TestedDatabase
from tests.services.people import IDS, NOW, member, room

SEA = Vector("給食室で12年", "ひみつの転機", "海の近く", "歩いてみる")


def publish(conn: Connection, vector: Vector, *rooms: str) -> Vector:
    """Store けん's vector and show it."""
    return vectors.publish(
        conn,
        ids=IDS,
        member_id="ken",
        vector=vector,
        community_ids=rooms,
        now=NOW,
    )


def settled(conn: Connection) -> None:
    """Seat けん in two rooms of three."""
    for one in ("room", "market", "library"):
        room(conn, one, one)
    member(conn, "ken", "けん", "room", "market")


def test_it_is_shown_where_chosen_and_only_where_one_sits(
    every_database: TestedDatabase,
) -> None:
    def story(conn: Connection) -> None:
        settled(conn)
        publish(conn, SEA, "market", "library")
        assert roads.vector_shown_in(conn, "ken") == {"market"}
        assert roads.vectors_shown(conn, "room") == {}

    every_database.run(story)


def test_when_the_direction_changed_is_never_read_by_others(
    every_database: TestedDatabase,
) -> None:
    def story(conn: Connection) -> None:
        settled(conn)
        publish(conn, SEA, "room")
        (shown,) = roads.vectors_shown(conn, "room").values()
        said = [line.text for line in publishing.lines(conn, "room")["ken"]]
        assert shown.turn == ""
        assert said == ["海の近く", "歩いてみる", "給食室で12年"]
        assert roads.vector(conn, "ken").turn == "ひみつの転機"

    every_database.run(story)


def test_ones_own_road_is_read_whole(every_database: TestedDatabase) -> None:
    def story(conn: Connection) -> None:
        settled(conn)
        assert roads.own(conn, "nobody") == roads.NOTHING
        assert roads.own(conn, "ken") == roads.NOTHING
        publish(conn, SEA, "room", "market")
        people.change(conn, "ken", asked_direction_at=NOW)
        vectors.take_step(
            conn, ids=IDS, member_id="ken", next_step="聞いてみる", now=NOW
        )

        own = roads.own(conn, "ken")

        assert own.vector == roads.vector(conn, "ken")
        assert own.vector.next_step == "聞いてみる"
        assert own.shown_in == roads.vector_shown_in(conn, "ken")
        assert own.shown_in == {"room", "market"}
        assert own.asked_at == NOW

    every_database.run(story)


def test_a_new_step_is_shown_where_the_vector_was(
    every_database: TestedDatabase,
) -> None:
    def story(conn: Connection) -> None:
        settled(conn)
        publish(conn, SEA, "room")
        vectors.take_step(
            conn, ids=IDS, member_id="ken", next_step="聞いてみる", now=NOW
        )
        shown = roads.vectors_shown(conn, "room")["ken"]
        assert (shown.next_step, shown.destination) == ("聞いてみる", "海の近く")
        assert [one.edition for one in roads.editions(conn, "ken")] == [1, 2]

    every_database.run(story)


def test_words_are_said_in_a_room_only_as_long_as_they_can_be_read_there(
    every_database: TestedDatabase,
) -> None:
    def story(conn: Connection) -> None:
        settled(conn)
        publish(conn, SEA, "room")
        assert publishing.says(conn, "room", "ken", "海の近")
        assert not publishing.says(conn, "room", "ken", "ひみつ")
        assert not publishing.says(conn, "market", "ken", "海の近")
        publish(conn, SEA, "market")
        assert not publishing.says(conn, "room", "ken", "海の近")

    every_database.run(story)


def test_neighbours_are_at_most_two_of_ones_own_rooms_in_no_order(
    every_database: TestedDatabase,
) -> None:
    def story(conn: Connection) -> None:
        settled(conn)
        near = [f"near{number}" for number in range(5)]
        for one in near:
            home = "library" if one == "near4" else "room"
            member(conn, one, one, home)
            roads.add_vector(
                conn, id=IDS.new(), member_id=one, new=Vector(destination="海"), now=NOW
            )
            roads.show_vector_in(conn, one, [home], NOW)
        orders = set()
        for seed in range(30):
            found = vectors.neighbours(conn, member_id="ken", near=near, seed=seed)
            assert len(found) <= 2
            orders.add(tuple(one.id for one, _ in found))
        assert {one for order in orders for one in order} == set(near[:4])
        assert ("near0", "near1") in orders or ("near1", "near0") in orders

    every_database.run(story)


def test_nobody_kept_apart_is_among_the_neighbours(
    every_database: TestedDatabase,
) -> None:
    def story(conn: Connection) -> None:
        settled(conn)
        near = ["near", "apart", "apart_too"]
        for one in near:
            member(conn, one, one, "room")
            roads.add_vector(
                conn, id=IDS.new(), member_id=one, new=Vector(destination="海"), now=NOW
            )
            roads.show_vector_in(conn, one, ["room"], NOW)
        for one, other in (("ken", "apart"), ("apart_too", "ken")):
            conn.execute(
                insert(not_together).values(member_id=one, other_id=other, at=NOW)
            )
        for seed in range(9):
            found = vectors.neighbours(conn, member_id="ken", near=near, seed=seed)
            assert [one.id for one, _ in found] == ["near"]

    every_database.run(story)


def test_raw_answers_are_kept_for_thirty_days(every_database: TestedDatabase) -> None:
    def story(conn: Connection) -> None:
        settled(conn)
        vectors.keep_answer(
            conn,
            ids=IDS,
            member_id="ken",
            question="turn",
            text="本屋の人",
            message="m1",
            now=NOW,
        )
        days = timedelta(days=1)
        assert erase_due(conn, NOW + 29 * days) == 0
        assert erase_due(conn, NOW + 30 * days) == 1
        assert conn.execute(select(raw_answers.c.text)).all() == []

    every_database.run(story)
