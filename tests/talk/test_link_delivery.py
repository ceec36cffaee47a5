"""Where things reach a member with several messengers, and that none comes twice."""

from sqlalchemy import Connection

from core.clock import RandomIds
from core.store import people
from core.talk.channel import Gone
from core.talk.incoming import Address, Left
from core.talk.teller import Teller
from core.talk.turn import Option, Say
from tests.databases import TestedDatabase
from tests.talk.apps import ken_on_line, linked
from tests.talk.cast import asks, neighbour, request_between, sends
from tests.talk.talking import World


async def test_what_comes_unasked_goes_where_they_last_wrote_or_where_they_chose(
    every_database: TestedDatabase,
) -> None:
    async with ken_on_line(every_database) as (here, ken):
        yuki = await neighbour(here, "yuki")
        web = await linked(here, ken, "web")
        on_line = len(ken.phone.heard)
        await asks(yuki)
        await sends(yuki, ken)
        assert web.was_told("answer.arrived", name="ゆき")
        assert len(ken.phone.heard) == on_line

        await web.picks("answer.ride")
        await web.picks("answer.all_the_way")
        await ken.commands("link")
        await ken.picks("link.news")
        await web.commands("help")
        on_web = len(web.phone.heard)
        await yuki.commands("ended")
        await yuki.picks("follow.done")

        assert len(web.phone.heard) == on_web
        await ken.commands("help")
        assert ken.phone.hears("ゆき")


async def test_a_request_answered_in_one_app_reads_as_answered_in_the_other(
    every_database: TestedDatabase,
) -> None:
    async with ken_on_line(every_database) as (here, ken):
        yuki = await neighbour(here, "yuki")
        await asks(yuki)
        await sends(yuki, ken)
        assert ken.was_told("answer.arrived", name="ゆき")
        web = await linked(here, ken, "web")
        await web.commands("box")
        await web.picks("answer.ride")
        await web.picks("answer.all_the_way")
        assert yuki.was_told("follow.rides", name="けん")

        await ken.picks("answer.ride")

        assert not ken.may_pick("answer.all_the_way")
        assert ken.was_told("answer.riding_already", name="ゆき")


async def test_mail_that_waits_in_one_app_comes_with_the_next_words_in_the_other(
    every_database: TestedDatabase,
) -> None:
    async with ken_on_line(every_database) as (here, ken):
        web = await linked(here, ken, "web")
        await mailed(here, ken.id, at=Address("line", "ken"))

        await web.commands("help")

        assert web.phone.hears("とどきました")
        await web.phone.tap("見る")
        assert web.was_told("link.title")
        await ken.commands("help")
        assert not ken.phone.hears("とどきました")


async def test_mail_goes_on_to_the_other_app_when_one_is_closed(
    every_database: TestedDatabase,
) -> None:
    async with ken_on_line(every_database) as (here, ken):
        web = await linked(here, ken, "web")
        await mailed(here, ken.id, at=Address("line", "ken"))
        assert not web.phone.hears("とどきました")

        await ken.does(Left())

        assert web.phone.words().count("とどきました") == 1


async def test_a_call_that_finds_one_app_gone_is_heard_in_the_other_once(
    every_database: TestedDatabase,
) -> None:
    async with ken_on_line(every_database) as (here, ken):
        yuki = await neighbour(here, "yuki")
        web = await linked(here, ken, "web")
        await ken.commands("help")
        here.channels["line"].outcome = Gone("blocked")

        await asks(yuki)
        await sends(yuki, ken)

        assert web.phone.words().count(web.words("answer.arrived", name="ゆき")) == 1
        request = await request_between(here, yuki, ken)
        assert request.state == "sent"
        await web.picks("answer.pass")
        assert not web.was_told("talk.earlier_card")


async def mailed(here: World, member_id: str, *, at: Address) -> None:
    """Tell a member something that can wait, at one of their places."""

    def tell(conn: Connection) -> None:
        member = people.member(conn, member_id)
        assert member is not None
        said = Say("とどきました", (Option("見る", "", flow="link"),))
        Teller(RandomIds(), "Asia/Tokyo").tell(
            conn, member, [said], urgency="mail", now=here.clock.now(), at=at
        )

    await here.database.write(tell)
    await here.settle()


async def test_word_of_a_link_stays_where_the_code_was_asked_for(
    every_database: TestedDatabase,
) -> None:
    async with ken_on_line(every_database) as (here, ken):
        web = await linked(here, ken, "web")

        await web.commands("help")

        assert not web.was_told("link.told", app="ウェブ")
        await ken.commands("help")
        assert ken.was_told("link.told", app="ウェブ")
