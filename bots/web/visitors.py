"""Who is speaking: the visitor's cookie, and that the page speaking is ours.

Owns the one rule of privacy here: the address of a conversation never says whose it
is, the cookie does. Must not know what is said.
"""

import hashlib
import re
import secrets
from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response

from core.i18n.catalog import LANGUAGES, Language

_COOKIE = "ainori_visitor"
# The prefix makes browsers refuse the name from plain HTTP or a neighbouring host.
_SECURE_COOKIE = "__Host-" + _COOKIE
_LANGUAGE_COOKIE = "ainori_language"
_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")
# What browsers allow at most; every visit starts it anew.
_KEPT_S = 400 * 24 * 60 * 60


def visitor_of(request: Request, *, secure: bool) -> str | None:
    """Return the visitor's user id, or None when the page was never opened here."""
    secret = _secret_of(request, secure=secure)
    return user_id(secret) if secret else None


def user_id(secret: str) -> str:
    """Return the id that is stored: it names the visitor but cannot open the door."""
    return "v" + hashlib.sha256(secret.encode()).hexdigest()[:32]


def remember_visitor(request: Request, response: Response, *, secure: bool) -> None:
    """Give the visitor a private id, or keep the one they have for longer."""
    response.set_cookie(
        _SECURE_COOKIE if secure else _COOKIE,
        _secret_of(request, secure=secure) or secrets.token_urlsafe(32),
        max_age=_KEPT_S,
        httponly=True,
        secure=secure,
        # Not "strict": an invite link on another site is to find who one already is.
        samesite="lax",
    )


def remember_language(response: Response, language: Language, *, days: bool) -> None:
    """Keep the language the page was asked for, so that its plain address has it too.

    `days`: for as long as the visitor's id, and not just until the browser is closed.
    """
    response.set_cookie(
        _LANGUAGE_COOKIE,
        language,
        max_age=_KEPT_S if days else None,
        httponly=True,
        samesite="lax",
    )


def language_asked(request: Request) -> str:
    """Return what the page is asked for, or was before; '' for neither."""
    before = request.cookies.get(_LANGUAGE_COOKIE, "")
    asked = request.query_params.get("lang", "")
    return asked or (before if before in LANGUAGES else "")


def _secret_of(request: Request, *, secure: bool) -> str | None:
    given = request.cookies.get(_SECURE_COOKIE if secure else _COOKIE, "")
    return given if _SECRET.fullmatch(given) else None


def is_our_page(request: Request, origins: Sequence[str]) -> bool:
    """Tell whether a posting comes from our own page and not from another site.

    Browsers name the site in `Sec-Fetch-Site` on https and loopback, and in `Origin`
    everywhere; what carries neither is no browser with a visitor in it.

    Args:
        request: The posting.
        origins: Hosts this service is known by from outside, besides `Host`.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("origin", "")
    host = origin.partition("://")[2]
    return bool(host) and host in {request.headers.get("host", ""), *origins}


def is_foreign_read(request: Request) -> bool:
    """Tell whether another site's page is trying to read."""
    site = request.headers.get("sec-fetch-site", "same-origin")
    return site not in {"same-origin", "none"}
