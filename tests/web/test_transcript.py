"""A transcript is played over HTTP as it is over the console."""

import pytest

from bots.console.play import Mismatch, Player
from bots.console.script import read_script
from core.talk.incoming import Chose
from tests.web.pages import browsing
from tests.web.phone import WebPhone
from tests.web.scenes import scene
from tests.web.serving import chat_of, serving_chat
from tests.web.talker import Talker

SCRIPT = """
@yuki
> 三人
< 道が近そうな人が3人います
< はじめての道
> [旗にする]
<= 受け取りました。

@ken
> 依頼
< ゆきさんの行き先: 人に本を手渡せる場所
< [乗ります]
> [今回はパス]
"""


async def _idle() -> None:
    """Return at once: the talker answers before a posting is taken."""


async def test_a_transcript_is_played_over_http() -> None:
    talker = Talker(scene)
    chat = chat_of(talker, playing=True)
    async with serving_chat(chat, talker) as base, browsing(base) as page:
        phones = {name: WebPhone(page, name, idle=_idle) for name in ("yuki", "ken")}
        player = Player(phones.__getitem__)

        await player.play(read_script(SCRIPT))
        with pytest.raises(Mismatch, match="was not shown"):
            await player.play(read_script("@ken\n> [こんなものはない]"))

    assert talker.taken_from("yuki")[-1].content == Chose("t-flag")
    assert talker.taken_from("ken")[-1].content == Chose("t-pass")
