"""How long a question takes beside many: in memory, and with the store asked first.

Vectors are drawn at random and everybody's words are the sample members' own, dealt
anew: what is measured is time and memory, never who is found. Beside ours stands the
loop one would write first: every stored vector unpacked and multiplied on its own.
Communities hold 150, so more vectors are more communities in one store.
"""

import asyncio
import os
import random
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import numpy as np
from sqlalchemy import Connection, insert, text

from benchmarks.machine import ground
from benchmarks.postgres import a_postgres
from benchmarks.tables import Figures, middle, ms, percentile
from bots.sample.people import load
from core.matching.activities import Touched, activities_of
from core.matching.embedder import (
    Matrix,
    Usem3Embedder,
    from_blob,
    shipped_embedder,
    to_blob,
    unit_rows,
)
from core.matching.index import Community
from core.matching.lexical import SharedWords
from core.matching.rank import Need, candidates, closeness
from core.store import embeddings
from core.store.engine import Database, open_database
from core.store.migrating import migrate
from core.store.tables.embeddings import embeddings as rows
from core.store.tables.people import communities, members

_SIZES = (150, 15_000, 100_000)
_PEOPLE = 150
_WIDE = Usem3Embedder.dimension
_READ_BY = Usem3Embedder.id
_MIB = 1024 * 1024
_AT = datetime(2026, 1, 1, tzinfo=UTC)


def measure(rounds: int = 3) -> list[Figures]:
    """Measure each size in memory, then in each store as it fills."""
    return [_in_memory(rounds), *_in_stores(rounds)]


def _in_memory(rounds: int) -> Figures:
    table = Figures(
        "One question beside many vectors, in memory",
        ("vectors", "p50 ms", "p99 ms", "one by one, p50 ms", "vectors MiB"),
        named=0,
    )
    for size in _SIZES:
        matrix = _drawn(size)
        community, need = _community(matrix), _need()
        ask = closeness if size > _PEOPLE else candidates
        ours = _timed(lambda: ask(need, community), 20 * rounds)  # noqa: B023
        blobs = [to_blob(row) for row in matrix]
        loop = _timed(lambda: _one_by_one(need.vector, blobs), rounds)  # noqa: B023
        table.add(
            f"{size:,}",
            ms(middle(ours)),
            ms(percentile(ours, 99)),
            ms(middle(loop)),
            f"{matrix.nbytes / _MIB:.1f}",
        )
    table.notes.append(
        "Ours compares words as well as vectors; one by one, vectors only. Reading the "
        "question itself (see above) comes on top of both. BLAS threads: "
        f"{os.environ.get('OPENBLAS_NUM_THREADS', 'as it comes')}."
    )
    return table


def _in_stores(rounds: int) -> list[Figures]:
    table = Figures(
        "Reading vectors from one store",
        ("store", "vectors", "one community, p50 ms", "p99 ms", "all, s", "disk MiB"),
    )
    with tempfile.TemporaryDirectory(dir=ground()) as folder, a_postgres() as postgres:
        for name, url in (
            ("SQLite", f"sqlite:///{Path(folder) / 'bench.db'}"),
            ("PostgreSQL", postgres),
        ):
            asyncio.run(_store(table, name, url, rounds))
    table.notes.append(
        "A question reads its own community's vectors, however many others there are. "
        "Each is kept twice, as a whole and line by line."
    )
    return [table]


async def _store(table: Figures, name: str, url: str, rounds: int) -> None:
    await migrate(url)
    database = open_database(url)
    filled = 0
    try:
        for size in _SIZES:
            for number in range(filled, size // _PEOPLE):
                await database.write(partial(_fill, number=number))
            filled = size // _PEOPLE
            # What PostgreSQL does by itself a minute later: it counts the rows.
            await database.write(lambda conn: conn.execute(text("ANALYZE")))
            one = [
                await _read(database, random.Random(n).randrange(filled))
                for n in range(20 * rounds)
            ]
            began = time.perf_counter()
            for number in range(filled):
                await _read(database, number)
            every = time.perf_counter() - began
            disk = await database.read(_bytes)
            table.add(
                name,
                f"{filled * _PEOPLE:,}",
                ms(middle(one)),
                ms(percentile(one, 99)),
                f"{every:.2f}",
                f"{disk / _MIB:.0f}",
            )
    finally:
        await database.close()


async def _read(database: Database, number: int) -> float:
    """Return the seconds until one community's vectors are a matrix."""
    began = time.perf_counter()
    stored = await database.read(
        lambda conn: embeddings.of_community(conn, f"c{number}", _READ_BY)
    )
    matrix = [from_blob(one.whole, dimension=_WIDE) for one in stored.values()]
    took = time.perf_counter() - began
    assert len(matrix) == _PEOPLE
    return took


def _fill(conn: Connection, number: int) -> None:
    conn.execute(
        insert(communities).values(
            id=f"c{number}", name="", purpose="", language="ja", created_at=_AT
        )
    )
    conn.execute(
        insert(members),
        [
            {"id": f"m{number}-{n}", "name": "", "language": "ja", "created_at": _AT}
            for n in range(_PEOPLE)
        ],
    )
    drawn = [to_blob(row) for row in _drawn(_PEOPLE, number)]
    conn.execute(
        insert(rows),
        [
            {
                "member_id": f"m{number}-{n}",
                "community_id": f"c{number}",
                "embedder": _READ_BY,
                "dimension": _WIDE,
                "of": "",
                "whole": blob,
                "heading": blob,
                "updated_at": _AT,
            }
            for n, blob in enumerate(drawn)
        ],
    )


def _bytes(conn: Connection) -> int:
    if conn.dialect.name == "sqlite":
        asks = "select page_count * page_size from pragma_page_count, pragma_page_size"
    else:
        asks = "select pg_total_relation_size('embeddings')"
    return int(conn.execute(text(asks)).scalar_one())


def _drawn(size: int, number: int = 0) -> Matrix:
    lot = np.random.default_rng(number)
    return unit_rows(lot.standard_normal((size, _WIDE), dtype=np.float32))


def _community(matrix: Matrix) -> Community:
    said = [one.vector.destination for one in load("ja").members]
    lot = random.Random(1)
    words = [f"{lot.choice(said)} {lot.choice(said)}" for _ in range(len(matrix))]
    names = tuple(str(number) for number in range(len(matrix)))
    known = activities_of(shipped_embedder())
    if known is None or len(matrix) > _PEOPLE:
        return Community(_READ_BY, names, matrix, SharedWords(words), {})
    return Community(
        _READ_BY,
        names,
        matrix,
        SharedWords(words, known.beside),
        {},
        touched=Touched.by(matrix, known),
    )


def _need() -> Need:
    asked = load("ja").tries[0].said
    drawn = _drawn(1, 7)
    return Need(asked, drawn[0], (), drawn[1:], _READ_BY, Usem3Embedder.near_at)


def _one_by_one(vector: Matrix, blobs: list[bytes]) -> list[float]:
    return [float(np.frombuffer(blob, "<f4") @ vector) for blob in blobs]


def _timed(what: Callable[[], object], times: int) -> list[float]:
    took = []
    for _ in range(times):
        began = time.perf_counter()
        what()
        took.append(time.perf_counter() - began)
    return took
