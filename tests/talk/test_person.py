"""Turning to somebody one knows: seen by their words, asked within the same limits."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, insert

from core.domain.formats import Post
from core.domain.members import Language, Member
from core.domain.vectors import Vector
from core.store import people, roads
from core.store.tables.people import not_together
from core.talk.effects.somebody import LookAtSomebody, SomebodySeen
from core.talk.flows import person
from core.talk.flows.person import Looking
from core.talk.outgoing import Draft
from core.talk.turn import Opened
from tests.talk.cast import LANGUAGES, Person, asks, neighbour, neighbours, sends
from tests.talk.flowing import Bench, check, explore
from tests.talk.talking import World
from tests.talk.totality import FACTS, HOME, OTHER_HOME

KEN = Member("ken", "けん", "ja")
AT = datetime(2026, 3, 4, tzinfo=UTC)
POST = Post("p", "ken", {"now": "棚をみがいた"}, created_at=AT)
SEEN = SomebodySeen(KEN, (HOME,), Vector(destination="場をつくる側"), POST, free=True)
BENCH = Bench(
    person.FLOW,
    openings=(Opened("", "ken"), Opened("ask", "ken\nけんさんに棚を見てほしい")),
    facts=FACTS[1:3],
    answers={
        LookAtSomebody: (
            SEEN,
            replace(SEEN, rooms=(HOME, OTHER_HOME)),
            replace(SEEN, vector=Vector(), post=None, free=False),
            SomebodySeen(),
        )
    },
)
WISH: dict[Language, str] = {
    "ja": "けんさんに本の並べ方を見てもらいたい",
    "en": "Could Ken help me sort the books?",
}
MEANT: dict[Language, str] = {"ja": "本の並べ方", "en": "sort the books"}


def test_it_keeps_the_promises_of_every_flow() -> None:
    check(explore(BENCH), passing=(Looking,))


async def asks_by_name(yuki: Person, words: str) -> None:
    """Ask somebody who is named, up to the draft or to what hinders it."""
    await yuki.says(words)
    await yuki.picks("home.turn_to_them")


async def to_the_draft(yuki: Person) -> Draft:
    await yuki.picks("ask.skip")
    await yuki.says("棚")
    await yuki.picks("ask.earns_nobody")
    return next(one for one in yuki.phone.latest if isinstance(one, Draft))


@LANGUAGES
async def test_who_is_named_is_asked_without_being_found_first(
    here: World, language: Language
) -> None:
    yuki, ken = await neighbours(here, language)

    await yuki.says(WISH[language])
    assert yuki.was_told("home.named", name=ken.name)
    await yuki.picks("home.turn_to_them")
    draft = await to_the_draft(yuki)

    assert MEANT[language] in draft.text
    assert draft.text.count(ken.name) == 1, "the name is said once, as a greeting"
    await yuki.picks("ask.send")
    assert ken.was_told("answer.arrived", name=yuki.name)


@LANGUAGES
async def test_who_is_named_can_be_seen_first(here: World, language: Language) -> None:
    yuki, ken = await neighbours(here, language)
    secret = Vector("配達を8年", "ひみつの転機", "場をつくる", "棚")
    tomo = await neighbour(here, "tomo", language, vector=secret)

    asked = {"ja": f"{tomo.name}さんってどんな人？", "en": f"Who is {tomo.name}?"}
    await yuki.says(asked[language])
    await yuki.picks("home.know_them")

    assert "配達を8年" in yuki.heard
    assert "ひみつの転機" not in yuki.heard
    await yuki.picks("person.ask")
    assert yuki.was_told("ask.what"), "what it is about was not said yet"
    assert not ken.was_told("answer.arrived", name=yuki.name)


async def test_somebody_with_a_request_already_is_not_written_to_in_vain(
    here: World,
) -> None:
    yuki, ken, miho = await neighbours(here, helpers=("ken", "miho"))
    await asks(yuki)
    await sends(yuki, ken)

    await asks_by_name(miho, "けんさんに紙芝居を手伝ってもらいたい")

    assert miho.was_told("ask.not_them")
    await miho.picks("ask.near_people")
    assert miho.was_told("ask.which_road", destination="読書会の問いかけを集める")


@pytest.mark.parametrize("why", ["rests", "apart", "shows nothing"])
async def test_what_hinders_looks_the_same_whatever_it_is(
    here: World, why: str
) -> None:
    yuki, ken = await neighbours(here)
    await neighbour(here, "tomo", vector=Vector())

    def hinder(conn: Connection) -> None:
        if why == "rests":
            people.change(conn, ken.id, resting_since=here.clock.now())
        if why == "apart":
            apart = {"member_id": ken.id, "other_id": yuki.id, "at": here.clock.now()}
            conn.execute(insert(not_together).values(apart))

    await here.database.write(hinder)
    name = "とも" if why == "shows nothing" else "けん"
    await asks_by_name(yuki, f"{name}さんに紙芝居を見てもらいたい")

    assert yuki.was_told("ask.not_them")
    assert yuki.may_pick("ask.near_people")


async def test_whose_words_go_meanwhile_others_can_be_looked_for(here: World) -> None:
    yuki, ken, miho = await neighbours(here, helpers=("ken", "miho"))
    await asks_by_name(yuki, "みほさんに読書会の問いかけを考えてもらいたい")
    now = here.clock.now()
    await here.database.write(lambda conn: roads.show_vector_in(conn, miho.id, [], now))
    await yuki.picks("ask.skip")
    await yuki.says("棚")
    await yuki.picks("ask.earns_nobody")
    assert yuki.was_told("ask.not_them")

    await yuki.picks("ask.near_people")

    assert ken.name in yuki.heard


async def test_a_story_with_a_name_in_it_is_a_post_first(here: World) -> None:
    yuki, _ = await neighbours(here)

    await yuki.says("きのう、けんさんと棚をみがいた。")

    post, know = yuki.words("home.as_post"), yuki.words("home.know_them")
    assert 0 < yuki.heard.index(f"[{post}]") < yuki.heard.index(f"[{know}]")


async def test_two_who_bear_a_name_are_both_offered_and_never_asked_unseen(
    here: World,
) -> None:
    yuki, ken = await neighbours(here)
    other = await neighbour(here, "miho", vector=Vector(destination="海のそば"))
    await here.database.write(lambda conn: people.change(conn, other.id, name="けん"))

    await yuki.says("けんさんに聞いてみたい")

    assert yuki.heard.count(f" {ken.name}]") == 2
    assert not yuki.may_pick("home.turn_to_them")


async def test_nobody_of_another_room_is_known_by_name(here: World) -> None:
    yuki, _ = await neighbours(here)
    await here.community("川べり", "KAWA77", id="other")
    await neighbour(here, "sato", code="KAWA77", vector=Vector(destination="川"))

    await yuki.says("Satoさんに聞いてみたい")

    assert not yuki.may_pick("home.know_them")
