"""What a chat on Telegram looks like after a while: cards, buttons, taps, typing."""

import asyncio
from functools import partial

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bots.remembering import Remembering
from bots.telegram.client import TelegramClient
from bots.telegram.looks import Looks
from bots.telegram.passes import Answering, titled
from bots.telegram.questions import Questions
from bots.telegram.taps import Tap
from core.clock import SystemClock
from core.runtime.limiting import OwnTurns
from core.store import asked
from core.talk.channel import Sent
from core.talk.incoming import Place
from core.talk.measure import units
from core.talk.outgoing import Card, Choice, Text
from tests.databases import TestedDatabase, every_database
from tests.telegram_fake import updates
from tests.telegram_fake.api import Shown
from tests.telegram_fake.server import FakeTelegram
from tests.wire.telegram_sending import FREELY, YUKI, question, speaking, to

__all__ = ["every_database"]


async def sent_beside(telegram: FakeTelegram, method: str, times: int = 1) -> None:
    """Wait for a call that is made beside a sending."""
    async with asyncio.timeout(5):
        while telegram.api.counts[method] < times:  # noqa: ASYNC110 - a mere count
            await asyncio.sleep(0.005)


async def test_the_buttons_of_a_question_go_when_it_is_answered_in_words(
    telegram: FakeTelegram,
) -> None:
    async with speaking(telegram) as channel:
        await channel.send(to(YUKI, question("どっち?", "甲", "乙"), answers=True))
        menu = question("メニュー", "投稿", stands=True)
        await channel.send(to(YUKI, menu, answers=False))
        await channel.send(to(YUKI, Text("甲ですね"), answers=True))
        await sent_beside(telegram, "editMessageReplyMarkup")

    asked, stays, _ = telegram.screen(YUKI)
    assert asked.rows == []
    assert stays.rows != []


async def test_a_notice_in_between_leaves_the_question_open(
    telegram: FakeTelegram,
) -> None:
    async with speaking(telegram) as channel:
        await channel.send(to(YUKI, question("どっち?", "甲"), answers=True))
        await channel.send(to(YUKI, Text("届きました"), answers=False))

    assert telegram.screen(YUKI)[0].rows != []
    assert telegram.api.counts["editMessageReplyMarkup"] == 0


async def test_a_tap_is_answered_and_what_was_chosen_stays_to_be_read(
    telegram: FakeTelegram,
) -> None:
    async with speaking(telegram) as channel:
        await channel.send(to(YUKI, question("<どっち>", "甲", "乙"), answers=True))
        shown = telegram.screen(YUKI)[0]
        telegram.api.queries["77"] = telegram.api.now()
        chat = telegram.chat(YUKI).chat["id"]
        tap = Tap("77", chat, shown.message_id, shown.text, (), "乙", stays=False)
        channel.looks.answer(tap)
        await sent_beside(telegram, "answerCallbackQuery")
        await sent_beside(telegram, "editMessageText")

    assert (shown.text, shown.rows) == ("<どっち>\n\n→ 乙", [])
    assert telegram.api.answered == ["77"]
    assert telegram.api.toasts == []  # the message says it


def tap_on(
    telegram: FakeTelegram, shown: Shown, label: str, *, stays: bool = False
) -> Tap:
    """Return somebody's tap on a message that is on their screen."""
    query = f"q{len(telegram.api.queries)}"
    telegram.api.queries[query] = telegram.api.now()
    chat = telegram.chat(YUKI).chat["id"]
    return Tap(query, chat, shown.message_id, shown.text, (), label, stays=stays)


@pytest.mark.parametrize(
    ("words", "label", "toast"),
    [
        ("みんなの一枚", "応援を置く", "「応援を置く」、受け取りました。"),
        ("Everyone's posts", "Cheer a line", "“Cheer a line”, got it."),
    ],
)
async def test_a_button_that_stays_says_in_a_toast_what_was_heard(
    telegram: FakeTelegram, words: str, label: str, toast: str
) -> None:
    async with speaking(telegram) as channel:
        await channel.send(to(YUKI, question(words, label, stands=True)))
        shown = telegram.screen(YUKI)[0]
        channel.looks.answer(tap_on(telegram, shown, label, stays=True))
        await sent_beside(telegram, "answerCallbackQuery")

    assert telegram.api.toasts == [toast]
    assert shown.rows != []


@given(label=st.text(max_size=300))
@example("👨‍👩‍👧‍👦" * 40)
@example("あ" * 300)
@settings(max_examples=50)
def test_a_toast_never_exceeds_200_characters(label: str) -> None:
    looks = Looks(TelegramClient(token="1:a"), OwnTurns(), FREELY)
    answer = looks.tapped(Tap("1", label=label, stays=True))
    assert answer is not None
    toast = answer.get("text", "")

    assert units(toast) <= 200
    assert toast or not label.split()


async def test_an_old_button_says_so_in_a_toast_and_nothing_looks_chosen(
    telegram: FakeTelegram,
) -> None:
    async with speaking(telegram) as channel:
        await channel.send(to(YUKI, question("どっち?", "甲", "乙"), answers=True))
        shown = telegram.screen(YUKI)[0]
        tap = tap_on(telegram, shown, "甲")
        await channel.send(to(YUKI, question("では?", "丙"), answers=True))
        await sent_beside(telegram, "editMessageReplyMarkup")
        channel.looks.answer(tap)
        await sent_beside(telegram, "answerCallbackQuery")
        newest = telegram.screen(YUKI)[-1]
        for _ in range(2):  # in a hurry, twice
            channel.looks.answer(tap_on(telegram, newest, "丙"))
        await sent_beside(telegram, "answerCallbackQuery", 3)
        await sent_beside(telegram, "editMessageText", 2)

    assert telegram.api.toasts == ["これは前のボタンです。"]
    assert shown.text == "どっち?"
    assert newest.text == "では?\n\n→ 丙"


async def test_which_buttons_are_old_outlives_a_start(
    telegram: FakeTelegram, every_database: TestedDatabase
) -> None:
    kept = Remembering(every_database.open(), SystemClock(), "telegram")
    async with speaking(telegram, questions=Questions(kept)) as channel:
        await channel.send(to(YUKI, question("どっち?", "甲"), answers=True))
        await channel.send(to(YUKI, question("では?", "乙"), answers=True))

    begun = Questions(kept)
    await begun.load()
    async with speaking(telegram, questions=begun) as channel:
        old, newest = telegram.screen(YUKI)
        channel.looks.answer(tap_on(telegram, old, "甲"))
        await sent_beside(telegram, "answerCallbackQuery")
        await channel.send(to(YUKI, Text("乙ですね"), answers=True))
        await sent_beside(telegram, "editMessageReplyMarkup", 2)
    await kept.database.close()

    assert telegram.api.toasts == ["これは前のボタンです。"]
    assert newest.rows == []
    look = partial(asked.newest, channel="telegram", most=9)
    assert every_database.run(look) == []


async def test_a_tap_in_a_group_that_nobody_answers_spins_no_longer_and_once_is_enough(
    telegram: FakeTelegram,
) -> None:
    client = TelegramClient(token=updates.TOKEN, api_base=telegram.url)
    looks = Looks(client, OwnTurns(), FREELY, spins_for_s=0.05)
    telegram.api.queries.update(dict.fromkeys(["77", "78"], telegram.api.now()))
    looks.answer(Tap("77", in_group=True))
    looks.answer(Tap("78", in_group=True))
    looks.aside("78", {"text": "席につきました"})
    await sent_beside(telegram, "answerCallbackQuery", 2)
    looks.aside("77", {"text": "おそい"})
    await looks.close()
    await client.close()

    assert sorted(telegram.api.answered) == ["77", "78"]
    assert telegram.api.toasts == ["席につきました"]


async def test_a_late_answer_to_a_tap_is_no_trouble(telegram: FakeTelegram) -> None:
    async with speaking(telegram) as channel:
        channel.looks.answer(Tap("gone"))
        await sent_beside(telegram, "answerCallbackQuery")
        assert isinstance(await channel.send(to(YUKI)), Sent)

    assert telegram.api.answered == []


async def test_the_tapped_card_is_changed_in_its_place_and_twice_is_fine(
    telegram: FakeTelegram,
) -> None:
    async with speaking(telegram) as channel:
        await channel.send(
            to(YUKI, Card("旗", "2席", (), (Choice("のる", "a", True),)))
        )
        shown = telegram.screen(YUKI)[0]
        tapped = Answering(tapped=shown.message_id, titled=titled("旗"))
        for _ in range(2):
            outcome = await channel.send(to(YUKI, Card("旗", "1席"), answering=tapped))
            assert isinstance(outcome, Sent)

    assert [one.text for one in telegram.screen(YUKI)] == ["旗\n1席"]


async def test_a_card_far_above_is_shown_again_below(telegram: FakeTelegram) -> None:
    async with speaking(telegram) as channel:
        await channel.send(to(YUKI, Card("旗", "2席"), Text("そのあと")))
        tapped = Answering(telegram.screen(YUKI)[0].message_id, titled=titled("旗"))
        await channel.send(to(YUKI, Card("旗", "1席"), answering=tapped))

    assert [one.text for one in telegram.screen(YUKI)][-1] == "旗\n1席"


async def test_a_card_again_changes_only_in_its_place(telegram: FakeTelegram) -> None:
    group = telegram.group()
    async with speaking(telegram) as channel:
        await channel.send(to(-100_200, Card("旗", "2席"), Text("ほかの話")))
        again = (Card("旗", "1席", again=True), Text("席がひとつ"))
        answers = Answering(tapped=group.screen[0].message_id)
        await channel.send(to(-100_200, *again, answering=answers))
        await channel.send(to(-100_200, *again))

    words = [one.text for one in group.screen]
    assert words == ["旗\n1席", "ほかの話", "席がひとつ", "席がひとつ"]


async def test_a_card_that_was_deleted_is_sent_anew(telegram: FakeTelegram) -> None:
    async with speaking(telegram) as channel:
        gone = Answering(tapped=9)
        outcome = await channel.send(to(YUKI, Card("旗", again=True), answering=gone))

    assert isinstance(outcome, Sent)
    assert [one.text for one in telegram.screen(YUKI)] == ["旗"]


async def test_typing_is_shown_until_the_answer_comes(telegram: FakeTelegram) -> None:
    async with speaking(telegram) as channel:
        place = Place("telegram", str(telegram.person(YUKI)["id"]))
        await channel.working(place)
        await channel.working(place)
        await sent_beside(telegram, "sendChatAction")
        await channel.send(to(YUKI))

    assert telegram.api.counts["sendChatAction"] == 1
