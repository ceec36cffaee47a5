"""Events nobody could read, kept whole where an operator finds them.

They lie in the inbox as parked rows, so the doctor shows them beside the others; no
handler ever sees them.
"""

from datetime import datetime

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from core.delivery.tables import inbox


def keep(
    conn: Connection, *, channel: str, event_id: str, raw: str, why: str, now: datetime
) -> None:
    """Store an event as it came; one that was kept before is left out.

    Args:
        conn: The connection of a transaction.
        channel: Where it came from.
        event_id: The platform's id of it, or one made of its content.
        raw: The event itself.
        why: What is wrong with it, without any of its content.
        now: The present moment.
    """
    insert = sqlite.insert if conn.dialect.name == "sqlite" else postgresql.insert
    conn.execute(
        insert(inbox)
        .values(
            channel=channel,
            event_id=event_id,
            lane=f"{channel}:unreadable",
            at=now,
            body=raw,
            state="parked",
            error=why,
            received_at=now,
            done_at=now,
        )
        .on_conflict_do_nothing(index_elements=["channel", "event_id"])
    )
