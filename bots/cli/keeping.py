"""`ainori community keeper`: who is asked to keep watch over a room."""

from typing import TYPE_CHECKING, Annotated

import typer

from bots.cli.helping import later
from bots.cli.records import WHO, community_of, member_of, settings, written
from bots.cli.shell import run, say
from core.i18n.operators import text

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from core.domain.communities import Community
    from core.domain.members import Member
    from core.services.keeping import Unasked
    from core.settings import Settings


def keeper(
    place: Annotated[str, typer.Argument(help=later("help.place"))],
    member: Annotated[str, typer.Argument(help=WHO)],
    release: Annotated[
        bool, typer.Option("--release", help=later("help.release"))
    ] = False,
) -> None:
    """Ask somebody to hear who calls for help, or let them go again."""
    read = settings()
    found = run(
        written(read, lambda conn: _change(conn, read, place, member, release=release))
    )
    room, who = found[0].name, found[1].name or text("operator.they")
    if release:
        say(text("operator.released", who=who, room=room))
    else:
        say(text("operator.is_asked", who=who, room=room))


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
            raise AinoriError(text("operator.no_keeper", room=room.name))
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
        raise AinoriError(_why_not(asked, room.name))
    owner = people.member(conn, room.owner_id) if room.owner_id else None
    Teller(ids=RandomIds(), zone=read.timezone).tell(
        conn,
        somebody,
        sos_notices.asked_to_keep(room.name, room.id, owner.name if owner else ""),
        urgency="mail",
        now=now,
    )
    return room, somebody


def _why_not(asked: "Unasked", room: str) -> str:
    match asked:
        case "not_here":
            return text("operator.no_seat", room=room)
        case "already":
            return text("operator.keeps_already", room=room)
        case "enough" | "not_owner":  # the latter is said to members only
            return text("operator.keepers_enough", room=room)
