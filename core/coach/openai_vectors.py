"""Texts as vectors from any OpenAI-compatible endpoint.

Shares its client, and what is said about failures, with the text model. It must not
know whose texts they are. Whatever comes back is looked at: as many vectors as texts,
all of one length, of real numbers, and not all zeros.
"""

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.coach.model import NoAnswer
from core.coach.openai_coach import Client, Endpoint, trouble

Rows = NDArray[np.float32]
MOST_NUMBERS = 8192
_NAME = 30
_READ_AS = "whole and line by line"
"""Part of the id: what is made of a member; who was read otherwise is read anew."""

_MATRIX = 2


class OpenAiVectors:
    """Asks one endpoint for vectors for as long as the process lives."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._client = Client(endpoint)
        self.own = endpoint.own
        told = f"{endpoint.base_url} {endpoint.model} {_READ_AS}"
        which = hashlib.sha256(told.encode()).hexdigest()[:12]
        # The sign of what is elsewhere, and goes when an agreement is taken back.
        at = "+" if self.own else "@"
        self.id = f"{endpoint.model[:_NAME]}{at}{which}"
        """Names the model and where it is; only vectors of one id are compared."""

    async def warm(self) -> None:
        """Import the SDK and build the client off the event loop."""
        await self._client.made()

    async def close(self) -> None:
        """Let go of connections."""
        await self._client.close()

    async def embed(self, texts: Sequence[str]) -> Rows:
        """Return one row of length 1 for each text; no text may be blank.

        Raises:
            NoAnswer: No vectors came that could be used.
        """
        asking = await self._client.made()
        try:
            came: object = await asking.embeddings.create(
                model=self._endpoint.model, input=list(texts), encoding_format="float"
            )
            return _rows(came, len(texts))
        except NoAnswer:
            raise
        except Exception as error:
            # Everything the SDK raises, and what a strange body makes it raise.
            raise trouble(error) from None


def _rows(came: object, many: int) -> Rows:
    """Read what came, which need not be vectors at all."""
    data: object = getattr(came, "data", None)
    if not isinstance(data, list) or len(data) != many:
        raise NoAnswer("broken", "not as many vectors as texts")
    placed = {
        getattr(one, "index", None): getattr(one, "embedding", None) for one in data
    }
    try:
        rows = np.array([placed[place] for place in range(many)], np.float32)
    except (KeyError, TypeError, ValueError):
        raise NoAnswer("broken", "no vectors") from None
    if rows.ndim != _MATRIX or not 0 < rows.shape[1] <= MOST_NUMBERS:
        raise NoAnswer("broken", "vectors of no known length")
    if not np.isfinite(rows).all() or not rows.any(axis=1).all():
        raise NoAnswer("broken", "vectors that say nothing")
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    even: Rows = (rows / lengths).astype(np.float32)
    return even
