"""What `ainori doctor` asks Telegram about the bot."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

from telegram.error import TelegramError

from bots.findings import Finding
from bots.reading import clean
from bots.telegram.client import Me
from bots.telegram.setup import not_let_in, opened, switches, wanted_webhook
from core.errors import Retryable
from core.i18n.operators import text
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
        what = text("setup.telegram")
        says = text("setup.telegram_lets_in", name=me.username)
        yield Finding(what, "well", says)
        try:
            got = await client.call("getWebhookInfo")
        except TelegramError as error:
            says = text("setup.telegram_trouble", why=str(error))
            yield Finding(what, "look", says, text("doctor.look_again"))
        else:
            info: Mapping[str, Any] = got if isinstance(got, dict) else {}
            yield _way_in(info, wanted_webhook(settings))
            for finding in _waiting(info):
                yield finding
    yield _groups(me)
    yield switches()


def _way_in(info: Mapping[str, Any], wanted: str) -> Finding:
    what, there = text("setup.telegram_way_in"), str(info.get("url") or "")
    if there == wanted:
        says = (
            text("setup.telegram_calls", there=there)
            if there
            else text("setup.telegram_asked")
        )
        return Finding(what, "well", says)
    if not wanted:
        says = text("setup.telegram_calls_still", there=there)
    elif there:
        says = text("setup.telegram_calls_elsewhere", there=there, wanted=wanted)
    else:
        says = text("setup.telegram_calls_nobody", wanted=wanted)
    return Finding(what, "wrong", says, text("setup.telegram_set_up"))


def _waiting(info: Mapping[str, Any]) -> list[Finding]:
    what, found = text("setup.telegram_updates"), []
    waiting = info.get("pending_update_count")
    if isinstance(waiting, int) and waiting > _MANY:
        says = text("setup.telegram_waiting", waiting=str(waiting))
        found.append(Finding(what, "look", says, text("setup.telegram_see_serve")))
    if words := info.get("last_error_message"):
        says = text("setup.telegram_newest", words=clean(str(words)))
        found.append(Finding(what, "look", says, text("setup.telegram_keeps")))
    return found


def _groups(me: Me) -> Finding:
    what = text("setup.telegram_groups")
    if not me.joins_groups:
        says, remedy = text("setup.telegram_no_groups"), text("setup.telegram_join")
        return Finding(what, "well", says, remedy)
    if me.sees_all:
        says, remedy = text("setup.telegram_sees_all"), text("setup.telegram_privacy")
        return Finding(what, "look", says, remedy)
    return Finding(what, "well", text("setup.telegram_only_ours"))
