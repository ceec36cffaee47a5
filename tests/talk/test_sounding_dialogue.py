"""「もし、わたしなら」 as people live it, through the real engine."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection, insert, select

from core.clock import RandomIds
from core.domain.members import Language
from core.domain.requests import LAPSE_AFTER
from core.services import joining, sounding, vectors
from core.store import people, roads
from core.store.tables.people import not_together
from core.store.tables.soundings import hints, soundings
from core.talk.incoming import Address, Said, Unsent
from tests.talk.cast import LANGUAGES, Person, asks, neighbour, sends
from tests.talk.interview import LINES, begun, vector_of
from tests.talk.looking import (
    WORDS,
    looks_for_words,
    may_be_asked,
    says_how,
    willing_neighbours,
)
from tests.talk.straight import StraightWorld
from tests.talk.talking import World

DAY = timedelta(days=1)


def was_asked(person: Person, asker: Person) -> bool:
    """Whether somebody was just asked how they might put it."""
    return person.was_told("hint.arrived", name=asker.name)


@LANGUAGES
async def test_words_are_found_taken_and_thanked_for(
    everywhere: World, language: Language
) -> None:
    yuki, ken = await willing_neighbours(everywhere, language)

    await looks_for_words(yuki)
    assert was_asked(ken, yuki)
    assert (await vector_of(everywhere, yuki)).destination in ken.heard
    await says_how(ken)
    assert yuki.was_told("sounding.arrived", name=ken.name)
    await yuki.picks("sounding.take")
    await yuki.picks("sounding.their_words")
    assert yuki.was_told("vector.as_you_chose")
    await yuki.picks("vector.as_it_is")
    await yuki.phone.tap("坂の上の台所")
    assert (await vector_of(everywhere, yuki)).destination == WORDS[language]
    await yuki.commands("road")
    assert yuki.was_told("road.worded_with")
    assert ken.name in yuki.heard

    await yuki.commands("box")
    assert WORDS[language] not in yuki.heard
    await ken.picks("hint.unsay")
    assert ken.was_told("hint.is_theirs", name=yuki.name)


async def test_thanks_arrive_once_with_their_reason(here: StraightWorld) -> None:
    yuki, ken = await willing_neighbours(here)
    await looks_for_words(yuki)
    await says_how(ken)

    await yuki.picks("sounding.take")
    await yuki.picks("sounding.own_words")
    await yuki.picks("follow.thank_reading")
    await yuki.says("手から手へ、というところ")
    await yuki.picks("ask.send")

    assert ken.was_told("follow.thanks_arrived", name=yuki.name)
    assert "手から手へ、というところ" in ken.heard
    await here.pass_time(timedelta(minutes=1))
    await yuki.picks("follow.thank_reading")
    assert yuki.was_told("sounding.thanked_already", name=ken.name)


async def test_only_the_willing_are_asked_and_three_at_most(
    here: StraightWorld,
) -> None:
    yuki, *willing = await willing_neighbours(
        here, willing=("ken", "miho", "tomo", "aki")
    )
    natsu = await neighbour(here, "natsu")

    await looks_for_words(yuki)

    assert sum(was_asked(one, yuki) for one in willing) == 3
    assert not was_asked(natsu, yuki)
    assert all(one.name not in yuki.heard for one in willing)


async def test_the_settings_say_it_both_ways(here: StraightWorld) -> None:
    yuki, ken = await willing_neighbours(here)
    await ken.commands("settings")
    await ken.picks("settings.hints")
    await ken.picks("hint.rather_not")
    assert ken.was_told("settings.hints_no")

    await looks_for_words(yuki)
    assert yuki.was_told("sounding.nobody")
    assert not was_asked(ken, yuki)

    await ken.picks("settings.undo")
    assert ken.was_told("settings.hints_yes")
    await looks_for_words(yuki)
    assert was_asked(ken, yuki)


@pytest.mark.parametrize("cause", ["resting", "unreachable", "asked", "apart", "left"])
async def test_why_nobody_could_be_asked_is_nobodys_business(
    here: StraightWorld, cause: str
) -> None:
    yuki, ken, miho = await willing_neighbours(here, willing=("ken", "miho"))
    await miho.commands("rest")
    await miho.picks("settings.rest")
    await _comes_about(here, cause, ken, yuki)

    await looks_for_words(yuki)

    assert yuki.was_told("sounding.nobody")
    assert not was_asked(ken, yuki)
    asked = await here.database.read(lambda conn: conn.execute(select(soundings)).all())
    assert asked == []


async def _comes_about(
    here: StraightWorld, cause: str, ken: Person, yuki: Person
) -> None:
    """Let somebody who is willing not be there for it, for one reason or another."""
    now = here.clock.now()
    match cause:
        case "resting":
            await ken.commands("rest")
            await ken.picks("settings.rest")
        case "unreachable":
            address = Address("web", "ken")
            await here.database.write(
                lambda conn: people.set_reach(conn, address, "unreachable", now)
            )
        case "asked":
            await asks(yuki)
            await sends(yuki, ken)
        case "apart":
            apart = {"member_id": ken.id, "other_id": yuki.id, "at": now}
            await here.database.write(
                lambda conn: conn.execute(insert(not_together).values(apart))
            )
        case _:
            await here.database.write(
                lambda conn: joining.leave(
                    conn, member_id=ken.id, community_id="room", now=now
                )
            )


async def test_silence_and_a_pass_look_the_same_and_late_words_are_welcome(
    here: StraightWorld,
) -> None:
    yuki, ken, miho = await willing_neighbours(here, willing=("ken", "miho"))
    await looks_for_words(yuki)
    await ken.picks("answer.pass")
    assert ken.was_told("hint.passed")
    heard, asked = len(yuki.phone.heard), len(miho.phone.heard)

    await here.pass_time(LAPSE_AFTER)
    await here.pass_time(2 * DAY)

    assert (len(yuki.phone.heard), len(miho.phone.heard)) == (heard, asked)
    await yuki.commands("box")
    assert ken.name not in yuki.heard
    await says_how(miho)
    assert yuki.was_told("sounding.arrived", name=miho.name)
    await ken.picks("hint.write")
    assert ken.was_told("hint.passed_already")


async def test_nobody_is_asked_again_by_the_same_person_for_two_weeks(
    here: StraightWorld,
) -> None:
    yuki, ken = await willing_neighbours(here)
    await looks_for_words(yuki)
    await looks_for_words_again(yuki)
    assert yuki.may_pick("ask.take_back")

    await yuki.picks("ask.take_back")
    await looks_for_words(yuki)
    assert yuki.was_told("sounding.nobody")

    await here.pass_time(15 * DAY)
    await looks_for_words(yuki)
    assert was_asked(ken, yuki)


async def looks_for_words_again(person: Person) -> None:
    """Ask while a question is open."""
    await person.commands("road")
    await person.picks("sounding.begin")


async def test_a_question_taken_back_is_closed_for_those_who_were_asked(
    here: StraightWorld,
) -> None:
    yuki, ken = await willing_neighbours(here)
    await looks_for_words(yuki)

    await yuki.picks("ask.take_back")

    assert yuki.was_told("sounding.closed")
    await ken.picks("hint.write")
    assert ken.was_told("hint.closed")


async def test_a_sentence_can_be_said_anew_and_taken_back_until_it_is_used(
    here: StraightWorld,
) -> None:
    yuki, ken = await willing_neighbours(here)
    await looks_for_words(yuki)
    await says_how(ken, "本を配る人")

    await ken.picks("hint.anew")
    await ken.says("本を手渡して歩く人")
    await ken.picks("ask.send")
    assert "本を手渡して歩く人" in yuki.heard

    await ken.picks("hint.unsay")
    assert ken.was_told("hint.unsaid")
    assert yuki.was_told("sounding.taken_back", name=ken.name)
    await yuki.picks("sounding.take")
    assert yuki.was_told("sounding.gone")
    assert await here.database.read(
        lambda conn: conn.execute(select(hints.c.words)).scalars().all()
    ) == [""]


async def test_words_unsent_on_the_messenger_are_gone_here_too(
    here: StraightWorld,
) -> None:
    yuki, ken = await willing_neighbours(here)
    await looks_for_words(yuki)
    await ken.picks("hint.write")
    await ken.does(Said("本を手渡して歩く人", message="m7"))
    await ken.picks("ask.send")

    await ken.does(Unsent("m7"))

    assert ken.was_told("talk.unsaid_there")
    await yuki.picks("sounding.take")
    assert yuki.was_told("sounding.gone")


async def test_a_note_unsent_is_not_shown_any_more(here: StraightWorld) -> None:
    yuki, ken = await willing_neighbours(here)
    await looks_for_words_again(yuki)
    await yuki.picks("vector.toward")
    await yuki.does(Said("湯気と長い机ばかり浮かびます", message="m8"))
    await yuki.picks("sounding.send")
    assert "湯気と長い机" in ken.heard

    await yuki.does(Unsent("m8"))

    await ken.commands("box")
    assert was_asked(ken, yuki)
    assert "湯気と長い机" not in ken.heard


async def test_what_waits_stands_among_what_arrived(here: StraightWorld) -> None:
    yuki, ken = await willing_neighbours(here)
    await looks_for_words(yuki)
    await ken.picks("answer.later")
    assert ken.may_pick("hint.write") is False

    await ken.commands("box")
    assert was_asked(ken, yuki)
    await says_how(ken)
    await yuki.picks("sounding.leave")
    await yuki.commands("box")
    assert yuki.was_told("sounding.arrived", name=ken.name)
    await ken.commands("box")
    assert not was_asked(ken, yuki)


@LANGUAGES
async def test_who_does_not_know_twice_may_ask_three_people(
    here: StraightWorld, language: Language
) -> None:
    yuki = await begun(here, language)
    await yuki.says(LINES[language][0])
    await yuki.picks("vector.skip")
    unsure = {"ja": "わからない", "en": "I don't know"}[language]
    await yuki.says(unsure)
    assert not yuki.may_pick("vector.ask_three")
    await yuki.says(unsure)

    await yuki.picks("vector.ask_three")

    assert yuki.was_told("sounding.seen_by_them")
    assert LINES[language][0] in yuki.heard
    stored = await vector_of(here, yuki)
    assert (stored.origin, stored.destination) == (LINES[language][0], "")
    shown = await here.database.read(lambda conn: roads.vectors_shown(conn, "room"))
    assert shown == {}


async def test_with_two_rooms_one_is_asked(here: StraightWorld) -> None:
    yuki, ken = await willing_neighbours(here)
    await here.community("朝の市", "ASA555", id="market")
    tomo = await neighbour(here, "tomo", code="ASA555")
    await here.database.write(lambda conn: may_be_asked(conn, [tomo], here))
    now = here.clock.now()
    await here.database.write(
        lambda conn: joining.join(conn, member_id=yuki.id, code="ASA555", now=now)
    )

    await looks_for_words_again(yuki)
    await yuki.phone.tap("朝の市")
    await yuki.picks("vector.toward")
    await yuki.picks("sounding.send")

    assert was_asked(tomo, yuki)
    assert not was_asked(ken, yuki)


async def test_a_vector_that_changed_elsewhere_is_read_back_once_more(
    here: StraightWorld,
) -> None:
    yuki, ken = await willing_neighbours(here)
    await looks_for_words_again(yuki)
    await yuki.picks("vector.toward")
    now = here.clock.now()
    await here.database.write(
        lambda conn: vectors.take_step(
            conn, ids=RandomIds(), member_id=yuki.id, next_step="棚を塗る", now=now
        )
    )

    await yuki.picks("sounding.send")

    assert yuki.was_told("sounding.changed")
    assert "棚を塗る" in yuki.heard
    assert not was_asked(ken, yuki)


async def test_nobody_else_can_tap_a_card_that_is_not_theirs(
    here: StraightWorld,
) -> None:
    yuki, ken, miho = await willing_neighbours(here, willing=("ken", "miho"))
    await looks_for_words(yuki)
    await says_how(ken)
    hint_of_ken = await here.database.read(
        lambda conn: conn.execute(
            select(hints.c.id).where(hints.c.author_id == ken.id)
        ).scalar_one()
    )

    def seen(conn: Connection) -> list[object]:
        return [
            sounding.sides(conn, hint_id=hint_of_ken, reader_id=one.id)
            for one in (miho, ken, yuki)
        ]

    stranger, author, asker = await here.database.read(seen)
    assert stranger is None
    assert author is not None
    assert asker is not None
