"""Keeping a distance: said in words, asked once, quiet for the other, taken back."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection

from core.domain.communities import Community
from core.domain.flags import Flag
from core.domain.members import Language, Member
from core.i18n.catalog import LANGUAGES
from core.store import communities
from core.store import people as stored_people
from core.talk.effects.apart import (
    ApartEnded,
    ApartSeen,
    BetweenSeen,
    EndApart,
    FindAround,
    FoundAround,
    KeepApart,
    KeptApart,
    LookAtApart,
    LookBetween,
)
from core.talk.flow import Facts
from core.talk.flows import apart
from core.talk.flows.apart_states import Ending, Finding, Keeping, Listing, Looking
from core.talk.turn import Opened
from tests.talk.calling import calls_to
from tests.talk.cast import (
    neighbour,
    neighbours,
    under_way,
)
from tests.talk.distance import kept
from tests.talk.flowing import Bench, check, explore
from tests.talk.straight import StraightWorld

NOW = datetime(2026, 6, 1, 3, tzinfo=UTC)
KEN, OTHER_KEN = Member("ken", "けん", "ja"), Member("kenji", "けんじ", "ja")
ROOM = Community("room", "坂の上の台所", "", None)
HARBOUR = Community("harbour", "港の食堂", "", None)
HERE = Facts(Member("yuki", "ゆき", "ja"), NOW, homes=(ROOM,))
FLAG = Flag("f", "ken", "room", "朝市の机", "土曜", "", False, "", 5, 1)
MANY = tuple(replace(KEN, id=f"ken{number}") for number in range(12))
SAID = {"ja": "けんさんとは組みたくない", "en": "I'd rather not be paired with Ken"}
BENCH = Bench(
    apart.FLOW,
    openings=(
        Opened(),
        Opened("", "9"),
        Opened("add"),
        Opened("said", SAID["ja"]),
        Opened("said", "block him"),
        *(Opened(verb, "ken") for verb in ("person", "request", "undo")),
    ),
    facts=(HERE, replace(HERE, busy=True)),
    answers={
        FindAround: (
            FoundAround(),
            FoundAround((KEN,)),
            FoundAround((KEN, OTHER_KEN)),
            FoundAround(oneself=True),
        ),
        LookBetween: (
            BetweenSeen(None),
            BetweenSeen(KEN),
            BetweenSeen(KEN, kept=True),
            BetweenSeen(KEN, received=True, sent=True, watch="one"),
            BetweenSeen(KEN, rides=True, flags=True, watch="only"),
        ),
        KeepApart: (
            KeptApart(None),
            KeptApart(KEN),
            KeptApart(KEN, rides=True, flags=(FLAG,), keepers_in=(ROOM,)),
            KeptApart(KEN, keepers_in=(ROOM, HARBOUR)),
        ),
        LookAtApart: (ApartSeen(), ApartSeen((KEN,)), ApartSeen(MANY)),
        EndApart: (ApartEnded(KEN), ApartEnded(None)),
    },
)


def test_it_keeps_the_promises_of_every_flow() -> None:
    passing = (Finding, Looking, Keeping, Listing, Ending)

    check(explore(BENCH), passing=passing)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_it_is_said_in_words_asked_once_and_taken_back_in_the_settings(
    here: StraightWorld, language: Language
) -> None:
    yuki, ken = await neighbours(here, language)
    quiet = len(ken.phone.heard)

    await yuki.says(SAID[language])
    assert yuki.was_told("apart.what_follows")
    assert yuki.was_told("apart.not_told", name=ken.name)
    assert await kept(here, yuki) == []
    await yuki.says(yuki.words("apart.keep"))
    assert yuki.was_told("apart.kept", name=ken.name)
    assert yuki.was_told("apart.other_help")
    assert await kept(here, yuki) == [ken.id]

    await yuki.commands("settings")
    await yuki.picks("apart.keep")
    assert yuki.was_told("apart.those", names=ken.name)
    await yuki.phone.tap(ken.name)
    assert yuki.was_told("apart.ended", name=ken.name)
    assert await kept(here, yuki) == []
    assert len(ken.phone.heard) == quiet


async def test_a_typed_yes_changes_nothing_and_not_now_leaves_all_as_it_was(
    here: StraightWorld,
) -> None:
    yuki, ken = await neighbours(here)
    await yuki.says(SAID["ja"])

    await yuki.says("はい")
    assert yuki.was_told("short.by_tap", label=yuki.words("apart.keep"))
    assert await kept(here, yuki) == []
    await yuki.says("いいえ")
    assert yuki.was_told("leave.as_it_was")
    await yuki.says(SAID["ja"])
    await yuki.picks("apart.not_now")

    assert await kept(here, yuki) == []
    assert ken.name in (await yuki.commands("room"), await yuki.picks("room.people"))[1]


async def test_a_name_is_asked_for_found_chosen_or_kindly_not_found(
    here: StraightWorld,
) -> None:
    yuki, ken = await neighbours(here)
    await here.community("港の食堂", "MINATO", id="harbour")
    await neighbour(here, "tomo", code="MINATO")
    await yuki.commands("settings")
    await yuki.picks("apart.keep")
    await yuki.picks("apart.add")

    for nobody in ("とも", "だれもいない名前"):  # in another room, and nowhere at all
        await yuki.says(nobody)
        assert yuki.was_told("apart.no_such_person")
    await yuki.says("けんさん")
    assert yuki.was_told("apart.title", name=ken.name)
    await yuki.says("ゆきとは組みたくない")
    assert yuki.was_told("apart.yourself")

    assert await kept(here, yuki) == []


async def test_who_goes_by_the_same_name_is_chosen(here: StraightWorld) -> None:
    yuki, ken = await neighbours(here)
    now = here.clock.now()

    def settle(conn: Connection) -> None:
        for number in ("2", "3"):
            name = f"けん{number}"
            stored_people.add(conn, id=name, name=name, language="ja", now=now)
            communities.take_seat(conn, "room", name, now)
        stored_people.change(conn, ken.id, name="けん1")

    await here.database.write(settle)

    await yuki.says(SAID["ja"])
    assert yuki.was_told("sos.which_of_them")
    await yuki.phone.tap("けん2")
    assert yuki.was_told("apart.title", name="けん2")
    await yuki.picks("apart.keep")

    assert await kept(here, yuki) == ["けん2"]


async def test_in_another_dialogue_it_is_heard_and_the_dialogue_goes_on(
    here: StraightWorld,
) -> None:
    yuki, _ = await neighbours(here)
    await yuki.commands("ask")

    await yuki.says(SAID["ja"])
    assert yuki.was_told("apart.what_follows")
    await yuki.picks("apart.keep")
    assert yuki.was_told("ask.what")

    await yuki.says("てつさんとは会いたくない")  # nobody here: an answer like any other
    assert yuki.may_pick("ask.skip")
    assert not yuki.was_told("apart.no_such_person")


async def test_words_about_a_caller_never_go_to_them_unasked(
    here: StraightWorld,
) -> None:
    yuki, ken = await neighbours(here)
    await calls_to(yuki, ken)
    await ken.picks("listen.ear")
    quiet = len(yuki.phone.heard)

    await ken.says("ゆきさんとは組みたくない")

    assert ken.was_told("apart.title", name=yuki.name)
    assert len(yuki.phone.heard) == quiet


async def test_words_that_were_an_answer_are_one_after_a_tap(
    here: StraightWorld,
) -> None:
    yuki, ken = await under_way(here)
    await ken.picks("answer.suggest")

    await ken.says("ゆきさんとは組みたくない")
    assert ken.was_told("apart.title", name=yuki.name)
    await ken.picks("about.meant")

    assert ken.was_told("answer.idea_sent", name=yuki.name)
    assert "組みたくない" in yuki.heard
