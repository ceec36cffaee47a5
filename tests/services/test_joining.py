"""Seats: codes, the line of 150, and who is told when a room fills."""

import asyncio
from functools import partial

import pytest
from sqlalchemy import Connection, update
from sqlalchemy.exc import IntegrityError

from core.domain.communities import FILLING_AT, MOST_MEMBERS
from core.domain.vectors import Vector
from core.services import joining, vectors
from core.store import communities, people, roads
from core.store.tables.people import communities as rooms
from core.talk.incoming import Address, Arrived, Incoming, Place
from tests.databases import TestedDatabase
from tests.services.people import IDS, NOW, member, room
from tests.talk.talking import world

COMING = 5


def fill(conn: Connection, taken: int) -> None:
    """Let so many seats of the room be taken."""
    conn.execute(update(rooms).where(rooms.c.id == "room").values(taken=taken))


def newcomers(conn: Connection, *, taken: int) -> list[str]:
    """Make a room with so many seats taken, and people who would like one."""
    room(conn)
    fill(conn, taken)
    return [member(conn, f"new{number}", "だれか") for number in range(COMING)]


def joins(conn: Connection, member_id: str) -> tuple[bool, bool]:
    """Take a seat; return whether there was one, and whether the owner is told."""
    found, seated, _ = joining.join(conn, member_id=member_id, code="room24", now=NOW)
    assert found is not None
    return seated, seated and joining.filling(conn, found, NOW)


def taken(conn: Connection) -> tuple[int, int]:
    """Return how many seats are taken, as counted and as sat in."""
    found = communities.community(conn, "room")
    assert found is not None
    return found.taken, len(communities.member_ids(conn, "room"))


def test_a_code_opens_its_room_whatever_its_letter_case(
    every_database: TestedDatabase,
) -> None:
    def story(conn: Connection) -> None:
        room(conn)
        member(conn, "yuki", "ゆき")
        first = joining.join(conn, member_id="yuki", code=" RooM24 ", now=NOW)
        again = joining.join(conn, member_id="yuki", code="ROOM24", now=NOW)
        unknown = joining.join(conn, member_id="yuki", code="ROOM25", now=NOW)
        assert (first[1:], again[1:]) == ((True, False), (True, True))
        assert unknown == (None, False, False)
        assert taken(conn) == (1, 1)

    every_database.run(story)


def test_a_seat_is_free_again_when_somebody_leaves(
    every_database: TestedDatabase,
) -> None:
    def story(conn: Connection) -> None:
        room(conn)
        member(conn, "ken", "けん", "room")
        member(conn, "yuki", "ゆき")
        fill(conn, MOST_MEMBERS)
        assert joins(conn, "yuki") == (False, False)
        joining.leave(conn, member_id="ken", community_id="room", now=NOW)
        joining.leave(conn, member_id="ken", community_id="room", now=NOW)
        assert joins(conn, "yuki")[0]
        assert taken(conn)[0] == MOST_MEMBERS

    every_database.run(story)


def test_who_leaves_is_out_of_sight_there_and_nowhere_else(
    every_database: TestedDatabase,
) -> None:
    def story(conn: Connection) -> None:
        room(conn)
        room(conn, "market", "朝の市")
        member(conn, "ken", "けん", "room", "market")
        vectors.publish(
            conn,
            ids=IDS,
            member_id="ken",
            vector=Vector(destination="海の近く"),
            community_ids=["room", "market", "elsewhere"],
            now=NOW,
        )
        joining.leave(conn, member_id="ken", community_id="room", now=NOW)
        assert roads.vectors_shown(conn, "room") == {}
        assert set(roads.vectors_shown(conn, "market")) == {"ken"}

    every_database.run(story)


def test_no_statement_can_seat_more_than_the_line(
    every_database: TestedDatabase,
) -> None:
    every_database.run(room)

    with pytest.raises(IntegrityError):
        every_database.run(lambda conn: fill(conn, MOST_MEMBERS + 1))
    with pytest.raises(IntegrityError):
        every_database.run(
            lambda conn: conn.execute(update(rooms).values(seats=MOST_MEMBERS + 1))
        )


async def test_a_race_for_the_last_seats_fills_the_room_and_no_more(
    every_database: TestedDatabase,
) -> None:
    def begin(conn: Connection) -> list[str]:
        return newcomers(conn, taken=MOST_MEMBERS - 2)

    coming = every_database.run(begin)
    database = every_database.open(connections=COMING)
    seated = await asyncio.gather(
        *(database.write(partial(joins, member_id=one)) for one in coming)
    )
    await database.close()

    assert [got for got, _ in seated].count(True) == 2
    assert every_database.read(taken) == (MOST_MEMBERS, 2)


async def test_of_a_race_past_120_the_owner_is_told_once(
    every_database: TestedDatabase,
) -> None:
    def begin(conn: Connection) -> list[str]:
        return newcomers(conn, taken=FILLING_AT - 2)

    coming = every_database.run(begin)
    database = every_database.open(connections=COMING)
    answers = await asyncio.gather(
        *(database.write(partial(joins, member_id=one)) for one in coming)
    )
    await database.close()

    assert [told for _, told in answers].count(True) == 1


async def test_newcomers_who_arrive_at_once_get_a_seat_or_a_way_on(
    every_database: TestedDatabase,
) -> None:
    async with world(every_database.open()) as here:
        await here.community("坂の上の台所", "ROOM24", id="room")
        await here.database.write(lambda conn: fill(conn, MOST_MEMBERS - 2))
        phones = [here.phone(f"new{number}") for number in range(COMING)]
        await here.runtime.accept(
            [
                Incoming(
                    f"arrives-{phone.user}",
                    here.clock.now(),
                    Place("web", phone.user),
                    Address("web", phone.user),
                    Arrived("ROOM24", "だれか", "ja"),
                )
                for phone in phones
            ]
        )
        await here.settle()

        assert sum(phone.hears("いっぱいです") for phone in phones) == COMING - 2
        assert sum(phone.hears("相乗り係、ボットです") for phone in phones) == 2
        assert await here.database.read(taken) == (MOST_MEMBERS, 2)


async def test_the_owner_hears_once_that_the_room_is_filling(
    sqlite_database: TestedDatabase,
) -> None:
    async with world(sqlite_database.open()) as here:
        await here.community("坂の上の台所", "ROOM24", id="room")
        natsu = here.phone("natsu")
        await natsu.open(invite="ROOM24", name="なつ", language="ja")
        owner = await here.member_id("natsu")

        def nearly(conn: Connection) -> None:
            communities.set_owner(conn, "room", owner)
            fill(conn, FILLING_AT - 1)

        await here.database.write(nearly)
        for number in range(3):
            await here.phone(f"new{number}").open(invite="ROOM24", language="ja")

        filling = f"{FILLING_AT}席がうまりました"
        assert natsu.words().count(filling) == 1


def test_who_waits_longest_is_next(every_database: TestedDatabase) -> None:
    def story(conn: Connection) -> None:
        for number, one in enumerate(newcomers(conn, taken=MOST_MEMBERS)):
            communities.wait_for_seat(conn, "room", one, NOW.replace(minute=number))
        assert communities.first_waiting(conn, "room", NOW) == "new0"
        communities.stop_waiting(conn, "room", "new0")
        assert communities.first_waiting(conn, "room", NOW) == "new1"
        assert people.member(conn, "new1") is not None

    every_database.run(story)


def test_who_was_told_of_a_seat_keeps_their_place_until_they_have_one(
    every_database: TestedDatabase,
) -> None:
    def story(conn: Connection) -> None:
        *line, quick = newcomers(conn, taken=MOST_MEMBERS - 1)
        for number, one in enumerate(line):
            communities.wait_for_seat(conn, "room", one, NOW.replace(minute=number))

        communities.tell_of_seat(conn, "room", "new0", NOW)
        assert communities.first_waiting(conn, "room", NOW) == "new1"
        assert joins(conn, quick)[0]
        assert communities.first_waiting(conn, "room", NOW) == "new0"
        communities.wait_for_seat(conn, "room", "new0", NOW.replace(minute=59))
        assert communities.first_waiting(conn, "room", NOW) == "new0"

        fill(conn, MOST_MEMBERS - 1)
        assert joins(conn, "new0")[0]
        assert not communities.waits(conn, "room", "new0")
        assert communities.first_waiting(conn, "room", NOW) == "new1"

    every_database.run(story)
