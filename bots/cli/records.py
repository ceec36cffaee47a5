"""How commands reach the database beside a service that may be running."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from bots.cli.helping import later
from core.errors import AinoriError
from core.i18n.operators import text

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from core.domain.communities import Community
    from core.domain.members import Member
    from core.settings import Settings

T = TypeVar("T")


def settings() -> "Settings":
    """Read the settings; what is worth knowing, the command says itself."""
    import logging  # noqa: PLC0415

    from core.logs import set_up_logs  # noqa: PLC0415
    from core.reading_settings import read_settings  # noqa: PLC0415

    read = read_settings()
    set_up_logs(read.secrets(), level=logging.ERROR)
    return read


async def written(read: "Settings", op: "Callable[[Connection], T]") -> T:
    """Run an operation in a transaction, in tables that are up to date."""
    from core.store.engine import open_database  # noqa: PLC0415
    from core.store.migrating import migrate  # noqa: PLC0415
    from core.store.places import make_sure  # noqa: PLC0415

    url = read.database_url.get_secret_value()
    make_sure(url)
    await migrate(url)
    database = open_database(url)
    try:
        return await database.write(op)
    finally:
        await database.close()


def community_of(conn: "Connection", word: str) -> "Community":
    """Find a community by an invite code, its name or its id.

    Raises:
        AinoriError: There is none, or several have this name.
    """
    from core.store import communities  # noqa: PLC0415

    invited = communities.invited_to(conn, word)
    if invited is not None:
        return invited
    found = [one for one in communities.everything(conn) if word in {one.name, one.id}]
    if len(found) == 1:
        return found[0]
    if found:
        raise AinoriError(text("operator.several_rooms", name=repr(word)))
    raise AinoriError(text("operator.no_room", name=repr(word)))


WHO = later("help.who")


def member_of(
    conn: "Connection", word: str, *, room: "Community | None" = None
) -> "Member":
    """Find a member by an address such as `line:U4af…`, by id, or by name.

    Args:
        conn: Where to look.
        word: What the operator typed.
        room: Among several of one name, whoever sits there is meant.

    Raises:
        AinoriError: There is none, or several have this name.
    """
    from core.store import people  # noqa: PLC0415
    from core.talk.incoming import Address  # noqa: PLC0415

    channel, colon, user = word.partition(":")
    found = (
        people.at(conn, Address(channel, user)) if colon else people.member(conn, word)
    )
    return found or _named(conn, word, room)


def _named(conn: "Connection", name: str, room: "Community | None") -> "Member":
    from core.store import communities, people  # noqa: PLC0415

    found = people.named(conn, name)
    if room is not None and len(found) > 1:
        found = [one for one in found if communities.sits_in(conn, one.id, room.id)]
    if len(found) == 1:
        return found[0]
    if not found:
        says = text("operator.nobody", name=repr(name), such="line:U4af...")
        raise AinoriError(says)
    addresses = (at for one in found for at in people.addresses_of(conn, one.id))
    known = ", ".join(f"{one.channel}:{one.user}" for one in addresses)
    raise AinoriError(text("operator.several", name=repr(name), known=known))
