"""A room's owner sees no more, and is counted like anyone (invariants 8 and 20)."""

import pytest
from sqlalchemy import Connection, select

from core.domain.vectors import Vector
from core.store import communities
from core.store.tables.roads import raw_answers
from core.talk import commands
from tests.talk.cast import Person, asks, neighbour, neighbours, sends, titles_of
from tests.talk.talking import World

SECRET = "だれにも言っていない転機"


async def looks_at_everything(person: Person) -> str:
    """Return everything a person hears who says every word and taps what it brings."""
    heard = []
    for name in sorted(commands._WORDS):
        if name in {"erase", "en", "ja", "sos", "rest"}:
            continue
        heard.append(await person.commands(name))
        heard.append(await person.commands("stop"))
    for key in ("room.people", "post.everyones"):
        await person.commands("room")
        heard.append(await person.picks(key))
    return "\n".join(heard)


async def test_an_owner_hears_what_any_member_hears(here: World) -> None:
    yuki, ken = await neighbours(here)
    same = Vector("窓ぎわ", "", "庭のある暮らし", "種をまく")
    natsu = await neighbour(here, "natsu", vector=same)
    haru = await neighbour(here, "haru_", vector=same)
    await here.database.write(
        lambda conn: communities.set_owner(conn, "room", natsu.id)
    )
    await asks(yuki)
    await sends(yuki, ken)
    await ken.picks("answer.pass")
    await ken.says("ほかに約束があって")

    as_owner = await looks_at_everything(natsu)
    as_member = await looks_at_everything(haru)

    assert _without_names(as_owner) == _without_names(as_member)
    assert "ほかに約束" not in as_owner


def _without_names(heard: str) -> list[str]:
    """Return lines in a fixed order with the two people looking alike."""
    alike = heard.replace("Natsu", "X").replace("Haru_", "X")
    return sorted(alike.splitlines())


async def test_an_owner_is_asked_only_as_often_as_anyone(here: World) -> None:
    yuki, ken, miho = await neighbours(here, helpers=("ken", "miho"))
    await here.database.write(lambda conn: communities.set_owner(conn, "room", ken.id))
    await asks(yuki)
    await sends(yuki, ken)

    await asks(miho)

    assert ken.name not in titles_of(miho)


async def test_an_owner_asks_only_as_often_as_anyone(here: World) -> None:
    helpers = ("ken", "miho", "tomo", "aki")
    yuki, *others = await neighbours(here, helpers=helpers)
    await here.database.write(lambda conn: communities.set_owner(conn, "room", yuki.id))
    for other in others[:3]:
        await asks(yuki)
        while other.name not in titles_of(yuki):
            await yuki.picks("ask.other_people")
        await sends(yuki, other)

    await asks(yuki)
    await sends(yuki, others[3])

    assert yuki.was_told("ask.own_limit")


@pytest.mark.parametrize("word", ["assign", "割りあてる", "一覧", "統計", "admin"])
async def test_no_word_gives_an_owner_more(here: World, word: str) -> None:
    _, ken = await neighbours(here)
    await here.database.write(lambda conn: communities.set_owner(conn, "room", ken.id))

    await ken.says(word)

    assert ken.was_told("home.what_for")


async def test_raw_answers_are_heard_by_nobody_else(here: World) -> None:
    _, ken = await neighbours(here)
    await here.database.write(lambda conn: communities.set_owner(conn, "room", ken.id))
    miho = Person(here.phone("miho"), "みほ", "ja", "")
    await miho.phone.open(invite="SAKA24", name="みほ", language="ja")
    await miho.picks("welcome.begin")
    await miho.picks("welcome.keep")
    for words in ("介護の仕事", SECRET, "読書会の問いかけ", "本を読む"):
        await miho.says(words)
    await miho.picks("vector.as_it_is")
    await miho.phone.tap("坂の上の台所")
    assert SECRET in await here.database.read(_kept)

    await looks_at_everything(ken)
    await asks(ken)
    await sends(ken, miho)

    assert SECRET not in "\n".join(map(str, ken.phone.heard))


def _kept(conn: Connection) -> list[str]:
    return list(conn.execute(select(raw_answers.c.text)).scalars())
