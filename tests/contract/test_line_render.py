"""What core says, as LINE message objects: shape, limits, and not a word lost."""

import json
from datetime import date, time
from typing import Any, get_args

import pytest
from hypothesis import example, given, settings

from bots.line.flex import Json
from bots.line.render import LIMITS, render
from core.domain.calendar import When
from core.talk.outgoing import (
    Card,
    Choice,
    Draft,
    Fact,
    Link,
    Look,
    Message,
    Part,
    Picks,
    Text,
    choices_of,
)
from tests.line_fake import rules, schema
from tests.talk import some_messages


def options(*labels: str) -> tuple[Choice, ...]:
    """Return choices with a token each."""
    return tuple(Choice(label, f"token{n:07d}") for n, label in enumerate(labels))


def quick_replies(message: Json) -> list[str]:
    """Return the labels below a message object."""
    items = message.get("quickReply", {}).get("items", [])
    return [item["action"]["label"] for item in items]


def all_text(value: Any) -> list[str]:
    """Return every piece of text a reader sees, in order."""
    match value:
        case dict():
            own = [value[key] for key in ("text", "label", "uri") if key in value]
            inner = [
                text
                for key, held in value.items()
                if key not in {"text", "label", "uri", "quickReply"}
                for text in all_text(held)
            ]
            return [text for text in own if isinstance(text, str)] + inner
        case list():
            return [text for held in value for text in all_text(held)]
        case _:
            return []


def buttons(message: Json) -> list[str]:
    """Return the labels of the buttons drawn into a Flex message."""
    if message["type"] != "flex":
        return []
    contents = message["contents"]
    bubbles = contents["contents"] if contents["type"] == "carousel" else [contents]
    footers = [bubble.get("footer", {}).get("contents", []) for bubble in bubbles]
    return [button["action"]["label"] for footer in footers for button in footer]


KEN = Card(
    "けんさん",
    "〈場をつくる側になりたい〉と書いています。",
    facts=(Fact("どこへ", "人に本を手渡せる場所"),),
    choices=options("この人に", "もう少し知る"),
    look="person",
    face="けん",
)


class TestText:
    """A text is a bubble; its choices are quick replies."""

    def test_a_tap_comes_back_as_our_token_and_is_seen_in_the_chat(self) -> None:
        said = Text("どこに出しますか。", options("ほんの縁側", "自分だけ"))

        (message,) = render([said])

        assert message["text"] == "どこに出しますか。"
        assert message["quickReply"]["items"][0] == {
            "type": "action",
            "action": {
                "type": "postback",
                "label": "ほんの縁側",
                "data": "token0000000",
                "displayText": "ほんの縁側",
            },
        }

    def test_a_text_without_choices_has_no_quick_replies(self) -> None:
        assert render([Text("受け取りました。")]) == (
            {"type": "text", "text": "受け取りました。"},
        )

    def test_choices_of_an_earlier_text_move_below_the_last_message(self) -> None:
        first, last = render([Text("つづけますか。", options("はい", "あとで")), KEN])

        assert quick_replies(first) == []
        assert quick_replies(last) == ["はい", "あとで"]

    def test_choices_that_find_no_room_below_become_buttons_that_stay(self) -> None:
        many = Text("どれですか。", options(*(f"場{n}" for n in range(12))))
        last = Text("ほかには。", options("見る", "やめる"))

        first, second = render([many, last])

        assert buttons(first) == [f"場{n}" for n in range(12)]
        assert quick_replies(second) == ["見る", "やめる"]

    def test_equal_labels_are_never_mixed_below_the_last_message(self) -> None:
        asked = [Text(f"{name}さんに", options("送る")) for name in ("けん", "みほ")]

        first, second = render(asked)

        assert buttons(first) == ["送る"]
        assert quick_replies(second) == ["送る"]


class TestCard:
    """A card is a bubble; cards in a row are one carousel."""

    def test_a_card_shows_title_body_facts_and_choices(self) -> None:
        (message,) = render([KEN])

        shown = all_text(message["contents"])
        assert shown[:1] == ["け"]
        assert "けんさん" in shown
        assert "〈場をつくる側になりたい〉と書いています。" in shown
        assert shown.index("どこへ") + 1 == shown.index("人に本を手渡せる場所")
        assert buttons(message) == ["この人に", "もう少し知る"]

    def test_notifications_read_a_card_as_a_sentence(self) -> None:
        (message,) = render([KEN])

        assert message["altText"].startswith("けんさん 〈場をつくる側になりたい〉と")

    def test_three_people_in_a_row_are_one_carousel_of_equal_width(self) -> None:
        people = [
            Card(f"{name}さん", choices=options("この人に"))
            for name in ("けん", "みほ", "とも")
        ]

        (message,) = render(people)

        assert message["contents"]["type"] == "carousel"
        assert {b["size"] for b in message["contents"]["contents"]} == {"kilo"}
        assert message["altText"] == "けんさん / みほさん / ともさん"

    def test_a_carousel_takes_twelve_cards(self) -> None:
        objects = render([Card(f"{n}") for n in range(13)])

        assert [len(o["contents"].get("contents", [0])) for o in objects] == [12, 1]

    def test_every_look_differs_in_colour_and_no_choice_stands_out(self) -> None:
        looks = get_args(Look)
        drawn = [
            render([Card("題", choices=options("はい", "見送る"), look=look)])[0]
            for look in looks
        ]

        assert len({json.dumps(message) for message in drawn}) == len(looks)
        for message in drawn:
            drawn_buttons = message["contents"]["footer"]["contents"]
            assert {b["style"] for b in drawn_buttons} == {"secondary"}
            assert not any("color" in button for button in drawn_buttons)


class TestDraft:
    """A draft is a bubble of its own, so that a long press copies it clean."""

    def test_the_title_stands_in_a_bubble_before_the_draft(self) -> None:
        draft = Draft(
            "一緒に考えませんか。", options("送る", "直す"), title="下書きです"
        )

        title, text = render([draft])

        assert title == {"type": "text", "text": "下書きです"}
        assert text["text"] == "一緒に考えませんか。"
        assert quick_replies(text) == ["送る", "直す"]

    def test_a_draft_without_choices_can_be_copied_by_one_tap(self) -> None:
        (message,) = render(
            [Draft("今回は見送るね", parts=(Part("今回は見送るね", "bot"),))]
        )

        (item,) = message["quickReply"]["items"]
        assert item["action"]["type"] == "clipboard"
        assert item["action"]["clipboardText"] == "今回は見送るね"

    @pytest.mark.parametrize("choices", [(), options("送る")])
    def test_a_draft_too_long_for_the_clipboard_is_copied_by_a_long_press(
        self, choices: tuple[Choice, ...]
    ) -> None:
        (message,) = render([Draft("長い下書き。" * 200, choices)])

        assert quick_replies(message) == [choice.label for choice in choices]


class TestLink:
    """A link is a button, where LINE takes the address."""

    def test_an_address_is_written_as_line_wants_it(self) -> None:
        (message,) = render([Link("しくみを見る", "https://example.org/本 棚?a=1%202")])

        (button,) = message["contents"]["footer"]["contents"]
        assert button["action"] == {
            "type": "uri",
            "label": "しくみを見る",
            "uri": "https://example.org/%E6%9C%AC%20%E6%A3%9A?a=1%202",
        }

    @pytest.mark.parametrize(
        "url", ["mailto:a@example.org", "https://example.org/" + "a" * 1_000, "x", ""]
    )
    def test_an_address_line_does_not_take_is_written_out(self, url: str) -> None:
        (message,) = render([Link("ここから", url)])

        assert message["type"] == "text"
        assert message["text"].startswith("ここから")
        assert url in message["text"]


class TestSize:
    """The words come first; LINE's numbers are kept by saying it otherwise."""

    def test_a_turn_of_the_usual_size_is_one_sending(self) -> None:
        people = [KEN, Card("みほさん"), Card("ともさん")]
        turn: list[Message] = [
            Text("3通届いています。"),
            Draft("下書き", title="題"),
            Text("道が近そうな人です。"),
            *people,
            Text("ほかには", options("旗にする", "別の3人", "やめる")),
        ]

        assert len(render(turn)) == LIMITS.messages

    def test_emoji_count_twice_in_a_text(self) -> None:
        objects = render([Text("🍎" * 2_501)])

        assert [rules.utf16(o["text"]) for o in objects] == [5_000, 2]

    def test_the_heaviest_card_stays_below_thirty_thousand_bytes(self) -> None:
        heavy = Card(
            "題" * 40,
            "漢" * 1_100,
            facts=tuple(Fact("名" * 10, "値" * 10) for _ in range(12)),
            choices=options(*(str(n) + "👨‍👩‍👧‍👦" * 19 for n in range(8))),
            face="👨‍👩‍👧‍👦",
        )

        objects = render([heavy] * 3)

        assert {message["type"] for message in objects} == {"flex"}
        assert rules.complaints(list(objects)) == []


@given(some_messages.turns)
@example([Text("あ" * 30_000)])
@example([Card("題", "漢" * 6_000, choices=options("はい"))] * 3)
@settings(max_examples=80, deadline=None)
def test_anything_core_says_is_taken_by_line(said: list[Message]) -> None:
    objects = render(said)

    for begin in range(0, len(objects), LIMITS.messages):
        sending = list(objects[begin : begin + LIMITS.messages])
        assert rules.complaints(sending) == []
        if judge := schema.judge():
            body = {"replyToken": "t", "messages": json.loads(json.dumps(sending))}
            assert judge("ReplyMessageRequest", body) == []


@given(some_messages.turns)
@settings(max_examples=80, deadline=None)
def test_no_word_is_lost_on_the_way_to_line(said: list[Message]) -> None:
    shown = "".join("".join(text.split()) for text in all_text(list(render(said))))

    for message in said:
        if not isinstance(message, Link):
            for words in some_messages.words_of(message):
                assert words in shown


@given(some_messages.turns)
@settings(max_examples=80, deadline=None)
def test_every_choice_can_be_tapped_or_typed(said: list[Message]) -> None:
    sent = json.dumps(render(said))
    shown = "".join(all_text(list(render(said))))

    for number, choice in enumerate(choices_of(said), start=1):
        assert choice.token in sent or f"[{number}]" in shown


def calendar(*, at: time | None) -> Choice:
    """Return a choice that opens a calendar."""
    midnight = None if at is None else time()
    picks = Picks(
        When(date(2026, 12, 5), at),
        When(date(2026, 11, 30), midnight),
        When(date(2027, 11, 30), midnight),
    )
    return Choice("日を選ぶ", "token0000000", picks=picks)


@pytest.mark.parametrize(
    ("at", "mode", "days"),
    [
        (None, "date", ("2026-12-05", "2026-11-30", "2027-11-30")),
        (
            time(10),
            "datetime",
            ("2026-12-05T10:00", "2026-11-30T00:00", "2027-11-30T00:00"),
        ),
    ],
)
def test_a_day_is_picked_with_lines_own_picker_wherever_it_stands(
    at: time | None, mode: str, days: tuple[str, str, str]
) -> None:
    choice = calendar(at=at)
    first, earliest, latest = days
    action = {
        "type": "datetimepicker",
        "label": "日を選ぶ",
        "data": "token0000000",
        "mode": mode,
        "initial": first,
        "min": earliest,
        "max": latest,
    }

    (asked,) = render((Text("いつごろでしょう。", (choice,)),))
    (card,) = render((Card("旗", choices=(choice,)),))

    assert asked["quickReply"]["items"] == [{"type": "action", "action": action}]
    assert card["contents"]["footer"]["contents"][0]["action"] == action
    assert rules.complaints([asked, card]) == []
