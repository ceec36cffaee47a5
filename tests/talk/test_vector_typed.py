"""What is typed beside the card of a vector is words for one of its lines."""

import pytest

from core.domain.members import Language
from core.talk.outgoing import Card
from tests.talk.cast import LANGUAGES, Person
from tests.talk.talking import World

LINES: dict[Language, tuple[str, ...]] = {
    "ja": ("営業を10年", "とくにない", "本のある場所", "棚を見に行く"),
    "en": ("ten years in sales", "nothing", "a place with books", "see a shelf"),
}


async def told(here: World, language: Language, lines: int) -> Person:
    """Return somebody new who has answered so many questions of the interview."""
    await here.community(language=language)
    yuki = Person(here.phone("yuki"), "Yuki", language, "")
    await yuki.phone.open(invite="SAKA24", name="Yuki", language=language)
    await yuki.picks("welcome.begin")
    await yuki.picks("welcome.keep")
    for line in LINES[language][:lines]:
        await yuki.says(line)
    return yuki


@LANGUAGES
async def test_words_typed_beside_the_card_go_on_the_line_they_name(
    here: World, language: Language
) -> None:
    yuki = await told(here, language, 4)
    market = {"ja": "市に出る", "en": "go to the market"}[language]
    label = yuki.words("vector.step")

    await yuki.says(
        {"ja": f"{label}は{market}", "en": f"my {label} is to {market}"}[language]
    )
    assert market in yuki.heard
    sea = {"ja": "海のそば", "en": "by the sea"}[language]
    await yuki.says(sea)
    assert yuki.was_told("post.which_line_for_words", words=sea)
    await yuki.picks("vector.toward")

    card = next(one for one in yuki.phone.latest if isinstance(one, Card))
    assert [fact.value for fact in card.facts][1:] == [
        {"ja": "海のそば", "en": "by the sea"}[language],
        market,
    ]
    await yuki.says({"ja": "はい", "en": "ok"}[language])
    assert yuki.was_told("vector.ask_where")


@LANGUAGES
async def test_the_card_is_fine_as_it_is_said_in_ones_own_manner(
    here: World, language: Language
) -> None:
    yuki = await told(here, language, 4)

    await yuki.says({"ja": "そのままで", "en": "fine as it is"}[language])

    assert yuki.was_told("vector.ask_where")


@LANGUAGES
async def test_a_wish_about_the_account_is_no_line_of_the_card(
    here: World, language: Language
) -> None:
    yuki = await told(here, language, 4)

    sea = {"ja": "海のそば", "en": "by the sea"}[language]
    leaves = {"ja": "退会したい", "en": "I want to delete my account"}[language]
    for _ in ("beside the card", "beside the question which line it is for"):
        await yuki.says(leaves)
        assert yuki.was_told("talk.wished_meanwhile")
        await yuki.says(sea)
        assert yuki.was_told("post.which_line_for_words", words=sea)


@LANGUAGES
async def test_a_next_step_may_still_be_thought_about(
    here: World, language: Language
) -> None:
    yuki = await told(here, language, 3)

    await yuki.says({"ja": "まだ考え中です", "en": "still thinking"}[language])

    card = next(one for one in yuki.phone.latest if isinstance(one, Card))
    assert card.facts[-1].value == yuki.words("vector.not_yet")


@LANGUAGES
@pytest.mark.parametrize("lines", [2, 4])
async def test_stopping_keeps_what_was_told_so_far(
    here: World, language: Language, lines: int
) -> None:
    yuki = await told(here, language, lines)

    await yuki.commands("stop")
    assert not yuki.was_told("leave.left_off")
    await yuki.commands("vector")

    assert LINES[language][0] in yuki.heard


ADDED: dict[Language, str] = {
    "ja": "あと、母の介護も",
    "en": "and also my mother's care",
}


@LANGUAGES
async def test_what_is_added_in_a_message_of_its_own_goes_with_the_answer_before(
    here: World, language: Language
) -> None:
    yuki = await told(here, language, 1)

    await yuki.says(ADDED[language])
    assert yuki.was_told("vector.added_before")
    assert yuki.was_told("vector.ask_turn")

    for line in LINES[language][1:]:
        await yuki.says(line)
    card = next(one for one in yuki.phone.latest if isinstance(one, Card))
    assert LINES[language][0] in card.facts[0].value
    assert ADDED[language] in card.facts[0].value
