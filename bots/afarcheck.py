"""Looks at the second model that reads roads: whether it answers, how far it came.

Owns these findings of `ainori doctor`. Sends one sentence of its own, no member's, and
tells only the kind of error that came back.
"""

import time
from collections.abc import AsyncIterator
from functools import partial

from bots.coaching import vectors_afar
from bots.findings import Finding
from core.coach.model import NoAnswer
from core.coach.openai_vectors import OpenAiVectors
from core.errors import AinoriError
from core.reading_afar import counted
from core.settings import Settings, told
from core.store.engine import open_database
from core.store.migrating import revision_of
from core.store.migrations import head
from core.store.places import is_there

_PATIENCE_S = 5.0


async def looked_afar(settings: Settings) -> AsyncIterator[Finding]:
    """Give what is found out about it; nothing where none is set."""
    vectors = vectors_afar(settings)
    if vectors is not None:
        yield await _asked(settings.openai_embedding_model, vectors)
        async for finding in _read(settings, vectors):
            yield finding
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


async def _read(settings: Settings, vectors: OpenAiVectors) -> AsyncIterator[Finding]:
    url = told(settings.database_url)
    if not is_there(url):
        return
    database = open_database(url, wait_s=_PATIENCE_S)
    try:
        if await revision_of(database) != head():
            return
        read, every = await database.read(partial(counted, vectors=vectors))
    except AinoriError:
        # Said already where the database itself was looked at.
        return
    finally:
        await database.close()
    whom = "members" if vectors.own else "members who agreed to it"
    says = f"{read} of {every} {whom}"
    yield Finding("read afar", "well", says)
