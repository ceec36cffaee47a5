"""What each webhook of LINE's becomes in core's words, from recorded shapes."""

import json
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bots.line.parse import parse
from bots.reading import Parsed, clean, decode
from core.domain.calendar import When
from core.talk.codec import decode_incoming, encode_incoming
from core.talk.incoming import (
    Address,
    Arrived,
    Chose,
    Content,
    Edited,
    Left,
    Place,
    ReplyPass,
    Said,
    Shared,
    Unsent,
)

PAYLOADS = Path(__file__).parent / "payloads" / "line"
NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
USER = "U0123456789abcdef0123456789abcdef"
MESSAGE = "543100000000000100"
GROUP = Place("line", "C0123456789abcdef0123456789abcdef", "group")


def parsed(name: str) -> Parsed:
    """Parse a recorded webhook."""
    payload = decode((PAYLOADS / f"{name}.json").read_bytes())
    return parse(payload, received_at=NOW)


def events(name: str) -> list[dict[str, Any]]:
    """Return the recorded events themselves."""
    payload = json.loads((PAYLOADS / f"{name}.json").read_text("utf-8"))
    return list(payload["events"])


UNDERSTOOD: dict[str, Content] = {
    "text": Said("一箱本棚を借りる", message=MESSAGE),
    "text_with_emoji_mention_and_quote": Said(
        "@相乗り係 (brown) 🍎ありがとう", message=MESSAGE
    ),
    "sticker_with_keywords": Shared("sticker", ("ありがとう", "おじぎ")),
    "sticker_with_own_text": Shared("sticker", ("了解です",)),
    "sticker_of_a_new_kind": Shared("sticker"),
    "image": Shared("picture"),
    "video": Shared("video"),
    "audio": Shared("voice"),
    "file": Shared("file"),
    "location": Shared("location"),
    "message_of_a_new_type": Shared("other"),
    "postback": Chose("k7f2m9xq4ztb"),
    "postback_with_datetime": Chose("k7f2m9xq4ztb", When(date(2026, 12, 1), time(10))),
    "follow": Arrived(),
    "unfollow": Left("blocked"),
    "unsend": Unsent("543100000000000002"),
    "edited": Edited(MESSAGE, "二箱にします"),
    "redelivered": Said("もう一度", message=MESSAGE),
    "without_id_and_time": Said("番号なし", message=MESSAGE),
}
IN_GROUP: dict[str, tuple[Place, Address | None, Content]] = {
    "mentioned_in_group": (
        GROUP,
        Address("line", USER),
        Said("旗", message=MESSAGE, called=True),
    ),
    "mentioned_after_a_rainbow": (
        GROUP,
        Address("line", USER),
        Said("🌈 旗", message=MESSAGE, called=True),
    ),
    "called_by_name_in_room": (
        Place("line", "R0123456789abcdef0123456789abcdef", "group"),
        None,
        Said("旗を見たい", message=MESSAGE, called=True),
    ),
    "quoted_in_group": (
        GROUP,
        Address("line", USER),
        Said("これ、行きたい", message=MESSAGE, quoted="543100000000000000"),
    ),
    "postback_in_group_of_nobody": (GROUP, None, Chose("k7f2m9xq4ztb")),
    "join": (GROUP, None, Arrived()),
    "leave": (GROUP, None, Left("left")),
}
QUIET = {
    "edited_in_group": "messageEdited in group",
    "text_in_group": "message in group",
    "text_in_room": "message in room",
    "sticker_in_group": "message in group",
    "member_joined": "memberJoined in group",
    "member_left": "memberLeft in group",
    "account_link": "accountLink",
    "account_link_failed": "accountLink in odd",
    "beacon": "beacon",
    "video_play_complete": "videoPlayComplete",
    "membership": "membership",
    "event_of_a_new_type": "hologramShown",
    "user_without_id": "message of nobody",
    "made_up_by_the_console": "message made up by the console",
}


@pytest.mark.parametrize("name", UNDERSTOOD)
def test_each_kind_of_event_becomes_what_happened(name: str) -> None:
    (incoming,) = parsed(name).incomings

    assert incoming.content == UNDERSTOOD[name]
    assert incoming.place == Place("line", USER)
    assert incoming.sender == Address("line", USER)


@pytest.mark.parametrize(
    ("params", "when"),
    [
        ({"date": "2026-12-01"}, When(date(2026, 12, 1))),
        ({"datetime": "2026-12-01t10:00"}, When(date(2026, 12, 1), time(10))),
        ({"datetime": "tomorrow"}, None),
        ({"date": 3}, None),
        ({"time": "10:00"}, None),
        ({}, None),
        ([], None),
        (None, None),
    ],
)
def test_a_date_picker_brings_a_day_or_is_a_tap_like_any_other(
    params: object, when: When | None
) -> None:
    (event,) = events("postback_with_datetime")
    event["postback"]["params"] = params

    (incoming,) = parse({"events": [event]}, received_at=NOW).incomings

    assert incoming.content == Chose("k7f2m9xq4ztb", when)
    assert decode_incoming(encode_incoming(incoming)) == incoming


@pytest.mark.parametrize("name", IN_GROUP)
def test_in_a_group_only_what_is_said_to_us_is_heard(name: str) -> None:
    (incoming,) = parsed(name).incomings

    assert (incoming.place, incoming.sender, incoming.content) == IN_GROUP[name]
    assert incoming.place.lane.startswith("line:#")


def test_account_links_are_left_alone_because_members_link_by_a_code() -> None:
    for name in ("account_link", "account_link_failed"):
        read = parsed(name)
        assert (read.incomings, read.quarantined) == ((), ())
        assert all(kind.startswith("accountLink") for kind in read.ignored)


@pytest.mark.parametrize("name", QUIET)
def test_what_means_nothing_to_us_is_left_alone_by_its_type(name: str) -> None:
    assert parsed(name) == Parsed(ignored=(QUIET[name],))


def test_every_recorded_webhook_is_expected_somewhere() -> None:
    apart = {"verify", "standby", "broken_among_whole"}

    assert {path.stem for path in PAYLOADS.glob("*.json")} == {
        *UNDERSTOOD,
        *IN_GROUP,
        *QUIET,
        *apart,
    }


def test_the_verify_button_of_the_console_brings_nothing() -> None:
    assert parsed("verify") == Parsed()


def test_an_event_keeps_the_id_and_the_time_of_line() -> None:
    (incoming,) = parsed("text").incomings
    (event,) = events("text")

    assert incoming.event_id == event["webhookEventId"]
    assert incoming.at == datetime(2026, 11, 23, 0, 0, 0, 124000, tzinfo=UTC)


def test_the_right_to_answer_lasts_fifty_seconds_from_receipt() -> None:
    (incoming,) = parsed("text").incomings
    (event,) = events("text")

    assert incoming.reply_pass == ReplyPass(
        event["replyToken"], NOW + timedelta(seconds=50)
    )


@pytest.mark.parametrize("name", ["unfollow", "unsend"])
def test_without_a_reply_token_there_is_no_right_to_answer(name: str) -> None:
    (incoming,) = parsed(name).incomings

    assert incoming.reply_pass is None


def test_in_standby_only_what_must_be_heeded_is_heard_and_nothing_answered() -> None:
    found = parsed("standby")

    assert [incoming.content for incoming in found.incomings] == [
        Unsent("543100000000000002")
    ]
    assert found.incomings[0].reply_pass is None
    assert found.ignored == ("message in standby",)
    told = {**events("standby")[1], "replyToken": "somebody else's"}
    (heeded,) = parse({"events": [told]}, received_at=NOW).incomings
    assert heeded.reply_pass is None


def test_an_event_without_id_and_time_gets_both_and_the_same_id_again() -> None:
    (event,) = events("without_id_and_time")

    first = parse({"events": [event]}, received_at=NOW)
    again = {**event, "deliveryContext": {"isRedelivery": True}}
    second = parse({"events": [again]}, received_at=NOW + timedelta(minutes=1))

    assert first.incomings[0].event_id == second.incomings[0].event_id
    assert first.incomings[0].at == NOW


def test_broken_events_are_set_aside_whole_and_cost_their_neighbours_nothing() -> None:
    found = parsed("broken_among_whole")

    assert [incoming.content for incoming in found.incomings] == [
        Said("前のひと", message=MESSAGE),
        Said("後のひと", message=MESSAGE),
    ]
    assert [event.why for event in found.quarantined] == [
        "no text 'text'",
        "not an object",
        "no text 'data'",
        "no 'messageId'",
        "no 'type'",
    ]
    broken = events("broken_among_whole")[1]
    assert json.loads(found.quarantined[0].raw) == broken
    assert found.quarantined[0].event_id == broken["webhookEventId"]


@pytest.mark.parametrize("payload", [None, [], "events", 7, {}, {"events": {}}])
def test_a_body_that_is_no_webhook_is_set_aside(payload: object) -> None:
    found = parse(payload, received_at=NOW)

    assert found.incomings == ()
    assert [event.why for event in found.quarantined] == ["no list of events"]


class TestText:
    """Text that some reader downstream could not hold."""

    def test_half_characters_and_nul_are_mended(self) -> None:
        assert clean("a\0b\ud83dc\ud83c\udf4e") == "ab\ufffdc🍎"

    def test_a_half_character_in_one_text_costs_no_event(self) -> None:
        event = json.dumps(events("text")[0]).replace("\\u501f", "\\ud83d")

        found = parse(
            decode(f'{{"events": [{event}, {event}]}}'.encode()), received_at=NOW
        )

        assert [i.content for i in found.incomings] == [
            Said("一箱本棚を\ufffdりる", message=MESSAGE)
        ] * 2

    def test_broken_utf8_costs_no_event(self) -> None:
        body = json.dumps({"events": events("text")}, ensure_ascii=False).encode()
        broken = body.replace("箱".encode(), "箱".encode()[:2])

        (incoming,) = parse(decode(broken), received_at=NOW).incomings

        assert incoming.content == Said("一\ufffd本棚を借りる", message=MESSAGE)

    @pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[" * 100_000])
    def test_what_is_not_json_is_a_value_error(self, body: bytes) -> None:
        with pytest.raises(ValueError):  # noqa: PT011 - orjson's and json's own
            decode(body)


json_values: st.SearchStrategy[Any] = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(st.characters(), max_size=20),
        st.text(st.characters(categories=("Cs", "Lo")), max_size=4),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.text(max_size=8), inner, max_size=3),
    ),
    max_leaves=8,
)


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_no_change_to_an_event_raises_or_makes_what_cannot_be_stored(
    data: st.DataObject,
) -> None:
    """Mutate a recorded event anywhere; whatever comes out is whole and storable."""
    name = data.draw(st.sampled_from(sorted({*UNDERSTOOD, *QUIET})))
    event = events(name)[0]
    holder: dict[str, Any] = event
    while True:
        key = data.draw(st.sampled_from(sorted(holder)))
        inner = holder[key]
        if not isinstance(inner, dict) or not inner or data.draw(st.booleans()):
            break
        holder = inner
    if data.draw(st.booleans()):
        del holder[key]
    else:
        holder[key] = data.draw(json_values)
    whole = events("text")[0]

    found = parse({"events": [event, whole]}, received_at=NOW)

    assert len(found.incomings) + len(found.quarantined) + len(found.ignored) == 2
    assert isinstance(found.incomings[-1].content, Said)
    for incoming in found.incomings:
        assert decode_incoming(encode_incoming(incoming)) == incoming
