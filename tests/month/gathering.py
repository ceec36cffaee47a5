"""A LINE group of the same people in the month: talks, calls us now and then, joins."""

import random
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from core.talk.outgoing import Card
from tests.line_fake import events
from tests.line_fake.server import FakeLine
from tests.month.habits import label, says
from tests.wire.line_phone import read

NAME = "渡し場の人たち"
_SMALL_TALK = ("お昼なに食べた?", "雨やんだね", "川、増えてる")


class Gathering:
    """The group; whatever we say there is on everybody's screen."""

    def __init__(
        self,
        line: FakeLine,
        *,
        members: int,
        dice: random.Random,
        did: Counter[str],
        idle: Callable[[], Awaitable[None]],
    ) -> None:
        self._line = line
        self._dice = dice
        self._did = did
        self._idle = idle
        self._screen = line.group(NAME, members=members).screen

    async def begin(self, code: str, by: str) -> None:
        """Bring us in, and connect the group to the room."""
        await self._happens("join")
        await self._happens("message", by=by, message=events.mention(code))

    async def go_on(self, people: Sequence[str]) -> None:
        """Let them talk with one another, and now and then ask us for the flags."""
        one, other = self._dice.sample(list(people), 2)
        for words in self._dice.sample(_SMALL_TALK, 2):
            await self._happens("message", by=other, message=events.text(words))
        shown = await self._happens("message", by=one, message=events.mention("旗"))
        cards = [m for m in shown if isinstance(m, Card)]
        choices = [c for card in cards for c in card.choices if c.label == _JOIN]
        if choices:
            token = self._dice.choice(choices).token
            await self._happens("postback", by=other, postback={"data": token})

    async def _happens(self, kind: str, *, by: str = "", **more: Any) -> list[Any]:
        before = len(self._screen)
        assert await self._line.happens_in(NAME, kind, by=by, **more) == 200
        await self._idle()
        shown = [message for one in self._screen[before:] for message in read(one)]
        self._did["answers in the group"] += bool(shown)
        self._did["joined there"] += any(
            says(message, key) for message in shown for key in _HELD
        )
        return shown


_JOIN = label("flag.join")
_HELD = ("group.held", "group.held_last")
