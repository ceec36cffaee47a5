"""What the parts of the runtime share: pace, tasks, pauses, and a sure way to write.

Knows the database as a port and nothing of events, messages or work.
"""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from sqlalchemy import Connection

from core.clock import Clock
from core.delivery import retry
from core.errors import Retryable
from core.store.engine import Database

log = logging.getLogger("ainori.runtime")

T = TypeVar("T")

What = Literal[
    "accepted",
    "handled",
    "failed",
    "parked",
    "sent",
    "later",
    "waiting",
    "unknown",
    "dead",
    "answered",
    "gave_up",
]


@dataclass(frozen=True, slots=True)
class Happened:
    """Something to count: on which channel (or kind of work), and how long it took."""

    what: What
    where: str
    count: int = 1
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Pace:
    """How much at once, how long, how often.

    Attributes:
        handlers: Events handled at the same time, each of another lane.
        senders: Messages on their way at the same time, each to another place.
        workers: Pieces of work of one kind at the same time.
        send_deadline_s: After this long nobody knows whether a message arrived.
        work_deadline_s: After this long work is given up, perhaps to be tried again.
        poll_s: How often to look for what nobody told us about.
        lease_s: How long a dead process keeps its lanes (PostgreSQL).
        mark_delay_s: How long marks of sent messages wait for a commit to share.
        most_events: Events kept in memory; more stay in the database.
        most_lanes: Lanes held at the same time (PostgreSQL).
        handling_s: Waits after failed handlings of an event.
        sending_s: Waits after failed sendings of a message.
        working_s: Waits after failed tries of work.
    """

    handlers: int = 64
    senders: int = 64
    workers: int = 8
    send_deadline_s: float = 30.0
    work_deadline_s: float = 60.0
    poll_s: float = 1.0
    lease_s: float = 15.0
    mark_delay_s: float = 0.01
    most_events: int = 10_000
    most_lanes: int = 256
    handling_s: tuple[float, ...] = retry.HANDLING_S
    sending_s: tuple[float, ...] = retry.SENDING_S
    working_s: tuple[float, ...] = retry.WORKING_S


def no_checkpoint(_point: str) -> None:
    """Nobody watches."""


@dataclass(slots=True)
class Shared:
    """The ground all parts stand on."""

    database: Database
    clock: Clock
    pace: Pace = Pace()
    jitter: Callable[[], float] = random.random
    checkpoint: Callable[[str], None] = no_checkpoint
    ears: list[Callable[[Happened], None]] = field(default_factory=list)
    closing: asyncio.Event = field(default_factory=asyncio.Event)
    _active: int = 0
    _still: asyncio.Event = field(default_factory=asyncio.Event)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def tell(self, happened: Happened) -> None:
        """Let everybody who listens count."""
        for ear in self.ears:
            ear(happened)

    def spawn(self, job: Coroutine[Any, Any, None]) -> None:
        """Run something that `quiet` waits for and `cancel` ends."""
        self._enter()
        self._keep(job, self._ended)

    def serve(self, job: Coroutine[Any, Any, None]) -> None:
        """Run something that goes on until `cancel`."""
        self._keep(job, self._left)

    async def pause(self, seconds: float) -> None:
        """Wait, but not past the closing; what waits is not active."""
        self._leave()
        try:
            async with asyncio.timeout(max(seconds, 0)):
                await self.closing.wait()
        except TimeoutError:
            pass
        finally:
            self._enter()

    async def quiet(self) -> None:
        """Wait until nothing is under way."""
        while self._active:
            self._still.clear()
            await self._still.wait()

    async def cancel(self) -> None:
        """End all that runs and wait for its last words."""
        self.closing.set()
        while self._tasks:
            for task in self._tasks:
                task.cancel()
            await asyncio.wait(self._tasks)

    async def surely(
        self, op: Callable[[Connection], T], *, patience_s: float = 0.0
    ) -> T:
        """Write, however long the database is not ready; see `Database.write`.

        Raises:
            Retryable: The runtime closed before the database was ready.
        """
        tried = 0
        while True:
            try:
                return await self.database.write(op, patience_s=patience_s)
            except Retryable as trouble:
                if self.closing.is_set():
                    raise
                log.warning("database not ready error=%s", trouble)
                await self.rest(trouble, tried)
                tried += 1

    async def forgivingly(self, job: Callable[[], Awaitable[object]]) -> bool:
        """Do something that comes round again; log what stood in its way this time."""
        try:
            await job()
        except Retryable as trouble:
            log.warning("database not ready error=%s", trouble)
        except Exception as error:
            log.error("a round failed error=%s", type(error).__name__)
        else:
            return True
        return False

    async def rest(self, trouble: Retryable, tried: int) -> None:
        """Pause longer each time, up to half a minute."""
        wait_s = min(trouble.after_s * 2 ** min(tried, 8), 30.0)
        await self.pause(wait_s * (0.2 + 0.8 * self.jitter()))

    def _enter(self) -> None:
        self._active += 1

    def _leave(self) -> None:
        self._active -= 1
        if not self._active:
            self._still.set()

    def _keep(
        self,
        job: Coroutine[Any, Any, None],
        then: Callable[[asyncio.Task[None]], None],
    ) -> None:
        task = asyncio.create_task(job)
        self._tasks.add(task)
        task.add_done_callback(then)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._leave()
        self._left(task)

    def _left(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            # Its words may hold a member's words; the traceback's lines do not.
            log.error("a part of the runtime broke error=%s", type(error).__name__)
