"""What a month carries, on a channel where what is sent unasked is counted.

Each sending without a pass is written down before it leaves, once for all its
attempts, with the people it goes to. The last of a month are kept: some for SOS, some
more for answers somebody waits for. What may not go out waits for the person's next
event; nothing is lost.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    delete,
    func,
    insert,
    select,
)

from core.delivery.outbox import Parcel
from core.delivery.tables import months, outbox, pushes

# Of a free plan of 200: ten are kept for SOS, and twenty more for answers.
_KEPT_FOR_SOS = 0.05
_KEPT_FOR_ANSWERS = 0.10


@dataclass(frozen=True, slots=True)
class Month:
    """Messages sent this month, and how many the plan carries (None: no limit)."""

    used: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Page:
    """The page of a ledger: a channel's month, such as `2026-11`, and its end."""

    channel: str
    month: str
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """A month as far as we know; `over` when the platform itself said so."""

    used: int
    most: int | None
    over: bool = False


def page(channel: str, now: datetime, *, offset_h: int) -> Page:
    """Return the page of a moment, where clocks run so many hours before UTC."""
    clock = timezone(timedelta(hours=offset_h))
    day = now.astimezone(clock)
    first = day.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    ends_at = (first + timedelta(days=32)).replace(day=1)
    return Page(channel, f"{day:%Y-%m}", ends_at.astimezone(UTC))


def carries(standing: Standing, *, about: str, people: int) -> bool:
    """Tell whether a month still carries something.

    Args:
        standing: The month.
        about: What it speaks of: `sos:<id>`, `answer:<id>` or anything else.
        people: How many it goes to; a platform counts each of them.
    """
    if standing.over:
        return False
    if standing.most is None:
        return True
    kind = about.partition(":")[0]
    kept = 0
    if kind != "sos":
        kept += round(standing.most * _KEPT_FOR_SOS)
    if kind not in {"sos", "answer"}:
        kept += round(standing.most * _KEPT_FOR_ANSWERS)
    return standing.used + people <= standing.most - kept


def take(
    conn: Connection,
    parcel: Parcel,
    *,
    on: Page,
    people: int = 1,
    in_any_case: bool = False,
) -> bool:
    """Write a sending down, if the month carries it; a second attempt is free.

    Args:
        conn: A connection that may write.
        parcel: The sending.
        on: The month it counts in.
        people: How many messages the platform counts for it, to each person.
        in_any_case: It leaves even so, as the rest of an answer that has begun.
    """
    this = pushes.c.outbox_id == parcel.id
    if conn.execute(select(pushes.c.outbox_id).where(this)).first():
        return True
    about = conn.execute(
        select(outbox.c.about).where(outbox.c.id == parcel.id)
    ).scalar_one_or_none()
    if not in_any_case and not carries(
        standing(conn, on), about=about or "", people=people
    ):
        return False
    conn.execute(
        insert(pushes).values(
            outbox_id=parcel.id, channel=on.channel, month=on.month, people=people
        )
    )
    return True


def give_back(conn: Connection, outbox_id: str) -> None:
    """Take a sending out of the count: it surely went to nobody."""
    conn.execute(delete(pushes).where(pushes.c.outbox_id == outbox_id))


def standing(conn: Connection, on: Page) -> Standing:
    """Return how a month stands: what the platform told, and what we sent since."""
    own = _sent(conn, on)
    row = conn.execute(select(months).where(*_this(months, on))).one_or_none()
    if row is None:
        return Standing(used=own, most=None)
    used = max(row.used, row.own_then) + own - row.own_then
    return Standing(used=used, most=row.most, over=row.over)


def told(conn: Connection, on: Page, says: Month) -> None:
    """Note what the platform says; a larger plan opens a month that was over."""
    full = says.most is not None and says.used >= says.most
    was_over = standing(conn, on).over
    _note(conn, on, says, over=was_over and full)


def over(conn: Connection, on: Page) -> None:
    """Note that the platform sends nothing more this month."""
    now = standing(conn, on)
    _note(conn, on, Month(now.used, now.most), over=True)


def sweep(conn: Connection, now: datetime) -> int:
    """Forget months that are over and everything that counted in them.

    The last one stays as long as this one: a sending may be tried again over midnight,
    and clocks of platforms differ.
    """
    kept = f"{now.replace(day=1) - timedelta(days=2):%Y-%m}"
    return sum(
        conn.execute(delete(table).where(table.c.month < kept)).rowcount
        for table in (pushes, months)
    )


def known(conn: Connection, now: datetime) -> Sequence[tuple[str, Standing]]:
    """Return how this month stands on each channel whose limit is known."""
    rows = conn.execute(
        select(months.c.channel, months.c.month, months.c.ends_at)
        .where(months.c.most.is_not(None), months.c.ends_at > now)
        .order_by(months.c.ends_at)
    ).all()
    return [(row.channel, standing(conn, Page(*row))) for row in rows]


def _sent(conn: Connection, on: Page) -> int:
    query = select(func.coalesce(func.sum(pushes.c.people), 0))
    return int(conn.execute(query.where(*_this(pushes, on))).scalar_one())


def _note(conn: Connection, on: Page, says: Month, *, over: bool) -> None:
    own = _sent(conn, on)
    conn.execute(delete(months).where(*_this(months, on)))
    conn.execute(
        insert(months).values(
            channel=on.channel,
            month=on.month,
            ends_at=on.ends_at,
            most=says.most,
            used=says.used,
            own_then=own,
            over=over,
        )
    )


def _this(table: Table, on: Page) -> tuple[ColumnElement[bool], ...]:
    return table.c.channel == on.channel, table.c.month == on.month
