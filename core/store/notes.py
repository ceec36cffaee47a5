"""Notes an operation leaves about what it wrote, heard once that is durable.

They spare the listener a query. Nobody may rely on them alone: they are lost with the
process, and the rows are not.
"""

from collections.abc import Callable, Sequence

from sqlalchemy import Connection

Hear = Callable[[Sequence[object]], None]

_NOTES = "ainori.notes"


def note(conn: Connection, what: object) -> None:
    """Leave word of a row just written; listeners hear it when it is durable."""
    notes = conn.info.get(_NOTES)
    if notes is not None:
        notes.append(what)


def collect(conn: Connection, into: list[object]) -> None:
    """Let the notes of this connection gather in `into`; for databases to call."""
    conn.info[_NOTES] = into


def left(conn: Connection) -> Sequence[object]:
    """Return the notes of the operation that runs on this connection."""
    return conn.info.get(_NOTES) or ()


def forget_after(conn: Connection, many: int) -> None:
    """Keep only the first notes: what the others are about was undone."""
    notes = conn.info.get(_NOTES)
    if notes is not None:
        del notes[many:]
