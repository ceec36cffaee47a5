"""Who added our account: noted by `ainori setup`, looked at by `ainori doctor`.

Owns what an operator reads of it. Must not know a channel.
"""

from collections.abc import AsyncIterator
from functools import partial

from bots.findings import Finding
from bots.registry import who_added
from core.clock import SystemClock
from core.errors import Retryable
from core.i18n.operators import text
from core.settings import Settings, told
from core.store import adding
from core.store.engine import Database, open_database
from core.store.migrating import revision_of
from core.store.migrations import head
from core.store.places import is_there


async def noted(name: str, settings: Settings) -> AsyncIterator[Finding]:
    """Note who added our account; nothing is said where nobody tells, or keeps it."""
    url = told(settings.database_url)
    if not is_there(url):
        return
    try:
        users = await who_added(name, settings)
        if users is None:
            return
        database = open_database(url)
        try:
            if await revision_of(database) != head():
                return
            op = partial(adding.listed, channel=name, users=users)
            news = await database.write(op)
        finally:
            await database.close()
    except Retryable as trouble:
        says, remedy = str(trouble), text("setup.try_again")
        yield Finding(text("doctor.adding"), "look", says, remedy)
    else:
        says = text("setup.added_noted", news=str(news))
        yield Finding(text("doctor.adding"), "well", says)


async def looked(database: Database) -> Finding:
    """Tell how many addresses are not known to have added us."""
    what, now = text("doctor.adding"), SystemClock().now()
    found = await database.read(partial(adding.unadded, now=now))
    if not found.all:
        return Finding(what, "well", text("doctor.all_added"))
    says = text("doctor.unadded", count=str(found.all), silent=str(found.silent))
    remedy = text("doctor.how_added")
    return Finding(what, "look" if found.silent else "well", says, remedy)
