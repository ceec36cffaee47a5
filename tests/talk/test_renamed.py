"""Whoever goes by another name is called so in dialogues of others that run already."""

from core.domain.members import Language
from core.store import people
from core.talk.incoming import Edited, Said, Shared, Unsent
from tests.talk.cast import LANGUAGES, Person, asks, neighbours, shared
from tests.talk.talking import World

STICKER = Shared("sticker")
"""Brings back the question that is open."""


async def renames(person: Person, name: str, message: str = "") -> None:
    """Give another name in the settings."""
    await person.commands("settings")
    await person.picks("settings.name")
    await person.does(Said(name, message=message))


@LANGUAGES
async def test_people_who_were_shown_are_called_as_they_are_called_now(
    here: World, language: Language
) -> None:
    yuki, ken, miho = await neighbours(here, language, helpers=("ken", "miho"))
    await asks(yuki)

    await renames(ken, "Kenta")
    await yuki.does(STICKER)

    assert "Kenta" in yuki.heard
    assert ken.name not in yuki.heard.replace("Kenta", "")
    assert miho.name in yuki.heard


@LANGUAGES
async def test_a_namesake_keeps_the_name(here: World, language: Language) -> None:
    yuki, ken, miho = await neighbours(here, language, helpers=("ken", "miho"))
    await here.database.write(lambda conn: people.change(conn, miho.id, name=ken.name))
    await asks(yuki)

    await renames(ken, "Sora")
    await yuki.does(STICKER)

    assert "Sora" in yuki.heard
    assert ken.name in yuki.heard


async def test_a_name_given_mended_and_taken_back_is_followed_each_time(
    everywhere: World,
) -> None:
    yuki, ken = await neighbours(everywhere)
    await shared(everywhere, yuki.id, {"now": "棚を見た", "next": "棚を借りる"})
    await ken.commands("posts")
    await ken.picks("room.cheer")
    assert "ゆきさん" in ken.heard

    await renames(yuki, "ゆっこ", "n1")
    assert "ゆっこさん" in await ken.does(STICKER)

    await yuki.does(Edited("n1", "ゆっぴ"))
    await yuki.picks("mended.use")
    assert "ゆっぴさん" in await ken.does(STICKER)

    await yuki.does(Unsent("n1"))
    heard = await ken.does(STICKER)
    assert "ゆきさん" in heard
    assert "ゆっぴ" not in heard
