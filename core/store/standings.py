"""Queries: what the requests of the past say about asking somebody now."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, or_, select

from core.domain.helping import Standing
from core.store.tables.asks import requests

_LOOK_BACK = timedelta(days=120)


def standings(
    conn: Connection,
    member_ids: Sequence[str],
    *,
    asker_id: str,
    now: datetime,
) -> dict[str, Standing]:
    """Read what requests say about whether each member may be asked now.

    Rests, reach and pairs kept apart are for the caller to add.
    """
    rows = conn.execute(
        select(
            requests.c.helper_id,
            requests.c.asker_id,
            requests.c.state,
            requests.c.sent_at,
            requests.c.lapse_at,
        )
        .where(
            requests.c.helper_id.in_(member_ids),
            requests.c.sent_at > now - _LOOK_BACK,
        )
        .order_by(requests.c.sent_at)
    ).all()
    found: dict[str, Standing] = {}
    for member_id in member_ids:
        own = [row for row in rows if row.helper_id == member_id]
        from_asker = [row.sent_at for row in own if row.asker_id == asker_id]
        found[member_id] = Standing(
            is_self=member_id == asker_id,
            reached_at=tuple(row.sent_at for row in own),
            open_requests=sum(
                row.state == "sent" and row.lapse_at > now for row in own
            ),
            last_from_asker_at=from_asker[-1] if from_asker else None,
            last_chance_at=own[-1].sent_at if own else None,
        )
    return found


def rode_together(conn: Connection, member_id: str) -> set[str]:
    """Return everybody a member rides or rode with, unless one got off or it faded."""
    rows = conn.execute(
        select(requests.c.asker_id, requests.c.helper_id).where(
            or_(requests.c.asker_id == member_id, requests.c.helper_id == member_id),
            requests.c.state.in_(("accepted", "agreed", "done", "changed")),
        )
    )
    return {person for row in rows for person in row} - {member_id}
