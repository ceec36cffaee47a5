"""What every webhook's door does with a body before anybody reads it."""

from starlette.requests import Request

BODY_BYTES = 1_048_576
"""Far above what a messenger sends (100 events are about 70 kB)."""


async def body_of(request: Request, most: int = BODY_BYTES) -> bytes | None:
    """Return the raw body, or None as soon as it is too long."""
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > most:
        return None
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            return None
    return bytes(body)
