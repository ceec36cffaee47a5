"""Flags: seats are the database's, letting go is free, nobody decides for anybody."""

import asyncio
from functools import partial

import pytest
from sqlalchemy import Connection, insert, select

from core.domain.flags import Flag
from core.errors import Refusal
from core.services import flags
from core.store import flags as rows
from core.store.tables.flags import hands
from core.store.tables.people import not_together
from tests.databases import TestedDatabase
from tests.services.people import IDS, NOW, member, room

BESIDE = ("ken", "miho", "tomo")


def people(conn: Connection) -> None:
    room(conn)
    for name in ("yuki", *BESIDE):
        member(conn, name, name, "room")
    room(conn, "other")
    member(conn, "sora", "sora", "other")


def raised(conn: Connection, *, seats: int = 2, by: str = "yuki") -> Flag:
    flag = flags.raise_flag(
        conn,
        ids=IDS,
        member_id=by,
        community_id="room",
        purpose="川べりで声を出して本を読む",
        timing="6月の土曜",
        my_part="案内と敷物",
        earns=False,
        earns_words="",
        seats=seats,
        now=NOW,
    )
    assert flag is not None
    return flag


@pytest.fixture
def flag(every_database: TestedDatabase) -> Flag:
    every_database.run(people)
    return every_database.run(raised)


def test_everybody_in_the_room_sees_a_flag_and_nobody_else(
    every_database: TestedDatabase, flag: Flag
) -> None:
    def seen_by(reader: str, where: str = "room") -> list[str]:
        look = partial(flags.newest, reader_id=reader, community_ids=[where], most=5)
        return [one.flag.purpose for one in every_database.read(look)]

    assert seen_by("ken") == [flag.purpose]
    assert seen_by("sora") == []
    assert seen_by("sora", "other") == []
    stranger = partial(flags.one, flag_id=flag.id, reader_id="sora")
    assert every_database.read(stranger) is None


def test_a_flag_goes_up_only_where_its_raiser_sits(
    every_database: TestedDatabase, flag: Flag
) -> None:
    with pytest.raises(Refusal):
        every_database.run(partial(raised, by="sora"))


def test_of_two_hands_on_the_last_seat_one_finds_it_and_the_other_hears_full(
    every_database: TestedDatabase, flag: Flag
) -> None:
    hold = partial(flags.hold, flag_id=flag.id, now=NOW)
    every_database.run(partial(hold, member_id="ken"))

    async def both() -> list[object]:
        database = every_database.open()
        try:
            return await asyncio.gather(
                *(
                    database.write(partial(hold, member_id=name))
                    for name in ("miho", "tomo")
                )
            )
        finally:
            await database.close()

    outcomes = asyncio.run(both())

    assert sorted("full" if one == "full" else "held" for one in outcomes) == [
        "full",
        "held",
    ]
    stored = every_database.read(partial(rows.flag, flag_id=flag.id))
    assert stored is not None
    assert stored.taken == stored.seats == 2
    held = every_database.read(lambda conn: conn.execute(select(hands)).all())
    assert len(held) == 2


def test_the_same_hand_holds_one_seat_however_often_it_reaches(
    every_database: TestedDatabase, flag: Flag
) -> None:
    hold = partial(flags.hold, flag_id=flag.id, member_id="ken", now=NOW)

    first, second = every_database.run(hold), every_database.run(hold)

    assert isinstance(first, Flag)
    assert second == "already"
    assert not every_database.run(
        partial(rows.take_hand, flag_id=flag.id, member_id="ken", now=NOW)
    )
    stored = every_database.read(partial(rows.flag, flag_id=flag.id))
    assert stored is not None
    assert stored.taken == 1


def test_letting_go_frees_the_seat_for_the_next_hand(
    every_database: TestedDatabase, flag: Flag
) -> None:
    for name in ("ken", "miho"):
        every_database.run(
            partial(flags.hold, flag_id=flag.id, member_id=name, now=NOW)
        )

    every_database.run(partial(flags.let_go, flag_id=flag.id, member_id="ken"))
    again = every_database.run(partial(flags.let_go, flag_id=flag.id, member_id="ken"))

    assert not again
    after = every_database.run(
        partial(flags.hold, flag_id=flag.id, member_id="tomo", now=NOW)
    )
    assert isinstance(after, Flag)
    assert after.free == 0


def test_faces_are_seen_by_those_under_the_flag_alone(
    every_database: TestedDatabase, flag: Flag
) -> None:
    for name in ("ken", "miho"):
        every_database.run(
            partial(flags.hold, flag_id=flag.id, member_id=name, now=NOW)
        )

    def faces(reader: str) -> list[str]:
        seen = every_database.read(
            partial(flags.one, flag_id=flag.id, reader_id=reader)
        )
        assert seen is not None
        return [one.id for one in seen.holders]

    assert faces("yuki") == ["ken", "miho"]
    assert faces("ken") == ["miho"]
    assert faces("tomo") == []


def test_only_its_raiser_folds_a_flag_and_those_under_it_are_told(
    every_database: TestedDatabase, flag: Flag
) -> None:
    every_database.run(partial(flags.hold, flag_id=flag.id, member_id="ken", now=NOW))
    fold = partial(flags.fold, flag_id=flag.id)

    assert every_database.run(partial(fold, raiser_id="ken")) is None
    assert every_database.run(partial(fold, raiser_id="yuki")) == ["ken"]
    assert every_database.run(partial(fold, raiser_id="yuki")) is None
    late = partial(flags.hold, flag_id=flag.id, member_id="miho", now=NOW)
    assert every_database.run(late) == "folded"


def test_one_person_has_at_most_three_flags_up(
    every_database: TestedDatabase, flag: Flag
) -> None:
    def another(conn: Connection) -> Flag | None:
        return flags.raise_flag(
            conn,
            ids=IDS,
            member_id="yuki",
            community_id="room",
            purpose="もうひとつ",
            timing="",
            my_part="",
            earns=False,
            earns_words="",
            seats=3,
            now=NOW,
        )

    up = [every_database.run(another) for _ in range(3)]

    assert [one is not None for one in up] == [True, True, False]


def test_getting_off_lets_go_of_flags_and_folds_ones_own(
    every_database: TestedDatabase, flag: Flag
) -> None:
    kens = every_database.run(partial(raised, by="ken"))
    for holder, held in (("yuki", kens), ("miho", flag), ("yuki", kens)):
        every_database.run(
            partial(flags.hold, flag_id=held.id, member_id=holder, now=NOW)
        )

    folded = every_database.run(partial(flags.step_off, member_id="yuki"))

    assert [(one.id, told) for one, told in folded] == [(flag.id, ["miho"])]
    stored = every_database.read(partial(rows.flag, flag_id=kens.id))
    assert stored is not None
    assert stored.taken == 0


def apart(conn: Connection, one: str, other: str) -> None:
    """Let two not be brought together."""
    conn.execute(insert(not_together).values(member_id=one, other_id=other, at=NOW))


@pytest.mark.parametrize("pair", [("ken", "yuki"), ("yuki", "ken")])
def test_to_who_is_kept_apart_from_its_raiser_a_flag_is_as_if_it_were_gone(
    every_database: TestedDatabase, flag: Flag, pair: tuple[str, str]
) -> None:
    every_database.run(partial(apart, one=pair[0], other=pair[1]))
    hold = partial(flags.hold, flag_id=flag.id, now=NOW)

    assert every_database.run(partial(flags.one, flag_id=flag.id, reader_id="ken")) is (
        None
    )
    assert every_database.run(partial(hold, member_id="ken")) == "folded"
    assert isinstance(every_database.run(partial(hold, member_id="miho")), Flag)


def test_two_who_are_kept_apart_see_no_face_of_one_another_under_a_flag(
    every_database: TestedDatabase, flag: Flag
) -> None:
    for name in ("ken", "miho"):
        every_database.run(
            partial(flags.hold, flag_id=flag.id, member_id=name, now=NOW)
        )
    every_database.run(partial(apart, one="ken", other="miho"))

    def faces(reader: str) -> list[str]:
        seen = every_database.run(partial(flags.one, flag_id=flag.id, reader_id=reader))
        assert seen is not None
        return [one.name for one in seen.holders]

    assert (faces("ken"), faces("miho")) == ([], [])
    assert sorted(faces("yuki")) == ["ken", "miho"]
