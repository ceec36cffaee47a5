"""The way in: events that arrive together are stored in one statement.

Knows nothing of what happens to them afterwards.
"""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Connection

from core.delivery import inbox, lanes
from core.errors import Retryable
from core.runtime.shared import Happened, Shared
from core.talk.incoming import Incoming


@dataclass(frozen=True, slots=True)
class _Call:
    incomings: Sequence[Incoming]
    stored: asyncio.Future[int]


class Door:
    """Gathers calls while the last ones are being stored."""

    def __init__(self, shared: Shared, *, word: str) -> None:
        self._shared = shared
        self._word = word
        self._calls: list[_Call] = []
        self._storing = False

    async def accept(self, incomings: Sequence[Incoming]) -> int:
        """Store events and return how many were new."""
        if not incomings:
            return 0
        call = _Call(incomings, asyncio.get_running_loop().create_future())
        self._calls.append(call)
        if not self._storing:
            self._storing = True
            self._shared.spawn(self._store())
        new = await call.stored
        self._shared.checkpoint("accepted")
        return new

    async def _store(self) -> None:
        try:
            while self._calls:
                calls, self._calls = self._calls, []
                await self._together(calls)
        finally:
            self._storing = False
            for call in self._calls:
                call.stored.cancel()

    async def _together(self, calls: Sequence[_Call]) -> None:
        """Store the events of several calls; if one is wrong, each by itself."""
        given = [one for call in calls for one in call.incomings]
        try:
            new = set(await self._shared.database.write(partial(self._op, given)))
        except Exception as error:
            if len(calls) > 1 and not isinstance(error, Retryable):
                for call in calls:
                    await self._together([call])
                return
            for call in calls:
                if not call.stored.done():
                    call.stored.set_exception(error)
            return
        for channel, count in Counter(channel for channel, _ in new).items():
            self._shared.tell(Happened("accepted", channel, count))
        for call in calls:
            keys = {(one.channel, one.event_id) for one in call.incomings}
            if not call.stored.done():
                call.stored.set_result(len(keys & new))
            new -= keys

    def _op(
        self, given: Sequence[Incoming], conn: Connection
    ) -> frozenset[tuple[str, str]]:
        new = inbox.accept_new(conn, given, self._shared.clock.now())
        lanes.ring(conn, self._word)
        self._shared.checkpoint("storing")
        return new
