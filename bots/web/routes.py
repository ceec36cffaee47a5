"""The addresses of the web chat.

Owns who may call what, and the answers in HTTP. Must not know how talk is stored or
worded: both are handed in.
"""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route

from bots.intake import Accept
from bots.registry import History, Played, Speaks
from bots.web.channel import WebChannel
from bots.web.page import PageFiles, render_page
from bots.web.parse import (
    CHANNEL,
    INVITE_CHARACTERS,
    TEXT_CHARACTERS,
    NotTaken,
    parse_posting,
    posting_id,
)
from bots.web.render import moment, render_entry
from bots.web.stream import frames
from bots.web.visitors import (
    is_foreign_read,
    is_our_page,
    language_asked,
    remember_language,
    remember_visitor,
    visitor_of,
)
from bots.web.words import page_words, six_tiles
from core.clock import Clock
from core.delivery.history import Told
from core.errors import Retryable
from core.i18n.catalog import Language, language_of, text
from core.talk.incoming import Address, Place
from core.talk.turn import T

_OWN_PHONE = "me"
_ANYBODY = re.compile(r"[A-Za-z0-9_-]{1,64}")

_STRANGER = T("web.trouble_stranger")
_ELSEWHERE = T("web.trouble_elsewhere")
_LATER = T("web.trouble_later")


@dataclass(frozen=True, slots=True)
class WebChat:
    """What the web chat is made of.

    Attributes:
        channel: Where answers come out.
        accept: Where events go in.
        history: What was said before.
        speaks: The language a visitor speaks with us.
        clock: When something is said.
        language: Of the page, unless its address asks for another.
        people: Who can be played; None to serve visitors, each their own talk only.
        newcomer_invite: The code with which a newcomer arrives in try mode.
        secure: True behind https, so that the cookie never travels in the open.
        hosts: Names the service has from outside, besides the `Host` it is called.
        look_every_s: Look into the history this often, when other processes send.
    """

    channel: WebChannel
    accept: Accept
    history: History
    speaks: Speaks
    clock: Clock
    language: Language = "ja"
    people: Callable[[], Awaitable[Sequence[Played]]] | None = None
    newcomer_invite: str = ""
    secure: bool = False
    hosts: tuple[str, ...] = ()
    look_every_s: float | None = None


def web_routes(chat: WebChat) -> list[BaseRoute]:
    """Return the addresses of the web chat, for `bots.http.build_app`."""

    def on(answer: Callable[[WebChat, Request], Awaitable[Response]]) -> _Endpoint:
        return _kindly(chat, answer)

    return [
        Route("/", on(_page)),
        Mount("/page", PageFiles()),
        Route("/chat/people", on(_people)),
        Route("/chat/{phone}/events", on(_post), methods=["POST"]),
        Route("/chat/{phone}/stream", on(_stream)),
        Route("/chat/{phone}/history", on(_history)),
    ]


_Endpoint = Callable[[Request], Awaitable[Response]]


def _kindly(
    chat: WebChat, answer: Callable[[WebChat, Request], Awaitable[Response]]
) -> _Endpoint:
    """Answer, or say in the page's language why not."""

    async def endpoint(request: Request) -> Response:
        try:
            return await answer(chat, request)
        except NotTaken as refused:
            no = refused
        except Retryable:
            no = NotTaken(_LATER, status=503)
        said = text(no.key, _language(chat, request), **no.params)
        return JSONResponse({"say": said}, status_code=no.status)

    return endpoint


async def _page(chat: WebChat, request: Request) -> Response:
    playing = chat.people is not None
    language = await _page_language(chat, request)
    settings = {
        "phones": 2 if playing else 1,
        "invite": request.query_params.get("invite", "")[:INVITE_CHARACTERS],
        "newcomerInvite": chat.newcomer_invite if playing else "",
        "characters": TEXT_CHARACTERS,
        "menu": [asdict(tile) for tile in six_tiles(language)],
    }
    page = render_page(language, page_words(language), settings=settings)
    response = HTMLResponse(page)
    if not playing:
        remember_visitor(request, response, secure=chat.secure)
    if language_asked(request):
        remember_language(response, language, days=not playing)
    return response


async def _people(chat: WebChat, request: Request) -> Response:
    _ours(request)
    people = await chat.people() if chat.people else []
    shown = [
        {"id": one.user, "name": one.name, "heading": one.heading} for one in people
    ]
    return JSONResponse({"people": shown})


async def _post(chat: WebChat, request: Request) -> Response:
    if not is_our_page(request, chat.hosts):
        raise NotTaken(_ELSEWHERE, status=403)
    user = _user(chat, request)
    body = await request.body()
    incoming = parse_posting(body, user=user, at=chat.clock.now())
    await chat.accept([incoming])
    chat.channel.heard(incoming)
    taken = {"id": posting_id(incoming.event_id), "at": moment(incoming.at)}
    return JSONResponse(taken, status_code=202)


async def _stream(chat: WebChat, request: Request) -> Response:
    after = request.headers.get("last-event-id") or request.query_params.get("after")
    stream = frames(
        chat.channel,
        chat.history,
        lane=_lane(chat, request),
        after=after or "",
        look_every_s=chat.look_every_s,
    )
    # Proxies such as nginx would hold the stream back otherwise.
    headers = {"X-Accel-Buffering": "no"}
    return StreamingResponse(stream, media_type="text/event-stream", headers=headers)


async def _history(chat: WebChat, request: Request) -> Response:
    entries = await chat.history(_lane(chat, request))
    seen = [shown for entry in entries if (shown := render_entry(entry))]
    told = [entry.id for entry in entries if isinstance(entry, Told)]
    return JSONResponse({"entries": seen, "after": told[-1] if told else ""})


def _lane(chat: WebChat, request: Request) -> str:
    _ours(request)
    return Place(CHANNEL, _user(chat, request)).lane


def _ours(request: Request) -> None:
    if is_foreign_read(request):
        raise NotTaken(_ELSEWHERE, status=403)


def _user(chat: WebChat, request: Request) -> str:
    """Return whose conversation this is; the address decides only in try mode."""
    phone = request.path_params["phone"]
    if chat.people is not None:
        if _ANYBODY.fullmatch(phone):
            return str(phone)
        raise NotTaken(_STRANGER, status=404)
    if phone != _OWN_PHONE:
        raise NotTaken(_STRANGER, status=404)
    visitor = visitor_of(request, secure=chat.secure)
    if visitor is None:
        raise NotTaken(_STRANGER, status=401)
    return visitor


async def _page_language(chat: WebChat, request: Request) -> Language:
    """Return what the address asks for or asked for last, else what one speaks.

    Who never came speaks what their browser does. Whom one plays speaks the language
    of the sample.
    """
    if language_asked(request) or chat.people is not None:
        return _language(chat, request)
    visitor = visitor_of(request, secure=chat.secure)
    spoken = await chat.speaks(Address(CHANNEL, visitor)) if visitor else None
    # Browsers name the language they like best first; `*` is any.
    first = re.split("[,;]", request.headers.get("accept-language", ""), maxsplit=1)[0]
    return spoken or language_of(first.replace("*", ""), chat.language)


def _language(chat: WebChat, request: Request) -> Language:
    return language_of(language_asked(request), chat.language)
