"""The main job from end to end: two newcomers, a request, an idea, thanks, growth.

In both languages, on both databases, through the real runtime, tap by tap.
"""

import pytest

from core.domain.members import Language
from core.domain.vectors import Vector
from core.store import asks as stored
from core.store import growth, roads
from core.talk.outgoing import Card
from tests.databases import TestedDatabase
from tests.talk.cast import (
    MY_PART,
    NEED,
    ROADS,
    Person,
    draft_of,
    request_between,
    says_it_ended,
    to_card_of,
)
from tests.talk.talking import World, world

NAMES: dict[Language, dict[str, str]] = {
    "ja": {"yuki": "ゆき", "ken": "けん"},
    "en": {"yuki": "Yuki", "ken": "Ken"},
}
IDEA: dict[Language, str] = {
    "ja": "問いは当日みんなで作るのは?",
    "en": "what if everyone makes the questions on the day?",
}
JOY: dict[Language, str] = {
    "ja": "問いを当日つくる案",
    "en": "making the questions on the day",
}


async def settles(here: World, user: str, language: Language) -> Person:
    """Let somebody come by invite code and show a vector."""
    name, road = NAMES[language][user], ROADS[language][user]
    person = Person(here.phone(user), name, language, "")
    await person.phone.open(invite="SAKA24", language=language)
    await person.says(name)
    await person.picks("welcome.begin")
    await person.picks("welcome.keep")
    await person.says(road.origin)
    await person.picks("vector.skip")
    await person.says(road.destination)
    await person.says(road.next_step)
    assert person.was_told("vector.only_lined_up")
    await person.picks("vector.as_it_is")
    await person.phone.tap("坂の上の台所")
    assert person.was_told("vector.out")
    person.id = await here.member_id(user)
    return person


@pytest.mark.parametrize("language", ["ja", "en"])
async def test_from_the_first_hello_to_thanks_and_growth_on_both_roads(
    every_database: TestedDatabase, language: Language
) -> None:
    async with world(every_database.open()) as here:
        await goes_the_whole_way(here, language)


async def goes_the_whole_way(here: World, language: Language) -> None:
    """Let two people find each other, give a ride and thank."""
    await here.community()
    ken = await settles(here, "ken", language)
    yuki = await settles(here, "yuki", language)

    await yuki.says(NEED[language])
    await yuki.picks("ask.that_road")
    await yuki.says(MY_PART[language])
    await yuki.picks("ask.earns_nobody")
    await to_card_of(yuki, ken)
    assert ROADS[language]["yuki"].destination in draft_of(yuki)
    assert MY_PART[language] in draft_of(yuki)
    await yuki.picks("ask.send")

    request = ken.phone.latest[-1]
    assert isinstance(request, Card)
    assert request.body == draft_of(yuki)
    await ken.picks("answer.suggest")
    await ken.says(IDEA[language])
    await yuki.picks("follow.idea_take")
    assert ken.was_told("follow.idea_taken", name=yuki.name)

    await yuki.picks("follow.hand_contact")
    await yuki.says("yuki@example.jp")
    assert "yuki@example.jp" in ken.heard
    await says_it_ended(yuki)
    await yuki.picks("follow.done")
    await yuki.says(JOY[language])
    await yuki.picks("ask.send")
    assert JOY[language] in ken.heard
    await yuki.picks("follow.moved")
    await yuki.picks("follow.no_words")
    await yuki.says(MY_PART[language])

    await ken.picks("follow.my_road")
    await ken.picks("follow.not_yet")
    await ken.picks("follow.no_words")
    await ken.picks("follow.same_step")

    kept = await request_between(here, yuki, ken)
    read = here.database.read
    hers = await read(lambda conn: growth.latest_notes(conn, yuki.id, most=9))
    his = await read(lambda conn: growth.latest_notes(conn, ken.id, most=9))
    vector: Vector = await read(lambda conn: roads.vector(conn, yuki.id))
    ask = await read(lambda conn: stored.ask(conn, kept.ask_id))
    assert (kept.state, kept.idea) == ("done", IDEA[language])
    assert [one.moved for one in (*hers, *his)] == ["moved", "not_yet"]
    assert vector.next_step == MY_PART[language]
    assert ask is not None
    assert ask.taken == 1
