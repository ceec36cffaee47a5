"""What leaves, when, for whom and how often; and what is kept of it."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Connection, select

from core.clock import RandomIds
from core.coach.budget import Budget, Most
from core.coach.companion import Companion, Use
from core.coach.openai_coach import Endpoint, OpenAiModel
from core.coach.usage import how_much, usage
from core.coach.working import CoachWork
from core.domain.coaching import (
    Ask,
    Drafted,
    FollowUp,
    Meaning,
    Meant,
    PostDraft,
    RequestDraft,
    Wanted,
)
from core.services.forgetting import sweep
from core.store import drafts, forgetting
from core.store.engine import Database
from core.store.tables.drafts import drafts_made
from core.talk.codec import adapter
from core.talk.model_usage import told
from tests.coach.asks import JAPANESE
from tests.coach.hostile import Hostile, hostile
from tests.coach.room import NAMES, NOW, agree, furnish
from tests.databases import TestedDatabase
from tests.moments import StillClock

HELLO = Meaning("ja", "来週、手を貸してくれる人いる?")
MEANT = json.dumps({"meaning": "ask", "words": "手を貸してくれる人"})
REQUEST = next(ask for ask in JAPANESE if isinstance(ask, RequestDraft))
WIDE = Most(100, 1_000_000)


def wanted(ask: Ask = HELLO, member_id: str = "nami", **more: object) -> Wanted:
    """Return work as a flow leaves it."""
    return replace(Wanted(ask, member_id, community_id="room"), **more)  # type: ignore[arg-type]  # fields by name


@asynccontextmanager
async def at_work(
    database: Database, *, model: str = "well", budget: Budget | None = None
) -> AsyncIterator[tuple[CoachWork, Hostile, StillClock]]:
    """Run the worker against the loopback server."""
    await database.write(furnish)
    async with hostile() as server:
        server.says = MEANT
        companion = Companion(
            OpenAiModel(Endpoint(model, base_url=server.base_url, retries=0)),
            deadline_s=2,
        )
        await companion.warm()
        clock = StillClock()
        work = CoachWork(
            database, clock, RandomIds(), companion, budget or Budget(WIDE, WIDE, WIDE)
        )
        try:
            yield work, server, clock
        finally:
            await work.close()
            await database.close()


def rows(conn: Connection) -> list[tuple[str, str, int, int | None, int]]:
    """Read what is kept of drafts."""
    table = drafts_made.c
    query = select(
        table.ask, table.outcome, table.calls, table.tokens_in, table.tokens_guessed
    )
    return [tuple(row) for row in conn.execute(query)]


async def test_an_agreed_draft_is_the_models_and_leaves_a_row_without_words(
    every_database: TestedDatabase,
) -> None:
    async with at_work(every_database.open()) as (work, server, _):
        answer = await work.work(adapter(Wanted).dump_json(wanted()).decode())

        drafted = adapter(Drafted).validate_json(answer)
        assert drafted.by == "model"
        assert drafted.answer == Meant("ask", "手を貸してくれる人")
        assert drafted.model == "127.0.0.1"
        assert len(drafted.prompt_hash) == 12
        kept = await work.database.read(rows)
        assert kept == [("meaning", "answered", 1, 7, 0)]
        assert "手を貸して" in server.last


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (wanted(member_id="ken"), "no_consent"),
        (wanted(member_id="nobody"), "no_consent"),
        (wanted(Meaning("ja", "もう死にたい")), "sensitive"),
        (wanted(FollowUp("ja", "origin", "?", "うつ病で休んだ")), "sensitive"),
    ],
)
async def test_words_stay_here_without_consent_or_when_they_are_private(
    sqlite_database: TestedDatabase, asked: Wanted, why: str
) -> None:
    async with at_work(sqlite_database.open()) as (work, server, _):
        drafted = await work.draft(asked)

        assert (drafted.by in {"coach", None}, drafted.why) == (True, why)
        assert server.heard == []
        assert await work.database.read(rows) == []


async def test_a_private_text_is_sent_when_its_author_agrees_to_this_one(
    sqlite_database: TestedDatabase,
) -> None:
    async with at_work(sqlite_database.open()) as (work, server, _):
        private = Meaning("ja", "入院する友だちに、手を貸してくれる人")

        drafted = await work.draft(wanted(private, send_sensitive=True))

        assert (drafted.by, len(server.heard)) == ("model", 1)


async def test_consent_taken_back_counts_from_the_next_word_on(
    sqlite_database: TestedDatabase,
) -> None:
    async with at_work(sqlite_database.open()) as (work, server, _):
        later = NOW + timedelta(minutes=1)
        await work.database.write(
            lambda conn: agree(conn, "nami", given=False, at=later)
        )

        assert (await work.draft(wanted())).why == "no_consent"
        assert server.heard == []


@pytest.mark.parametrize(
    ("others", "sent"), [(("sota",), True), ((), False), (("sota", "ken"), False)]
)
async def test_others_words_are_sent_only_when_each_of_them_agreed(
    sqlite_database: TestedDatabase, others: tuple[str, ...], sent: bool
) -> None:
    async with at_work(sqlite_database.open()) as (work, server, _):
        server.says = json.dumps({"stretch": "底板に使う木を一緒に選びませんか。"})

        drafted = await work.draft(wanted(REQUEST, others=others))

        assert drafted.by == "model"
        heard = server.last
        for mark in "ˆ¦†‡§¶¬°":
            heard = heard.replace(mark, "")
        assert ("匙を削る" in heard) is sent
        assert ("木の手ざわり" in heard) is sent
        text = getattr(drafted.answer, "text", "")
        assert "「木の手ざわりを人に手渡せる工房をひらく」" in text


async def test_names_stay_here_and_come_back_in_the_draft(
    sqlite_database: TestedDatabase,
) -> None:
    notes = "けんさんと納屋へ。そうたに板を見せた。電話は 090-1111-2222、@ken_b でも。"
    ask = next(one for one in JAPANESE if isinstance(one, PostDraft))
    async with at_work(sqlite_database.open()) as (work, server, _):
        server.says = json.dumps(
            {"now": "[N3]さんと納屋へ。[N4]に板を見せた。電話は [T1]、[H2] でも。"}
        )

        drafted = await work.draft(wanted(replace(ask, notes=notes)))

        heard = server.last
        for name in (*NAMES.values(), "1111-2222", "ken_b"):
            assert name not in heard
        assert "m1" not in heard
        assert drafted.by == "model"
        assert notes in json.dumps(
            json.loads(adapter(Drafted).dump_json(drafted)), ensure_ascii=False
        )


async def test_each_of_the_three_budgets_ends_in_the_coachs_own_draft(
    every_database: TestedDatabase,
) -> None:
    database = every_database.open()
    async with at_work(database, budget=Budget(Most(2, 10**6), WIDE, WIDE)) as parts:
        work, server, clock = parts
        by = [(await work.draft(wanted())).why for _ in range(3)]
        sota = await work.draft(wanted(member_id="sota"))
        assert (by, sota.by) == (["", "", "spent"], "model")

        work.budget = Budget(WIDE, Most(3, 10**6), WIDE)
        assert (await work.draft(wanted(member_id="sota"))).why == "spent"
        work.budget = Budget(WIDE, WIDE, Most(100, 10))
        assert (await work.draft(wanted(member_id="sota"))).why == "spent"
        assert len(server.heard) == 3

        clock.at += timedelta(hours=25)
        work.budget = Budget(Most(2, 10**6), WIDE, WIDE)
        assert (await work.draft(wanted())).by == "model"


async def test_one_call_of_a_member_is_on_its_way_at_a_time(
    every_database: TestedDatabase,
) -> None:
    async with at_work(every_database.open(), model="hang") as (work, server, _):
        first = asyncio.create_task(work.draft(wanted()))
        await server.hears(1)

        second = await work.draft(wanted())
        sota = asyncio.create_task(work.draft(wanted(member_id="sota")))
        await server.hears(2)

        assert (second.by, second.why) == ("coach", "busy")
        assert (await first).why == "late"
        assert (await sota).why == "late"


async def test_after_a_crash_it_is_asked_once_more_and_then_not_again(
    every_database: TestedDatabase,
) -> None:
    """A process that is killed leaves the row of its call as it was."""
    async with at_work(every_database.open(), model="hang") as (work, server, _):
        asked = wanted(ref="work-1")
        for _ in range(3):
            task = asyncio.create_task(work.draft(asked))
            heard = asyncio.create_task(server.hears(len(server.heard) + 1))
            await asyncio.wait({task, heard}, return_when=asyncio.FIRST_COMPLETED)
            ended = task.done()
            for one in (task, heard):
                one.cancel()
            await asyncio.gather(task, heard, return_exceptions=True)
            if ended:
                break

        assert task.result().why == "late"
        assert len(server.heard) == 2
        used = await work.database.read(
            lambda conn: drafts.used(conn, NOW - timedelta(1))
        )
        assert used.calls == 2


async def test_what_a_server_does_not_tell_is_guessed(
    sqlite_database: TestedDatabase,
) -> None:
    async with at_work(sqlite_database.open(), model="usage_unsaid") as (work, _, _):
        await work.draft(wanted())

        [(_, _, calls, told_in, guessed)] = await work.database.read(rows)
        assert (calls, told_in) == (1, None)
        assert 200 < guessed < 900


async def test_the_operator_sees_figures_and_the_owner_words(
    sqlite_database: TestedDatabase,
) -> None:
    budget = Budget(WIDE, Most(4, 10**6), WIDE)
    async with at_work(sqlite_database.open(), budget=budget) as (work, _, clock):
        heard: list[tuple[str, str]] = []
        work.counts = lambda ask, outcome, use: heard.append((ask, outcome))
        steps = []
        for _ in range(5):
            steps.append(
                await work.database.read(
                    lambda conn: how_much(
                        conn, budget=budget, community_id="room", now=clock.now()
                    )
                )
            )
            await work.draft(wanted())

        assert steps == ["none", "some", "some", "much", "spent"]
        assert heard == [*[("meaning", "answered")] * 4, ("meaning", "spent")]
        took = await work.database.read(lambda conn: usage(conn, clock.now()))
        assert (took.calls, took.tokens) == (4, 40)
        assert [(one.outcome, one.drafts) for one in took.outcomes] == [("answered", 4)]
        said = await work.database.read(
            lambda conn: told(conn, budget=budget, community_id="room", now=clock.now())
        )
        assert said.key == "usage.spent"


async def test_rows_go_with_the_member_and_after_a_month(
    every_database: TestedDatabase,
) -> None:
    async with at_work(every_database.open()) as (work, _, clock):
        await work.draft(wanted())
        await work.draft(wanted(member_id="sota"))

        await work.database.write(lambda conn: forgetting.erase_own(conn, "nami", []))
        assert len(await work.database.read(rows)) == 1

        clock.at += timedelta(days=31)
        await work.database.write(lambda conn: sweep(conn, clock.now()))
        assert await work.database.read(rows) == []


async def test_without_a_model_every_ask_is_answered_by_the_coach(
    sqlite_database: TestedDatabase,
) -> None:
    database = sqlite_database.open()
    work = CoachWork(database, StillClock(), RandomIds())
    try:
        for ask in JAPANESE:
            drafted = await work.draft(Wanted(ask, "nobody"))
            assert (drafted.by in {"coach", None}, drafted.why) == (True, "off")
    finally:
        await database.close()


def test_nothing_is_guessed_where_a_server_tells() -> None:
    assert Use().guessed == 0
