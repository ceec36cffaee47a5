"""What `ainori doctor` asks Telegram about the bot."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

from telegram.error import TelegramError

from bots.findings import Finding
from bots.reading import clean
from bots.telegram.client import Me
from bots.telegram.setup import not_let_in, opened, switches, wanted_webhook
from core.errors import Retryable
from core.settings import Settings

_MANY = 100


async def findings(settings: Settings) -> AsyncIterator[Finding]:
    """Give each finding as soon as it is there."""
    async with opened(settings) as client:
        try:
            me = await client.me()
        except Retryable as trouble:
            yield not_let_in(trouble)
            return
        yield Finding("telegram", "well", f"lets us in as @{me.username}")
        try:
            got = await client.call("getWebhookInfo")
        except TelegramError as error:
            yield Finding("telegram", "look", str(error), "Look again in a while.")
        else:
            info: Mapping[str, Any] = got if isinstance(got, dict) else {}
            yield _way_in(info, wanted_webhook(settings))
            for finding in _waiting(info):
                yield finding
    yield _groups(me)
    yield switches()


def _way_in(info: Mapping[str, Any], wanted: str) -> Finding:
    there = str(info.get("url") or "")
    if there == wanted:
        says = f"Telegram calls {there}" if there else "we ask Telegram (polling)"
        return Finding("telegram way in", "well", says)
    says = (
        f"Telegram calls {there or 'nobody'}, and should call {wanted}"
        if wanted
        else f"Telegram calls {there}, so that nobody may ask it (polling)"
    )
    return Finding("telegram way in", "wrong", says, "`ainori setup telegram`")


def _waiting(info: Mapping[str, Any]) -> list[Finding]:
    found = []
    waiting = info.get("pending_update_count")
    if isinstance(waiting, int) and waiting > _MANY:
        says = f"{waiting} updates wait at Telegram"
        remedy = "See whether `ainori serve` is running and can be reached."
        found.append(Finding("telegram updates", "look", says, remedy))
    if words := info.get("last_error_message"):
        says = f"its newest trouble with us: {clean(str(words))}"
        remedy = "Telegram tries again by itself; it keeps updates for a day."
        found.append(Finding("telegram updates", "look", says, remedy))
    return found


def _groups(me: Me) -> Finding:
    if not me.joins_groups:
        return Finding(
            "telegram groups",
            "well",
            "the bot may not be added to groups, where flags could be shown",
            "If it is to be: @BotFather, /setjoingroups, Enable.",
        )
    if me.sees_all:
        return Finding(
            "telegram groups",
            "look",
            "Telegram brings every message of a group here; those not said to the bot "
            "are dropped unread",
            "@BotFather, /setprivacy, Enable: then they do not come at all.",
        )
    return Finding("telegram groups", "well", "only what is said to the bot comes in")
