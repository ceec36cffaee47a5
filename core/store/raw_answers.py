"""Queries: what members answered in the interview, word for word, for a while."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from core.store.hot import Hot
from core.store.tables.roads import raw_answers


def add(
    conn: Connection,
    *,
    id: str,
    member_id: str,
    question: str,
    text: str,
    message: str,
    now: datetime,
    erase_at: datetime,
) -> None:
    """Keep what a member answered, until `erase_at`."""
    _ADD.run(
        conn,
        id=id,
        member_id=member_id,
        question=question,
        text=text,
        message=message,
        at=now,
        erase_at=erase_at,
    )


def erase_due(conn: Connection, now: datetime) -> int:
    """Erase the raw answers whose time is over; return how many rows went."""
    return conn.execute(
        delete(raw_answers).where(raw_answers.c.erase_at <= now)
    ).rowcount


def mend(
    conn: Connection, member_id: str, message: str, text: str
) -> tuple[str, str] | None:
    """Let the raw answer that came as this message read anew, or erase it for ''.

    Returns:
        The question and what the answer was; None when no answer came as it.
    """
    this = (raw_answers.c.member_id == member_id, raw_answers.c.message == message)
    query = select(raw_answers.c.question, raw_answers.c.text).where(*this)
    row = conn.execute(query.order_by(raw_answers.c.at.desc())).first()
    if row is None or not message:
        return None
    if text:
        conn.execute(update(raw_answers).where(*this).values(text=text))
    else:
        conn.execute(delete(raw_answers).where(*this))
    return row.question, row.text


_ADD = Hot(
    insert(raw_answers).values({c.name: bindparam(c.name) for c in raw_answers.c})
)
