"""One question above another dialogue: is this still the answer?"""

from datetime import timedelta

from core.domain.members import Language
from core.talk.flows import resume
from core.talk.hearing import LONG_PAUSE
from core.talk.measure import shorten
from core.talk.turn import Opened
from tests.talk import cast
from tests.talk.cast import LANGUAGES, Person
from tests.talk.flowing import Bench, check, explore
from tests.talk.talking import World
from tests.talk.totality import FACTS, TYPED

BENCH = Bench(
    resume.FLOW,
    openings=[
        Opened(why, f"{midst}{typed}")
        for why, midst in (
            ("long_pause", "vector\n\n"),
            ("long_pause", "box\n\n"),
            ("long_pause", "ask\nチラシ作り\n"),
            ("asking", ""),
        )
        for typed in TYPED
    ],
    facts=FACTS,
)


def test_it_keeps_the_promises_of_every_flow() -> None:
    check(explore(BENCH))


async def in_the_middle(here: World, language: Language = "ja") -> Person:
    """Return somebody who is asked for their destination."""
    await here.community()
    name = {"ja": "ゆき", "en": "Yuki"}[language]
    yuki = Person(here.phone("yuki"), name, language, "")
    await yuki.phone.open(invite="SAKA24", name=name, language=language)
    await yuki.picks("welcome.begin")
    await yuki.picks("welcome.keep")
    await yuki.says("営業を10年")
    await yuki.picks("vector.skip")
    assert yuki.was_told("vector.ask_destination")
    return yuki


@LANGUAGES
async def test_who_could_help_in_the_middle_gives_buttons_and_loses_nothing(
    here: World, language: Language
) -> None:
    yuki = await in_the_middle(here, language)

    await yuki.says(cast.NEED[language])
    assert yuki.was_told("resume.sounds_like_ask")
    await yuki.picks("resume.find_people")
    assert yuki.may_pick("ask.skip")
    await yuki.commands("help")
    await yuki.picks("ask.skip")
    await yuki.says("会場")
    await yuki.picks("ask.earns_nobody")
    await yuki.picks("ask.stop")

    assert yuki.was_told("talk.back_here")
    assert yuki.was_told("vector.ask_destination")


@LANGUAGES
async def test_it_may_have_been_the_answer_after_all(
    here: World, language: Language
) -> None:
    yuki = await in_the_middle(here, language)

    await yuki.says(cast.NEED[language])
    await yuki.picks("resume.is_answer")
    await yuki.picks("vector.not_yet")

    assert cast.NEED[language] in yuki.heard


@LANGUAGES
async def test_after_days_it_asks_what_the_words_are(
    here: World, language: Language
) -> None:
    yuki = await in_the_middle(here, language)

    here.clock.ahead += timedelta(days=5)
    await yuki.says("やっほー")
    vector = yuki.words("resume.in_vector")
    assert yuki.was_told("resume.welcome_back_to", midst=vector, text="やっほー")
    await yuki.picks("resume.go_on")

    assert yuki.was_told("vector.ask_destination")


async def test_after_days_the_words_may_still_be_the_answer(here: World) -> None:
    yuki = await in_the_middle(here)

    here.clock.ahead += timedelta(days=5)
    await yuki.says("海の近く")
    await yuki.picks("resume.is_answer")
    await yuki.picks("vector.not_yet")

    assert "海の近く" in yuki.heard


async def test_after_days_one_need_not_go_on(here: World) -> None:
    yuki = await in_the_middle(here)

    here.clock.ahead += timedelta(days=5)
    await yuki.says("やっほー")
    await yuki.picks("resume.stop")
    assert yuki.was_told("resume.stopped")
    await yuki.says("やっほー")

    assert yuki.was_told("home.hello")


async def test_after_days_a_tap_on_the_last_card_just_goes_on(here: World) -> None:
    yuki = await in_the_middle(here)

    here.clock.ahead += timedelta(days=5)
    await yuki.picks("vector.see_example")

    assert yuki.was_told("vector.example_destination")


async def test_within_hours_words_are_the_answer(here: World) -> None:
    yuki = await in_the_middle(here)

    here.clock.ahead += LONG_PAUSE - timedelta(minutes=5)
    await yuki.says("海の近く")

    assert yuki.was_told("vector.ask_next_step")


async def test_words_typed_instead_of_a_tap_are_kept_with_the_first_ones(
    here: World,
) -> None:
    yuki = await in_the_middle(here)
    here.clock.ahead += timedelta(days=5)
    await yuki.says("海の近く")

    await yuki.says("できれば本のある所")
    await yuki.picks("vector.not_yet")

    assert "海の近く" in yuki.heard
    assert "できれば本のある所" in yuki.heard


async def test_a_typed_yes_takes_the_words_as_what_they_sounded_like(
    here: World,
) -> None:
    yuki = await in_the_middle(here)
    await yuki.says("一緒に本棚をつくってくれる人いる?")
    assert yuki.was_told("resume.sounds_like_ask")

    await yuki.says("はい")

    assert "本棚" in yuki.heard or yuki.may_pick("ask.skip")


@LANGUAGES
async def test_whoever_forgot_is_told_what_it_was_about(
    here: World, language: Language
) -> None:
    yuki, _ = await cast.neighbours(here, language)
    need = cast.NEED[language]
    await yuki.says(need)

    here.clock.ahead += timedelta(days=3)
    await yuki.says({"ja": "何の話でしたっけ", "en": "what was this about?"}[language])
    midst = yuki.words("resume.in_ask_for", words=shorten(need, 30))
    assert yuki.was_told("aside.where", midst=midst)
    assert yuki.may_pick("ask.skip")

    here.clock.ahead += timedelta(days=3)
    await yuki.says({"ja": "海の近く", "en": "by the sea"}[language])
    assert midst in yuki.heard
    await yuki.says({"ja": "なんだっけ", "en": "where were we"}[language])
    assert yuki.may_pick("ask.skip")
