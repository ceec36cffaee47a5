"""How Telegram is plugged in: addresses, kinds of updates, numbers in tokens."""

import pytest

from bots.telegram.client import Me
from bots.telegram.parse import KINDS, parse
from bots.telegram.plug import allowed_updates, door, number_in
from core.clock import SystemClock
from core.settings import Settings
from core.talk.incoming import Arrived
from tests.telegram_fake import updates

ME = Me(updates.BOT_ID, updates.USERNAME)


@pytest.mark.parametrize(
    ("code", "words", "leads_to"),
    [
        ("", "", f"https://t.me/{ME.username}"),
        ("KOTORI7", "", f"https://t.me/{ME.username}?start=KOTORI7"),
        ("a_-9", "旗", f"https://t.me/{ME.username}?start=a_-9"),
        # What Telegram does not carry behind ?start= is left out.
        ("x" * 65, "", f"https://t.me/{ME.username}"),
        ("a b", "", f"https://t.me/{ME.username}"),
        ("", "旗 &", f"https://t.me/{ME.username}?text=%E6%97%97%20%26"),
    ],
)
def test_a_door_leads_to_the_talk(code: str, words: str, leads_to: str) -> None:
    assert door(ME, code=code, words=words) == leads_to


def test_there_is_no_door_until_telegram_told_our_name() -> None:
    assert door(Me(1, ""), code="KOTORI7") == ""


@pytest.mark.parametrize(
    ("named", "asked"),
    [("", KINDS), (" , ", KINDS), ("message, poll", ("message", "poll"))],
)
def test_the_operator_may_name_other_kinds_of_updates(
    named: str, asked: tuple[str, ...]
) -> None:
    settings = Settings.model_validate({"TELEGRAM_ALLOWED_UPDATES": named})

    assert allowed_updates(settings) == asked


@pytest.mark.parametrize(("token", "number"), [("12:ab", 12), ("nothing", 0), ("", 0)])
def test_our_number_stands_in_the_token(token: str, number: int) -> None:
    assert number_in(token) == number


@pytest.mark.parametrize("language", [None, "ja", "ja-JP", "en", "pt-br"])
def test_a_person_may_tell_any_language_or_none(language: str | None) -> None:
    person = updates.user(5, "ゆき")
    del person["language_code"]
    if language:
        person["language_code"] = language
    made = updates.message(1, updates.private(person), person, text="/start")
    parsed, _ = parse(
        [updates.update(1, message=made)], received_at=SystemClock().now(), me=ME
    )

    assert parsed.incomings[0].content == Arrived("", "ゆき", language or "")
