"""How the service plugs Telegram in."""

import re
from dataclasses import replace
from functools import partial
from urllib.parse import quote

from bots.intake import Intake
from bots.registry import Parts, Plug
from bots.telegram.channel import TelegramChannel
from bots.telegram.client import Me, TelegramClient
from bots.telegram.parse import CHANNEL, KINDS
from bots.telegram.polling import Polling
from bots.telegram.questions import Questions
from bots.telegram.rates import Rates
from bots.telegram.storing import Storing
from bots.telegram.webhook import route
from core.settings import Settings, told

# What Telegram carries behind ?start=.
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


def plug(parts: Parts, *, rates: Rates | None = None) -> Plug:
    """Make Telegram from the settings TELEGRAM_*.

    Args:
        parts: What it is made of.
        rates: How fast to send; as Telegram wants it if None.

    Raises:
        ValueError: The token is missing, or the secret in the mode that needs it.
    """
    settings = parts.settings
    token = told(settings.telegram_bot_token)
    client = TelegramClient(token=token, api_base=settings.telegram_api_base)
    # Where several processes answer, none knows what the others asked last.
    remembers = None if parts.several_processes else parts.memory
    questions = Questions(remembers(CHANNEL) if remembers else None)
    channel = TelegramChannel(
        client, turns=parts.turns, rates=rates, questions=questions
    )
    intake = Intake(CHANNEL, parts.accept, parts.quarantine)
    storing = Storing(intake, parts.clock, Me(number_in(token), ""))

    async def introduce() -> None:
        await questions.load()
        storing.me = await client.me()

    plugged = Plug(
        channel,
        door=lambda *, code="", words="": door(storing.me, code=code, words=words),
        introduce=introduce,
        close=channel.close,
    )
    if settings.telegram_mode == "webhook":
        secret = told(settings.telegram_webhook_secret)
        way_in = route(
            secret=secret,
            storing=storing,
            tapped=channel.looks.tapped,
        )
        return replace(plugged, routes=[way_in])
    polling = Polling(client, storing, channel.looks.answer, allowed_updates(settings))
    return replace(plugged, serve=partial(parts.alone, "telegram updates", polling.run))


def allowed_updates(settings: Settings) -> tuple[str, ...]:
    """Return the kinds of updates to ask for."""
    named = settings.telegram_allowed_updates.split(",")
    return tuple(one.strip() for one in named if one.strip()) or KINDS


def number_in(token: str) -> int:
    """Return our own number, with which every token begins; 0 if it does not."""
    number = token.partition(":")[0].strip()
    return int(number) if number.isdecimal() else 0


def door(me: Me, *, code: str = "", words: str = "") -> str:
    """Return the address of the talk; '' as long as nobody told us our name.

    Args:
        me: Who we are.
        code: Arrives with whoever opens it.
        words: Stand there ready to be sent.
    """
    if not me.username:
        return ""
    more = f"?text={quote(words, safe='')}" if words else ""
    if _PAYLOAD.fullmatch(code):
        more = f"?start={code}"
    return f"https://t.me/{me.username}{more}"
