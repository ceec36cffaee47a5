"""Messages and entries as the page reads them."""

from datetime import UTC, date, datetime, time

import orjson
import pytest

from bots.web.render import render_entry, render_message
from core.delivery.history import Told
from core.domain.calendar import When
from core.talk.incoming import (
    Arrived,
    Chose,
    Content,
    Incoming,
    Place,
    Said,
    Shared,
    TimePassed,
)
from core.talk.outgoing import (
    Card,
    Choice,
    Draft,
    Fact,
    Link,
    Message,
    Part,
    Picks,
    Text,
)
from tests.web.scenes import SCENES

AT = datetime(2026, 6, 3, 9, 30, 0, 123456, tzinfo=UTC)


def heard(content: Content) -> Incoming:
    """Return an event of ゆき."""
    return Incoming("yuki:abc", AT, Place("web", "yuki"), None, content)


def test_a_text_keeps_its_words_and_choices() -> None:
    assert render_message(Text("<b>縁側</b>", (Choice("はい", "t1"),))) == {
        "kind": "text",
        "text": "<b>縁側</b>",
        "choices": [{"label": "はい", "token": "t1"}],
    }


def test_a_calendar_comes_as_the_browsers_own_input() -> None:
    day, noon = date(2026, 12, 5), time(12)
    picks = Picks(When(day, noon), When(day, time()), When(day, noon))
    text = Text("いつ", (Choice("日を選ぶ", "t1", picks=picks),))

    assert render_message(text)["choices"] == [
        {
            "label": "日を選ぶ",
            "token": "t1",
            "calendar": {
                "type": "datetime-local",
                "value": "2026-12-05T12:00",
                "min": "2026-12-05T00:00",
                "max": "2026-12-05T12:00",
            },
        }
    ]


def test_a_picked_day_is_seen_again_in_the_history() -> None:
    entry = render_entry(heard(Chose("t1", When(date(2026, 12, 5)))))

    assert entry is not None
    assert (entry["kind"], entry["when"]) == ("chose", "2026-12-05")


def test_a_card_keeps_its_look_face_and_facts() -> None:
    card = Card("けん", "本", (Fact("どこへ", "場"),), (), look="person", face="けん")

    assert render_message(card) == {
        "kind": "card",
        "look": "person",
        "face": "けん",
        "title": "けん",
        "body": "本",
        "facts": [{"label": "どこへ", "value": "場"}],
        "choices": [],
    }


def test_a_draft_says_who_wrote_which_part() -> None:
    draft = Draft("私も本へ", parts=(Part("私も", "bot"), Part("本へ", "own")))

    assert render_message(draft)["parts"] == [
        {"text": "私も", "source": "bot"},
        {"text": "本へ", "source": "own"},
    ]


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("tel:119", "tel:119"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//[bad", ""),
    ],
)
def test_only_addresses_that_cannot_act_become_links(url: str, shown: str) -> None:
    assert render_message(Link("開く", url))["url"] == shown


def test_what_the_bot_said_keeps_the_row_s_id() -> None:
    assert render_entry(Told("o1", AT, (Text("はい"),))) == {
        "id": "o1",
        "at": "2026-06-03T09:30:00.123+00:00",
        "from": "bot",
        "messages": [{"kind": "text", "text": "はい", "choices": []}],
    }


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        (Said("やあ"), {"kind": "said", "text": "やあ"}),
        (Chose("t1"), {"kind": "chose", "token": "t1"}),
        (Shared("sticker"), {"kind": "shared", "what": "sticker"}),
    ],
)
def test_what_a_person_did_is_shown_as_theirs(
    content: Content, shown: dict[str, str]
) -> None:
    entry = render_entry(heard(content))

    assert entry is not None
    assert entry["from"] == "me"
    assert entry["id"] == "abc"
    assert shown.items() <= entry.items()


@pytest.mark.parametrize("content", [Arrived("code"), TimePassed("ask", "r1")])
def test_what_nobody_said_is_not_shown(content: Content) -> None:
    assert render_entry(heard(content)) is None


@pytest.mark.parametrize("message", [one for many in SCENES.values() for one in many])
def test_every_message_can_travel_as_json(message: Message) -> None:
    assert orjson.loads(orjson.dumps(render_message(message))) == render_message(
        message
    )
