"""A group on Telegram through the whole service: quiet, called, connected."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from core.clock import RandomIds, SystemClock
from core.store import communities
from tests.telegram_fake import updates
from tests.telegram_fake.api import Shown, as_message
from tests.telegram_fake.server import FakeTelegram
from tests.wire.telegram_running import serving, settled
from tests.wire.telegram_sending import FREELY

YUKI, CODE, TOPIC = "ゆき", "KOTORI7", 12


def move_in(conn: Connection) -> None:
    """Make a community with an invite code."""
    ids, now = RandomIds(), SystemClock().now()
    room = communities.add(
        conn, id=ids.new(), name="ことりの会", purpose="", language="ja", now=now
    )
    communities.add_invite(conn, CODE, room.id, now)


@pytest.mark.slow
async def test_a_group_is_greeted_helped_to_answer_and_connected(
    tmp_path: Path,
) -> None:
    async with (
        FakeTelegram() as telegram,
        serving(telegram, tmp_path, mode="webhook") as service,
    ):
        await service.database.write(move_in)
        await telegram.says(YUKI, f"/start {CODE}")
        group = telegram.group(topics={TOPIC})
        person = telegram.person(YUKI)

        async def says(words: str, **more: Any) -> Shown:
            made = updates.message(
                telegram.api.next_message_id(), group.chat, person, text=words, **more
            )
            await telegram.happens(message=made)
            await settled(service, telegram)
            return group.screen[-1]

        added = updates.standing(group.chat, person, was="left", now="member")
        await telegram.happens(my_chat_member=added)
        await settled(service, telegram)
        greeted = len(group.screen)
        assert greeted > 0

        await says("みんな、土曜は空いてる?")
        assert len(group.screen) == greeted

        in_topic = {"message_thread_id": TOPIC, "is_topic_message": True}
        await says(f"/help@{updates.USERNAME}", **in_topic)
        asked = group.screen[greeted]
        assert asked.markup == {"force_reply": True, "selective": True}
        assert asked.call["message_thread_id"] == TOPIC
        link = group.screen[-1].rows[0][0]["url"]
        assert link == f"https://t.me/{updates.USERNAME}"

        # In privacy mode the code reaches us because it is a reply.
        quoted = as_message(group, asked)
        connected = await says(CODE, reply_to_message=quoted, **in_topic)
        assert "ことりの会" in connected.text
        assert telegram.api.complaints == []


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_what_a_tap_in_a_group_says_of_somebody_only_they_see(
    tmp_path: Path, mode: str
) -> None:
    async with (
        FakeTelegram() as telegram,
        serving(telegram, tmp_path, mode=mode, rates=FREELY) as service,
    ):
        await service.database.write(move_in)
        group = telegram.group()

        async def rest() -> None:
            await settled(service, telegram)

        async def taps(name: str) -> tuple[int, list[str]]:
            card = next(one for one in group.screen if one.rows)
            before = len(group.screen), len(telegram.api.toasts)
            await telegram.tap(name, card, card.rows[0][0]["callback_data"], of=group)
            await rest()
            said = telegram.api.toasts[before[1] :]
            return len(group.screen) - before[0], said

        await telegram.says(YUKI, f"/start {CODE}")
        await rest()
        called = {"type": "mention", "offset": 0, "length": len(updates.USERNAME) + 1}
        connects = updates.message(
            telegram.api.next_message_id(),
            group.chat,
            telegram.person(YUKI),
            text=f"@{updates.USERNAME} {CODE}",
            entities=[called],
        )
        await telegram.happens(message=connects)
        await rest()
        group.screen.clear()
        for words in ("/flag", "川べりで本を読む", "6月", "2", "案内"):
            await telegram.says(YUKI, words)
            await rest()
        for label in ("いない", "旗を立てる", "グループにも出す", "グループにも出す"):
            await telegram.taps(YUKI, label)
            await rest()
        await telegram.says("けん", f"/start {CODE}")
        await rest()

        said, (toast,) = await taps("よそ")
        assert (said, "席のある人" in toast) == (0, True)
        said, (toast,) = await taps(YUKI)
        assert (said, "自分で立てた旗" in toast) == (0, True)
        said, (toast,) = await taps("けん")
        assert (said, "席につきました" in toast) == (1, True)
        assert "あと1席" in group.screen[-1].text
        assert "けん" not in group.screen[-1].text
        assert "とまりました" in telegram.screen("けん")[-1].text
        said, (toast,) = await taps("けん")
        assert (said, "もう席についています" in toast) == (0, True)
        assert telegram.api.complaints == []
