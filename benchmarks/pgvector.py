"""The same question asked of PostgreSQL's own vectors (pgvector), beside numpy's.

Exact search over every row, and an index of neighbours (HNSW, as it comes) with the
share of the nearest ten that it finds. Vectors are drawn around some hundred middles,
since words lie in heaps: even noise would be harder for such an index than people are.
"""

import asyncio
import struct
import time

import asyncpg
import numpy as np

from benchmarks.postgres import a_postgres
from benchmarks.tables import Figures, middle, ms
from core.matching.embedder import Matrix, Usem3Embedder, unit_rows

_SIZES = (150, 15_000, 100_000)
_INDEXED = 15_000
"""Up to here an index is built: at 100,000 that takes longer than all the rest."""

_AT_ONCE = 1000
_NEAREST = 10
_HEAPS = 300
_WIDE = Usem3Embedder.dimension
_HEAD = struct.pack(">HH", _WIDE, 0)
_EXACT = "select id from vectors order by v <#> $1 limit 10"
_MIB = 1024 * 1024


def measure(rounds: int = 3) -> Figures:
    """Measure each size as the table fills."""
    with a_postgres() as url:
        return asyncio.run(_measured(url, rounds))


async def _measured(url: str, rounds: int) -> Figures:
    table = Figures(
        "One question beside many vectors: pgvector, and blocks of numpy",
        (
            "vectors", "numpy p50 ms", "numpy MiB", "pgvector p50 ms", "disk MiB",
            "HNSW p50 ms", "of the nearest ten", "HNSW built in s",
        ),
        named=0,
    )  # fmt: skip
    conn = await asyncpg.connect(url)
    try:
        await conn.execute("create extension vector")
        await conn.set_type_codec(
            "vector", schema="public", encoder=_wire, decoder=bytes, format="binary"
        )
        await conn.execute(f"create table vectors (id int, v vector({_WIDE}))")
        matrix = _drawn(_SIZES[-1], 0)
        asked = _drawn(5 * rounds, 1)
        filled = 0
        for size in _SIZES:
            for start in range(filled, size, _AT_ONCE):
                rows = range(start, min(start + _AT_ONCE, size))
                await conn.copy_records_to_table(
                    "vectors", records=[(row, matrix[row]) for row in rows]
                )
            filled = size
            await conn.execute("analyze vectors")
            table.add(*await _row(conn, matrix[:size], asked))
    finally:
        await conn.close()
    table.notes.append(
        "numpy: every vector compared and the nearest ten taken, in memory of our own "
        "process; pgvector: the same by the server, with the way there and back. "
        "PostgreSQL as it comes; vectors drawn in heaps."
    )
    return table


async def _row(conn: asyncpg.Connection, matrix: Matrix, asked: Matrix) -> list[str]:
    size = len(matrix)
    own = [_timed_nearest(matrix, one) for one in asked]
    exact = await _timed(conn, asked)
    disk = await conn.fetchval("select pg_total_relation_size('vectors')")
    cells = ["", "", ""]
    if size <= _INDEXED:
        began = time.perf_counter()
        await conn.execute("create index near on vectors using hnsw (v vector_ip_ops)")
        built = time.perf_counter() - began
        quick = await _timed(conn, asked)
        await conn.execute("drop index near")
        same = [len(a & b) for (_, a), (_, b) in zip(own, quick, strict=True)]
        share = sum(same) / (_NEAREST * len(same))
        cells = [
            ms(middle([took for took, _ in quick])),
            f"{share:.2f}",
            f"{built:.1f}",
        ]
    assert all(a == b for (_, a), (_, b) in zip(own, exact, strict=True))
    return [
        f"{size:,}",
        ms(middle([took for took, _ in own])),
        f"{matrix.nbytes / _MIB:.1f}",
        ms(middle([took for took, _ in exact])),
        f"{disk / _MIB:.0f}",
        *cells,
    ]


def _timed_nearest(matrix: Matrix, one: Matrix) -> tuple[float, set[int]]:
    began = time.perf_counter()
    near = matrix @ one
    best = np.argpartition(-near, _NEAREST)[:_NEAREST]
    return time.perf_counter() - began, set(best.tolist())


async def _timed(
    conn: asyncpg.Connection, asked: Matrix
) -> list[tuple[float, set[int]]]:
    found = []
    for one in asked:
        began = time.perf_counter()
        rows = await conn.fetch(_EXACT, one)
        found.append((time.perf_counter() - began, {row["id"] for row in rows}))
    return found


def _wire(vector: Matrix) -> bytes:
    """Return a vector as pgvector sends it: its length, then big-endian numbers."""
    return _HEAD + vector.astype(">f4").tobytes()


def _drawn(size: int, seed: int) -> Matrix:
    middles = _noise(_HEAPS, 99)
    lot = np.random.default_rng(seed)
    return unit_rows(middles[lot.integers(_HEAPS, size=size)] + _noise(size, seed))


def _noise(size: int, seed: int) -> Matrix:
    lot = np.random.default_rng(seed)
    return unit_rows(lot.standard_normal((size, _WIDE), dtype=np.float32))
