"""One process at a time does what only one may do, and another takes over."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from core.runtime.alone import alone
from tests.databases import TestedDatabase
from tests.moments import until


class Doing:
    """A job that says whether it runs, and in how many places at once."""

    def __init__(self) -> None:
        self.running: set[str] = set()
        self.most = 0

    def of(self, who: str) -> Callable[[], Awaitable[None]]:
        """Return the job as one process has it."""

        async def job() -> None:
            self.running.add(who)
            self.most = max(self.most, len(self.running))
            try:
                await asyncio.Event().wait()
            finally:
                self.running.discard(who)

        return job


async def test_one_of_several_does_it_and_another_takes_over(
    postgres_database: TestedDatabase,
) -> None:
    doing = Doing()
    databases = {who: postgres_database.open() for who in ("a", "b")}
    tasks = {
        who: asyncio.create_task(
            alone(database, "listening", doing.of(who), worker=who, lease_s=0.4)
        )
        for who, database in databases.items()
    }
    await until(lambda: len(doing.running) == 1)
    (first,) = doing.running
    await asyncio.sleep(1)
    assert doing.running == {first}

    tasks[first].cancel()
    await until(lambda: bool(doing.running - {first}))
    assert doing.most == 1
    for task in tasks.values():
        task.cancel()
    await asyncio.gather(*tasks.values(), return_exceptions=True)
    for database in databases.values():
        await database.close()


async def test_what_goes_wrong_in_it_is_heard(every_database: TestedDatabase) -> None:
    async def job() -> None:
        raise ValueError("broken")

    database = every_database.open()
    with pytest.raises(ValueError, match="broken"):
        await alone(database, "listening", job, worker="a", lease_s=0.4)
    await database.close()
