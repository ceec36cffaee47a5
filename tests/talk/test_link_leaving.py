"""Taking along, leaving and erasing, where somebody writes from several messengers."""

from sqlalchemy import Connection, select

from core.delivery.tables import outbox
from core.services.exporting import archive
from core.store import communities
from core.store.tables.people import addresses
from core.store.tables.talks import conversations, tokens
from tests.databases import TestedDatabase
from tests.talk.apps import ken_on_line, linked
from tests.talk.cast import asks, neighbour, sends


async def test_an_archive_names_every_messenger_and_holds_what_was_said_in_each(
    every_database: TestedDatabase,
) -> None:
    async with ken_on_line(every_database) as (here, ken):
        web = await linked(here, ken, "web")
        for phone, words in ((ken, "鍋を洗った"), (web, "湯をわかした")):
            await phone.commands("post")
            if not phone.was_told("post.ask_now"):
                await phone.picks("post.skip")
            await phone.says(words)
            await phone.picks("post.not_yet")
            await phone.picks("post.with_nobody")
            await phone.picks("post.as_it_is")

        now = here.clock.now()
        kept = await here.database.read(
            lambda conn: archive(conn, ken.id, "Asia/Tokyo", now=now)
        )

        assert kept is not None
        assert {row["channel"] for row in kept.sections["messengers"]} == {
            "line",
            "web",
        }
        said = str(kept.sections["posts"])
        assert "鍋を洗った" in said
        assert "湯をわかした" in said
        await web.commands("settings")
        assert f"{web.words('link.line')}" in web.heard


async def test_a_room_left_in_one_messenger_is_left_in_all_and_frees_one_seat(
    every_database: TestedDatabase,
) -> None:
    async with ken_on_line(every_database) as (here, ken):
        web = await linked(here, ken, "web")
        assert await here.database.read(_taken) == 1

        await web.commands("stop")
        await web.picks("leave.one_room")
        await web.picks("leave.part")

        assert await here.database.read(_taken) == 0
        await ken.commands("room")
        assert ken.was_told("room.nowhere")


def _taken(conn: Connection) -> int:
    room = communities.community(conn, "room")
    assert room is not None
    return room.taken


async def test_erased_in_one_messenger_is_erased_in_all(
    every_database: TestedDatabase,
) -> None:
    async with ken_on_line(every_database) as (here, ken):
        yuki = await neighbour(here, "yuki")
        web = await linked(here, ken, "web")
        await asks(yuki, need="6月の読書会の問いかけを一緒に考えてくれる人いる?")
        await sends(yuki, ken)
        await ken.commands("post")  # a talk under way over there

        await web.commands("erase")
        await web.picks("leave.erase")

        assert web.was_told("leave.goodbye")
        users = {ken.phone.user, web.phone.user}
        lanes = {f"line:{ken.phone.user}", f"web:{web.phone.user}"}

        def left(conn: Connection) -> list[object]:
            waiting = (outbox.c.lane.in_(lanes), outbox.c.state == "waiting")
            looks = (
                select(addresses.c.user).where(addresses.c.user.in_(users)),
                select(conversations.c.lane).where(conversations.c.lane.in_(lanes)),
                select(tokens.c.lane).where(tokens.c.lane.in_(lanes)),
                select(outbox.c.lane).where(*waiting),
            )
            return [row for look in looks for row in conn.execute(look).all()]

        assert await here.database.read(left) == []
        for phone in (ken, web):
            await phone.says("こんにちは")
            assert phone.was_told("welcome.hello_nowhere")
        assert await here.member_id(ken.phone.user, "line") != ken.id
