"""Use case: taking one's words along, all of them, in a form others can read too."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from core.store import exporting

VERSION = 1
Value = str | int | bool | None | Mapping[str, str]
Section = tuple[Mapping[str, Value], ...]


@dataclass(frozen=True, slots=True)
class Archive:
    """Everything a member may take along.

    Attributes:
        made_at: When it was made, in the member's time zone.
        member: Name, language and settings.
        sections: Rows by what they are (`vectors`, `posts`, `requests_sent`, ...),
            oldest first; moments are ISO 8601 in the member's time zone.
    """

    made_at: str
    member: Mapping[str, Value]
    sections: Mapping[str, Section]
    version: int = VERSION


def archive(
    conn: Connection,
    member_id: str,
    zone: str,
    *,
    now: datetime,
    unfinished: Sequence[exporting.Row] = (),
) -> Archive | None:
    """Gather a member's own words, and what was said to them.

    Args:
        conn: A connection that may read.
        member_id: Whose words; the caller makes sure that it is they who ask.
        zone: Name of the time zone that moments are written in.
        now: The present moment.
        unfinished: Rows of what they left in the middle of something, which their
            conversations know.

    Returns:
        None when there is no such member (any more).
    """
    found = exporting.member(conn, member_id)
    if found is None:
        return None
    local = ZoneInfo(zone)
    return Archive(
        made_at=_moment(now, local),
        member={str(name): _value(name, value, local) for name, value in found.items()},
        sections={
            section: tuple(
                # Names of columns are a kind of text that JSON writers refuse.
                {str(name): _value(name, value, local) for name, value in row.items()}
                for row in rows
            )
            for section, rows in (
                *exporting.kept(conn, member_id),
                ("unfinished", unfinished),
            )
        },
    )


def _moment(at: datetime, local: ZoneInfo) -> str:
    return at.astimezone(local).isoformat(timespec="minutes")


def _value(name: str, value: object, local: ZoneInfo) -> Value:
    match value:
        case datetime():
            return _moment(value, local)
        case str() if name == "lines":
            lines: Mapping[str, str] = json.loads(value)
            return lines
        case str() | bool() | int() | None:
            return value
        case _:
            message = f"{name!r} holds {type(value).__name__}, which no archive knows"
            raise TypeError(message)
