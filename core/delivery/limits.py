"""How fast we may send: buckets that fill slowly, one for each thing that is limited.

A bucket is one moment: when it will be full again. Taking a turn moves that moment on,
into the future if need be, so that whoever comes next waits behind whoever came first.
One process keeps the moments in memory; several share them in a table, by the
database's own clock.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import Connection, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Interval, Text


@dataclass(frozen=True, slots=True)
class Bucket:
    """Something limited.

    Attributes:
        key: Its name, for one chat or for all.
        every_s: One turn comes free in so many seconds.
        burst: So many may be taken at once when nothing was for a while.
    """

    key: str
    every_s: float
    burst: int = 1

    def wait_s(self, full_in_s: float) -> float:
        """Return how long a turn waits that leaves the bucket full in so long."""
        return max(0.0, full_in_s - self.every_s * self.burst)

    @property
    def returned(self) -> "Bucket":
        """The same bucket, to give a turn back: by taking one of this."""
        return replace(self, every_s=-self.every_s)


class Buckets:
    """Buckets in memory, for one process. Times are of any clock that only goes on."""

    _MOST = 4_096

    def __init__(self) -> None:
        """Begin with full buckets."""
        self._full_at: dict[str, float] = {}

    def take(self, buckets: Sequence[Bucket], now: float) -> float:
        """Take a turn of each bucket; return how many seconds to wait for it."""
        if len(self._full_at) > self._MOST:
            self._full_at = {k: at for k, at in self._full_at.items() if at > now}
        waits = [0.0]
        for bucket in buckets:
            full_at = max(self._full_at.get(bucket.key, now), now) + bucket.every_s
            self._full_at[bucket.key] = full_at
            waits.append(bucket.wait_s(full_at - now))
        return max(waits)

    def close(self, bucket: Bucket, seconds: float, now: float) -> None:
        """Let nobody take a turn for so long."""
        full_at = now + seconds + bucket.every_s * (bucket.burst - 1)
        self._full_at[bucket.key] = max(self._full_at.get(bucket.key, now), full_at)


def take(conn: Connection, buckets: Sequence[Bucket]) -> float:
    """Take a turn of each bucket; return how many seconds to wait for it. PostgreSQL.

    The moments are told relative to the database's clock, so no host's clock counts.
    """
    spans = {bucket.key: bucket.every_s for bucket in buckets}
    full_in = {row.key: row.full_in for row in conn.execute(_TAKE, _given(spans))}
    waits = (one.wait_s(full_in[one.key].total_seconds()) for one in buckets)
    return max(waits, default=0.0)


def close(conn: Connection, bucket: Bucket, seconds: float) -> None:
    """Let nobody take a turn for so long, and forget buckets that are full."""
    full_in = seconds + bucket.every_s * (bucket.burst - 1)
    conn.execute(_CLOSE, _given({bucket.key: full_in}))
    conn.execute(_FORGET)


def _given(spans: Mapping[str, float]) -> Mapping[str, object]:
    # In one order everywhere, so that two processes never wait for one another.
    keys = sorted(spans)
    return {"keys": keys, "spans": [timedelta(seconds=spans[key]) for key in keys]}


_KEYS = bindparam("keys", type_=ARRAY(Text))
_SPANS = bindparam("spans", type_=ARRAY(Interval))
_TAKE = text(
    """
    INSERT INTO buckets AS bucket (key, full_at)
    SELECT key, clock_timestamp() + span
    FROM unnest(:keys, :spans) AS taken (key, span) ORDER BY key
    ON CONFLICT (key) DO UPDATE SET full_at =
        greatest(bucket.full_at, clock_timestamp())
        + (excluded.full_at - clock_timestamp())
    RETURNING key, full_at - clock_timestamp() AS full_in
    """
).bindparams(_KEYS, _SPANS)
_CLOSE = text(
    """
    INSERT INTO buckets AS bucket (key, full_at)
    SELECT key, clock_timestamp() + span
    FROM unnest(:keys, :spans) AS closed (key, span)
    ON CONFLICT (key) DO UPDATE SET full_at =
        greatest(bucket.full_at, excluded.full_at)
    """
).bindparams(_KEYS, _SPANS)
# Whoever takes a turn of one meanwhile has it locked, and keeps it.
_FORGET = text(
    """
    DELETE FROM buckets WHERE key IN (
        SELECT key FROM buckets WHERE full_at < clock_timestamp()
        ORDER BY key FOR UPDATE SKIP LOCKED
    )
    """
)
