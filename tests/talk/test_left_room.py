"""Who left a room, or is kept apart, hears nothing through what is still open."""

from tests.databases import TestedDatabase, every_database
from tests.talk.apps import ken_on_line, linked
from tests.talk.cast import (
    Person,
    asks,
    leaves,
    neighbour,
    neighbours,
    riding,
    says_it_ended,
    to_card_of,
)
from tests.talk.distance import keep_apart
from tests.talk.talking import World, words_of

__all__ = ["every_database"]

NEED = "金継ぎの漆をさわってみたい"


async def words_a_road(person: Person, destination: str) -> None:
    """Word one's direction anew and show it."""
    await person.commands("vector")
    await person.picks("vector.moved")
    await person.picks("vector.skip")
    await person.picks("vector.skip")
    await person.says(destination)
    await person.picks("vector.not_yet")
    await person.picks("vector.as_it_is")
    await person.phone.tap("坂の上の台所")


async def test_an_ask_that_was_remembered_says_nothing_of_a_room_that_was_left(
    here: World,
) -> None:
    yuki, ken = await neighbours(here)
    await asks(yuki, need=NEED)
    await yuki.picks("ask.remember")
    await leaves(yuki)
    since = len(yuki.phone.heard)

    await words_a_road(ken, "金継ぎの漆を教えられる人")

    assert "".join(map(words_of, yuki.phone.heard[since:])) == ""


async def test_looking_again_shows_nobody_of_a_room_that_was_left(
    here: World,
) -> None:
    yuki, ken = await neighbours(here)
    await asks(yuki, need=NEED)
    await yuki.picks("ask.remember")
    await words_a_road(ken, "金継ぎの漆を教えられる人")
    assert yuki.may_pick("ask.look_again")

    await leaves(yuki)
    heard = await yuki.picks("ask.look_again")

    assert ken.name not in heard
    assert "漆を教えられる" not in heard


async def test_a_note_that_is_open_in_one_app_is_not_sent_once_the_room_was_left(
    every_database: TestedDatabase,
) -> None:
    async with ken_on_line(every_database) as (here, ken):
        miho = await neighbour(here, "miho")
        web = await linked(here, ken, "web")
        await asks(web)
        await to_card_of(web, miho)
        since = len(miho.phone.heard)

        await leaves(ken)
        heard = await web.picks("ask.send")

        assert "".join(map(words_of, miho.phone.heard[since:])) == ""
        assert "届けました" not in heard
        assert not web.was_told("talk.stumbled")


async def test_words_of_a_ride_pass_no_more_between_two_who_are_kept_apart(
    here: World,
) -> None:
    yuki, ken = await riding(here)
    await keep_apart(here, ken, yuki)
    since = len(ken.phone.heard)

    await yuki.picks("follow.hand_contact")
    await yuki.says("yuki@example.org")
    await says_it_ended(yuki)
    await yuki.picks("follow.done")
    await yuki.says("はじめの一枚が壁にかかったこと")
    await yuki.picks("ask.send")

    assert "".join(map(words_of, ken.phone.heard[since:])) == ""
    assert not yuki.was_told("talk.stumbled")
