"""A phone whose owner notes the code it shows, to type it into another one.

No transcript can hold such a code: it is another one each time. `> {code}` says it.
"""

from dataclasses import dataclass

from bots.console.render import plain_lines
from bots.console.script import Phone
from core.domain.link_codes import looks_like_code
from core.talk.outgoing import Message


@dataclass
class Noted:
    """What was noted last."""

    code: str = ""


@dataclass
class NotingPhone:
    """Fills `bots.console.script.Phone` around another one."""

    phone: Phone
    noted: Noted

    async def open(self, invite: str) -> None:
        """Open the conversation."""
        await self.phone.open(invite)

    async def say(self, text: str) -> None:
        """Write something."""
        await self.phone.say(text.replace("{code}", self.noted.code))

    async def tap(self, label: str) -> None:
        """Tap the newest choice of that label."""
        await self.phone.tap(label)

    async def heard(self) -> list[Message]:
        """Return what came since the last call."""
        messages = await self.phone.heard()
        for message in messages:
            for line in plain_lines(message):
                if looks_like_code(line):
                    self.noted.code = line.strip()
        return messages
