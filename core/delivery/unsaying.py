"""Takes words that were taken back out of messages.

What waits to go out reads without them; what went out stays on people's phones and is
blanked here. Knows rows and texts, not what they mean.
"""

import json
from collections.abc import Callable, Collection, Sequence

from sqlalchemy import ColumnElement, Connection, or_, select, update

from core.delivery.sweeping import NOTHING, chunks, swept
from core.delivery.tables import INBOX_PARKED, inbox, outbox
from core.domain.traces import Finder, mapped
from core.store.in_json import in_json
from core.store.rows import AnyRow


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
    for row in _kept(conn, or_(outbox.c.lane.in_(lanes), *wanted)):
        _let(conn, row, without)
    put_aside = select(inbox.c.seq, inbox.c.body).where(
        INBOX_PARKED, inbox.c.lane.in_(lanes)
    )
    for row in conn.execute(put_aside).all():
        if any(one in row.body for one in words):
            gone = {"body": "", "error": "the words were taken back"}
            conn.execute(update(inbox).where(inbox.c.seq == row.seq).values(**gone))


def rename(
    conn: Connection,
    find: Finder,
    new: str,
    *,
    lanes: Collection[str],
    items: Collection[str],
) -> None:
    """Let messages call a member by another name, or by none.

    Args:
        conn: The connection of the event's transaction.
        find: Finds the name that was taken back.
        new: The name that stands, '' for none.
        lanes: The member's own conversations.
        items: How notices call what is or was theirs. In a message about anything
            else the name may be another's, so that only what surely calls them follows.
    """

    def meant(text: str) -> str:
        return find.renamed(text, new)

    def surely(text: str) -> str:
        return find.renamed(text, new) if find.calls(text) else text

    spelled = in_json(find.traces.name)
    for row in _kept(conn, outbox.c.body.contains(spelled, autoescape=True)):
        _let(conn, row, meant if row.lane in lanes or row.about in items else surely)


def _kept(conn: Connection, wanted: ColumnElement[bool]) -> Sequence[AnyRow]:
    """Return messages whose words are still kept."""
    return conn.execute(
        select(outbox.c.seq, outbox.c.lane, outbox.c.about, outbox.c.body).where(
            outbox.c.seq > swept(conn, "outbox"), outbox.c.body != NOTHING, wanted
        )
    ).all()


def _let(conn: Connection, row: AnyRow, change: Callable[[str], str]) -> None:
    said = json.loads(row.body)
    left = mapped(said, change)
    if left != said:
        body = json.dumps(left, ensure_ascii=False, separators=(",", ":"))
        conn.execute(update(outbox).where(outbox.c.seq == row.seq).values(body=body))
