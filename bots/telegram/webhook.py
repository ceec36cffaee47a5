"""Telegram's door: an update with the secret in, a stored event, 200 out.

Anything that could not be stored ends in an answer other than 2xx, so that Telegram
brings it again. The answer to a tap rides on the 200 itself and costs no request.
"""

import hmac
from collections.abc import Callable

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from bots.reading import decode, no_json
from bots.telegram.client import Json
from bots.telegram.storing import Storing
from bots.telegram.taps import Tap
from bots.webhooks import BODY_BYTES, Webhook, body_of
from core.errors import Retryable

PATH = "/telegram/webhook"
SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105 - a name, not a secret

log = structlog.get_logger(__name__)


def route(
    *,
    secret: str,
    storing: Storing,
    tapped: Callable[[Tap], Json | None],
    body_bytes: int = BODY_BYTES,
) -> Webhook:
    """Return `POST /telegram/webhook`.

    Args:
        secret: What setWebhook was told; every request has to bring it.
        storing: Where updates go; it decides when Telegram hears 200.
        tapped: Shows what became of a tap, once it is stored, and returns its answer.
        body_bytes: Longer bodies are refused.

    Raises:
        ValueError: There is no secret, so nothing could ever be checked.
    """
    if not secret:
        raise ValueError("TELEGRAM_WEBHOOK_SECRET is empty: no webhook can be checked")
    known = secret.encode()

    async def webhook(request: Request) -> Response:
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "replace")
        if not hmac.compare_digest(given, known):
            log.warning("telegram_webhook_without_secret")
            return Response(status_code=403)
        try:
            body = await body_of(request, body_bytes)
        except ClientDisconnect:
            return Response(status_code=400)
        if body is None:
            log.warning("telegram_webhook_too_long", most=body_bytes)
            return Response(status_code=413)
        try:
            return await _stored(body, storing, tapped)
        except Retryable as later:
            log.error("telegram_webhook_not_stored", why=str(later))
            return Response(status_code=500)

    return Webhook(PATH, webhook)


async def _stored(
    body: bytes, storing: Storing, tapped: Callable[[Tap], Json | None]
) -> Response:
    """Store what a body holds and say so."""
    try:
        update = decode(body)
    except ValueError:
        # It will read no better the next time, so Telegram keeps it no longer.
        await storing.intake.put_aside(no_json(body))
        return Response(status_code=200)
    for tap in await storing.store([update]):
        if answer := tapped(tap):
            return JSONResponse({"method": "answerCallbackQuery", **answer})
    return Response(status_code=200)
