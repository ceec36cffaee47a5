"""Taps on our buttons: what was tapped is told, and a tap never spins on."""

from datetime import UTC, datetime
from typing import Any

from bots.telegram.client import Me
from bots.telegram.parse import parse
from bots.telegram.taps import Tap
from tests.telegram_fake import updates
from tests.telegram_fake.updates import message, private, tap, user

NOW = datetime(2026, 11, 30, 3, 0, tzinfo=UTC)
ME = Me(updates.BOT_ID, updates.USERNAME)
YUKI = user(501, "ゆき")
DIRECT = private(YUKI)


def test_a_tap_that_cannot_be_read_is_answered_all_the_same() -> None:
    odd: list[dict[str, Any]] = [
        {},
        {"from": 3},
        {"from": {"id": "5"}},
        {"message": []},
    ]
    for wrong in odd:
        tapped = updates.update(9, callback_query={"id": "88", "data": "x", **wrong})
        parsed, taps = parse([tapped], received_at=NOW, me=ME)

        assert taps == (Tap("88"),)
        assert len(parsed.quarantined) == 1


def test_a_tap_tells_what_was_tapped() -> None:
    keyboard = {"inline_keyboard": [[{"text": "はい", "callback_data": "abc"}]]}
    shown = message(3, DIRECT, updates.US, text="行く?", reply_markup=keyboard)
    tapped = updates.update(9, callback_query=tap("88", YUKI, shown, "abc"))
    _, (found,) = parse([tapped], received_at=NOW, me=ME)

    assert (found.query, found.chat, found.message) == ("88", 501, 3)
    assert (found.text, found.label, found.stays) == ("行く?", "はい", False)
