"""A name that is typed and then taken back or mended on its messenger."""

from dataclasses import replace

import pytest

from core.store import people
from core.talk.incoming import Edited, Said, Unsent
from tests.databases import TestedDatabase, every_database
from tests.talk.cast import Person
from tests.talk.meeting import raise_flag
from tests.talk.talking import LIMITS, KeepingChannel, World, world

__all__ = ["every_database"]


async def arrived(here: World, user: str, name: Said, channel: str = "web") -> Person:
    """Take a seat in the room and say a name; the rest can wait."""
    phone = here.phone(user, channel)
    await phone.open(invite="SAKA24", language="ja")
    await phone.does(name)
    member_id = await here.member_id(user, channel)
    person = Person(phone, name.text, "ja", member_id)
    await person.picks("welcome.later")
    return person


async def called(here: World, person: Person) -> str:
    """Return what somebody is called."""
    member = await here.database.read(lambda conn: people.member(conn, person.id))
    assert member is not None
    return member.name


async def renames(person: Person, name: Said) -> None:
    """Give another name in the settings."""
    await person.commands("settings")
    await person.picks("settings.name")
    await person.does(name)


@pytest.fixture
async def room(here: World) -> World:
    await here.community()
    return here


async def test_a_name_taken_back_gives_way_to_the_one_before(everywhere: World) -> None:
    await everywhere.community()
    yuki = await arrived(everywhere, "yuki", Said("ゆきです", message="n1"))
    await renames(yuki, Said("ゆっこ", message="n2"))
    assert await called(everywhere, yuki) == "ゆっこ"

    await yuki.does(Unsent("n2"))

    assert yuki.was_told("talk.renamed", name="ゆき")
    assert await called(everywhere, yuki) == "ゆき"
    await yuki.does(Unsent("n2"))
    assert yuki.heard == ""


async def test_the_only_name_taken_back_is_asked_for_again_and_none_is_shown_empty(
    room: World,
) -> None:
    yuki = await arrived(room, "yuki", Said("ゆき", message="n1"))
    ken = await arrived(room, "ken", Said("けん", message="k1"))

    await yuki.does(Unsent("n1"))

    assert yuki.was_told("talk.nameless")
    assert yuki.was_told("settings.ask_name")
    await ken.commands("room")
    await ken.picks("room.people")
    assert "だれか" in ken.heard
    assert "ゆき" not in ken.heard
    await yuki.says("みゆき")
    assert yuki.was_told("settings.called", name="みゆき")
    assert await called(room, yuki) == "みゆき"


async def test_a_name_taken_back_at_once_is_asked_for_before_anything_else(
    room: World,
) -> None:
    phone = room.phone("yuki")
    await phone.open(invite="SAKA24", language="ja")
    await phone.does(Said("ゆき", message="n1"))
    yuki = Person(phone, "ゆき", "ja", await room.member_id("yuki"))

    await yuki.does(Unsent("n1"))
    assert yuki.was_told("settings.ask_name")
    await yuki.says("みゆき")

    assert yuki.may_pick("welcome.begin")


async def test_no_choice_leads_back_to_a_name_that_was_taken_back(room: World) -> None:
    yuki = await arrived(room, "yuki", Said("ゆき", message="n1"))
    await renames(yuki, Said("みゆき", message="n2"))

    await yuki.does(Unsent("n1"))
    await yuki.picks("settings.undo")

    assert yuki.was_told("settings.ask_name")
    assert await called(room, yuki) == "みゆき"


async def test_a_name_that_was_undone_is_not_come_back_to(room: World) -> None:
    yuki = await arrived(room, "yuki", Said("ゆき", message="n1"))
    await renames(yuki, Said("みゆき", message="n2"))
    await yuki.picks("settings.undo")
    assert await called(room, yuki) == "ゆき"

    await yuki.does(Unsent("n1"))

    assert yuki.was_told("settings.ask_name")
    assert await called(room, yuki) == ""


async def test_a_name_that_came_from_no_message_is_come_back_to(room: World) -> None:
    phone = room.phone("yuki")
    await phone.open(invite="SAKA24", name="ゆき", language="ja")
    yuki = Person(phone, "ゆき", "ja", await room.member_id("yuki"))
    await renames(yuki, Said("みゆき", message="n1"))

    await yuki.does(Unsent("n1"))

    assert yuki.was_told("talk.renamed", name="ゆき")
    assert await called(room, yuki) == "ゆき"


async def test_a_mended_name_waits_for_its_owners_word(room: World) -> None:
    yuki = await arrived(room, "yuki", Said("ゆき", message="n1"))

    await yuki.does(Edited("n1", "みゆきです"))
    assert yuki.was_told("mended.may_stand")
    assert await called(room, yuki) == "ゆき"
    await yuki.picks("mended.use")

    assert await called(room, yuki) == "みゆき"


async def test_what_waits_for_others_says_the_name_that_stands(
    every_database: TestedDatabase,
) -> None:
    costly = KeepingChannel("line", replace(LIMITS, mail_waits=True))
    channels = {"web": KeepingChannel(), "line": costly}
    async with world(every_database.at_hand(), channels=channels) as here:
        await here.community()
        ken = await arrived(here, "ken", Said("けん"), "line")
        await raise_flag(ken.phone)
        yuki = await arrived(here, "yuki", Said("ゆき", message="n1"))
        await renames(yuki, Said("ゆっこ", message="n2"))
        await yuki.commands("flag")
        await yuki.picks("flag.see_others")
        await yuki.picks("flag.join")

        await yuki.does(Unsent("n2"))
        await ken.commands("help")

    assert "ゆきさんが" in ken.heard
    assert "ゆっこ" not in ken.heard
