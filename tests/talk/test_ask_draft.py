"""The draft of a request: whose words are whose, and the asker's in the end."""

from datetime import timedelta

import pytest

from core.domain.members import Language
from core.talk.outgoing import Card, Draft
from tests.talk.cast import LANGUAGES, asks, draft_of, neighbours, to_card_of
from tests.talk.talking import World


async def test_the_draft_names_who_wrote_which_part(here: World) -> None:
    yuki, ken = await neighbours(here)
    await asks(yuki)

    await to_card_of(yuki, ken)

    draft = next(one for one in yuki.phone.latest if isinstance(one, Draft))
    assert "".join(part.text for part in draft.parts) == draft.text
    assert {part.source for part in draft.parts} == {"own", "theirs", "bot"}
    quoted = [part.text for part in draft.parts if part.source == "theirs"]
    assert quoted == ["「読書会の問いかけ」"]


@LANGUAGES
async def test_the_draft_can_be_shorter_and_easier_and_back_again(
    here: World, language: Language
) -> None:
    yuki, ken = await neighbours(here, language)
    await asks(yuki)
    await to_card_of(yuki, ken)
    first = draft_of(yuki)

    await yuki.picks("ask.shorter")
    short = draft_of(yuki)
    await yuki.picks("ask.more_casual")
    casual = draft_of(yuki)
    await yuki.picks("ask.politer")
    await yuki.picks("ask.longer")

    assert len(short) < len(first)
    assert casual != short
    assert draft_of(yuki)


async def test_the_askers_own_words_are_sent_as_they_are(here: World) -> None:
    yuki, ken = await neighbours(here)
    await asks(yuki)
    await to_card_of(yuki, ken)
    own = "けんさんの「読書会の問いかけ」、いいなと思って。会場は私。よければ一緒に。"

    await yuki.picks("ask.edit")
    await yuki.says(own)
    await yuki.picks("ask.send")

    card = ken.phone.latest[-1]
    assert isinstance(card, Card)
    assert card.body == own


@LANGUAGES
async def test_own_words_are_more_casual_with_one_tap_and_back_with_another(
    here: World, language: Language
) -> None:
    written: dict[Language, tuple[str, str]] = {
        "ja": (
            "会場は私が用意します。一緒に考えませんか。",
            "用意する。一緒に考えない?",
        ),
        "en": ("I will bring tea. Let us think together.", "I'll bring tea. Let's"),
    }
    own, said = written[language]
    yuki, ken = await neighbours(here, language)
    await asks(yuki)
    await to_card_of(yuki, ken)
    await yuki.says(own)

    await yuki.picks("ask.more_casual")
    plainer = next(one for one in yuki.phone.latest if isinstance(one, Draft))
    assert said in plainer.text
    assert {part.source for part in plainer.parts} == {"own", "bot"}
    await yuki.picks("ask.as_written")
    assert draft_of(yuki) == own
    await yuki.picks("ask.more_casual")
    await yuki.picks("ask.send")

    assert plainer.text in ken.heard


async def test_words_whose_ends_are_doubtful_stay_as_they_are(here: World) -> None:
    yuki, ken = await neighbours(here)
    await asks(yuki)
    await to_card_of(yuki, ken)

    await yuki.says("雪が降ります。それでも一緒に考えませんか。")

    assert not yuki.may_pick("ask.more_casual")


async def test_remarks_on_own_words_come_one_by_one_and_can_be_let_go(
    here: World,
) -> None:
    yuki, ken = await neighbours(here)
    await asks(yuki)
    await to_card_of(yuki, ken)

    await yuki.says("けんさん、金曜までに提出してください。至急対応よろしく。")
    assert yuki.may_pick("ask.as_it_is")
    await yuki.picks("ask.as_it_is")
    await yuki.picks("ask.send")

    assert ken.was_told("answer.arrived", name=yuki.name)


@LANGUAGES
async def test_instead_of_an_order_the_whole_sentence_is_offered_as_a_wish(
    here: World, language: Language
) -> None:
    order, wish = {
        "ja": ("必ず返信してください。", "できれば返信してもらえたらうれしいです。"),
        "en": ("You must reply today.", "It would be great if you could reply today."),
    }[language]
    yuki, ken = await neighbours(here, language)
    await asks(yuki)
    await to_card_of(yuki, ken)
    composed = draft_of(yuki)

    await yuki.says(f"{composed} {order}")
    assert yuki.was_told("ask.may_change", words=order, other=wish)
    await yuki.picks("ask.change")

    assert draft_of(yuki) == f"{composed} {wish}"


async def test_another_way_to_put_it_is_shown_where_it_makes_no_sentence(
    here: World,
) -> None:
    yuki, ken = await neighbours(here)
    await asks(yuki)
    await to_card_of(yuki, ken)
    blaming = f"{draft_of(yuki)} 既読ついてるよね？"

    await yuki.says(blaming)

    assert not yuki.may_pick("ask.change")
    await yuki.picks("ask.as_it_is")
    assert draft_of(yuki) == blaming


async def test_a_remark_can_be_taken_up_until_none_is_left(here: World) -> None:
    yuki, ken = await neighbours(here)
    await asks(yuki)
    await to_card_of(yuki, ken)
    await yuki.says("けんさん、問いかけを一緒に考えませんか。")

    for _ in range(8):
        if not yuki.may_pick("ask.add"):
            break
        await yuki.picks("ask.add")

    assert not yuki.may_pick("ask.add")
    assert "読書会の問いかけ" in draft_of(yuki)


@pytest.mark.parametrize(
    "invitation",
    [
        "権利収入に興味ありませんか。誰でも月30万円、ノーリスクです。",
        "副業で必ず儲かる話があります。",
    ],
)
async def test_words_that_sell_are_not_delivered(here: World, invitation: str) -> None:
    yuki, ken = await neighbours(here)
    await asks(yuki)
    await to_card_of(yuki, ken)

    await yuki.says(invitation)
    await yuki.picks("ask.send")

    assert yuki.was_told("ask.held")
    assert not ken.was_told("answer.arrived", name=yuki.name)


@LANGUAGES
async def test_a_few_words_beside_a_draft_never_stand_instead_of_it(
    here: World, language: Language
) -> None:
    yuki, ken = await neighbours(here, language)
    await asks(yuki)
    await to_card_of(yuki, ken)
    whole = yuki.heard

    await yuki.says({"ja": "もうちょっと短くして", "en": "make it shorter"}[language])
    assert len(yuki.heard) < len(whole)
    assert yuki.may_pick("ask.longer")
    await yuki.says({"ja": "送って", "en": "send it"}[language])
    assert yuki.was_told("short.by_tap", label=yuki.words("ask.send"))
    few = {"ja": "なんか変", "en": "hmm weird"}[language]
    await yuki.says(few)
    assert yuki.was_told("ask.is_it_the_note", words=few)
    await yuki.picks("ask.back_to_draft")
    await yuki.picks("ask.send")

    assert few not in ken.heard
    assert ken.was_told("answer.arrived", name=yuki.name)


async def test_a_few_words_may_be_the_whole_note(here: World) -> None:
    yuki, ken = await neighbours(here)
    await asks(yuki)
    await to_card_of(yuki, ken)

    await yuki.says("読書会、一緒にどう?")
    await yuki.picks("ask.use_as_note")
    await yuki.picks("ask.send")

    assert "読書会、一緒にどう?" in ken.heard


@LANGUAGES
async def test_a_draft_that_lay_for_days_names_the_day_it_really_closes(
    here: World, language: Language
) -> None:
    yuki, ken = await neighbours(here, language)
    await asks(yuki)
    await to_card_of(yuki, ken)
    first = draft_of(yuki)

    here.clock.ahead += timedelta(days=2)
    await yuki.picks("ask.send")
    assert draft_of(yuki) != first
    assert not ken.was_told("answer.arrived", name=yuki.name)

    await yuki.picks("ask.send")
    assert ken.was_told("answer.arrived", name=yuki.name)


async def test_a_day_in_ones_own_words_is_told_and_left(here: World) -> None:
    yuki, ken = await neighbours(here)
    await asks(yuki)
    await to_card_of(yuki, ken)
    own = f"{draft_of(yuki)}会場は私がおさえます。"

    await yuki.picks("ask.edit")
    await yuki.says(own)
    here.clock.ahead += timedelta(days=2)
    await yuki.picks("ask.send")
    assert draft_of(yuki) == own

    await yuki.picks("ask.send")
    assert ken.was_told("answer.arrived", name=yuki.name)


@pytest.mark.parametrize(
    ("language", "typed", "asked"),
    [
        ("ja", "英語にして", False),
        ("en", "switch to Japanese", False),
        ("ja", "川べりでもいいですか?", True),
        ("en", "is the shed fine for you?", True),
    ],
)
async def test_a_few_words_beside_a_note_never_take_its_place_by_themselves(
    here: World, language: Language, typed: str, asked: bool
) -> None:
    yuki, ken = await neighbours(here, language)
    await asks(yuki)
    await to_card_of(yuki, ken)
    drafted = draft_of(yuki)

    await yuki.says(typed)

    assert yuki.may_pick("home.in_japanese") is not asked
    assert yuki.was_told("ask.is_it_the_note", words=typed) is asked
    if not asked:
        assert draft_of(yuki) == drafted
