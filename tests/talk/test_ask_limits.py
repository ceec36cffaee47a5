"""How often people may ask and be asked, and what the other side is told of it."""

from datetime import timedelta

from sqlalchemy import Connection, select

from core.delivery.tables import outbox
from core.domain.members import Language
from core.store import communities
from core.talk.incoming import Undeliverable
from tests.talk.cast import (
    LANGUAGES,
    asks,
    draft_of,
    neighbours,
    request_between,
    sends,
    titles_of,
    under_way,
)
from tests.talk.talking import World, words_of


@LANGUAGES
async def test_three_open_requests_are_as_many_as_one_may_have(
    here: World, language: Language
) -> None:
    helpers = ("ken", "miho", "tomo", "aki")
    yuki, *others = await neighbours(here, language, helpers=helpers)
    for other in others[:3]:
        await asks(yuki)
        while other.name not in titles_of(yuki):
            await yuki.picks("ask.other_people")
        await sends(yuki, other)
        assert other.was_told("answer.arrived", name=yuki.name)

    await asks(yuki)
    await sends(yuki, others[3])

    assert yuki.was_told("ask.own_limit")
    assert not others[3].was_told("answer.arrived", name=yuki.name)


async def test_the_same_two_are_not_brought_together_again_for_fourteen_days(
    here: World,
) -> None:
    yuki, ken = await under_way(here)
    await ken.picks("answer.pass")
    await ken.picks("answer.pass_silent")

    here.clock.ahead += timedelta(days=13)
    await asks(yuki)
    assert ken.name not in titles_of(yuki)
    await yuki.picks("ask.stop")
    here.clock.ahead += timedelta(days=2)
    await asks(yuki)

    assert ken.name in titles_of(yuki)


async def test_the_owner_is_asked_and_asks_like_anyone_with_one_line_more(
    here: World,
) -> None:
    yuki, ken = await neighbours(here)
    await here.database.write(lambda conn: communities.set_owner(conn, "room", yuki.id))

    await asks(yuki)
    await sends(yuki, ken)

    assert "断って大丈夫" in draft_of(yuki)
    assert ken.was_told("answer.from_owner_fine")


async def test_a_second_request_within_a_month_says_so_to_the_one_asked(
    here: World,
) -> None:
    yuki, ken = await under_way(here)
    await ken.picks("answer.pass")
    await ken.picks("answer.pass_silent")
    here.clock.ahead += timedelta(days=20)

    await asks(yuki)
    await sends(yuki, ken)

    assert ken.was_told("answer.again_this_month")


async def test_a_request_that_cannot_be_delivered_is_told_without_a_cause(
    here: World,
) -> None:
    yuki, ken = await under_way(here)
    outbox_id = await here.database.read(last_outbox_id)

    await ken.does(Undeliverable(outbox_id, "gone"))

    assert yuki.was_told("follow.not_delivered")
    assert ken.name not in words_of(yuki.phone.latest[-1])
    assert (await request_between(here, yuki, ken)).state == "withdrawn"


def last_outbox_id(conn: Connection) -> str:
    """Return the id of the row that carries the latest request."""
    carries = outbox.c.about.like("request:%")
    newest = select(outbox.c.id).where(carries).order_by(outbox.c.seq.desc()).limit(1)
    return str(conn.execute(newest).scalar_one())
