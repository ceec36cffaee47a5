"""What is typed below the people who were shown tells more of whom one looks for."""

import pytest
from sqlalchemy import select

from core.domain.members import Language
from core.store.tables.asks import asks as stored
from core.talk.incoming import Edited, Said, Unsent
from core.talk.outgoing import Card
from tests.talk.cast import LANGUAGES, NEED, ROADS, Person, asks, neighbours
from tests.talk.talking import World

EVERYBODY = ("ken", "miho", "tomo", "aki")
MORE: dict[Language, str] = {
    "ja": "紙や冊子にくわしい人がいいな",
    "en": "rather somebody who likes paper",
}
ASKED: dict[Language, str] = {
    "ja": "紙のことがわかる人もいない？",
    "en": "Is there anyone who knows about paper?",
}
OTHERS: dict[Language, str] = {
    "ja": "ほかの人もいますか？",
    "en": "is there someone else?",
}
WHICH: dict[Language, str] = {
    "ja": "どの人がおすすめ？",
    "en": "Which one would you choose?",
}


async def shown(here: World, language: Language = "ja") -> Person:
    """Return somebody who was just shown three of four people."""
    yuki, *_ = await neighbours(here, language, helpers=EVERYBODY)
    await asks(yuki)
    return yuki


def titles(yuki: Person) -> set[str]:
    return {one.title for one in yuki.phone.latest if isinstance(one, Card)}


async def words_of(here: World) -> tuple[str, str]:
    """Return the need of the only ask, and what was added to it."""
    row = await here.database.read(
        lambda conn: conn.execute(select(stored.c.need, stored.c.added)).one()
    )
    return row.need, row.added


@LANGUAGES
async def test_people_are_looked_for_with_more_words_and_asked_for_the_same(
    here: World, language: Language
) -> None:
    yuki = await shown(here, language)
    before = titles(yuki)

    await yuki.says(MORE[language])

    assert yuki.was_told("ask.looked_with", words=MORE[language])
    assert len(titles(yuki)) == 3
    assert titles(yuki) & before, "who was shown before may still be on the way"
    assert await words_of(here) == (NEED[language], MORE[language])
    aki = next(one for one in titles(yuki) if one.casefold() in {"あき", "aki"})
    card = next(
        one for one in yuki.phone.latest if isinstance(one, Card) and one.title == aki
    )
    await yuki.phone.tap(card.choices[0].label)
    assert MORE[language] not in yuki.heard


async def test_only_the_latest_words_are_looked_with(here: World) -> None:
    yuki = await shown(here)

    for more in ("夜に話せる人", "紙の好きな人", "近くの人", "急がない人"):
        await yuki.says(more)

    assert await words_of(here) == (NEED["ja"], "紙の好きな人\n近くの人\n急がない人")


@LANGUAGES
@pytest.mark.parametrize("chosen", ["ask.add_and_look", "ask.another_ask"])
async def test_a_question_for_people_is_more_or_another_ask(
    here: World, language: Language, chosen: str
) -> None:
    yuki = await shown(here, language)

    await yuki.says(ASKED[language])
    assert yuki.was_told("ask.more_or_another")
    await yuki.says("👍")
    assert yuki.may_pick("ask.another_ask")
    await yuki.picks(chosen)

    if chosen == "ask.add_and_look":
        assert await words_of(here) == (NEED[language], ASKED[language])
        assert len(titles(yuki)) == 3
    else:
        destination = ROADS[language]["yuki"].destination
        assert yuki.was_told("ask.which_road", destination=destination)


@LANGUAGES
async def test_others_are_shown_by_a_word(here: World, language: Language) -> None:
    yuki = await shown(here, language)
    before = titles(yuki)

    await yuki.says(OTHERS[language])

    assert titles(yuki)
    assert not titles(yuki) & before


@LANGUAGES
async def test_nobody_is_put_before_the_others(here: World, language: Language) -> None:
    yuki = await shown(here, language)

    await yuki.says(WHICH[language])

    assert yuki.was_told("ask.yours_to_choose")
    assert yuki.was_told("ask.who_of_them")


@pytest.mark.parametrize("said", ["うーん", "ありがとう", "それはなぜですか？"])
async def test_words_that_tell_nothing_are_not_looked_with(
    here: World, said: str
) -> None:
    yuki = await shown(here)

    await yuki.says(said)

    assert yuki.was_told("ask.who_of_them")
    assert await words_of(here) == (NEED["ja"], "")


async def test_other_words_where_nobody_is_in_sight_are_looked_with_instead(
    here: World,
) -> None:
    yuki, ken = await neighbours(here)
    await asks(yuki, need="qqqq zzzz xxxx")

    await yuki.says("読書会の問いかけを一緒に")

    assert ken.name in titles(yuki)


async def test_added_words_follow_an_edit_and_go_with_the_message(here: World) -> None:
    yuki = await shown(here)
    await yuki.does(Said(MORE["ja"], message="m1"))

    await yuki.does(Edited("m1", "紙にくわしい人"))
    assert await words_of(here) == (NEED["ja"], "紙にくわしい人")
    await yuki.does(Unsent("m1"))

    assert await words_of(here) == (NEED["ja"], "")
    await yuki.says("あの、")
    assert yuki.may_pick("ask.other_people"), "the ask itself stands"
