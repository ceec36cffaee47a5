"""Asking willing people for words: caps and races, on both databases."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import Connection, select

from core.domain.requests import LAPSE_AFTER
from core.domain.sounding import HINTS_CONSENT, Shown
from core.domain.vectors import Vector
from core.errors import Refusal
from core.services import sounding, vectors
from core.services.forgetting import sweep
from core.services.sounding import Asked, NotAsked
from core.store import people
from core.store.tables.soundings import hints, soundings
from tests.databases import TestedDatabase
from tests.services.people import IDS, NOW, member, room
from tests.services.requesting import at_once

DAY = timedelta(days=1)


def settle(conn: Connection, askers: Sequence[str], willing: Sequence[str]) -> None:
    """Seat people, some of whom look for words and some may be asked for them."""
    room(conn)
    for name in (*askers, *willing):
        member(conn, name, name, "room")
    for name in askers:
        vectors.publish(
            conn,
            ids=IDS,
            member_id=name,
            vector=Vector(destination="海の近く"),
            community_ids=(),
            now=NOW,
        )
    for name in willing:
        people.add_consent(
            conn,
            id=IDS.new(),
            member_id=name,
            what=HINTS_CONSENT,
            wording="test",
            given=True,
            now=NOW,
        )


def begin(
    conn: Connection,
    asker: str,
    *,
    shown: Shown | None = None,
    community: str = "room",
    now: datetime = NOW,
) -> Asked | NotAsked:
    """Ask how others might word where somebody is heading."""
    return sounding.begin(
        conn,
        ids=IDS,
        asker_id=asker,
        community_id=community,
        line="destination",
        shown=shown or Shown(destination="海の近く"),
        now=now,
    )


async def test_two_who_ask_at_once_never_reach_one_person_twice(
    every_database: TestedDatabase,
) -> None:
    every_database.run(lambda conn: settle(conn, ["yuki", "natsu"], ["ken"]))

    found = await at_once(
        every_database, [partial(begin, asker=one) for one in ("yuki", "natsu")]
    )

    asked = [one for one in found if isinstance(one, Asked)]
    assert sorted(hint.author_id for one in asked for hint in one.hints) == ["ken"]


async def test_one_who_asks_twice_at_once_asks_once(
    every_database: TestedDatabase,
) -> None:
    willing = ["ken", "miho", "tomo", "aki"]
    every_database.run(lambda conn: settle(conn, ["yuki"], willing))

    found = await at_once(every_database, [partial(begin, asker="yuki")] * 2)

    asked = [one for one in found if isinstance(one, Asked)]
    assert [len(one.hints) for one in asked] == [3]
    assert [one for one in found if one not in asked] == ["one_at_a_time"]


def test_somebody_is_asked_twice_a_week_at_most(
    sqlite_database: TestedDatabase,
) -> None:
    askers = ["yuki", "natsu", "tomo"]
    sqlite_database.run(lambda conn: settle(conn, askers, ["ken"]))

    def ask_each(conn: Connection) -> list[bool]:
        moments = (NOW, NOW + LAPSE_AFTER, NOW + 2 * LAPSE_AFTER)
        return [
            isinstance(begin(conn, asker, now=now), Asked)
            for asker, now in zip(askers, moments, strict=True)
        ]

    assert sqlite_database.run(ask_each) == [True, True, False]
    later = NOW + 2 * LAPSE_AFTER + DAY + timedelta(minutes=1)
    again = sqlite_database.run(lambda conn: begin(conn, "tomo", now=later))
    assert isinstance(again, Asked)


@pytest.mark.parametrize("shown", [Shown(origin="x"), Shown(destination="海")])
def test_only_the_vector_as_it_stands_is_shown(
    sqlite_database: TestedDatabase, shown: Shown
) -> None:
    sqlite_database.run(lambda conn: settle(conn, ["yuki"], ["ken"]))

    changed = sqlite_database.run(lambda conn: begin(conn, "yuki", shown=shown))

    assert changed == "changed"


def test_a_room_one_does_not_sit_in_is_not_asked(
    sqlite_database: TestedDatabase,
) -> None:
    def elsewhere(conn: Connection) -> None:
        settle(conn, ["yuki"], ["ken"])
        room(conn, "market", "朝の市")
        begin(conn, "yuki", community="market")

    with pytest.raises(Refusal):
        sqlite_database.run(elsewhere)


def test_after_a_month_what_was_said_is_left_and_who_passed_is_not(
    sqlite_database: TestedDatabase,
) -> None:
    def ask_and_sweep(conn: Connection) -> tuple[set[str], set[str], int]:
        settle(conn, ["yuki"], ["ken", "miho"])
        asked = begin(conn, "yuki")
        assert isinstance(asked, Asked)
        said, passed = asked.hints
        author = {"hint_id": said.id, "author_id": said.author_id}
        assert sounding.say(conn, **author, words="波の音がする町", now=NOW)
        sounding.pass_on(conn, hint_id=passed.id, author_id=passed.author_id, now=NOW)
        assert sweep(conn, NOW + 29 * DAY) == 0
        gone = sweep(conn, NOW + 30 * DAY)
        shown = set(conn.execute(select(soundings.c.destination)).scalars())
        return shown, set(conn.execute(select(hints.c.words)).scalars()), gone

    left = sqlite_database.run(ask_and_sweep)

    assert left == ({""}, {"波の音がする町"}, 2)
