"""Words about the talk itself are answered, kept nowhere and passed on to nobody."""

from typing import get_args

import pytest

from core.domain.members import Language
from core.talk.asides import REASONS
from core.talk.flows import FLOWS
from core.talk.flows.draft_wishes import wish, wishes_a_change
from core.talk.incoming import Said
from tests.tables import every_row
from tests.talk.cast import (
    Person,
    asks,
    draft_of,
    neighbours,
    riding,
    says_it_ended,
    shared,
    to_card_of,
    under_way,
)
from tests.talk.talking import World

LANGUAGES = pytest.mark.parametrize("language", ["ja", "en"])
WHY: dict[Language, str] = {"ja": "なんで聞くの?", "en": "why do you ask?"}
MEANING: dict[Language, str] = {"ja": "どういう意味?", "en": "what do you mean?"}
WAIT: dict[Language, str] = {"ja": "ちょっと待って", "en": "wait"}
NOT_SO: dict[Language, str] = {"ja": "気が変わった", "en": "I changed my mind"}
ROAD: dict[Language, tuple[str, ...]] = {
    "ja": ("営業を10年", "とくにない", "本のある場所", "棚を見に行く"),
    "en": ("ten years in sales", "nothing", "a place with books", "see a shelf"),
}


async def interviewed(here: World, language: Language, *said: str) -> Person:
    """Lead somebody new through the first questions."""
    await here.community(language=language)
    yuki = Person(here.phone("yuki"), "Yuki", language, "")
    await yuki.phone.open(invite="SAKA24", name="Yuki", language=language)
    await yuki.picks("welcome.begin")
    await yuki.picks("welcome.keep")
    for words in said:
        await yuki.says(words)
    return yuki


def test_reasons_are_given_for_questions_that_there_are() -> None:
    states = {
        f"{name}:{kind.__dataclass_fields__['kind'].default}"
        for name, flow in FLOWS.items()
        for kind in get_args(flow.states) or (flow.states,)
    }

    assert set(REASONS) <= states | set(FLOWS)


@LANGUAGES
async def test_a_question_about_a_question_is_answered_and_no_answer_to_it(
    here: World, language: Language
) -> None:
    yuki = await interviewed(here, language)

    await yuki.says(WHY[language])
    assert yuki.was_told("aside.why_vector")
    await yuki.says(MEANING[language])
    assert yuki.was_told("vector.example_origin")
    await yuki.says(WAIT[language])
    assert yuki.was_told("aside.no_hurry")
    assert yuki.was_told("vector.ask_origin")
    for words in ROAD[language]:
        await yuki.says(words)

    assert ROAD[language][0] in yuki.heard
    assert WAIT[language] not in yuki.heard


@LANGUAGES
async def test_what_a_helper_asks_us_does_not_reach_whom_they_answer(
    here: World, language: Language
) -> None:
    yuki, ken = await under_way(here, language)
    await ken.picks("answer.suggest")

    await ken.says(WHY[language])
    assert ken.was_told("aside.why_answer")
    await ken.says(NOT_SO[language])

    assert ken.was_told("answer.nothing_sent")
    await yuki.commands("box")
    assert WHY[language] not in yuki.heard


@LANGUAGES
async def test_asking_what_is_meant_leaves_room_for_thanks(
    here: World, language: Language
) -> None:
    yuki, _ = await riding(here, language)
    await says_it_ended(yuki)
    await yuki.picks("follow.done")

    await yuki.says(MEANING[language])

    assert yuki.was_told("aside.why_thanks")
    assert yuki.was_told("follow.what_delighted")


@LANGUAGES
async def test_beside_a_draft_only_wishes_about_it_change_it(
    here: World, language: Language
) -> None:
    yuki, ken = await neighbours(here, language)
    await asks(yuki)
    await to_card_of(yuki, ken)
    draft = draft_of(yuki)

    await yuki.says(WAIT[language])
    assert yuki.was_told("aside.no_hurry")
    assert draft_of(yuki) == draft
    await yuki.says(WHY[language])

    assert yuki.was_told("aside.why_note")


@LANGUAGES
async def test_a_change_of_mind_leads_one_question_back(
    here: World, language: Language
) -> None:
    yuki = await interviewed(here, language, *ROAD[language][:2])

    await yuki.says(NOT_SO[language])
    assert yuki.was_told("vector.ask_turn")
    for words in ROAD[language][1:]:
        await yuki.says(words)
    await yuki.says(NOT_SO[language])

    assert yuki.was_told("vector.which_line")


@LANGUAGES
async def test_where_nothing_lies_behind_the_way_out_is_named(
    here: World, language: Language
) -> None:
    yuki, _ = await riding(here, language)
    await says_it_ended(yuki)
    await yuki.picks("follow.done")
    await yuki.picks("follow.skip_thanks")

    await yuki.says(NOT_SO[language])

    assert yuki.was_told("aside.no_way_back")


@LANGUAGES
async def test_stop_keeps_the_words_while_a_line_is_changed(
    here: World, language: Language
) -> None:
    yuki = await interviewed(here, language, *ROAD[language])
    await yuki.picks("vector.mend")

    await yuki.commands("stop")

    assert yuki.was_told("vector.stopped_here")
    await yuki.commands("vector")
    assert ROAD[language][2] in yuki.heard


async def test_whoever_asks_why_they_are_asked_for_a_name_hears_why(
    here: World,
) -> None:
    await here.community()
    yuki = Person(here.phone("yuki"), "Yuki", "en", "")
    await yuki.phone.open(invite="SAKA24", language="en")

    await yuki.says("why do you need that?")

    assert yuki.was_told("aside.why_name")
    assert yuki.was_told("welcome.ask_name")


@LANGUAGES
async def test_a_wish_is_found_where_something_else_is_asked(
    here: World, language: Language
) -> None:
    yuki, _ = await riding(here, language)
    await says_it_ended(yuki)
    leave = {"ja": "この場を抜けたいです", "en": "I want to leave this room"}

    await yuki.says(leave[language])

    assert yuki.was_told("talk.wished_meanwhile")
    assert yuki.may_pick("home.leave")
    assert yuki.may_pick("follow.done")


@LANGUAGES
async def test_where_nothing_is_asked_they_are_answered_as_well(
    here: World, language: Language
) -> None:
    (yuki,) = await neighbours(here, language, helpers=())
    bother = {"ja": "うざい", "en": "this is stupid"}

    await yuki.says(NOT_SO[language])
    assert yuki.was_told("home.taken_back_where")
    await yuki.says(WAIT[language])
    assert yuki.was_told("home.hello")
    await yuki.says(bother[language])
    assert yuki.was_told("home.sorry")
    assert yuki.may_pick("home.rest")
    await yuki.says(WHY[language])

    assert yuki.was_told("about.what")


@LANGUAGES
async def test_an_unknown_command_is_nobodys_answer(
    here: World, language: Language
) -> None:
    yuki = await interviewed(here, language)

    await yuki.says("/foo")
    await yuki.says("/foo a kitchen by the sea")

    assert yuki.was_told("talk.no_such_command")
    assert yuki.was_told("vector.ask_origin")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("/help me, please", "home.menu"),
        ("/settings language", "settings.which"),
        ("/post 棚を直した", "post.took_as_now"),
        ("/ask 棚を直すのを\n手伝ってくれる人", "ask.which_road_unwritten"),
        ("/sos now", "sos.received"),
    ],
)
async def test_a_command_with_words_behind_it_begins_and_answers_nothing(
    here: World, typed: str, told: str
) -> None:
    yuki = await interviewed(here, "ja")

    await yuki.says(typed)

    assert yuki.was_told(told)
    assert not yuki.was_told("vector.ask_turn")


@LANGUAGES
async def test_what_comes_beside_words_is_said_to_go_no_further(
    here: World, language: Language
) -> None:
    yuki = await interviewed(here, language)

    await yuki.does(Said(ROAD[language][0], beside=True))

    assert yuki.was_told("talk.words_alone")
    assert yuki.was_told("vector.ask_turn")


@LANGUAGES
async def test_a_question_about_us_leaves_even_a_passing_question_where_it_was(
    here: World, language: Language
) -> None:
    yuki, ken = await neighbours(here, language)
    await shared(here, ken.id, {"now": "a shelf", "next": "a market"})
    await yuki.commands("posts")
    await yuki.picks("room.cheer")

    who = {"ja": "これ誰に見えるの?", "en": "who sees this?"}
    await yuki.says(who[language])
    assert yuki.was_told("about.who_sees")
    assert yuki.was_told("cheer.which_line", name=ken.name)
    await yuki.says({"ja": "なんで?", "en": "why?"}[language])

    assert yuki.was_told("aside.why_cheer")
    assert yuki.was_told("cheer.which_line", name=ken.name)


@LANGUAGES
async def test_undo_changes_a_setting_back(here: World, language: Language) -> None:
    (yuki,) = await neighbours(here, language, helpers=())
    await yuki.commands("settings")
    await yuki.picks("settings.name")
    await yuki.says("Rob")

    await yuki.says(NOT_SO[language])

    assert yuki.was_told("settings.called", name=yuki.name)


@every_row(
    (text,)
    for text in (
        "remove the tea",
        "hm, I'm not sure about the tone",
        "can you make it sound less pushy?",
        "it's too long for me",
        "more cheerful",
        "お茶のところを消して",
        "言い方がちょっときつい",
    )
)
def test_words_about_a_draft_are_known(text: str) -> None:
    assert wishes_a_change(text)


@LANGUAGES
async def test_words_about_a_draft_never_stand_instead_of_it(
    here: World, language: Language
) -> None:
    yuki, ken = await neighbours(here, language)
    await asks(yuki)
    await to_card_of(yuki, ken)
    draft = draft_of(yuki)
    pushy = {"ja": "言い方がちょっときつい", "en": "can you make it less pushy?"}
    few = {"ja": "土曜にね", "en": "on Saturday"}

    await yuki.says(pushy[language])
    assert yuki.was_told("ask.change_yourself", edit=yuki.words("ask.edit"))
    assert draft_of(yuki) == draft
    await yuki.says(few[language])
    assert yuki.was_told("ask.is_it_the_note", words=few[language])
    await yuki.says({"ja": "はい", "en": "send"}[language])

    assert yuki.was_told("short.by_tap", label=yuki.words("ask.use_as_note"))
    assert draft_of(yuki) == draft


WISHES = {
    "shorter": (
        "もう少し短くできますか",
        "もうちょい短く",
        "少し長いですね",
        "that's a bit long",
    ),
    "casual": ("もっとやわらかくしてほしい", "かたすぎるわ", "could it be less formal"),
    "politer": ("もっと丁寧にしてください", "敬語がいいです", "more polite please"),
    "edit": ("直したいところがあります", "自分で書きます"),
    "redo": (
        "最初のに戻してください",
        "やっぱり前のがいい",
        "back to the first version",
    ),
    "": (
        "短い文を集める会",
        "軽い運動を一緒に",
        "前の家の話",
        "長い橋",
        "やわらかい土",
    ),
}


@every_row((verb, typed) for verb, row in WISHES.items() for typed in row)
def test_what_is_wished_of_a_draft_is_said_in_many_ways(verb: str, typed: str) -> None:
    assert wish(typed) == verb
