"""Does slow work outside any transaction, under a lease and a deadline.

The answer enters the inbox as event `work:<id>` in the transaction that closes the
work, also when the work gave up: the person still hears something.
"""

import asyncio
import traceback
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import timedelta
from functools import partial

from sqlalchemy import Connection

from core.delivery import retry, work
from core.delivery.work import Task
from core.errors import Retryable
from core.runtime.shared import Happened, Shared, log

Worker = Callable[[str], Awaitable[str]]


class Working:
    """The pump between the work table and those who do the work."""

    def __init__(self, shared: Shared, *, workers: Mapping[str, Worker]) -> None:
        self._shared = shared
        self._workers = workers
        self._bell = asyncio.Event()
        self._running: dict[str, str] = {}
        self._taking = True

    def ring(self) -> None:
        """Say that there is new work."""
        self._bell.set()

    def take_no_more(self) -> None:
        """Claim nothing from now on: others will."""
        self._taking = False

    async def serve(self) -> None:
        """Claim and do work until told to end."""
        while self._workers and self._taking:
            await self._shared.forgivingly(self._claim)
            with suppress(TimeoutError):
                async with asyncio.timeout(self._shared.pace.poll_s):
                    await self._bell.wait()

    async def keep_leases(self) -> None:
        """Hold what is being worked on until cancelled."""
        lease_s = self._shared.pace.lease_s
        while True:
            await asyncio.sleep(lease_s / 4)
            renew = partial(work.renew, ids=set(self._running), lease_s=lease_s)
            await self._shared.forgivingly(partial(self._shared.database.write, renew))

    async def _claim(self) -> None:
        self._bell.clear()
        free = self._free()
        if not free:
            return
        for task in await self._shared.database.write(partial(self._take, free=free)):
            if task.id in self._running:
                # Our lease ended in a stall; the work itself goes on.
                continue
            self._running[task.id] = task.kind
            self._shared.spawn(self._do(task))
        self._shared.checkpoint("claimed")

    def _free(self) -> Mapping[str, int]:
        """Return how much more of each kind may begin: none waits for another kind."""
        busy = Counter(self._running.values())
        most = self._shared.pace.workers
        return {kind: most - busy[kind] for kind in self._workers if busy[kind] < most}

    def _take(self, conn: Connection, *, free: Mapping[str, int]) -> list[Task]:
        """Claim what there is, kinds with as much room left together."""
        alike: dict[int, list[str]] = {}
        for kind, room in free.items():
            alike.setdefault(room, []).append(kind)
        return [
            task
            for room, kinds in alike.items()
            for task in work.claim(
                conn,
                kinds=kinds,
                most=room,
                lease_s=self._shared.pace.lease_s,
                now=self._shared.clock.now(),
            )
        ]

    async def _do(self, task: Task) -> None:
        try:
            await self._try(task)
        except asyncio.CancelledError:
            # Closing: this try does not count, the next process makes it anew.
            put_back = partial(
                work.put_back, task=task, error="", next_at=task.event.at, counted=False
            )
            with suppress(Retryable):
                await self._shared.database.write(put_back)
            raise
        finally:
            self._running.pop(task.id, None)
            self._bell.set()

    async def _try(self, task: Task) -> None:
        pace = self._shared.pace
        if task.attempts > len(pace.working_s) + 1:
            # Each earlier try ended with its process.
            await self._finish(task, error="the work never came to an end")
            return
        try:
            async with asyncio.timeout(pace.work_deadline_s):
                answer = await self._workers[task.kind](task.ask)
        except (Retryable, TimeoutError) as error:
            await self._later(task, error)
        except Exception as error:
            log.error("work broke kind=%s error=%s", task.kind, type(error).__name__)
            await self._finish(task, error=traceback.format_exc())
        else:
            self._shared.checkpoint("worked")
            await self._finish(task, answer)

    async def _later(self, task: Task, error: Exception) -> None:
        pace = self._shared.pace
        wait_s = retry.wait_s(
            pace.working_s, task.attempts, jitter=self._shared.jitter()
        )
        why = str(error) or type(error).__name__
        if wait_s is None:
            await self._finish(task, error=why)
            return
        if isinstance(error, Retryable):
            wait_s = min(max(wait_s, error.after_s), pace.work_deadline_s)
        due = self._shared.clock.now() + timedelta(seconds=wait_s)
        await self._shared.surely(
            partial(work.put_back, task=task, error=why, next_at=due)
        )

    async def _finish(self, task: Task, answer: str = "", *, error: str = "") -> None:
        now = self._shared.clock.now()
        await self._shared.surely(
            partial(work.finish, task=task, answer=answer, error=error, now=now)
        )
        self._shared.tell(Happened("gave_up" if error else "answered", task.kind))
