"""The way in: events that arrive together are stored in one statement.

Offers each to whoever may handle it right there; knows nothing of how that is done.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Connection

from core.delivery import inbox, lanes
from core.errors import Retryable
from core.runtime.shared import Happened, Shared
from core.store.notes import note
from core.talk.incoming import Incoming

_CROWD = 8
"""Where more events come in one call, none is handled before all are acknowledged: the
first would wait for the handling of the last."""

AtOnce = Callable[
    [Sequence[Incoming], Connection], tuple[list[Incoming], list[Incoming]]
]
"""Stores and handles events; returns those that were new, and those not yet stored."""


@dataclass(frozen=True, slots=True)
class _Call:
    incomings: Sequence[Incoming]
    stored: asyncio.Future[int]


class Door:
    """Gathers calls while the last ones are being stored.

    Args:
        word: What other processes hear when there is something new.
        brings: How many events a platform brings at the same time, by its channel,
            where it tells.
        at_once: Handles events in the transaction that stores them, as far as it may.
    """

    def __init__(
        self,
        shared: Shared,
        *,
        word: str,
        brings: Mapping[str, int],
        at_once: AtOnce,
    ) -> None:
        self._shared = shared
        self._brings = brings
        self._word = word
        self._at_once = at_once
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
                await self._together()
        finally:
            self._storing = False
            for call in self._calls:
                call.stored.cancel()

    async def _together(self) -> None:
        """Store the events of all calls; if one is wrong, each by itself."""
        taken: list[_Call] = []

        def op(conn: Connection) -> set[tuple[str, str]]:
            # With those who came until it was our turn.
            taken[:] = self._calls
            return self._op(taken, conn)

        # Who brings several at a time asks for the next when these are stored.
        joins = any(len(call.incomings) > 1 for call in self._calls)
        try:
            new = await self._shared.database.write(op, first=True, joins=joins)
        except Exception as error:
            calls = taken or list(self._calls)
            del self._calls[: len(calls)]
            if len(calls) > 1 and not isinstance(error, Retryable):
                for call in calls:
                    await self._alone(call)
                return
            for call in calls:
                _fail(call, error)
        else:
            del self._calls[: len(taken)]
            self._tell(taken, new)

    async def _alone(self, call: _Call) -> None:
        try:
            new = await self._shared.database.write(partial(self._op, [call]))
        except Exception as error:
            _fail(call, error)
        else:
            self._tell([call], new)

    def _tell(self, calls: Sequence[_Call], new: set[tuple[str, str]]) -> None:
        for channel, count in Counter(channel for channel, _ in new).items():
            self._shared.tell(Happened("accepted", channel, count))
        for call in calls:
            keys = {(one.channel, one.event_id) for one in call.incomings}
            if not call.stored.done():
                call.stored.set_result(len(keys & new))
            new -= keys

    def _op(self, calls: Sequence[_Call], conn: Connection) -> set[tuple[str, str]]:
        given: dict[tuple[str, str], Incoming] = {}
        for call in calls:
            for one in call.incomings:
                given.setdefault((one.channel, one.event_id), one)
        new: list[Incoming] = []
        left = list(given.values())
        if not self._crowded(calls):
            new, left = self._at_once(left, conn)
        for pending in inbox.store(conn, left, self._shared.clock.now()):
            note(conn, pending)
            if pending.incoming is not None:
                new.append(pending.incoming)
        lanes.ring(conn, self._word)
        self._shared.checkpoint("storing")
        return {(one.channel, one.event_id) for one in new}

    def _crowded(self, calls: Sequence[_Call]) -> bool:
        """Say whether so many wait that all are acknowledged before one is handled.

        Where a platform brings only so many at the same time, that is half of them:
        the others of its queue wait for these to be acknowledged.
        """
        if any(len(call.incomings) > _CROWD for call in calls):
            return True
        waiting = Counter(call.incomings[0].channel for call in calls)
        return any(
            channel in self._brings and 2 * many > self._brings[channel]
            for channel, many in waiting.items()
        )


def _fail(call: _Call, error: Exception) -> None:
    if not call.stored.done():
        call.stored.set_exception(error)
