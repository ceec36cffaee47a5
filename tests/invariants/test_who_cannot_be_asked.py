"""Why somebody cannot be asked is nobody's business (invariants 5, 14 and 17)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from core.domain.members import Language
from core.store import people
from core.store.tables.asks import asks as asked
from core.talk.incoming import Address, Left
from core.talk.outgoing import Card
from tests.talk.cast import (
    Person,
    asks,
    neighbour,
    neighbours,
    sends,
    to_card_of,
)
from tests.talk.talking import World

ON_YUKIS_ROAD = "一箱本棚を借りる、人に本を手渡せる場所"
CAUSES = ("resting", "blocked", "unreachable", "asked already")


async def comes_about(here: World, cause: str, ken: Person) -> None:
    """Let somebody not be available, for one reason or another."""
    match cause:
        case "resting":
            await ken.commands("rest")
            await ken.picks("settings.rest")
        case "blocked":
            await ken.does(Left())
        case "unreachable":
            address = Address("web", "ken")
            now = here.clock.now()
            await here.database.write(
                lambda conn: people.set_reach(conn, address, "unreachable", now)
            )
        case _:
            miho = await neighbour(here, "miho")
            await asks(miho)
            await sends(miho, ken)


async def what_an_asker_hears(here: World, cause: str, *, before: bool) -> str:
    """Return what somebody hears who asks, the cause coming about before or after."""
    yuki, ken = await neighbours(here)
    if before:
        await comes_about(here, cause, ken)
    await asks(yuki)
    if before:
        return yuki.heard
    await to_card_of(yuki, ken)
    await comes_about(here, cause, ken)
    return await yuki.picks("ask.send")


@pytest.mark.parametrize("cause", CAUSES[:3])
async def test_no_cause_can_be_told_from_another_when_looking(
    here: World, cause: str
) -> None:
    heard = await what_an_asker_hears(here, cause, before=True)

    assert heard.splitlines()[0] == (
        "この言葉の近くに、いま声をかけられる人は見あたりません。"
        "少しおくと、道が重なるかもしれません。"
    )
    assert "けん" not in heard


@pytest.mark.parametrize("cause", CAUSES)
async def test_no_cause_can_be_told_from_another_when_sending(
    here: World, cause: str
) -> None:
    heard = await what_an_asker_hears(here, cause, before=False)

    assert heard.splitlines()[0] == "いまはけんさんに届けられないようです。"


async def test_two_requests_a_week_and_one_at_a_time_reach_a_person(
    everywhere: World,
) -> None:
    here = everywhere
    yuki, *askers = await neighbours(here, helpers=("miho", "tomo", "aki"))
    for asker in askers[:2]:
        await asks(asker, need=ON_YUKIS_ROAD)
        await sends(asker, yuki)
        await yuki.picks("answer.pass")
        await yuki.picks("answer.pass_silent")
        here.clock.ahead += timedelta(hours=1)
    heard_before = len(yuki.phone.heard)

    await asks(askers[2], need=ON_YUKIS_ROAD)

    assert yuki.name not in askers[2].heard
    assert len(yuki.phone.heard) == heard_before


@pytest.mark.parametrize("language", ["ja", "en"])
async def test_who_earns_is_answered_before_anything_is_sent_and_is_in_the_text(
    here: World, language: Language
) -> None:
    yuki, ken = await neighbours(here, language)
    earns = {"ja": "売上はわたし", "en": "I keep what comes in"}[language]

    await asks(yuki, earns=earns)
    await sends(yuki, ken)

    row = await here.database.read(
        lambda conn: conn.execute(select(asked.c.earns, asked.c.earns_words)).one()
    )
    card = ken.phone.latest[-1]
    assert tuple(row) == (True, earns)
    assert isinstance(card, Card)
    assert earns in card.body


async def test_an_ask_without_the_answer_who_earns_cannot_be_stored() -> None:
    assert not asked.c.earns.nullable
    assert asked.c.earns.server_default is None
