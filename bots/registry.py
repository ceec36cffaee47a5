"""Which channels there are, and what one is plugged in with.

Owns the list. A channel is loaded only when it is switched on, so that nobody pays
for the library of a messenger they do not use. To add one: a folder with a `plug`
module, and a line here.
"""

from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Collection,
    Mapping,
    Sequence,
)
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, Protocol

from starlette.routing import BaseRoute

from bots.findings import Finding, without_secrets
from bots.intake import Accept, Quarantine
from core.clock import Clock
from core.delivery.history import Entry
from core.delivery.quota import Month
from core.i18n.catalog import Language
from core.runtime.limiting import OwnTurns, Turns
from core.settings import Settings
from core.talk.channel import Channel, Door, no_door
from core.talk.incoming import Address


class Alone(Protocol):
    """Does something in one process at a time, whichever it is."""

    async def __call__(self, name: str, job: Callable[[], Awaitable[None]]) -> None:
        """Wait for our turn, and do it for as long as it is ours."""
        ...


History = Callable[[str], Awaitable[Sequence[Entry]]]
"""Returns what was said in a lane, oldest first."""


class Memory(Protocol):
    """Keeps what a channel knows of its places for the eye only."""

    async def load(self, most: int) -> Sequence[tuple[str, str]]:
        """Return places and what is known of them, the latest last."""
        ...

    async def keep(self, changed: Mapping[str, str]) -> None:
        """Keep what changed, by place; '' for nothing any more."""
        ...


@dataclass(frozen=True, slots=True)
class Played:
    """Somebody whose phone one can hold, as `ainori try` shows them."""

    user: str
    name: str
    heading: str = ""


Speaks = Callable[[Address], Awaitable[Language | None]]
"""Returns the language somebody speaks with us, None before they came."""

People = Callable[[str], Awaitable[Sequence[Played]]]
"""Returns everybody who can be played on a channel."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a channel may be made of.

    Attributes:
        turns: Gives out turns to send, for platforms that limit how fast.
        memory: Makes what a channel of this name remembers with; None for nothing.
        several_processes: Whether another one may send what this one shows.
        people: Who can be played; None where everybody has their own phone only.
        invite: The code with which somebody new arrives there.
    """

    settings: Settings
    clock: Clock
    accept: Accept
    quarantine: Quarantine
    history: History
    speaks: Speaks
    alone: Alone
    turns: Turns = field(default_factory=OwnTurns)
    memory: Callable[[str], Memory] | None = None
    several_processes: bool = False
    people: People | None = None
    invite: str = ""


def _nothing() -> None:
    """Have nothing to end."""


async def _nothing_more() -> None:
    """Have nothing to wait for."""


@dataclass(frozen=True, slots=True)
class Plug:
    """A channel as the service runs it.

    Attributes:
        channel: How it sends.
        routes: What it adds to the HTTP door.
        door: Where people open a conversation there, by its address.
        introduce: Asks the platform what it calls us, which the door needs; tried
            again until it works, and nothing waits for it.
        serve: Runs as long as the service; brings in what has to be asked for.
        month: Asks the platform how its month stands, where it counts; asked hourly.
        added: Asks the platform who added our account, None where it does not tell;
            asked daily.
        before_stop: Ends what would stay open for ever.
        close: Lets go of its connections, once nothing is sent any more.
    """

    channel: Channel
    routes: Sequence[BaseRoute] = ()
    door: Door = no_door
    introduce: Callable[[], Awaitable[None]] = field(default=_nothing_more)
    serve: Callable[[], Awaitable[None]] = field(default=_nothing_more)
    month: Callable[[], Awaitable[Month]] | None = None
    added: Callable[[], Awaitable[Collection[str] | None]] | None = None
    before_stop: Callable[[], None] = field(default=_nothing)
    close: Callable[[], Awaitable[None]] = field(default=_nothing_more)


@dataclass(frozen=True, slots=True)
class Listed:
    """A channel there is: when it is on, and where its parts are.

    Attributes:
        is_on: Whether the settings switch it on.
        plug: What the service runs, `module:function`.
        checkup: What `ainori doctor` looks at, '' for nothing.
        setup: What `ainori setup` does, '' for nothing.
        door: Asks the platform for its door, '' where `ainori invite` knows it.
        added: Asks the platform who added our account, '' where nobody has to.
    """

    is_on: Callable[[Settings], bool]
    plug: str
    checkup: str = ""
    setup: str = ""
    door: str = ""
    added: str = ""


CHANNELS: dict[str, Listed] = {
    "web": Listed(lambda _: True, "bots.web.plug:plug"),
    "line": Listed(
        lambda settings: settings.line_on,
        plug="bots.line.plug:plug",
        checkup="bots.line.checkup:findings",
        setup="bots.line.setup:steps",
        door="bots.line.setup:door",
        added="bots.line.account:friends",
    ),
    "telegram": Listed(
        lambda settings: settings.telegram_on,
        plug="bots.telegram.plug:plug",
        checkup="bots.telegram.checkup:findings",
        setup="bots.telegram.setup:steps",
        door="bots.telegram.setup:door",
    ),
}


def switched_on(settings: Settings) -> tuple[str, ...]:
    """Return the names of the channels that are on."""
    return tuple(name for name, one in CHANNELS.items() if one.is_on(settings))


def plug_in(name: str, parts: Parts) -> Plug:
    """Load a channel and make it."""
    plug: Plug = _load(CHANNELS[name].plug)(parts)
    return plug


def look_at(name: str, settings: Settings) -> AsyncIterator[Finding] | None:
    """Load what looks at a channel; None where there is nothing to look at."""
    return _told(CHANNELS[name].checkup, settings)


def set_up(name: str, settings: Settings) -> AsyncIterator[Finding] | None:
    """Load what sets a channel up; None where nothing has to be."""
    return _told(CHANNELS[name].setup, settings)


async def door_of(name: str, settings: Settings) -> Door:
    """Ask a messenger where people open a conversation with us.

    Raises:
        Retryable: It does not say.
    """
    door: Door = await _load(CHANNELS[name].door)(settings)
    return door


async def who_added(name: str, settings: Settings) -> Collection[str] | None:
    """Ask a messenger who added our account; None where it does not tell.

    Raises:
        Retryable: It does not answer.
    """
    where = CHANNELS[name].added
    if not where:
        return None
    told: Collection[str] | None = await _load(where)(settings)
    return told


def _told(where: str, settings: Settings) -> AsyncIterator[Finding] | None:
    """Load what finds something out; secrets that a platform repeats are hidden."""
    if not where:
        return None
    return without_secrets(_load(where)(settings), settings.secrets())


def _load(where: str) -> Any:
    module, _, attribute = where.partition(":")
    return getattr(import_module(module), attribute)
