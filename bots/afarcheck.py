"""Looks at the second model that reads roads: whether it answers, how far it came.

Owns these findings of `ainori doctor`. Sends one sentence of its own, no member's, and
tells only the kind of error that came back.
"""

import time
from collections.abc import AsyncIterator
from functools import partial

from bots.coaching import vectors_afar
from bots.findings import Finding
from bots.peeking import read_if_there
from core.coach.model import NoAnswer
from core.coach.openai_vectors import OpenAiVectors
from core.reading_afar import counted
from core.settings import Settings, told


async def looked_afar(settings: Settings) -> AsyncIterator[Finding]:
    """Give what is found out about it; nothing where none is set."""
    vectors = vectors_afar(settings)
    if vectors is not None:
        yield await _asked(settings.openai_embedding_model, vectors)
        url = told(settings.database_url)
        read = await read_if_there(url, partial(counted, vectors=vectors))
        if read is not None:
            whom = "members" if vectors.own else "members who agreed to it"
            says = f"{read[0]} of {read[1]} {whom}"
            yield Finding("read afar", "well", says)
    elif settings.openai_embedding_model and settings.model == "on":
        yield Finding(
            "roads afar",
            "look",
            "OPENAI_EMBEDDING_MODEL is set, but no text model is",
            "Members are asked about it by the text model's name: set OPENAI_MODEL, "
            "or AINORI_EMBEDDING_URL for a server of your own, or leave both out.",
        )
    elif settings.embedding_url:
        yield Finding(
            "roads afar",
            "look",
            "AINORI_EMBEDDING_URL is set, but no model is named",
            "Set OPENAI_EMBEDDING_MODEL to what the server calls it.",
        )


async def _asked(name: str, vectors: OpenAiVectors) -> Finding:
    try:
        await vectors.warm()
        began = time.monotonic()
        rows = await vectors.embed(["a road to the sea"])
    except NoAnswer as none:
        says = f"{name} gives no vectors ({none.trouble})"
        remedy = "People are found by the built-in model meanwhile; see docs/models.md."
        return Finding("roads afar", "wrong", says, remedy)
    finally:
        await vectors.close()
    took = time.monotonic() - began
    says = f"{name} answers in {took:.1f} s with {rows.shape[1]} numbers"
    return Finding("roads afar", "well", says)
