"""kill -9 while a text model thinks: the person is answered, once, if still waiting."""

import asyncio
import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count

from sqlalchemy import ColumnElement, Connection, select

from core.delivery.tables import inbox, work
from core.store.tables.drafts import drafts_made
from core.talk.outgoing import Draft
from tests.coach.hostile import Hostile, hostile
from tests.crash.asking import FIRST_EVENT, NAME, PACE, companion
from tests.databases import TestedDatabase
from tests.forked import ROOT, forked
from tests.moments import until
from tests.talk.cast import Person, asks, neighbours, to_card_of
from tests.talk.helped import agrees
from tests.talk.talking import KeepingChannel, World, world

THANKS = "読んでくれて、うれしいです。"
OWN = "やっぱり自分で書いた声かけにします。"


@asynccontextmanager
async def left_waiting(
    tested: TestedDatabase, server: Hostile
) -> AsyncIterator[tuple[World, Person]]:
    """Kill the bot that asks for an asker's draft, and start one anew."""
    phones = {"web": KeepingChannel()}
    asking = await companion(server.base_url)
    async with world(
        tested.open(), channels=phones, companion=asking, pace=PACE
    ) as here:
        yuki, ken = await neighbours(here)
        await agrees(here, yuki)
        await asks(yuki)
        await to_card_of(yuki, ken)
        label = yuki.words("ask.models_wording")
        token = next(one.token for one in yuki.phone.choices() if one.label == label)
    await killed_on_the_way(tested.url, server, yuki.phone.user, token)
    asking = await companion(server.base_url)
    async with world(
        tested.open(), channels=phones, companion=asking, pace=PACE
    ) as here:
        here.numbers = count(2 * FIRST_EVENT)
        yuki.phone.here = here
        yuki.phone.seen = len(yuki.phone.heard)
        await server.hears(2, within_s=20)
        yield here, yuki


async def killed_on_the_way(url: str, server: Hostile, user: str, token: str) -> None:
    """Let a process tap for a draft, and kill it once the model heard of it."""
    asked = (url, server.base_url, user, token)
    bot = forked("tests.crash.asking", *asked, cwd=ROOT, env=os.environ)
    try:
        await server.hears(1, within_s=60)
    finally:
        bot.kill()
        bot.wait()


def rows(conn: Connection) -> tuple[list[object], list[object], int]:
    """Return how the work ended, the calls made, and how many answers came of them."""
    works = conn.execute(select(work.c.state, work.c.attempts > 1).where(_coach()))
    calls = select(drafts_made.c.outcome).order_by(drafts_made.c.at)
    answers = select(inbox.c.seq).where(inbox.c.event_id.startswith("work:"))
    answers = answers.join(work, inbox.c.event_id == "work:" + work.c.id)
    return (
        [tuple(row) for row in works],
        list(conn.execute(calls).scalars()),
        len(conn.execute(answers.where(_coach())).all()),
    )


def _coach() -> ColumnElement[bool]:
    return work.c.kind == "coach"


async def test_who_waited_when_it_was_killed_gets_the_draft_once(
    every_database: TestedDatabase,
) -> None:
    async with hostile() as server:
        server.says = json.dumps({"stretch": "", "thanks": THANKS})
        async with left_waiting(every_database, server) as (here, yuki):
            server.let_go.set()
            await here.settle()

            drafts = [one for one in yuki.phone.latest if isinstance(one, Draft)]
            assert [THANKS in one.text for one in drafts] == [True]
            assert yuki.was_told("coached.by_model", model=NAME)
            kept = await here.database.read(rows)
            assert kept == ([("done", True)], ["died", "answered"], 1)

            # The call that died holds up nobody.
            await yuki.picks("ask.shorter")
            assert yuki.was_told("coached.by_model", model=NAME)
            assert len(server.heard) == 3


async def test_who_went_on_after_the_kill_hears_nothing_late(
    postgres_database: TestedDatabase,
) -> None:
    async with hostile() as server:
        server.says = json.dumps({"stretch": "", "thanks": THANKS})
        async with left_waiting(postgres_database, server) as (here, yuki):
            going_on = asyncio.create_task(yuki.says(OWN))
            await until(lambda: OWN in yuki.heard)
            server.let_go.set()
            await going_on

            assert THANKS not in yuki.heard
            assert not yuki.was_told("coached.by_model", model=NAME)
            works, _, answers = await here.database.read(rows)
            assert (works, answers) == ([("done", True)], 1)
