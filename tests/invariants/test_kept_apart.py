"""Keeping a distance shows nowhere but to whoever keeps it (invariants 4, 17, 20).

Whoever is kept apart hears, word for word, what they would hear if the other rested;
where a rest would show words, they are as those of somebody who shows none here.
"""

from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import Connection

from core.domain.members import Language
from core.i18n.catalog import LANGUAGES
from core.services import keeping
from core.services.exporting import archive
from core.store import communities
from tests.talk.calling import (
    HOW,
    WORDS,
    begins,
    calls_to,
    keep_watch,
    sends,
    to_people,
)
from tests.talk.cast import Person, asks, neighbours, titles_of, to_card_of
from tests.talk.distance import keeps_apart
from tests.talk.straight import StraightWorld, straight_world

Deed = Callable[[StraightWorld, Person, Person], Awaitable[str]]
ON_KENS_ROAD = {
    "ja": "場をつくる側になりたい、読書会の問いかけ",
    "en": "questions for a book circle",
}


async def looks_for_company(here: StraightWorld, yuki: Person, ken: Person) -> str:
    """Ask who could help, where the other's road comes near."""
    await asks(yuki, need=ON_KENS_ROAD[yuki.language])
    return yuki.heard


async def calls_by_name(here: StraightWorld, yuki: Person, ken: Person) -> str:
    """Call them for help by name."""
    return await calls_to(yuki, ken)


async def calls_the_keepers(here: StraightWorld, yuki: Person, ken: Person) -> str:
    """Call the keepers for help, who are the other alone."""
    await begins(yuki)
    told = await yuki.picks("sos.to_keepers")
    return told + await sends(yuki)


async def looks_at_the_keepers(here: StraightWorld, yuki: Person, ken: Person) -> str:
    """Look who keeps watch."""
    await yuki.commands("room")
    return await yuki.picks("room.keepers")


async def asks_to_keep_watch(here: StraightWorld, yuki: Person, ken: Person) -> str:
    """Ask them, as the room's owner, whether they would keep watch."""

    def settle(conn: Connection) -> None:
        keeping.stop(conn, community_id="room", member_id=ken.id)
        communities.set_owner(conn, "room", yuki.id)

    await here.database.write(settle)
    await yuki.commands("room")
    await yuki.picks("room.keepers")
    told = await yuki.picks("keeper.ask")
    return told + await yuki.says(ken.name)


async def chooses_them_for_a_call(
    here: StraightWorld, yuki: Person, ken: Person
) -> str:
    """Look whether they can be chosen for a call."""
    await begins(yuki)
    await to_people(yuki, ken)
    return yuki.heard


async def turns_to_them_by_name(here: StraightWorld, yuki: Person, ken: Person) -> str:
    """Want something of them, by name."""
    said = {"ja": "けんさんに棚を見てもらいたい", "en": "I'd like Ken to see my shelf"}
    told = await yuki.says(said[yuki.language])
    return told + await yuki.picks("home.turn_to_them")


DEEDS: tuple[Deed, ...] = (
    turns_to_them_by_name,
    looks_for_company,
    calls_by_name,
    calls_the_keepers,
    looks_at_the_keepers,
    asks_to_keep_watch,
    chooses_them_for_a_call,
)


async def rests(ken: Person, yuki: Person) -> None:
    """Rest."""
    await ken.commands("rest")
    await ken.picks("settings.rest")


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.__name__)
@pytest.mark.parametrize("language", LANGUAGES)
async def test_whoever_is_kept_apart_hears_what_a_rest_would_let_them_hear(
    deed: Deed, language: Language
) -> None:
    told = []
    for cause in (rests, keeps_apart):
        async with straight_world() as here:
            yuki, ken = await neighbours(here, language)
            await keep_watch(here, ken)
            await cause(ken, yuki)
            quiet = len(ken.phone.heard)
            told.append(await deed(here, yuki, ken))
            arrived = len(ken.phone.heard) - quiet
            assert arrived == 0 or cause is rests
            assert here.straight.trouble == []

    assert told[0] == told[1]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_request_that_is_written_already_cannot_be_told_from_a_rest(
    language: Language,
) -> None:
    told = []
    for cause in (rests, keeps_apart):
        async with straight_world() as here:
            yuki, ken = await neighbours(here, language)
            await asks(yuki)
            await to_card_of(yuki, ken)
            await cause(ken, yuki)
            told.append(await yuki.picks("ask.send"))

    assert told[0] == told[1]


@pytest.mark.parametrize("answer", ["listen.ear", "listen.pass"])
async def test_a_call_without_a_name_does_not_tell_by_its_going_whose_it_is(
    answer: str,
) -> None:
    told = []
    for distant in (False, True):
        async with straight_world() as here:
            yuki, ken = await neighbours(here)
            await calls_to(yuki, ken, named=False)
            if distant:
                await keeps_apart(ken, yuki)
            quiet = len(yuki.phone.heard)
            heard = [await ken.commands("box"), await ken.picks(answer)]
            heard.append(await ken.says(HOW))
            told.append([*heard, await ken.commands("box")])
            assert (len(yuki.phone.heard) == quiet) is distant

    assert WORDS in told[0][0]
    assert told[0] == told[1]


@pytest.mark.parametrize("which", [0, 1])
async def test_both_stay_in_the_room_and_are_found_by_name_without_words(
    here: StraightWorld, which: int
) -> None:
    both = await neighbours(here)
    await keeps_apart(both[1], both[0])
    reader, other = both[which], both[1 - which]
    destination = {"ゆき": "人に本を手渡せる場所", "けん": "場をつくる側になりたい"}

    await reader.commands("room")
    await reader.picks("room.people")
    assert titles_of(reader) == [other.name]
    assert destination[other.name] not in reader.heard
    await reader.commands("search")
    await reader.says(other.name)
    assert titles_of(reader) == [other.name]
    assert destination[other.name] not in reader.heard
    await reader.commands("search")
    await reader.says(destination[other.name])
    assert titles_of(reader) == []


async def test_neither_the_other_nor_the_owner_finds_it_in_anything_they_can_read(
    here: StraightWorld,
) -> None:
    yuki, ken, natsu = await neighbours(here, helpers=("ken", "miho"))
    await here.database.write(
        lambda conn: communities.set_owner(conn, "room", natsu.id)
    )
    before = {one.id: await everything_read_by(here, one) for one in (yuki, natsu)}
    quiet = len(yuki.phone.heard), len(natsu.phone.heard)

    await keeps_apart(ken, yuki)

    assert (len(yuki.phone.heard), len(natsu.phone.heard)) == quiet
    assert await everything_read_by(here, natsu) == before[natsu.id]
    after = await everything_read_by(here, yuki)
    for section, rows in after.items():
        assert rows == before[yuki.id][section], section
    own = await everything_read_by(here, ken)
    assert [row["name"] for row in own["keeps_a_distance_from"]] == [yuki.name]


async def everything_read_by(
    here: StraightWorld, person: Person
) -> dict[str, list[dict[str, object]]]:
    """Return all that somebody may take along."""
    now = here.clock.now()
    words = await here.database.read(
        lambda conn: archive(conn, person.id, "Asia/Tokyo", now=now)
    )
    assert words is not None
    return {name: [dict(row) for row in rows] for name, rows in words.sections.items()}
