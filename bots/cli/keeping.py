"""`ainori community keeper`: who is asked to keep watch over a room."""

from typing import TYPE_CHECKING, Annotated

import typer

from bots.cli.records import WHO, community_of, member_of, settings, written
from bots.cli.shell import run, say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from core.domain.communities import Community
    from core.domain.members import Member
    from core.settings import Settings

_WHY = {
    "not_here": "they have no seat in {room}; let them come in by the code first",
    "already": "they were asked already, or keep watch over {room}",
    "enough": "{room} has as many keepers as it can have, those asked included",
}


def keeper(
    place: Annotated[str, typer.Argument(help="Its name, or an invite code.")],
    member: Annotated[str, typer.Argument(help=WHO)],
    release: Annotated[
        bool, typer.Option("--release", help="Let them go from the watch.")
    ] = False,
) -> None:
    """Ask somebody to hear who calls for help.

    They agree themselves, or do not. Keepers see nothing but the calls that are sent
    to them.
    """
    read = settings()
    found = run(
        written(read, lambda conn: _change(conn, read, place, member, release=release))
    )
    room, who = found[0].name, found[1].name or "They"
    if release:
        say(f"{who} keeps watch over {room} no more, and is not told by this.")
    else:
        say(f"{who} is asked as soon as `serve` runs; {room} shows who agreed.")


def _change(
    conn: "Connection", read: "Settings", place: str, member: str, *, release: bool
) -> "tuple[Community, Member]":
    from core.clock import RandomIds, SystemClock  # noqa: PLC0415
    from core.domain.communities import Community  # noqa: PLC0415
    from core.errors import AinoriError  # noqa: PLC0415
    from core.services import keeping  # noqa: PLC0415
    from core.store import people  # noqa: PLC0415
    from core.talk import sos_notices  # noqa: PLC0415
    from core.talk.teller import Teller  # noqa: PLC0415

    room = community_of(conn, place)
    somebody = member_of(conn, member, room=room)
    if release:
        if not keeping.stop(conn, community_id=room.id, member_id=somebody.id):
            raise AinoriError(f"they do not keep watch over {room.name}")
        return room, somebody
    now = SystemClock().now()
    asked = keeping.ask(
        conn,
        community_id=room.id,
        member_id=somebody.id,
        asked_by=None,
        now=now,
    )
    if not isinstance(asked, Community):
        raise AinoriError(_WHY[asked].format(room=room.name))
    owner = people.member(conn, room.owner_id) if room.owner_id else None
    Teller(ids=RandomIds(), zone=read.timezone).tell(
        conn,
        somebody,
        sos_notices.asked_to_keep(room.name, room.id, owner.name if owner else ""),
        urgency="mail",
        now=now,
    )
    return room, somebody
