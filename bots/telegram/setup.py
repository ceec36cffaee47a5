"""`ainori setup telegram`: the way in, the commands, and what Telegram says about us.

Safe to repeat: what is right already is left alone.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from telegram.error import NetworkError, TelegramError

from bots.findings import Finding
from bots.telegram import plug
from bots.telegram.client import TelegramClient
from bots.telegram.commands import SCOPES, commands, description, short_description
from bots.telegram.plug import allowed_updates
from bots.telegram.transport import Refused
from bots.telegram.webhook import PATH
from core.errors import Retryable
from core.i18n.catalog import LANGUAGES, Language
from core.i18n.operators import text
from core.settings import Settings, told
from core.talk.channel import Door

_ANSWER_S = 5.0
_BUTTON = {"type": "commands"}
_PORTS = (443, 80, 88, 8443)
"""Where Telegram calls a webhook; it refuses any other."""


async def steps(settings: Settings) -> AsyncIterator[Finding]:
    """Set the bot up, telling each step as soon as it is done."""
    async with opened(settings) as client:
        try:
            me = await client.me()
        except Retryable as trouble:
            yield not_let_in(trouble)
            return
        says = text("setup.telegram_is", name=me.username)
        yield Finding(text("setup.bot"), "well", says)
        fine = True
        for step in (_way_in, _commands, _words):
            try:
                finding = await step(client, settings)
                fine = fine and finding.how != "wrong"
                yield finding
            except TelegramError as error:
                fine = False
                says = text("setup.telegram_trouble", why=str(error))
                yield Finding(
                    text("setup.telegram"), "wrong", says, text("setup.try_again")
                )
    yield switches()
    if fine:
        link = f"https://t.me/{me.username}?start="
        says = text("setup.telegram_next", link=link)
        yield Finding(text("setup.next"), "ask", says, text("setup.codes"))


async def door(settings: Settings) -> Door:
    """Ask Telegram what people call us, and return where they open the talk.

    Raises:
        Retryable: Telegram does not say.
    """
    async with opened(settings) as client:
        return partial(plug.door, await client.me())


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[TelegramClient]:
    """Give a client that does not wait long, and close it."""
    client = TelegramClient(
        token=told(settings.telegram_bot_token),
        api_base=settings.telegram_api_base,
        answer_s=_ANSWER_S,
    )
    try:
        yield client
    finally:
        await client.close()


def not_let_in(trouble: Exception) -> Finding:
    """Tell that Telegram does not take the token, or is not there."""
    error, remedy = trouble.__cause__, text("setup.telegram_token")
    why = str(error)
    if isinstance(error, NetworkError):
        says = text("setup.telegram_silent", why=why)
        remedy = text("setup.telegram_network")
    elif isinstance(error, Refused) and error.of_token:
        says = text("setup.telegram_token_refused", why=why)
    else:
        says = text("setup.telegram_nameless", why=why)
    return Finding(text("setup.telegram"), "wrong", says, remedy)


def switches() -> Finding:
    """Name the switches that no program can turn."""
    return Finding(text("setup.switches"), "ask", text("setup.telegram_switches"))


def wanted_webhook(settings: Settings) -> str:
    """Return the address Telegram is to call, '' where it is asked instead."""
    return f"{settings.base_url}{PATH}" if settings.telegram_mode == "webhook" else ""


async def _way_in(client: TelegramClient, settings: Settings) -> Finding:
    what, wanted = text("setup.way_in"), wanted_webhook(settings)
    if wanted and (urlsplit(wanted).port or 443) not in _PORTS:
        says = text("setup.telegram_port", wanted=wanted)
        return Finding(what, "wrong", says, text("setup.telegram_ports"))
    if wanted:
        # The secret cannot be looked up, so it is told each time.
        await client.call(
            "setWebhook",
            url=wanted,
            secret_token=told(settings.telegram_webhook_secret),
            allowed_updates=list(allowed_updates(settings)),
        )
        return Finding(what, "well", text("setup.telegram_calls", there=wanted))
    info = await client.call("getWebhookInfo")
    if isinstance(info, dict) and info.get("url"):
        await client.call("deleteWebhook")
        return Finding(what, "well", text("setup.telegram_webhook_gone"))
    return Finding(what, "well", text("setup.telegram_no_webhook"))


async def _commands(client: TelegramClient, settings: Settings) -> Finding:
    """Tell the commands of each scope, to each language and to all others."""
    changed = 0
    for scope, offered in SCOPES.items():
        for code, language in _languages(settings):
            wanted = commands(offered, language)
            given: dict[str, Any] = {"scope": {"type": scope}, "language_code": code}
            if await client.call("getMyCommands", **given) != wanted:
                await client.call("setMyCommands", commands=wanted, **given)
                changed += 1
    if await client.call("getChatMenuButton") != _BUTTON:
        await client.call("setChatMenuButton", menu_button=_BUTTON)
        changed += 1
    return Finding(text("setup.commands"), "well", _said(changed))


async def _words(client: TelegramClient, settings: Settings) -> Finding:
    """Tell what stands in an empty talk and on the profile."""
    changed = 0
    for name, key, says in (
        ("Description", "description", description),
        ("ShortDescription", "short_description", short_description),
    ):
        for code, language in _languages(settings):
            wanted = {key: says(language)}
            if await client.call(f"getMy{name}", language_code=code) != wanted:
                await client.call(f"setMy{name}", language_code=code, **wanted)
                changed += 1
    return Finding(text("setup.descriptions"), "well", _said(changed))


def _languages(settings: Settings) -> Iterator[tuple[str, Language]]:
    """Yield each language by Telegram's code; '' is for all others."""
    yield "", settings.lang
    for language in LANGUAGES:
        yield language, language


def _said(changed: int) -> str:
    return text("setup.telegram_told") if changed else text("setup.telegram_there")
