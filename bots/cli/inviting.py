"""`ainori community` and `ainori invite`: rooms, and how people come in."""

import asyncio
import secrets
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bots.cli.records import WHO, community_of, member_of, settings, written
from bots.cli.shell import run, say

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
_WITHOUT_LINK = {
    "line": "add the account as a friend, then send it the code",
    "telegram": "send the bot the code",
}
"""What people do where the messenger does not say just now what it calls us."""

community = typer.Typer(
    help="Make a community, list them, say who decides.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@community.command("add")
def add(
    name: Annotated[str, typer.Argument(help="What people will call it.")],
    purpose: Annotated[str, typer.Option(help="What it is for, in a sentence.")] = "",
    lang: Annotated[
        Literal["ja", "en"] | None, typer.Option(help="Its language.")
    ] = None,
) -> None:
    """Make a community and its first invite code."""
    from core.errors import AinoriError  # noqa: PLC0415

    name, purpose = " ".join(name.split()), " ".join(purpose.split())
    if not name:
        raise AinoriError("a community needs a name that people can call it by")
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
    say(f"{name} is there.")
    _tell_ways_in(read, [code])
    say("Once the person who decides has come in:")
    say(f"  ainori community owner {code} NAME")


@community.command("list")
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
        say(f"{one.name}  {' '.join(codes)}  {one.taken} of {one.seats} seats taken")
    if not found:
        say("None yet. `ainori community add NAME` makes one.")


@community.command("owner")
def owner(
    place: Annotated[str, typer.Argument(help="Its name, or an invite code.")],
    member: Annotated[str, typer.Argument(help=WHO)],
) -> None:
    """Say who decides for a community.

    They see no more than anybody in it.
    """
    read = settings()

    def op(conn: "Connection") -> tuple[str, str]:
        from core.errors import AinoriError  # noqa: PLC0415
        from core.store import communities  # noqa: PLC0415

        found = community_of(conn, place)
        somebody = member_of(conn, member, room=found)
        if not communities.sits_in(conn, somebody.id, found.id):
            raise AinoriError(
                f"they have no seat in {found.name}; let them come in by the code first"
            )
        communities.set_owner(conn, found.id, somebody.id)
        return found.name, somebody.name

    name, who = run(written(read, op))
    say(f"{who or 'They'} decides for {name} now.")


def invite(
    place: Annotated[str, typer.Argument(help="A community's name, or a code.")],
    new: Annotated[bool, typer.Option("--new", help="Make another code.")] = False,
    close: Annotated[
        bool, typer.Option("--close", help="Close this code; people stay.")
    ] = False,
    qr: Annotated[
        bool, typer.Option("--qr", help="Show each link as a picture.")
    ] = False,
) -> None:
    """Show how people come into a community."""
    read = settings()

    def op(conn: "Connection") -> "tuple[Community, list[str]]":
        from core.clock import SystemClock  # noqa: PLC0415
        from core.errors import AinoriError  # noqa: PLC0415
        from core.store import communities  # noqa: PLC0415

        found = community_of(conn, place)
        if close and not communities.close_invite(conn, place, SystemClock().now()):
            raise AinoriError(f"{place!r} is no open code; --close wants one")
        if new:
            _new_code(conn, found)
        return found, communities.codes(conn, found.id)

    found, codes = run(written(read, op))
    if not codes:
        say(f"{found.name} has no open code. `ainori invite {found.name} --new`")
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
            say(f"  {_NAMES[name]:<9} {link or _WITHOUT_LINK[name]}")
            if qr and link:
                segno.make(link, error="m").terminal(compact=True)


async def _doors(read: "Settings") -> "dict[str, Door]":
    """Ask each messenger that is on for its door; one that does not say has none."""
    from bots.registry import door_of, switched_on  # noqa: PLC0415
    from core.errors import Retryable  # noqa: PLC0415
    from core.talk.channel import no_door  # noqa: PLC0415

    found: dict[str, Door] = {}
    for name in switched_on(read):
        if name in _WITHOUT_LINK:
            try:
                async with asyncio.timeout(_PATIENCE_S):
                    found[name] = await door_of(name, read)
            except (Retryable, TimeoutError):
                found[name] = no_door
    return found
