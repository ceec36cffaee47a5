"""Takes words that were taken back out of messages.

What waits to go out reads without them; what went out stays on people's phones and is
blanked here. Knows rows and texts, not what they mean.
"""

import json
from collections.abc import Callable, Collection

from sqlalchemy import Connection, or_, select, update

from core.delivery.sweeping import NOTHING, chunks, swept
from core.delivery.tables import INBOX_PARKED, inbox, outbox
from core.domain.traces import mapped


def unsay(
    conn: Connection,
    *,
    lanes: Collection[str],
    items: Collection[str],
    words: Collection[str],
    without: Callable[[str], str],
) -> None:
    """Let messages read without words.

    Args:
        conn: The connection of the event's transaction.
        lanes: The member's own conversations.
        items: How notices call what the words stood in, such as `request:<id>`.
        words: What was taken back; events put aside that hold it are emptied.
        without: Returns a text without it.
    """
    wanted = [outbox.c.about.in_(some) for some in chunks(sorted(items))]
    rows = conn.execute(
        select(outbox.c.seq, outbox.c.body).where(
            outbox.c.seq > swept(conn, "outbox"),
            outbox.c.body != NOTHING,
            or_(outbox.c.lane.in_(lanes), *wanted),
        )
    )
    for row in rows.all():
        said = json.loads(row.body)
        left = mapped(said, without)
        if left != said:
            body = json.dumps(left, ensure_ascii=False, separators=(",", ":"))
            conn.execute(
                update(outbox).where(outbox.c.seq == row.seq).values(body=body)
            )
    put_aside = select(inbox.c.seq, inbox.c.body).where(
        INBOX_PARKED, inbox.c.lane.in_(lanes)
    )
    for row in conn.execute(put_aside).all():
        if any(one in row.body for one in words):
            gone = {"body": "", "error": "the words were taken back"}
            conn.execute(update(inbox).where(inbox.c.seq == row.seq).values(**gone))
