"""LINE's door: signed bytes in, stored events, 200 out.

The order is the promise: the signature is checked over the untouched bytes, every
event is stored durably, only then LINE hears 200. Anything that could not be stored
ends in an answer other than 2xx, so that LINE brings it again (redelivery has to be
switched on in the console). This module imports no SDK and no database.
"""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from bots.intake import Intake
from bots.line.parse import parse
from bots.reading import Parsed, decode, no_json
from bots.webhooks import BODY_BYTES, Webhook, body_of
from core.clock import Clock, SystemClock
from core.errors import Retryable

PATH = "/line/webhook"
SIGNATURE = "x-line-signature"

log = structlog.get_logger(__name__)

_TAKEN = Response(status_code=200)


def secrets_of(setting: str) -> tuple[str, ...]:
    """Return the channel secrets of a comma list; two while one is being changed."""
    return tuple(secret.strip() for secret in setting.split(",") if secret.strip())


def is_signed(body: bytes, signature: str, secrets: Sequence[str]) -> bool:
    """Tell whether one of the secrets signed exactly these bytes."""
    given = signature.encode("utf-8", "replace")
    return any(
        hmac.compare_digest(given, base64.b64encode(_mac(secret, body)))
        for secret in secrets
    )


def _mac(secret: str, body: bytes) -> bytes:
    return hmac.digest(secret.encode(), body, hashlib.sha256)


def route(
    *,
    secrets: Sequence[str],
    intake: Intake,
    clock: Clock | None = None,
    body_bytes: int = BODY_BYTES,
) -> Webhook:
    """Return `POST /line/webhook`.

    Args:
        secrets: Channel secrets; any of them may have signed (`secrets_of`).
        intake: Where events go; it decides when LINE hears 200.
        clock: Tells when a webhook came in.
        body_bytes: Longer bodies are refused.

    Raises:
        ValueError: There is no secret, so nothing could ever be checked.
    """
    if not secrets:
        raise ValueError("LINE_CHANNEL_SECRET is empty: no webhook could be checked")
    now = (clock or SystemClock()).now

    async def webhook(request: Request) -> Response:
        received_at = now()
        try:
            body = await body_of(request, body_bytes)
        except ClientDisconnect:
            return Response(status_code=400)
        if body is None:
            log.warning("line_webhook_too_long", most=body_bytes)
            return Response(status_code=413)
        if not is_signed(body, request.headers.get(SIGNATURE, ""), secrets):
            log.warning("line_webhook_not_signed", bytes=len(body))
            return Response(status_code=403)
        try:
            await intake.store(_parsed(body, received_at))
        except Retryable as later:
            log.error("line_webhook_not_stored", why=str(later))
            return Response(status_code=500)
        return _TAKEN

    return Webhook(PATH, webhook)


def _parsed(body: bytes, received_at: datetime) -> Parsed:
    """Read a signed body; one that is not JSON is set aside as a whole.

    It will read no better the next time, so LINE hears 200 and keeps it no longer.
    """
    try:
        payload = decode(body)
    except ValueError:
        return Parsed(quarantined=(no_json(body),))
    return parse(payload, received_at=received_at)
