"""A call for help is its listeners' alone: no search, no model, no owner, no export."""

import json

import pytest
from sqlalchemy import Connection, func, select

from core.delivery.tables import work
from core.services import calling
from core.services.exporting import archive
from core.services.publishing import lines
from core.store import calls, communities, people
from core.store.tables.embeddings import embeddings
from tests.services.scene import everything
from tests.talk.calling import (
    HOW,
    MINE,
    THEIRS,
    WORDS,
    begins,
    calls_to,
    connected,
    keep_watch,
    sends,
)
from tests.talk.cast import Person, neighbours
from tests.talk.straight import StraightWorld
from tests.talk.talking import World

ALLOWED = {
    "calls.words",
    "conversations.stack",
    "conversations.heard",
    "inbox.body",
    "outbox.body",
    "echoes.words",
}


async def test_words_of_a_call_stand_nowhere_but_in_the_call_and_its_messages(
    here: StraightWorld,
) -> None:
    yuki, ken = await neighbours(here)
    before = await _work(here)

    await calls_to(yuki, ken)
    await connected(yuki, ken)

    found = {
        where
        for where, text in await here.database.read(lambda c: list(everything(c)))
        if WORDS in text or json.dumps(WORDS)[1:-1] in text
    }
    assert "calls.words" in found
    assert found <= ALLOWED
    assert await _work(here) == before  # nothing was asked of a model or a matching


async def _work(here: World) -> tuple[int, int]:
    def counted(conn: Connection) -> tuple[int, int]:
        asked, read = (
            conn.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (work, embeddings)
        )
        return int(asked), int(read)

    return await here.database.read(counted)


async def test_nobody_finds_a_call_by_words_or_among_what_is_published(
    here: StraightWorld,
) -> None:
    yuki, ken, miho = await neighbours(here, helpers=("ken", "miho"))
    await calls_to(yuki, ken)

    for person in (ken, miho):
        await person.says("さがす ねむれません")
        assert WORDS not in person.heard
    published = await here.database.read(
        lambda conn: lines(conn, "room", [yuki.id, ken.id])
    )
    assert WORDS not in str(published)


async def test_an_owner_and_a_keeper_see_no_call_that_was_not_sent_to_them(
    here: StraightWorld,
) -> None:
    yuki, ken, miho, natsu = await neighbours(here, helpers=("ken", "miho", "tomo"))
    await keep_watch(here, miho)
    await here.database.write(
        lambda conn: communities.set_owner(conn, "room", natsu.id)
    )
    quiet = [len(one.phone.heard) for one in (miho, natsu)]

    await calls_to(yuki, ken)

    assert [len(one.phone.heard) for one in (miho, natsu)] == quiet
    for one in (miho, natsu):
        for word in ("box", "room", "road"):
            await one.commands(word)
            assert WORDS not in one.heard
    call_id, row = await here.database.read(lambda conn: _only(conn, ken))
    seen = await here.database.read(
        lambda conn: (
            calling.own(conn, call_id=call_id, sender_id=natsu.id),
            calling.pair(conn, listener_id=row, reader_id=natsu.id),
            calling.pair(conn, listener_id=row, reader_id=yuki.id),
        )
    )
    assert seen == (None, None, None)


def _only(conn: Connection, listener: Person) -> tuple[str, str]:
    """Return the call somebody hears, and their part in it."""
    (heard,) = calls.heard_by(conn, listener.id)
    return heard.call_id, heard.id


async def test_an_archive_holds_ones_own_side_and_no_name_that_was_not_shown(
    everywhere: World,
) -> None:
    here = everywhere
    yuki, ken = await neighbours(here)
    await calls_to(yuki, ken, named=False)
    await ken.picks("listen.ear")
    await ken.says(HOW)

    before, own = await _archived(here, ken), await _archived(here, yuki)
    assert HOW in before
    assert f'"to": "{yuki.name}"' not in before
    assert WORDS not in before
    assert WORDS in own
    assert HOW in own

    yuki.phone.seen = 0
    await yuki.picks("listen.connect")
    await yuki.picks("listen.hand_words")
    await yuki.says(MINE)
    await ken.picks("listen.hand_words")
    await ken.says(THEIRS)
    after = await _archived(here, ken)
    for words in (MINE, THEIRS, f'"to": "{yuki.name}"'):
        assert words in after


async def _archived(here: World, person: Person) -> str:
    now = here.clock.now()
    found = await here.database.read(
        lambda conn: archive(conn, person.id, "Asia/Tokyo", now=now)
    )
    assert found is not None
    rows = {key: list(map(dict, some)) for key, some in found.sections.items()}
    return json.dumps(rows, ensure_ascii=False)


@pytest.mark.parametrize("to", ["sos.to_keepers", "sos.to_room"])
async def test_a_second_call_reads_to_its_listeners_like_the_first(
    here: StraightWorld, to: str
) -> None:
    yuki, ken = await neighbours(here)
    await keep_watch(here, ken)
    heard = []
    for _ in range(3):
        ken.phone.seen = len(ken.phone.heard)
        await begins(yuki)
        await yuki.picks(to)
        await sends(yuki)
        heard.append(ken.heard)

    assert len(set(heard)) == 1


async def test_no_column_remembers_how_often_somebody_called(
    here: StraightWorld,
) -> None:
    yuki, ken = await neighbours(here)
    member = await here.database.read(lambda conn: people.member(conn, yuki.id))

    for _ in range(2):
        await calls_to(yuki, ken)

    again = await here.database.read(lambda conn: people.member(conn, yuki.id))
    assert again == member
