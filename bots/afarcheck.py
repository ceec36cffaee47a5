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
from core.i18n.operators import text
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
            so_far = {"read": str(read[0]), "every": str(read[1])}
            if vectors.own:
                says = text("doctor.afar_all", **so_far)
            else:
                says = text("doctor.afar_agreed", **so_far)
            yield Finding(text("doctor.read_afar"), "well", says)
    elif settings.openai_embedding_model and settings.model == "on":
        says, remedy = text("doctor.afar_alone"), text("doctor.afar_needs")
        yield Finding(text("doctor.roads_afar"), "look", says, remedy)
    elif settings.embedding_url:
        says, remedy = text("doctor.afar_nameless"), text("doctor.afar_name")
        yield Finding(text("doctor.roads_afar"), "look", says, remedy)


async def _asked(name: str, vectors: OpenAiVectors) -> Finding:
    try:
        await vectors.warm()
        began = time.monotonic()
        rows = await vectors.embed(["a road to the sea"])
    except NoAnswer as none:
        says = text("doctor.afar_silent", name=name, why=none.trouble)
        return Finding(
            text("doctor.roads_afar"), "wrong", says, text("doctor.afar_meanwhile")
        )
    finally:
        await vectors.close()
    took, count = time.monotonic() - began, rows.shape[1]
    says = text(
        "doctor.afar_answers", name=name, seconds=f"{took:.1f}", count=str(count)
    )
    return Finding(text("doctor.roads_afar"), "well", says)
