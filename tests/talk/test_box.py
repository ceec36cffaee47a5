"""What arrived and what is under way."""

from datetime import timedelta

from core.domain.members import Language
from core.domain.requests import LAPSE_AFTER
from core.talk.effects.requests import LookAtOpen, OpenSeen
from core.talk.flows import box
from core.talk.outgoing import Card
from core.talk.turn import Opened
from tests.talk.asked import KEN, request
from tests.talk.cast import (
    LANGUAGES,
    asks,
    neighbour,
    riding,
    sends,
    titles_of,
    under_way,
)
from tests.talk.flowing import Bench, check, explore
from tests.talk.talking import World
from tests.talk.totality import FACTS

RIDE = (request("accepted"), KEN)
BENCH = Bench(
    box.FLOW,
    openings=(Opened(), Opened("ended"), Opened("", "4"), Opened("", "nonsense")),
    facts=FACTS,
    answers={
        LookAtOpen: (
            OpenSeen((), (), ()),
            OpenSeen(
                ((request("sent"), KEN), (request("countered"), KEN)),
                ((request("sent"), KEN), (request("countered"), KEN)),
                tuple((*RIDE, "asker") for _ in range(6)),
                ((request("done"), KEN),),
            ),
        )
    },
)


def test_it_keeps_the_promises_of_every_flow() -> None:
    found = explore(BENCH)
    found.states.clear()  # nobody rests here: what is open is read at once
    check(found, passing=(box.Looking,))


@LANGUAGES
async def test_an_empty_box_says_so_and_shows_the_menu(
    here: World, language: Language
) -> None:
    _, ken = await riding(here, language)
    await ken.commands("ended")
    await ken.picks("follow.faded")
    await ken.picks("vector.skip")

    await ken.commands("box")

    assert ken.was_told("box.nothing_open")
    assert ken.may_pick("menu.ask")


@LANGUAGES
async def test_it_shows_a_request_to_answer_and_takes_the_answer(
    here: World, language: Language
) -> None:
    yuki, ken = await under_way(here, language)

    await ken.commands("box")
    assert ken.was_told("answer.arrived", name=yuki.name)
    await ken.picks("answer.ride")
    await ken.picks("answer.all_the_way")

    assert yuki.was_told("follow.rides", name=ken.name)


@LANGUAGES
async def test_thanks_can_wait_for_later_words(here: World, language: Language) -> None:
    yuki, ken = await riding(here, language)
    await ken.commands("ended")
    await ken.picks("follow.done")
    await yuki.says("ありがとう" if language == "ja" else "thanks")
    assert yuki.was_told("home.nod")

    await yuki.commands("ended")
    assert yuki.was_told("box.rode_with", name=ken.name)
    await yuki.picks("follow.write_thanks")
    await yuki.says("問いを当日つくる案")
    await yuki.picks("ask.send")

    assert yuki.was_told("follow.thanks_sent", name=ken.name)
    await yuki.commands("ended")
    assert not yuki.was_told("box.rode_with", name=ken.name)


async def test_it_shows_what_was_sent_and_until_when(here: World) -> None:
    yuki, ken = await under_way(here)

    await yuki.commands("box")

    (title,) = titles_of(yuki)
    assert title.startswith(f"{ken.name}さんの返事待ち")
    assert yuki.may_pick("ask.take_back")


async def test_it_shows_another_idea_with_its_three_ways(here: World) -> None:
    yuki, ken = await under_way(here)
    await ken.picks("answer.suggest")
    await ken.says("当日みんなで")

    await yuki.commands("box")

    card = yuki.phone.latest[-1]
    assert isinstance(card, Card)
    assert card.body == "当日みんなで"
    assert yuki.may_pick("follow.idea_first_form")


async def test_it_keeps_silent_about_what_lapsed(here: World) -> None:
    yuki, ken = await under_way(here)

    here.clock.ahead += LAPSE_AFTER + timedelta(minutes=1)
    await ken.commands("box")
    await yuki.commands("box")

    assert ken.was_told("box.nothing_open")
    assert yuki.was_told("box.nothing_open")


@LANGUAGES
async def test_finished_asks_only_about_rides(here: World, language: Language) -> None:
    yuki, ken = await under_way(here, language)
    await yuki.commands("ended")
    assert yuki.was_told("box.no_rides")
    await ken.picks("answer.ride")
    await ken.picks("answer.all_the_way")

    await yuki.says({"ja": "終わりました", "en": "we're done"}[language])

    assert yuki.was_told("follow.what_became", name=ken.name)
    await yuki.picks("follow.faded")
    await yuki.picks("follow.skip_thanks")
    await yuki.picks("vector.skip")
    await yuki.commands("ended")
    assert yuki.was_told("box.rode_with", name=ken.name)


async def test_of_two_rides_it_is_asked_which_one_is_finished(here: World) -> None:
    yuki, ken = await riding(here)
    miho = await neighbour(here, "miho")
    await asks(yuki, need="会場の椅子を一緒に運んでくれる人")
    await sends(yuki, miho)
    await miho.picks("answer.ride")
    await miho.picks("answer.all_the_way")

    await yuki.says("終わりました")

    assert yuki.was_told("box.riding_with", name=ken.name)
    assert yuki.was_told("box.riding_with", name=miho.name)


async def test_what_stands_on_a_button_may_be_typed_instead(here: World) -> None:
    yuki, ken = await riding(here)

    await yuki.says("おわった")

    assert yuki.was_told("follow.what_became", name=ken.name)
