"""Traps of LINE that no other test names; all of them: tests/project/traps."""

import json
from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest

from bots.line.outcomes import Answer, of_push, of_reply
from bots.line.parse import parse
from bots.line.render import render
from core.clock import RandomIds
from core.domain.flags import Flag
from core.domain.members import Member
from core.services.groups import GroupFlag
from core.talk import group_words
from core.talk.channel import MonthOver, Outcome, TryLater
from core.talk.incoming import Incoming, Said
from core.talk.outgoing import Card, Choice, Draft, Fact, Link, Message, Text
from core.talk.teller import Teller
from core.talk.turn import Saying
from core.talk.wording import compose
from tests.line_fake import events

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
CHOICES = tuple(Choice(f"選ぶ {n}", f"token{n}") for n in range(4))


def said(at: datetime, words: str = "はい") -> events.Event:
    """Return an event of somebody who wrote something at a time."""
    message = events.text(words)
    return events.event(
        "message", events.user("ゆき"), at=at, reply_token="r1", message=message
    )


def read(*happened: events.Event, at: datetime = NOW) -> tuple[Incoming, ...]:
    """Return events as we understand them when they come in at a time."""
    parsed = parse(events.webhook(*happened), received_at=at)
    assert not parsed.quarantined
    return tuple(parsed.incomings)


def test_a_redelivered_event_keeps_id_and_time_and_its_token_lives_again() -> None:
    event = said(NOW)
    (first,) = read(event)
    later = NOW + timedelta(minutes=5)
    (again,) = read({**event, "deliveryContext": {"isRedelivery": True}}, at=later)

    assert (again.event_id, again.at) == (first.event_id, first.at)
    assert first.reply_pass
    assert again.reply_pass
    assert again.reply_pass.token == first.reply_pass.token
    assert again.reply_pass.until - first.reply_pass.until == later - NOW


def test_events_out_of_order_keep_the_time_they_happened() -> None:
    late, early = NOW, NOW - timedelta(seconds=30)

    assert [one.at for one in read(said(late), said(early))] == [late, early]


@pytest.mark.parametrize("odd", [None, "soon", -1e30, 1e30, True, [], {}])
def test_an_odd_timestamp_costs_no_event(odd: object) -> None:
    (incoming,) = read({**said(NOW), "timestamp": odd})

    assert incoming.reply_pass


@pytest.mark.parametrize(
    ("tab", "words"), [("ja", "日本語"), ("en", "English"), ("newer", "newer")]
)
def test_the_tab_of_the_menu_says_a_language(tab: str, words: str) -> None:
    params = {"newRichMenuAliasId": f"ainori-{tab}", "status": "SUCCESS"}
    event = events.event(
        "postback",
        events.user("ゆき"),
        at=NOW,
        postback={"data": tab, "params": params},
    )

    (incoming,) = read(event)

    assert incoming.content == Said(words)


def test_a_webhook_without_destination_is_read_like_any_other() -> None:
    whole = events.webhook(said(NOW))
    del whole["destination"]

    assert len(parse(whole, received_at=NOW).incomings) == 1


def test_mentioning_everybody_is_not_calling_us() -> None:
    everybody = {"index": 0, "length": 4, "type": "all"}
    message = events.text("@All お昼です") | {"mention": {"mentionees": [everybody]}}
    event = events.event("message", events.group("kawaberi"), at=NOW, message=message)

    assert read(event) == ()


@pytest.mark.parametrize(
    ("message", "pushed"),
    [
        ("You have reached your monthly limit.", MonthOver),
        ("YOU HAVE REACHED YOUR MONTHLY LIMIT", MonthOver),
        ("The API rate limit has been exceeded. Try again later.", TryLater),
        ("A large number of messages were sent to the same user", TryLater),
        ("said in words of tomorrow", TryLater),
        ("", TryLater),
    ],
)
def test_429_is_the_month_or_a_rush_by_its_words(
    message: str, pushed: type[Outcome]
) -> None:
    answer = Answer(429, {"message": message})

    assert isinstance(of_push(answer), pushed)
    assert isinstance(of_reply(answer), TryLater)


@pytest.mark.parametrize("words", ["{名前}さん", "{{a}} {", "}{"])
def test_braces_are_words_and_never_places_to_fill(words: str) -> None:
    (message,) = render((Text(words),))

    assert message == {"type": "text", "text": words}


LONG: list[Message] = [
    Card("題" * 3_000, "文" * 3_000, (Fact("語" * 900, "値" * 900),), CHOICES),
    Card("👨‍👩‍👧‍👦" * 500, "🍎" * 3_000, choices=CHOICES),
    Link("名" * 2_000, "https://example.org/" + "a" * 700),
    Text("長" * 6_000, CHOICES),
    Draft("案" * 6_000, CHOICES, title="題" * 500),
]


@pytest.mark.parametrize("message", LONG)
@pytest.mark.parametrize("many", [1, 3])
def test_what_notifications_show_and_the_escaped_size_keep_their_limits(
    message: Message, many: int
) -> None:
    flex = [one for one in render((message,) * many) if one["type"] == "flex"]

    for one in flex:
        row = one["contents"]["type"] == "carousel"
        assert 0 < len(one["altText"].encode("utf-16-le")) // 2 <= 1_500
        assert len(json.dumps(one["contents"])) <= (50_000 if row else 30_000)


def test_quick_replies_stand_below_the_last_object_alone() -> None:
    said_in_turn: tuple[Message, ...] = (
        Text("ひとつ", CHOICES[:2]),
        Card("札", "文", choices=CHOICES[:1]),
        Text("ふたつ", CHOICES[2:]),
    )

    objects = render(said_in_turn)

    assert ["quickReply" in one for one in objects] == [False, False, True]
    items = objects[-1]["quickReply"]["items"]
    assert {item["action"]["label"] for item in items} == {
        choice.label for choice in CHOICES
    }


def test_in_a_group_nothing_hangs_on_quick_replies_that_anybody_wipes_away() -> None:
    flag = Flag("f1", "y", "room", "川べりで本を読む", "土曜", "案内", False, "", 3, 1)
    shown = GroupFlag(flag, Member("y", "ゆき", "ja"))
    door = partial(door_to, "https://line.me/R/ti/p/%40ainori")
    everything: tuple[Saying, ...] = (
        *group_words.hello(door),
        *group_words.help_(door, "坂の上の台所"),
        *group_words.joined("坂の上の台所"),
        *group_words.not_seated(door, "SAKA24"),
        *group_words.parted(),
        *group_words.yours_alone(door, "", "ja"),
        *group_words.elsewhere(door, "声をかける"),
        *group_words.flags([shown, shown], NOW.date()),
        *group_words.held(1),
        *group_words.missed("full"),
        *group_words.who(door, "f1", "ja"),
        *group_words.yours_alone(door, "f1", "ja"),
    )

    worded = compose(
        everything, "ja", lane="line:#C1", turn=1, flow="", ids=RandomIds()
    )

    objects = render(worded.messages)
    assert worded.minted
    assert [one for one in objects if "quickReply" in one] == []


def door_to(url: str, *, code: str = "", words: str = "") -> str:
    """Lead to the talk between the two of us."""
    del code, words
    return url


@pytest.mark.parametrize(
    ("hour", "minute", "quiet"),
    [(20, 59, False), (21, 0, True), (3, 0, True), (7, 59, True), (8, 0, False)],
)
def test_nothing_makes_a_sound_from_nine_in_the_evening_until_eight(
    hour: int, minute: int, *, quiet: bool
) -> None:
    at = datetime(2026, 11, 24, hour, minute, tzinfo=ZoneInfo("Asia/Tokyo"))

    assert Teller(RandomIds(), "Asia/Tokyo").quiet(at.astimezone(UTC)) is quiet


@pytest.mark.parametrize(
    ("day", "utc_hour"), [("2026-03-28", 7), ("2026-03-29", 6), ("2026-10-25", 7)]
)
def test_quiet_hours_end_at_eight_on_the_wall_also_where_clocks_are_changed(
    day: str, utc_hour: int
) -> None:
    teller = Teller(RandomIds(), "Europe/Berlin")
    eight = datetime.fromisoformat(f"{day}T{utc_hour:02}:00+00:00")

    assert not teller.quiet(eight)
    assert teller.quiet(eight - timedelta(minutes=1))
