"""Nobody is measured: no score, no order, no price (invariants 1, 2 and 13)."""

import ast
import dataclasses
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from sqlalchemy import (
    Column,
    Connection,
    Float,
    Integer,
    Numeric,
    Table,
    delete,
    select,
)

import core
import core.delivery.tables
import core.store.tables
from core.store.metadata import metadata
from core.store.tables.asks import asks as asked
from core.store.tables.asks import requests, shown
from core.talk.effects import Answer
from core.talk.effects.asks import Person
from core.talk.effects.roads import Neighbour
from tests.talk.cast import asks, neighbours, to_card_of
from tests.talk.straight import StraightWorld
from tests.talk.talking import World

HOME = Path(core.__file__).parent
TABLES = (core.delivery.tables, core.store.tables)
NUMBERS = {
    "inbox.seq": "the order of events",
    "inbox.attempts": "tries of the machine",
    "lanes.fence": "the number of a lease",
    "outbox.seq": "the order of sendings",
    "outbox.attempts": "tries of the machine",
    "sweeps.seq": "how far the broom came",
    "work.seq": "the order of work",
    "work.attempts": "tries of the machine",
    "tokens.turn": "the turn of a dialogue",
    "conversations.turn": "the turn of a dialogue",
    "communities.seats": "seats of a room",
    "communities.taken": "seats of a room",
    "asks.seats": "seats of a ride",
    "asks.taken": "seats of a ride",
    "flags.seats": "seats of a flag",
    "flags.taken": "seats of a flag",
    "vectors.edition": "which wording is the newest",
    "embeddings.dimension": "the shape of an array",
    "drafts_made.calls": "calls of a machine to a machine",
    "drafts_made.tokens_in": "what the text model read",
    "drafts_made.tokens_out": "what the text model wrote",
    "drafts_made.tokens_cached": "what the text model had read before",
    "drafts_made.tokens_guessed": "the same where it did not tell",
    "pushes.people": "how many somebody wrote to at once, as the messenger counts",
    "months.most": "what the plan of a messenger carries",
    "months.used": "what the plan of a messenger carried",
    "months.own_then": "the part of it that we knew of",
    "drafts_made.latency_ms": "how long the text model took",
}
"""Every number that is kept, and what it is of: none of a person."""

MOMENTS = re.compile(r"\w*(_at|at|since|seq|edition|id)")


def columns() -> Iterator[tuple[Table, Column[object]]]:
    """Yield each column of each table."""
    for table in metadata.sorted_tables:
        for column in table.columns:
            yield table, column


def test_no_column_counts_weighs_ranks_or_prices_a_person() -> None:
    numbers = {
        f"{table.name}.{column.name}"
        for table, column in columns()
        if isinstance(column.type, Integer | Float | Numeric)
    }

    assert numbers == set(NUMBERS)


def test_no_column_is_named_after_a_measure_of_people_or_money() -> None:
    measures = re.compile(
        r"score|rank|level|points?$|rating|stars|likes|count|total|streak|price|amount"
        r"|fee|yen|money|paid|hours|grade|badge|follower"
    )

    named = [
        f"{table.name}.{column.name}"
        for table, column in columns()
        if measures.search(column.name)
    ]

    assert named == []


def test_rows_are_put_in_the_order_of_time_and_never_of_merit() -> None:
    ordered = {
        f"{path.name}: {ast.unparse(argument)}"
        for path in [*HOME.glob("store/*.py"), *HOME.glob("delivery/*.py")]
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "order_by"
        for argument in node.args
        if not MOMENTS.fullmatch(_column_of(argument))
    }

    assert ordered == set()


def _column_of(argument: ast.expr) -> str:
    if isinstance(argument, ast.Call) and isinstance(argument.func, ast.Attribute):
        return _column_of(argument.func.value)
    assert isinstance(argument, ast.Attribute), ast.unparse(argument)
    return argument.attr


def test_no_answer_about_people_carries_a_number_of_them() -> None:
    """A flow cannot show a measure: nothing it hears of a person holds one."""
    numeric = {
        f"{answer.__name__}.{one.name}"
        for answer in (*get_args(Answer), Person, Neighbour)
        for one in dataclasses.fields(answer)
        if one.type in {int, float}
    }

    assert numeric == set()


async def test_at_most_three_people_are_shown_in_every_order(
    here: StraightWorld,
) -> None:
    """The closest stands in each place; what is handed on says nothing of closeness."""
    yuki, *_ = await neighbours(here, helpers=("ken", "miho", "tomo"))
    await asks(yuki)
    found = await _found_by_many(here)

    orders = {tuple(one["id"] for one in answer) for answer in found}
    places = [{order[place] for order in orders} for place in range(3)]

    assert {len(order) for order in orders} == {3}
    assert all(len(place) == 3 for place in places)
    keys = {key for answer in found for one in answer for key in one}
    assert keys == {"id", "reasons", "their_words"}


async def _found_by_many(here: StraightWorld) -> list[list[dict[str, object]]]:
    """Return what is found for the one ask there is, under many seeds."""

    def only_ask(conn: Connection) -> str:
        conn.execute(delete(shown))
        return str(conn.execute(select(asked.c.id)).scalar_one())

    ask_id = await here.database.write(only_ask)
    find = here.straight.workers["find"]
    return [
        json.loads(await find(json.dumps({"ask_id": ask_id, "seed": str(seed)})))[
            "people"
        ]
        for seed in range(40)
    ]


# Money


@pytest.mark.parametrize(
    "offer", ["謝礼3000円お支払いします。", "時給1500円でどうでしょう。"]
)
async def test_money_is_suggested_to_be_talked_about_later_and_never_recorded(
    here: World, offer: str
) -> None:
    yuki, ken = await neighbours(here)
    await asks(yuki)
    await to_card_of(yuki, ken)

    await yuki.says(f"けんさん、問いかけを一緒に考えませんか。{offer}")
    await yuki.picks("ask.send")

    assert yuki.was_told("ask.park_money")
    row = await here.database.read(
        lambda conn: conn.execute(select(requests)).mappings().one()
    )
    holding = {name for name, value in row.items() if value and offer in str(value)}
    assert holding == {"text"}
