"""`ainori export` and `ainori forget`: what a member may ask of an operator."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bots.cli.helping import later
from bots.cli.records import WHO, member_of, settings, written
from bots.cli.shell import run, say
from core.errors import AinoriError
from core.i18n.operators import text

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from core.domain.members import Member
    from core.settings import Settings

Who = Annotated[str, typer.Argument(help=WHO)]


def export(
    member: Who,
    file: Annotated[Path, typer.Argument(help=later("help.file"))],
) -> None:
    """Write a member's words into a file, for them."""
    read = settings()
    if file.exists():
        raise AinoriError(text("operator.file_there", file=repr(str(file))))
    packed = run(written(read, lambda conn: _packed(conn, member, read.timezone)))
    # Nobody else on this machine is to read it.
    with os.fdopen(
        os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb"
    ) as out:
        out.write(packed)
    say(text("operator.file_written", file=str(file)))


def _packed(conn: "Connection", who: str, zone: str) -> bytes:
    from bots.export import archive_of, pack  # noqa: PLC0415
    from core.clock import SystemClock  # noqa: PLC0415

    member = member_of(conn, who)
    words = archive_of(conn, member.id, zone, now=SystemClock().now())
    if words is None:
        raise AinoriError(text("operator.erased_already", who=repr(who)))
    return pack(words, member.language)


def forget(
    member: Who,
    keep_thanks: Annotated[
        bool,
        typer.Option("--keep-thanks", help=later("help.keep_thanks")),
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help=later("help.yes"))] = False,
) -> None:
    """Erase a member and all they said."""
    read = settings()
    somebody = run(written(read, lambda conn: member_of(conn, member)))
    if not yes:
        asked = text("operator.erase", name=somebody.name or member)
        typer.confirm(asked, abort=True)
    run(written(read, lambda conn: _forget(conn, somebody, read, keep_thanks)))
    say(text("operator.erased"))


def _forget(
    conn: "Connection",
    member: "Member",
    read: "Settings",
    keep_thanks: bool,
) -> None:
    from core.clock import RandomIds, SystemClock  # noqa: PLC0415
    from core.talk.desk import Desk  # noqa: PLC0415
    from core.talk.doing.leaving import forget_member  # noqa: PLC0415
    from core.talk.incoming import Incoming, Left, Place  # noqa: PLC0415
    from core.talk.teller import Teller  # noqa: PLC0415

    ids, now = RandomIds(), SystemClock().now()
    event = Incoming(
        event_id=f"operator:{ids.new()}",
        at=now,
        place=Place("operator", member.id),
        sender=None,
        content=Left("left"),
    )
    desk = Desk(
        conn=conn,
        now=now,
        ids=ids,
        teller=Teller(ids=ids, zone=read.timezone),
        member=member,
        incoming=event,
        seed=0,
    )
    forget_member(desk, keep_thanks=keep_thanks)
