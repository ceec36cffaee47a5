"""Keeps in mind which messages stand in a row that an effect has just stored."""

from collections.abc import Collection, Mapping

from core.domain.echoes import What
from core.services import echoing
from core.talk.desk import Desk


def echo(
    desk: Desk,
    what: What,
    ref: str,
    parts: Mapping[str, str],
    worded: Collection[str] = (),
) -> None:
    """Note it for the member who talks; see `core.services.echoing.note`."""
    echoing.note(
        desk.conn,
        member_id=desk.member.id,
        heard=desk.heard,
        what=what,
        ref=ref,
        parts=parts,
        worded=worded,
        now=desk.now,
    )
