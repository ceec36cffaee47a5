"""The real app on a real port of this machine."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager

from prometheus_client import CollectorRegistry
from starlette.routing import BaseRoute

from bots.http import LOOPBACK_HOSTS, Check, build_app
from bots.registry import Played
from bots.web.routes import WebChat, web_routes
from tests.loopback import open_door
from tests.web.talker import Talker

People = Callable[[], Awaitable[Sequence[Played]]]

PEOPLE = (
    Played("yuki", "ゆき", "人に本を手渡せる場所"),
    Played("ken", "けん", "場をつくる側になりたい"),
    Played("miho", "みほ", "人の話を聞く仕事"),
    Played("tomo", "とも", "絵本を1冊"),
    Played("saya", "さやか", "人前で話すのに慣れたい"),
    Played("aya", "あや", "ひとりで抱えない働き方"),
    Played("taro", "タロウ", "地元で食べていく人へ"),
)


async def everybody() -> Sequence[Played]:
    """Return who can be played."""
    return PEOPLE


def chat_of(talker: Talker, *, playing: bool, people: People = everybody) -> WebChat:
    """Return the web chat of a talker."""
    return WebChat(
        channel=talker.channel,
        accept=talker.accept,
        history=talker.history,
        speaks=talker.speaks,
        clock=talker.clock,
        people=people if playing else None,
        newcomer_invite="engawa",
    )


async def _fine() -> bool:
    return True


@asynccontextmanager
async def serving(
    routes: Sequence[BaseRoute],
    talker: Talker,
    *,
    checks: Mapping[str, Check] | None = None,
    registry: CollectorRegistry | None = None,
) -> AsyncIterator[str]:
    """Serve on a free port; gives the address without a closing slash."""
    app = build_app(
        routes,
        checks if checks is not None else {"database": _fine},
        registry=registry or CollectorRegistry(),
        hosts=LOOPBACK_HOSTS,
        check_s=0.05,
    )
    async with open_door(app, before_stop=talker.channel.close) as base:
        yield base


@asynccontextmanager
async def serving_chat(chat: WebChat, talker: Talker) -> AsyncIterator[str]:
    """Serve the web chat alone."""
    async with serving(web_routes(chat), talker) as base:
        yield base
