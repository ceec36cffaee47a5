"""A request whose reader speaks the other language with us."""

import pytest

from core.domain.members import Language
from core.talk.days import weekday
from core.talk.voice import word
from tests.talk.cast import (
    ROADS,
    asks,
    draft_of,
    neighbour,
    request_between,
    to_card_of,
    under_way,
)
from tests.talk.talking import World


@pytest.mark.parametrize(
    ("asker", "helper", "written"),
    [("ja", "en", "answer.in_japanese"), ("en", "ja", "answer.in_english")],
)
async def test_a_request_in_another_language_says_so_and_what_a_pass_means(
    here: World, asker: Language, helper: Language, written: str
) -> None:
    await here.community(language=asker)
    yuki = await neighbour(here, "yuki", asker)
    ken = await neighbour(here, "ken", helper, vector=ROADS[asker]["ken"])
    await asks(yuki)
    await to_card_of(yuki, ken)
    approved = draft_of(yuki)
    await yuki.picks("ask.send")

    sent = await request_between(here, yuki, ken)
    day = word(weekday(sent.lapse_at, "Asia/Tokyo"), helper)

    def told() -> bool:
        means = ken.was_told("answer.all_are_fine", day=day)
        return means and ken.was_told(written) and approved in ken.heard

    assert ken.was_told("answer.arrived", name=yuki.name)
    assert told()
    await ken.commands("box")
    assert told()


async def test_a_request_in_ones_own_language_says_nothing_of_it(here: World) -> None:
    _, ken = await under_way(here)

    assert not ken.was_told("answer.written_in")
