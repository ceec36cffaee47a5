"""One member's side of the terminal, as a `bots.console.script.Phone`.

Owns turning words and taps into events. Must not know how lines are printed.
"""

from collections.abc import Awaitable, Callable
from uuid import uuid4

from bots.console.channel import CHANNEL, ConsoleChannel
from bots.console.parse import labelled
from bots.intake import Accept
from core.clock import Clock
from core.talk.incoming import (
    Address,
    Arrived,
    Chose,
    Content,
    Incoming,
    Place,
    Said,
)
from core.talk.outgoing import Message

Idle = Callable[[], Awaitable[object]]
"""Returns once nothing is under way."""


class ConsolePhone:
    """Says, taps and hears for one user of the console channel."""

    def __init__(
        self,
        user: str,
        channel: ConsoleChannel,
        *,
        accept: Accept,
        idle: Idle,
        clock: Clock,
    ) -> None:
        self.user = user
        self._channel = channel
        self._accept = accept
        self._idle = idle
        self._clock = clock

    async def open(self, invite: str) -> None:
        """Open the conversation, with an invite code if there is one."""
        await self.do(Arrived(invite=invite))

    async def say(self, text: str) -> None:
        """Write something."""
        await self.do(Said(text, message=str(uuid4())))

    async def tap(self, label: str) -> None:
        """Tap the newest choice of that label.

        Raises:
            LookupError: No such choice was ever shown.
        """
        channel, user = self._channel, self.user
        choice = labelled(label, [*channel.older(user), *channel.offered(user)])
        if choice is None:
            raise LookupError(label)
        await self.do(Chose(choice.token))

    async def heard(self) -> list[Message]:
        """Return what came since the last call, once the talk has come to rest."""
        await self._idle()
        return self._channel.take(self.user)

    async def do(self, content: Content) -> None:
        """Let it happen on this phone."""
        incoming = Incoming(
            event_id=str(uuid4()),
            at=self._clock.now(),
            place=Place(CHANNEL, self.user),
            sender=Address(CHANNEL, self.user),
            content=content,
        )
        await self._accept([incoming])
