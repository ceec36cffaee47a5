"""How long a search by words takes where a room has many posts.

Posts are the sample members' own lines, dealt anew; a few hold a word that nobody else
has. What is measured is the whole use case: people, posts, who may see what. Beside
it stands the loop one would write first: every post read, folded and looked through.
"""

import asyncio
import json
import random
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, select, text

from benchmarks.machine import ground
from benchmarks.postgres import a_postgres
from benchmarks.tables import Figures, middle, ms, percentile
from bots.sample.people import load
from core.domain.searching import holds, terms
from core.services import searching
from core.store import communities, people
from core.store.engine import Database, open_database
from core.store.migrating import migrate
from core.store.posts import add_post
from core.store.tables.posts import posts

_PEOPLE = 150
_POSTS = 30_000
_AT = datetime(2026, 1, 1, tzinfo=UTC)
_RARE = ("ukulele", "写真館")
_RARE_IN = 3
_WORDS = (
    ("in many posts", "step"),
    ("latin, in three posts", _RARE[0]),
    ("Japanese, in three posts", _RARE[1]),
    ("two of them", " ".join(_RARE)),
    ("latin, nowhere", "zucchini"),
    ("Japanese, nowhere", "鯨"),
)


def measure(rounds: int = 3) -> list[Figures]:
    """Measure both stores."""
    table = Figures(
        f"Word search in a room of {_PEOPLE} people with {_POSTS:,} posts",
        ("store", "words", "p50 ms", "p99 ms", "every post read, p50 ms"),
        named=2,
    )
    with tempfile.TemporaryDirectory(dir=ground()) as folder, a_postgres() as postgres:
        for name, url in (
            ("SQLite", f"sqlite:///{Path(folder) / 'bench.db'}"),
            ("PostgreSQL", postgres),
        ):
            asyncio.run(_store(table, name, url, rounds))
    return [table]


async def _store(table: Figures, name: str, url: str, rounds: int) -> None:
    await migrate(url)
    database = open_database(url)
    try:
        await database.write(_fill)
        for kind, words in _WORDS:
            ours = [await _asked(database, words) for _ in range(5 * rounds)]
            naive = [await _read_through(database, words) for _ in range(rounds)]
            table.add(
                name,
                kind,
                ms(middle(ours)),
                ms(percentile(ours, 99)),
                ms(middle(naive)),
            )
    finally:
        await database.close()


async def _asked(database: Database, words: str) -> float:
    find = partial(searching.find, reader_id="m0", words=words, most=5, seed=1)
    began = time.perf_counter()
    await database.read(find)
    return time.perf_counter() - began


async def _read_through(database: Database, words: str) -> float:
    began = time.perf_counter()
    await database.read(partial(_every_post, wanted=terms(words)))
    return time.perf_counter() - began


def _every_post(conn: Connection, wanted: tuple[str, ...]) -> int:
    found = conn.execute(select(posts.c.lines).where(posts.c.community_id == "room"))
    return sum(
        holds("\n".join(json.loads(lines).values()), wanted) for (lines,) in found
    )


def _fill(conn: Connection) -> None:
    communities.add(conn, id="room", name="", purpose="", language="ja", now=_AT)
    for number in range(_PEOPLE):
        people.add(conn, id=f"m{number}", name=f"{number}", language="ja", now=_AT)
        communities.take_seat(conn, "room", f"m{number}", _AT)
    lot = random.Random(1)
    told = list(_lines(lot))
    for number, lines in enumerate(told):
        add_post(
            conn,
            id=f"p{number}",
            member_id=f"m{lot.randrange(1, _PEOPLE)}",
            community_id="room",
            format="ainori-5",
            lines=lines,
            previous_id=None,
            outcome=None,
            now=_AT + timedelta(minutes=number),
        )
    # What PostgreSQL does by itself a minute later: it counts how words are spread.
    conn.execute(text("ANALYZE"))


def _lines(lot: random.Random) -> Iterator[dict[str, str]]:
    said = [
        line
        for lang in ("ja", "en")
        for one in load(lang).members
        for line in (one.vector.destination, one.vector.origin, one.vector.next_step)
    ]
    rare = {
        (number + 1) * _POSTS // (_RARE_IN + 1): " ".join(_RARE)
        for number in range(_RARE_IN)
    }
    for number in range(_POSTS):
        now = " ".join(lot.choice(said) for _ in range(3))
        told = {"now": now, "toward": lot.choice(said), "next": lot.choice(said)}
        if number in rare:
            told["with"] = rare[number]
        yield told
