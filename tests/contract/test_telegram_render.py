"""What is sent to Telegram: within its limits, and markup of ours only.

The judges are `tests.telegram_fake.rules`, written from Telegram's manual, and
aiogram's models, which are made from it.
"""

import importlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.telegram.render import (
    LIMITS,
    Json,
    Sending,
    data_of,
    plain,
    render,
    unmarked,
)
from core.clock import RandomIds
from core.talk.measure import units
from core.talk.outgoing import (
    Card,
    Choice,
    Draft,
    Fact,
    Link,
    Message,
    Moment,
    Text,
)
from tests.talk.some_messages import turns
from tests.telegram_fake import markup, rules

AT = datetime(2026, 12, 3, 9, 0, tzinfo=UTC)


def given_of(*said: Message) -> list[Json]:
    """Return the parameters of what is said."""
    return [one.given for one in render(said)]


def judged(sending: Sending) -> str:
    """Let both judges look at a sending; return the words a person reads."""
    words, _ = rules.words_of(sending.given)
    rules.keyboard_of(sending.given)
    from aiogram.methods import EditMessageText, SendMessage  # noqa: PLC0415

    SendMessage.model_validate({"chat_id": 1, **sending.given}, strict=False)
    EditMessageText.model_validate({"chat_id": 1, "message_id": 2, **sending.given})
    assert set(sending.given) <= rules.METHODS["sendMessage"]
    assert set(sending.given) <= rules.METHODS["editMessageText"]
    return words


@pytest.fixture(scope="module")
def aiogram() -> None:
    """Load it, which takes seconds, for those who judge; whoever collects waits not."""
    importlib.import_module("aiogram.methods")


@pytest.mark.usefixtures("aiogram")
@given(turns)
def test_whatever_is_said_telegram_takes(said: list[Message]) -> None:
    for sending in render(said):
        if sending.given["text"].strip():
            words = judged(sending)
            assert plain(sending.given)["text"] == words
            assert units(words) <= LIMITS.text_units


@given(st.text(min_size=1, max_size=40))
def test_no_word_of_a_person_is_ever_markup(words: str) -> None:
    words = words.replace("\r", "").strip() or "x"
    card = Card(f"題{words}", f"体{words}", (Fact("札", f"値{words}"),))
    for sending in render([Text(f"言{words}"), card, Draft(f"案{words}")]):
        read, entities = markup.read(sending.given["text"])
        assert words in read
        kinds = {one["type"] for one in entities}
        assert kinds <= {"bold", "blockquote", "expandable_blockquote", "pre"}
        assert unmarked(sending.given["text"]) == read


@pytest.mark.usefixtures("aiogram")
@pytest.mark.parametrize("letter", ["あ", "a", "🚩", "<", "&", "👨‍👩‍👧", "e\u0301"])
@pytest.mark.parametrize("length", [4_095, 4_096, 4_097, 9_000])
def test_4096_are_counted_in_utf16_after_the_markup_is_read(
    letter: str, length: int
) -> None:
    said = (letter * length)[:length]
    read = [judged(one) for one in render([Text(said)])]

    assert all(units(one) <= 4_096 for one in read)
    assert "".join(read) == said


@pytest.mark.parametrize(("length", "copies"), [(256, True), (257, False)])
def test_a_draft_is_copied_by_a_button_up_to_256_and_by_a_tap_beyond(
    length: int, copies: bool
) -> None:
    (given,) = given_of(Draft("🚩" * (length // 2) + "x" * (length % 2)))
    buttons = [one for row in rules.keyboard_of(given) for one in row]

    assert any("copy_text" in one for one in buttons) is copies
    assert ("<pre>" in given["text"]) is not copies


def test_the_data_of_a_button_stays_within_64_bytes() -> None:
    tokens = (RandomIds().token() for _ in range(100))
    data = [data_of(Choice("x", token, stands=True)) for token in tokens]

    assert max(len(one.encode()) for one in data) <= 20


def test_choices_that_find_no_room_are_listed_with_their_numbers() -> None:
    many = tuple(Choice(f"選{n}", f"t{n}") for n in range(LIMITS.choices + 3))
    (given,) = given_of(Text("どれ?", many))

    assert "[1] 選0" in markup.read(given["text"])[0]


@pytest.mark.parametrize(
    ("labels", "widths"),
    [
        (("はい", "いいえ", "あとで"), [3]),
        (("引き受ける", "アイデアを送る", "見送る"), [2, 1]),
        (("x" * 40, "はい"), [1, 1]),
        (("一", "二", "三", "四", "五", "六", "七"), [3, 3, 1]),
    ],
)
def test_buttons_stand_side_by_side_as_far_as_they_can_be_read(
    labels: tuple[str, ...], widths: list[int]
) -> None:
    choices = tuple(Choice(one, f"t{n}") for n, one in enumerate(labels))
    (given,) = given_of(Text("?", choices))
    rows = rules.keyboard_of(given)

    assert [one["text"] for row in rows for one in row] == list(labels)
    assert [len(row) for row in rows] == widths


def test_a_deadline_is_said_by_the_readers_own_clock() -> None:
    moment = Moment("木曜日", AT)
    said = Text("木曜日に<静かに>閉じます", moments=(moment,))
    card = Card("木曜日まで", "a", moments=(moment,))
    for sending in given_of(said, card):
        read, entities = markup.read(sending["text"])
        assert "木曜日" in read
        (time,) = [one for one in entities if one["type"] == "date_time"]
        assert time["unix_time"] == int(AT.timestamp())


def test_many_facts_are_folded_and_few_are_not() -> None:
    few, many = (
        given_of(Card("題", "", tuple(Fact(f"{n}", "値") for n in range(count))))[0]
        for count in (3, 10)
    )

    assert "<blockquote>" in few["text"]
    assert "<blockquote expandable>" in many["text"]


@pytest.mark.usefixtures("aiogram")
@pytest.mark.parametrize(
    ("url", "on_button"),
    [
        ("https://example.org/x", True),
        ("http://example.org", True),
        ("https://t.me/ainori_bot?start=abc", True),
        ("http://localhost:8765/x", False),
        ("http://127.0.0.1/x", False),
        ("http://192.168.0.2/x", False),
        ("http://[::1", False),
        ("https://例え.jp/x", False),
        ("tel:119", False),
        ("javascript:alert(1)", False),
        ("https://example.org/" + "x" * 3_000, False),
    ],
)
def test_a_link_is_a_button_only_where_telegram_takes_it(
    url: str, on_button: bool
) -> None:
    (sending,) = render([Link("ひらく", url)])
    words = judged(sending)

    assert bool(rules.keyboard_of(sending.given)) is on_button
    assert on_button or url in words


def test_a_link_is_a_button_below_the_words_before_it() -> None:
    door = Link("Talk one to one", "https://t.me/ainori_test_bot")

    (sending,) = render([Text("Tell me that one to one."), door])

    assert sending.given["text"] == "Tell me that one to one."
    assert sending.given["reply_markup"]["inline_keyboard"] == [
        [{"text": "Talk one to one", "url": "https://t.me/ainori_test_bot"}]
    ]


@pytest.mark.parametrize(
    "before", [Text("Which?", (Choice("This", "t1"),)), Text("Which code?", asks=True)]
)
def test_words_that_have_buttons_keep_them_to_themselves(before: Text) -> None:
    sendings = render([before, Link("Open", "https://example.org/")])

    assert [one.given["text"] for one in sendings] == [before.text, "example.org"]
