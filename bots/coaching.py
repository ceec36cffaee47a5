"""Puts the coach together as the operator set it, with or without a text model.

Owns which parts there are. Must not know what is asked of them.
"""

from dataclasses import replace
from pathlib import Path

from core.clock import Clock, Ids
from core.coach.budget import Budget, Most
from core.coach.companion import Companion
from core.coach.openai_coach import Endpoint, OpenAiModel
from core.coach.openai_vectors import OpenAiVectors
from core.coach.prompts import Prompts
from core.coach.working import CoachWork, Counts
from core.reading_afar import ReadingAfar
from core.settings import Settings, told
from core.store.engine import Database


def companion(settings: Settings) -> Companion | None:
    """Return the coach with a text model, if one is set up; nothing is loaded yet."""
    if not settings.model_on:
        return None
    endpoint = Endpoint(
        model=settings.openai_model,
        api_key=told(settings.openai_api_key),
        base_url=settings.openai_base_url,
        name=settings.model_name,
        timeout_s=settings.model_deadline_s,
    )
    folder = Path(settings.prompts) if settings.prompts else None
    return Companion(
        OpenAiModel(endpoint), Prompts(folder), deadline_s=settings.model_deadline_s
    )


def budget(settings: Settings) -> Budget:
    """Return what may be used in a day."""
    calls = _three(settings.model_calls)
    tokens = _three(settings.model_tokens)
    member, room, everybody = map(Most, calls, tokens)
    return Budget(member, room, everybody)


def coach_work(
    settings: Settings,
    database: Database,
    clock: Clock,
    ids: Ids,
    counts: Counts,
) -> CoachWork:
    """Return the worker that answers asks."""
    return CoachWork(
        database, clock, ids, companion(settings), budget(settings), counts
    )


def vectors_afar(settings: Settings) -> OpenAiVectors | None:
    """Return the second model that reads roads, if one is set up."""
    if not settings.openai_embedding_model:
        return None
    endpoint = Endpoint(
        model=settings.openai_embedding_model, timeout_s=settings.model_deadline_s
    )
    if settings.embedding_url:
        # Without the key, which is for somebody else.
        own = replace(endpoint, base_url=settings.embedding_url, own=True)
        return OpenAiVectors(own)
    if not settings.model_on:
        return None
    elsewhere = replace(
        endpoint,
        api_key=told(settings.openai_api_key),
        base_url=settings.openai_base_url,
    )
    return OpenAiVectors(elsewhere)


def reading_afar(
    settings: Settings,
    database: Database,
    clock: Clock,
    counts: Counts,
) -> ReadingAfar | None:
    """Return what reads roads elsewhere, if that is set up; nothing is loaded yet."""
    vectors = vectors_afar(settings)
    return (
        None
        if vectors is None
        else ReadingAfar(database, clock, vectors, counts=counts)
    )


def _three(numbers: str) -> tuple[int, int, int]:
    member, room, everybody = (int(one) for one in numbers.split(","))
    return member, room, everybody
