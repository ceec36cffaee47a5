"""`ainori community` and `ainori invite`: rooms, and how people come in."""

import asyncio
import secrets
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bots.cli.helping import Commands, later
from bots.cli.keeping import keeper
from bots.cli.records import WHO, community_of, member_of, settings, written
from bots.cli.shell import run, say
from core.i18n.operators import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from core.domain.communities import Community
    from core.settings import Settings
    from core.talk.channel import Door

# No letter or digit that is taken for another when it is read aloud or written down.
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_CODE_LENGTH = 6

_PATIENCE_S = 10.0
_NAMES = {"web": "web", "line": "LINE", "telegram": "Telegram"}

community = Commands("community", help=later("help.community"))


def add(
    name: Annotated[str, typer.Argument(help=later("help.name"))],
    purpose: Annotated[str, typer.Option(help=later("help.purpose"))] = "",
    lang: Annotated[
        Literal["ja", "en"] | None, typer.Option(help=later("help.lang"))
    ] = None,
) -> None:
    """Make a community and its first invite code."""
    from core.errors import AinoriError  # noqa: PLC0415

    name, purpose = " ".join(name.split()), " ".join(purpose.split())
    if not name:
        raise AinoriError(text("operator.needs_name"))
    read = settings()

    def op(conn: "Connection") -> str:
        from core.clock import RandomIds, SystemClock  # noqa: PLC0415
        from core.store import communities  # noqa: PLC0415

        made = communities.add(
            conn,
            id=RandomIds().new(),
            name=name,
            purpose=purpose,
            language=lang or read.lang,
            now=SystemClock().now(),
        )
        return _new_code(conn, made)

    code = run(written(read, op))
    say(text("operator.is_there", name=name))
    _tell_ways_in(read, [code])
    say(text("operator.once_in"))
    command = text("operator.owner_command", code=code)
    say(f"  {command}")


def list_() -> None:
    """List the communities with their invite codes."""
    read = settings()

    def op(conn: "Connection") -> "list[tuple[Community, list[str]]]":
        from core.store import communities  # noqa: PLC0415

        return [
            (one, communities.codes(conn, one.id))
            for one in communities.everything(conn)
        ]

    found = run(written(read, op))
    for one, codes in found:
        seats = text("operator.seats", taken=str(one.taken), seats=str(one.seats))
        say(f"{one.name}  {' '.join(codes)}  {seats}")
    if not found:
        say(text("operator.none_yet"))


def owner(
    place: Annotated[str, typer.Argument(help=later("help.place"))],
    member: Annotated[str, typer.Argument(help=WHO)],
) -> None:
    """Say who decides for a community."""
    read = settings()

    def op(conn: "Connection") -> tuple[str, str]:
        from core.errors import AinoriError  # noqa: PLC0415
        from core.store import communities  # noqa: PLC0415

        found = community_of(conn, place)
        somebody = member_of(conn, member, room=found)
        if not communities.sits_in(conn, somebody.id, found.id):
            raise AinoriError(text("operator.no_seat", room=found.name))
        communities.set_owner(conn, found.id, somebody.id)
        return found.name, somebody.name

    name, who = run(written(read, op))
    say(text("operator.decides_now", who=who or text("operator.they"), room=name))


community.add("add", add, help=later("help.community_add"))
community.add("list", list_, help=later("help.community_list"))
community.add("owner", owner, help=later("help.community_owner"))
community.add("keeper", keeper, help=later("help.community_keeper"))


def invite(
    place: Annotated[str, typer.Argument(help=later("help.place"))],
    new: Annotated[bool, typer.Option("--new", help=later("help.new"))] = False,
    close: Annotated[bool, typer.Option("--close", help=later("help.close"))] = False,
    qr: Annotated[bool, typer.Option("--qr", help=later("help.qr"))] = False,
) -> None:
    """Show how people come into a community."""
    read = settings()

    def op(conn: "Connection") -> "tuple[Community, list[str]]":
        from core.clock import SystemClock  # noqa: PLC0415
        from core.errors import AinoriError  # noqa: PLC0415
        from core.store import communities  # noqa: PLC0415

        found = community_of(conn, place)
        if close and not communities.close_invite(conn, place, SystemClock().now()):
            raise AinoriError(text("operator.not_open", code=repr(place)))
        if new:
            _new_code(conn, found)
        return found, communities.codes(conn, found.id)

    found, codes = run(written(read, op))
    if not codes:
        command = f"ainori invite {found.name} --new"
        say(text("operator.no_open", room=found.name, command=command))
    else:
        _tell_ways_in(read, codes, qr=qr)


def _new_code(conn: "Connection", made: "Community") -> str:
    from core.clock import SystemClock  # noqa: PLC0415
    from core.store import communities  # noqa: PLC0415

    code = "".join(secrets.choice(_LETTERS) for _ in range(_CODE_LENGTH))
    communities.add_invite(conn, code, made.id, SystemClock().now())
    return code


def _tell_ways_in(
    read: "Settings", codes: "Sequence[str]", *, qr: bool = False
) -> None:
    import segno  # noqa: PLC0415

    base = read.base_url or f"http://{read.host}:{read.port}"
    doors = run(_doors(read))
    for code in codes:
        say(code, style="bold")
        ways = {"web": f"{base}/?invite={code}"}
        ways |= {name: door(code=code) for name, door in doors.items()}
        for name, link in ways.items():
            say(f"  {_NAMES[name]:<9} {link or _without_link(name)}")
            if qr and link:
                segno.make(link, error="m").terminal(compact=True)


def _without_link(name: str) -> str:
    """Say what people do where a messenger does not say just now what it calls us."""
    if name == "line":
        return text("operator.line_way")
    return text("operator.telegram_way")


async def _doors(read: "Settings") -> "dict[str, Door]":
    """Ask each messenger that is on for its door; one that does not say has none."""
    from bots.registry import CHANNELS, door_of, switched_on  # noqa: PLC0415
    from core.errors import Retryable  # noqa: PLC0415
    from core.talk.channel import no_door  # noqa: PLC0415

    found: dict[str, Door] = {}
    for name in switched_on(read):
        if CHANNELS[name].door:
            try:
                async with asyncio.timeout(_PATIENCE_S):
                    found[name] = await door_of(name, read)
            except (Retryable, TimeoutError):
                found[name] = no_door
    return found
