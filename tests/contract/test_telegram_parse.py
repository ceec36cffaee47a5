"""Updates of Telegram's, own ones in documented shapes, and what we read in them."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bots.reading import Parsed
from bots.telegram.client import Me
from bots.telegram.parse import parse
from bots.telegram.passes import Answering, answering, titled
from core.talk.incoming import (
    Address,
    Arrived,
    CameBack,
    Chose,
    Content,
    Edited,
    Left,
    Moved,
    Place,
    Said,
    Shared,
)
from tests.telegram_fake import updates
from tests.telegram_fake.updates import group, message, private, standing, tap, user

NOW = datetime(2026, 11, 30, 3, 0, tzinfo=UTC)
ME = Me(updates.BOT_ID, updates.USERNAME)
YUKI = user(501, "ゆき")
DIRECT = private(YUKI)
GROUP = group()
FORUM = group(forum=True)
OURS = {"message_id": 40, "from": updates.US, "chat": GROUP, "date": 1, "text": "?"}
KEN_WROTE = {"type": "user", "sender_user": user(502, "けん")}
SOMEBODY_WROTE = {"type": "hidden_user", "sender_user_name": "けん"}
NAMED = {"type": "mention", "offset": 0, "length": len(updates.USERNAME) + 1}


def read(*came: object) -> Parsed:
    return parse(came, received_at=NOW, me=ME)[0]


def reading(**what: Any) -> Parsed:
    return read(updates.update(9, **what))


def sent(**what: Any) -> dict[str, Any]:
    return {"message": message(7, DIRECT, YUKI, **what)}


def in_group(chat: dict[str, Any] = GROUP, **what: Any) -> dict[str, Any]:
    return {"message": message(7, chat, YUKI, **what)}


DIRECTLY: list[tuple[str, dict[str, Any], Content]] = [
    ("words", sent(text="投稿"), Said("投稿", "7")),
    ("start", sent(text="/start"), Arrived("", "ゆき", "ja")),
    ("a deep link", sent(text="/start KOTORI"), Arrived("KOTORI", "ゆき", "ja")),
    ("a token", sent(text="/start a_-9"), Arrived("a_-9", "ゆき", "ja")),
    ("a payload too long", sent(text=f"/start {'x' * 65}"), Arrived("", "ゆき", "ja")),
    ("a command", sent(text="/ask"), Said("/ask", "7")),
    ("a command by name", sent(text=f"/ask@{ME.username}"), Said("/ask", "7")),
    ("a command and more", sent(text="/ask@x_bot だれか"), Said("/ask だれか", "7")),
    ("no command", sent(text="/startle"), Said("/startle", "7")),
    (
        "what somebody else wrote",
        sent(text="庭", forward_origin=KEN_WROTE),
        Said("庭", "7", forwarded=True),
    ),
    (
        "what somebody wrote who hides their account",
        sent(text="庭", forward_origin=SOMEBODY_WROTE),
        Said("庭", "7", forwarded=True),
    ),
    (
        "what stood in a channel, with a command",
        sent(text="/start KOTORI", forward_origin={"type": "channel", "chat": {}}),
        Said("/start KOTORI", "7", forwarded=True),
    ),
    (
        "one's own note, sent on",
        sent(text="庭", forward_origin={"type": "user", "sender_user": YUKI}),
        Said("庭", "7"),
    ),
    ("under a picture", sent(photo=[{}], caption="庭"), Said("庭", "7", beside=True)),
    ("a picture", sent(photo=[{"file_id": "x"}]), Shared("picture")),
    ("a sticker", sent(sticker={"emoji": "🌱"}), Shared("sticker", ("🌱",))),
    ("a mute sticker", sent(sticker={}), Shared("sticker")),
    ("a voice", sent(voice={}), Shared("voice")),
    ("music", sent(audio={}), Shared("voice")),
    ("a film", sent(video={}), Shared("video")),
    ("a round film", sent(video_note={}), Shared("video")),
    ("a moving picture", sent(animation={}, document={}), Shared("video")),
    ("a file", sent(document={}), Shared("file")),
    ("a place", sent(location={}), Shared("location")),
    ("a venue", sent(location={}, venue={}), Shared("location")),
    ("a contact", sent(contact={}), Shared("contact")),
    ("a poll", sent(poll={}), Shared("other")),
    ("a die", sent(dice={}), Shared("other")),
    (
        "an edit",
        {"edited_message": message(7, DIRECT, YUKI, text="別の", edit_date=5)},
        Edited("7", "別の"),
    ),
    (
        "an edited caption",
        {"edited_message": message(7, DIRECT, YUKI, photo=[{}], caption="a")},
        Edited("7", "a"),
    ),
    (
        "a tap",
        {"callback_query": tap("1", YUKI, message(3, DIRECT, updates.US), "abc")},
        Chose("abc"),
    ),
    (
        "a tap on what stays",
        {"callback_query": tap("1", YUKI, message(3, DIRECT, updates.US), "abc!")},
        Chose("abc"),
    ),
    (
        "a tap on a message that Telegram keeps no more",
        {"callback_query": tap("1", YUKI, {"chat": DIRECT, "message_id": 3}, "abc")},
        Chose("abc"),
    ),
    (
        "a tap far from here",
        {
            "callback_query": {
                "id": "1", "from": YUKI, "inline_message_id": "x", "data": "abc",
            }
        },
        Chose("abc"),
    ),
    (
        "a block",
        {"my_chat_member": standing(DIRECT, YUKI, was="member", now="kicked")},
        Left("blocked"),
    ),
    (
        "an unblock",
        {"my_chat_member": standing(DIRECT, YUKI, was="kicked", now="member")},
        CameBack(),
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("what", "content"),
    [pytest.param(what, content, id=name) for name, what, content in DIRECTLY],
)
def test_what_one_person_does_is_read(what: dict[str, Any], content: Content) -> None:
    parsed = reading(**what)

    (incoming,) = parsed.incomings
    assert incoming.content == content
    assert incoming.place == Place("telegram", "501")
    assert incoming.sender == Address("telegram", "501")
    written = what.get("message", {}).get("date")
    assert incoming.at == (datetime.fromtimestamp(written, UTC) if written else NOW)
    assert parsed.quarantined == () == parsed.ignored


@pytest.mark.parametrize("date", [None, "yesterday", -1, 10**18, True, 1.5])
def test_a_message_without_a_time_of_its_own_is_of_when_it_came(date: object) -> None:
    told = {**sent(text="やあ")["message"], "date": date}

    (incoming,) = reading(message=told).incomings

    assert incoming.at == NOW


IN_GROUPS: list[tuple[str, dict[str, Any], Content, Answering]] = [
    (
        "our name",
        in_group(text=f"@{ME.username} 手伝って", entities=[NAMED]),
        Said("手伝って", "7", called=True),
        Answering(message=7),
    ),
    (
        "our name after a flag of two units",
        in_group(
            text=f"🚩 @{ME.username.upper()}",
            entities=[{**NAMED, "offset": 3}],
        ),
        Said("🚩", "7", called=True),
        Answering(message=7),
    ),
    (
        "our name without a username",
        in_group(
            text="Ainori help",
            entities=[
                {"type": "text_mention", "offset": 0, "length": 6, "user": updates.US}
            ],
        ),
        Said("help", "7", called=True),
        Answering(message=7),
    ),
    (
        "a command for us",
        in_group(text=f"/flag@{ME.username}"),
        Said("/flag", "7", called=True),
        Answering(message=7),
    ),
    (
        "a bare command",
        in_group(text="/flag 豆まき"),
        Said("/flag 豆まき", "7", called=True),
        Answering(message=7),
    ),
    (
        "an answer to us",
        in_group(text="のる", reply_to_message=OURS),
        Said("のる", "7", called=True, quoted="40"),
        Answering(message=7),
    ),
    (
        "in a topic",
        in_group(
            FORUM, text="/flag", message_thread_id=12, is_topic_message=True
        ),
        Said("/flag", "7", called=True),
        Answering(message=7, topic=12),
    ),
    (
        "in the thread of an answer, which is no topic",
        in_group(text="/flag", message_thread_id=12),
        Said("/flag", "7", called=True),
        Answering(message=7),
    ),
    (
        "brought in by a link",
        in_group(text=f"/start@{ME.username} KOTORI"),
        Arrived("KOTORI"),
        Answering(message=7),
    ),
    (
        "brought in",
        {"my_chat_member": standing(GROUP, YUKI, was="left", now="member")},
        Arrived(),
        Answering(),
    ),
    (
        "sent out",
        {"my_chat_member": standing(GROUP, YUKI, was="administrator", now="kicked")},
        Left("left"),
        Answering(),
    ),
    (
        "a tap",
        {
            "callback_query": tap(
                "1", YUKI, message(3, GROUP, updates.US, text="旗\n豆"), "abc!"
            )
        },
        Chose("abc"),
        Answering(tapped=3, titled=titled("旗"), query="1"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("what", "content", "answers"),
    [pytest.param(what, c, a, id=name) for name, what, c, a in IN_GROUPS],
)
def test_in_a_group_what_is_said_to_us_is_read(
    what: dict[str, Any], content: Content, answers: Answering
) -> None:
    (incoming,) = reading(**what).incomings

    assert incoming.content == content
    assert incoming.place == Place("telegram", "-100200", "group")
    assert incoming.sender == Address("telegram", "501")
    assert answering(incoming.reply_pass) == answers


def test_a_group_that_becomes_a_supergroup_moves() -> None:
    old = {"id": -77, "title": "会", "type": "group"}
    (incoming,) = reading(
        message=message(7, old, YUKI, migrate_to_chat_id=-100_77)
    ).incomings

    assert incoming.content == Moved("-10077")
    assert incoming.place == Place("telegram", "-77", "group")


LEFT_ALONE: list[tuple[str, dict[str, Any]]] = [
    ("talk in a group", in_group(text="こんにちは")),
    ("another bot's name", in_group(text="@other_bot", entities=[NAMED])),
    ("another bot's command", in_group(text="/flag@other_bot")),
    (
        "an answer to somebody else",
        in_group(text="うん", reply_to_message=message(1, GROUP, YUKI)),
    ),
    (
        "our name in words that were sent on",
        in_group(
            text=f"@{ME.username} 旗",
            entities=[NAMED],
            forward_origin=SOMEBODY_WROTE,
        ),
    ),
    ("a sticker in a group", in_group(sticker={"emoji": "🌱"})),
    ("somebody new in a group", in_group(new_chat_members=[YUKI])),
    ("an edit in a group", {"edited_message": message(7, GROUP, YUKI, text="x")}),
    ("a pinned message", sent(pinned_message={})),
    ("another bot", {"message": message(7, GROUP, {"id": 1, "is_bot": True})}),
    ("nobody", {"message": {"message_id": 7, "chat": GROUP, "text": "x"}}),
    ("a channel", {"message": message(7, {"id": -1, "type": "channel"}, YUKI)}),
    ("a channel's post", {"channel_post": {}}),
    ("a game", {"callback_query": {"id": "1", "from": YUKI, "game_short_name": "x"}}),
    (
        "more rights",
        {"my_chat_member": standing(GROUP, YUKI, was="member", now="administrator")},
    ),
    ("a kind nobody knows yet", {"brand_new_thing": {"a": 1}}),
    ("nothing at all", {}),
]


@pytest.mark.parametrize(
    "what", [pytest.param(what, id=name) for name, what in LEFT_ALONE]
)
def test_what_is_not_for_us_is_left_alone_and_never_kept(what: dict[str, Any]) -> None:
    parsed = reading(**what)

    assert parsed.incomings == () == parsed.quarantined
    assert len(parsed.ignored) == 1
    assert "こんにちは" not in repr(parsed)


BROKEN: list[tuple[str, object]] = [
    ("no object", "x"),
    ("no number", {"message": {}}),
    ("a number that is none", {"update_id": True, "message": {}}),
    ("no chat", updates.update(3, message={"message_id": 1, "from": YUKI})),
    ("no id", updates.update(3, message={"chat": DIRECT, "from": YUKI, "text": "x"})),
    ("a text for a chat", updates.update(3, message={"chat": "x"})),
    ("a tap of nobody", updates.update(3, callback_query={"id": "1", "data": "x"})),
    ("a standing without one", updates.update(3, my_chat_member={"chat": DIRECT})),
]


@pytest.mark.parametrize("update", [pytest.param(u, id=n) for n, u in BROKEN])
def test_poison_between_good_updates_costs_its_neighbours_nothing(
    update: object,
) -> None:
    good = [updates.update(n, **sent(text=str(n))) for n in (1, 5)]

    parsed = read(good[0], update, good[1])

    assert [one.content for one in parsed.incomings] == [Said("1", "7"), Said("5", "7")]
    (kept,) = parsed.quarantined
    assert kept.event_id
    assert kept.raw


def test_the_same_update_has_the_same_id_and_another_never_has() -> None:
    again = [reading(**sent(text="a")).incomings[0].event_id for _ in range(2)]
    # After a quiet week Telegram counts anew, and may come by the same number.
    other = reading(message=message(8, DIRECT, YUKI, text="a"))

    assert again[0] == again[1] != other.incomings[0].event_id


def test_an_album_is_one_event_and_its_words_another() -> None:
    pictures = [
        message(number, DIRECT, YUKI, photo=[], media_group_id="123")
        for number in (7, 8)
    ]
    pictures.append({**pictures[0], "message_id": 9, "caption": "川原で"})
    came = [updates.update(n, message=one) for n, one in enumerate(pictures, start=40)]
    events = read(*came).incomings

    assert events[0].event_id == events[1].event_id != events[2].event_id
    assert events[2].content == Said("川原で", "9", beside=True)
    elsewhere = message(7, GROUP, YUKI, photo=[], media_group_id="123")
    assert reading(message=elsewhere).incomings == ()
