"""Leases on lanes, so that several processes on PostgreSQL never share one.

A lane is leased to one worker at a time; its fence number grows with every change of
hands, and a handling commits only under the number it began with. Leases run on the
database's clock, so no host's clock can take or keep a lane. SQLite has one process
and needs none of this.
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection, TextClause, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import BigInteger, Text

from core.delivery.retry import LONGEST_S

CAUTION = 0.8
"""By its holder's own clock a lease ends a little earlier than by the database's."""

_LANES = bindparam("lanes", type_=ARRAY(Text))
_CHANNELS = bindparam("channels", type_=ARRAY(Text))

_PENDING = text(
    """
    SELECT lane FROM inbox WHERE state = 'new' AND channel = ANY(:channels)
    UNION
    SELECT lane FROM outbox
    WHERE state IN ('ready', 'sending') AND channel = ANY(:channels)
      AND (next_at <= :now OR next_at > :absurd)
    """
).bindparams(_CHANNELS)
# A lane that nobody holds was let go of at the epoch: before all clocks, and a moment
# that every driver can read.
_ADD = text(
    """
    INSERT INTO lanes (lane, worker, fence, lease_until)
    SELECT lane, '', 0, 'epoch' FROM unnest(:lanes) AS lane ORDER BY lane
    ON CONFLICT DO NOTHING
    """
).bindparams(_LANES)
_CLAIM = text(
    """
    UPDATE lanes
    SET worker = :worker, fence = fence + 1,
        lease_until = clock_timestamp() + :lease
    WHERE lane IN (
        SELECT lane FROM lanes
        WHERE lane = ANY(:lanes) AND lease_until < clock_timestamp()
        ORDER BY lane LIMIT :most FOR UPDATE SKIP LOCKED
    )
    RETURNING lane, fence
    """
).bindparams(_LANES)
_RENEW = text(
    """
    UPDATE lanes SET lease_until = clock_timestamp() + :lease
    WHERE lane IN (
        SELECT lane FROM lanes
        WHERE lane = ANY(:lanes) AND worker = :worker
        ORDER BY lane FOR UPDATE
    )
    RETURNING lane, fence
    """
).bindparams(_LANES)
_RELEASE = text(
    """
    UPDATE lanes SET worker = '', lease_until = 'epoch'
    FROM (
        SELECT held.lane FROM lanes held
        JOIN unnest(:lanes, :fences) AS ours (lane, fence)
          ON held.lane = ours.lane AND held.fence = ours.fence
        ORDER BY held.lane FOR UPDATE OF held
    ) AS free
    WHERE lanes.lane = free.lane
    """
).bindparams(_LANES, bindparam("fences", type_=ARRAY(BigInteger)))
# SKIP LOCKED and a snapshot taken before do not go together.
_COMMITTED = "SET TRANSACTION ISOLATION LEVEL READ COMMITTED"
_RING = text("SELECT pg_notify('ainori', :word)")


def pending(conn: Connection, channels: Collection[str], now: datetime) -> set[str]:
    """Return the lanes where something waits."""
    absurd = now + timedelta(seconds=LONGEST_S)
    found = conn.execute(
        _PENDING, {"channels": sorted(channels), "now": now, "absurd": absurd}
    )
    return set(found.scalars())


def claim(
    conn: Connection,
    lanes: Collection[str],
    *,
    worker: str,
    lease_s: float,
    most: int,
) -> dict[str, int]:
    """Lease those of the lanes that nobody holds; return each with its fence."""
    conn.exec_driver_sql(_COMMITTED)
    conn.execute(_ADD, {"lanes": sorted(lanes)})
    return _fences(conn, _CLAIM, lanes, worker=worker, lease_s=lease_s, most=most)


def renew(
    conn: Connection, lanes: Collection[str], *, worker: str, lease_s: float
) -> dict[str, int]:
    """Lengthen our leases; a lane that is missing from the answer is lost."""
    conn.exec_driver_sql(_COMMITTED)
    return _fences(conn, _RENEW, lanes, worker=worker, lease_s=lease_s)


def release(conn: Connection, held: Mapping[str, int]) -> None:
    """Give lanes back before their lease ends, those we still hold under our fence."""
    conn.exec_driver_sql(_COMMITTED)
    conn.execute(_RELEASE, {"lanes": list(held), "fences": list(held.values())})


def ring(conn: Connection, word: str) -> None:
    """Wake the other processes once this is committed; nothing on SQLite."""
    if conn.dialect.name == "postgresql":
        conn.execute(_RING, {"word": word})


def _fences(
    conn: Connection,
    statement: TextClause,
    lanes: Collection[str],
    *,
    worker: str,
    lease_s: float,
    **more: int,
) -> dict[str, int]:
    given: Mapping[str, object] = {
        "lanes": sorted(lanes),
        "worker": worker,
        "lease": timedelta(seconds=lease_s),
        **more,
    }
    return {row.lane: row.fence for row in conn.execute(statement, given)}
