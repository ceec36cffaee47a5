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
