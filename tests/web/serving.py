"""The real app on a real port of this machine."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

from prometheus_client import CollectorRegistry
from starlette.routing import BaseRoute

from bots.http import LOOPBACK_HOSTS, Check, build_app
from bots.web.ports import People, Person, Tile, TileIcon
from bots.web.routes import WebChat, web_routes
from core.i18n.catalog import Language
from tests.loopback import open_door
from tests.web.talker import Talker

TILES: dict[str, list[tuple[TileIcon, str]]] = {
    "ja": [
        ("post", "きょうの一枚"),
        ("ask", "声をかける"),
        ("box", "とどいたもの"),
        ("road", "わたしの道"),
        ("room", "場"),
        ("settings", "設定"),
    ],
    "en": [
        ("post", "Today's page"),
        ("ask", "Ask around"),
        ("box", "What came"),
        ("road", "My road"),
        ("room", "This place"),
        ("settings", "Settings"),
    ],
}

PEOPLE = (
    Person("yuki", "ゆき", "人に本を手渡せる場所"),
    Person("ken", "けん", "場をつくる側になりたい"),
    Person("miho", "みほ", "人の話を聞く仕事"),
    Person("tomo", "とも", "絵本を1冊"),
    Person("saya", "さやか", "人前で話すのに慣れたい"),
    Person("aya", "あや", "ひとりで抱えない働き方"),
    Person("taro", "タロウ", "地元で食べていく人へ"),
)


def tiles(language: Language) -> Sequence[Tile]:
    """Return a menu that needs no catalogue."""
    return [Tile(icon, label) for icon, label in TILES[language]]


async def everybody() -> Sequence[Person]:
    """Return who can be played."""
    return PEOPLE


def chat_of(talker: Talker, *, playing: bool, people: People = everybody) -> WebChat:
    """Return the web chat of a talker."""
    return WebChat(
        channel=talker.channel,
        accept=talker.accept,
        history=talker.history,
        clock=talker.clock,
        people=people if playing else None,
        newcomer_invite="engawa",
        menu=tiles,
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
