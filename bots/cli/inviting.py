"""`ainori community` and `ainori invite`: rooms, and how people come in."""

import secrets
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bots.cli.records import WHO, community_of, member_of, settings, written
from bots.cli.shell import run, say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from core.domain.communities import Community
    from core.settings import Settings

# No letter or digit that is taken for another when it is read aloud or written down.
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_CODE_LENGTH = 6

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

    code = run(written(read.database_url.get_secret_value(), op))
    say(f"{name} is there.")
    _tell_ways_in(read, code)
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

    found = run(written(read.database_url.get_secret_value(), op))
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

    name, who = run(written(read.database_url.get_secret_value(), op))
    say(f"{who or 'They'} decides for {name} now.")


def invite(
    place: Annotated[str, typer.Argument(help="A community's name, or a code.")],
    new: Annotated[bool, typer.Option("--new", help="Make another code.")] = False,
    close: Annotated[
        bool, typer.Option("--close", help="Close this code; people stay.")
    ] = False,
    qr: Annotated[
        bool, typer.Option("--qr", help="Show the link as a picture.")
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

    found, codes = run(written(read.database_url.get_secret_value(), op))
    if not codes:
        say(f"{found.name} has no open code. `ainori invite {found.name} --new`")
    for code in codes:
        _tell_ways_in(read, code, qr=qr)


def _new_code(conn: "Connection", made: "Community") -> str:
    from core.clock import SystemClock  # noqa: PLC0415
    from core.store import communities  # noqa: PLC0415

    code = "".join(secrets.choice(_LETTERS) for _ in range(_CODE_LENGTH))
    communities.add_invite(conn, code, made.id, SystemClock().now())
    return code


def _tell_ways_in(read: "Settings", code: str, *, qr: bool = False) -> None:
    base = read.base_url or f"http://{read.host}:{read.port}"
    link = f"{base}/?invite={code}"
    say(f"{code}", style="bold")
    say(f"  web       {link}")
    if read.line_on:
        say("  LINE      add the account as a friend, then send it the code")
    if read.telegram_on:
        say(f"  Telegram  https://t.me/USERNAME_OF_THE_BOT?start={code}")
    if qr:
        import segno  # noqa: PLC0415

        segno.make(link, error="m").terminal(compact=True)
