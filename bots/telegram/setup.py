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
from bots.telegram.webhook import PATH
from core.errors import Retryable
from core.i18n.catalog import LANGUAGES, Language
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
        yield Finding("bot", "well", f"this is @{me.username}")
        fine = True
        for step in (_way_in, _commands, _words):
            try:
                finding = await step(client, settings)
                fine = fine and finding.how != "wrong"
                yield finding
            except TelegramError as error:
                fine = False
                yield Finding("telegram", "wrong", str(error), "Try again in a while.")
    yield switches()
    if fine:
        yield Finding(
            "next",
            "ask",
            "start `ainori serve`, then open on a phone "
            f"https://t.me/{me.username}?start=CODE with an invite code",
            "`ainori community list` shows the codes; `ainori doctor` looks once more.",
        )


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
    if isinstance(trouble.__cause__, NetworkError):
        remedy = "Look at the network, a proxy and TELEGRAM_API_BASE; then try again."
        return Finding("telegram", "wrong", str(trouble), remedy)
    return Finding(
        "telegram",
        "wrong",
        str(trouble),
        "Look at TELEGRAM_BOT_TOKEN; @BotFather shows it, and makes a new one with "
        "/revoke.",
    )


def switches() -> Finding:
    """Name the switches that no program can turn."""
    return Finding(
        "switches",
        "ask",
        "only a person can set these, at @BotFather with /mybots\n"
        "Edit Bot, Edit Privacy Policy: its address; Edit Botpic: a picture\n"
        "Bot Settings: Allow Groups on for groups; Group Privacy can stay on",
    )


def wanted_webhook(settings: Settings) -> str:
    """Return the address Telegram is to call, '' where it is asked instead."""
    return f"{settings.base_url}{PATH}" if settings.telegram_mode == "webhook" else ""


async def _way_in(client: TelegramClient, settings: Settings) -> Finding:
    wanted = wanted_webhook(settings)
    if wanted and (urlsplit(wanted).port or 443) not in _PORTS:
        return Finding(
            "way in",
            "wrong",
            f"Telegram calls no address with a port like that of {wanted}",
            "Let AINORI_BASE_URL be reached at port 443, 80, 88 or 8443.",
        )
    if wanted:
        # The secret cannot be looked up, so it is told each time.
        await client.call(
            "setWebhook",
            url=wanted,
            secret_token=told(settings.telegram_webhook_secret),
            allowed_updates=list(allowed_updates(settings)),
        )
        return Finding("way in", "well", f"Telegram calls {wanted}")
    info = await client.call("getWebhookInfo")
    if isinstance(info, dict) and info.get("url"):
        await client.call("deleteWebhook")
        return Finding("way in", "well", "polling; the webhook was taken away")
    return Finding("way in", "well", "polling; no webhook is set, as it has to be")


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
    return Finding("commands", "well", _said(changed))


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
    return Finding("descriptions", "well", _said(changed))


def _languages(settings: Settings) -> Iterator[tuple[str, Language]]:
    """Yield each language by Telegram's code; '' is for all others."""
    yield "", settings.lang
    for language in LANGUAGES:
        yield language, language


def _said(changed: int) -> str:
    return "are told now" if changed else "are there already"
