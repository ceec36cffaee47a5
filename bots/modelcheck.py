"""Looks at the text model: whether it answers, and what the last day took.

Owns these findings of `ainori doctor`. Asks the model one question of its own, without
a word of any member, and tells only the kind of error that came back.
"""

from collections.abc import AsyncIterator
from functools import partial

from bots.coaching import budget, companion
from bots.findings import Finding
from bots.peeking import read_if_there
from core.clock import SystemClock
from core.coach.openai_coach import OpenAiModel
from core.coach.usage import usage
from core.domain.coaching import Meaning
from core.settings import Settings, told

_REMEDY = (
    "Drafts come from the built-in coach meanwhile. Look at OPENAI_API_KEY, "
    "OPENAI_BASE_URL and OPENAI_MODEL, and at docs/models.md."
)
_FORMS = {
    "schema": "keeps to a schema",
    "bare_schema": "keeps to a schema without lengths",
    "object": "keeps to JSON",
    "text": "answers in text only",
}


async def looked_at_model(settings: Settings) -> AsyncIterator[Finding]:
    """Give what is found out about the text model."""
    if not settings.model_on:
        yield _off(settings)
        return
    yield await _asked(settings)
    if (took := await _took(settings)) is not None:
        yield took


def _off(settings: Settings) -> Finding:
    if settings.model == "off":
        return Finding("text model", "well", "switched off with AINORI_MODEL")
    begun = settings.openai_model or told(settings.openai_api_key)
    if begun or settings.openai_base_url:
        says = "half set up: the built-in coach writes all drafts"
        remedy = "Set OPENAI_MODEL, and OPENAI_API_KEY or OPENAI_BASE_URL."
        return Finding("text model", "look", says, remedy)
    return Finding("text model", "well", "none: the built-in coach writes all drafts")


async def _asked(settings: Settings) -> Finding:
    coach = companion(settings)
    if coach is None or not isinstance(coach.model, OpenAiModel):
        return Finding("text model", "well", "none")
    try:
        ask = Meaning("en", "could somebody help me carry a table on Sunday?")
        drafted, use = await coach.draft(ask, names=(), others=False, member_id="")
        form = _FORMS[coach.model.habits.rung]
    finally:
        await coach.model.close()
    where = f"{settings.openai_model} at {coach.model.name}"
    if drafted.by == "model":
        took = f"{use.latency_ms / 1000:.1f} s"
        return Finding("text model", "well", f"{where} answers in {took} and {form}")
    if drafted.why == "unfit":
        says = f"{where} answers, but not so that it can be used ({use.outcome})"
        remedy = "Drafts come from the built-in coach. A larger model may do better."
        return Finding("text model", "look", says, remedy)
    says = f"{where} gives no answer ({use.outcome})"
    return Finding("text model", "wrong", says, _REMEDY)


async def _took(settings: Settings) -> Finding | None:
    lately = partial(usage, now=SystemClock().now())
    used = await read_if_there(told(settings.database_url), lately)
    if used is None:
        return None
    most = budget(settings).all
    says = (
        f"in 24 hours {used.calls} of {most.calls} calls, about {used.tokens} of "
        f"{most.tokens} tokens"
    )
    ended = ", ".join(f"{one.outcome} {one.drafts}" for one in used.outcomes)
    if ended:
        says += f"; drafts: {ended}"
    return Finding("drafts", "well", says)
