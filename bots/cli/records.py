"""How commands reach the database beside a service that may be running."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from core.errors import AinoriError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from core.domain.communities import Community
    from core.domain.members import Member
    from core.settings import Settings

T = TypeVar("T")


def settings() -> "Settings":
    """Read the settings and let only trouble be logged."""
    import logging  # noqa: PLC0415

    from core.logs import set_up_logs  # noqa: PLC0415
    from core.reading_settings import read_settings  # noqa: PLC0415

    read = read_settings()
    set_up_logs(read.secrets(), level=logging.WARNING)
    return read


async def written(url: str, op: "Callable[[Connection], T]") -> T:
    """Run an operation in a transaction, in tables that are up to date."""
    from core.store.engine import open_database  # noqa: PLC0415
    from core.store.migrating import migrate  # noqa: PLC0415
    from core.store.places import make_sure  # noqa: PLC0415

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
        raise AinoriError(f"several communities are called {word!r}; name one by code")
    raise AinoriError(f"no community {word!r}; `ainori community list` shows them")


def member_of(conn: "Connection", word: str) -> "Member":
    """Find a member by an address such as `line:U4af…`, or by id.

    Raises:
        AinoriError: There is none.
    """
    from core.store import people  # noqa: PLC0415
    from core.talk.incoming import Address  # noqa: PLC0415

    channel, colon, user = word.partition(":")
    found = (
        people.at(conn, Address(channel, user)) if colon else people.member(conn, word)
    )
    if found is None:
        raise AinoriError(
            f"nobody is known as {word!r}; give an address such as line:U4af..., or "
            "a member's id"
        )
    return found
