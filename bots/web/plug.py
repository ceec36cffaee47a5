"""How the service plugs the web chat in."""

from functools import partial
from urllib.parse import quote, urlsplit

from bots.registry import Parts, Plug
from bots.web.channel import WebChannel
from bots.web.parse import CHANNEL
from bots.web.routes import WebChat, web_routes

_LOOK_EVERY_S = 1.0


def plug(parts: Parts) -> Plug:
    """Make the web chat: for visitors, or with everybody's phone in one's hand."""
    settings = parts.settings
    channel = WebChannel(parts.clock)

    chat = WebChat(
        channel=channel,
        accept=parts.accept,
        history=parts.history,
        speaks=parts.speaks,
        clock=parts.clock,
        language=settings.lang,
        people=partial(parts.people, CHANNEL) if parts.people else None,
        newcomer_invite=parts.invite,
        secure=settings.secure,
        hosts=tuple(filter(None, [urlsplit(settings.base_url).netloc])),
        look_every_s=_LOOK_EVERY_S if parts.several_processes else None,
    )
    return Plug(
        channel,
        web_routes(chat),
        door=partial(door, settings.base_url),
        before_stop=channel.close,
    )


def door(base_url: str, *, code: str = "", words: str = "") -> str:
    """Return the address of the page; a code arrives with whoever opens it."""
    del words  # the page has no way to keep words ready
    if not base_url:
        return ""
    return f"{base_url}/?invite={quote(code)}" if code else f"{base_url}/"
