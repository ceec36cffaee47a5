"""Words taken back on LINE: gone at once, told once, for free."""

from functools import partial
from pathlib import Path

import pytest

from core.services import searching
from core.store import people
from core.talk.incoming import Address
from tests.line_fake import events
from tests.transcripts.channels import keeps_the_rules, service_on
from tests.transcripts.conftest import Home

WHO, READER = "志乃", "宗太"
WORDS = "縁側でぜんまい仕掛けの梟を直しました"

pytestmark = pytest.mark.slow


async def test_what_is_unsent_on_line_is_gone_and_told_with_the_next_reply(
    home: Home, tmp_path: Path
) -> None:
    async with service_on(await home("ja"), tmp_path, newcomers="line") as here:
        phone = here.phone(WHO)

        async def said(words: str) -> str:
            await phone.say(words)
            return "\n".join(map(str, await phone.heard()))

        if "どうなりましたか" in await said("投稿"):
            await phone.tap("とばす")
            await phone.heard()
        made = events.text(WORDS)
        await here.line.happens(WHO, "message", message=made)
        await phone.heard()
        for label in ("まだない", "ない", "このまま出す"):
            await phone.tap(label)
            told = "\n".join(map(str, await phone.heard()))
        assert "出しました" in told

        async def found() -> int:
            user = Address("line", events.user_id(READER))
            reader = await here.service.database.read(partial(people.at, address=user))
            assert reader is not None
            look = partial(
                searching.find, reader_id=reader.id, words="仕掛けの梟", most=5, seed=1
            )
            return len((await here.service.database.read(look)).posts)

        assert await found() == 1
        unsent = events.event(
            "unsend",
            events.user(WHO),
            at=here.clock.now(),
            unsend={"messageId": made["id"]},
        )
        for again in (False, True):
            await here.line.deliver(unsent, again=again)
        await here.idle()

        assert await found() == 0
        before = here.line.api.calls["reply"]
        heard = await said("とどいたもの")
        assert heard.count("取り消した言葉は") == 1
        assert here.pushed() == []
        assert here.line.api.calls["reply"] == before + 1
        keeps_the_rules(here)
