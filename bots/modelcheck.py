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
from core.coach.openai_coach import OpenAiModel, Rung
from core.coach.usage import usage
from core.domain.coaching import Meaning
from core.i18n.operators import text
from core.settings import Settings, told


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
        return Finding(text("doctor.text_model"), "well", text("doctor.model_off"))
    begun = settings.openai_model or told(settings.openai_api_key)
    if begun or settings.openai_base_url:
        says, remedy = text("doctor.model_half"), text("doctor.set_model")
        return Finding(text("doctor.text_model"), "look", says, remedy)
    return Finding(text("doctor.text_model"), "well", text("doctor.model_none"))


async def _asked(settings: Settings) -> Finding:
    coach = companion(settings)
    if coach is None or not isinstance(coach.model, OpenAiModel):
        return Finding(text("doctor.text_model"), "well", text("doctor.no_model"))
    try:
        ask = Meaning("en", "could somebody help me carry a table on Sunday?")
        drafted, use = await coach.draft(ask, names=(), others=False, member_id="")
        rung = coach.model.habits.rung
    finally:
        await coach.model.close()
    model = settings.openai_model
    where = text("doctor.model_at", model=model, host=coach.model.name)
    if drafted.by == "model":
        took = f"{use.latency_ms / 1000:.1f}"
        says = text("doctor.model_answers", where=where, seconds=took, form=_form(rung))
        return Finding(text("doctor.text_model"), "well", says)
    if drafted.why == "unfit":
        says = text("doctor.model_unfit", where=where, why=use.outcome)
        return Finding(text("doctor.text_model"), "look", says, text("doctor.larger"))
    says = text("doctor.model_silent", where=where, why=use.outcome)
    return Finding(
        text("doctor.text_model"), "wrong", says, text("doctor.coach_meanwhile")
    )


def _form(rung: Rung) -> str:
    """Word how far the model keeps to a form."""
    return {
        "schema": text("doctor.schema"),
        "bare_schema": text("doctor.bare_schema"),
        "object": text("doctor.object"),
        "text": text("doctor.text"),
    }[rung]


async def _took(settings: Settings) -> Finding | None:
    lately = partial(usage, now=SystemClock().now())
    used = await read_if_there(told(settings.database_url), lately)
    if used is None:
        return None
    most = budget(settings).all
    says = text(
        "doctor.used",
        calls=str(used.calls),
        most_calls=str(most.calls),
        tokens=str(used.tokens),
        most_tokens=str(most.tokens),
    )
    ended = ", ".join(f"{one.outcome} {one.drafts}" for one in used.outcomes)
    if ended:
        says = text("doctor.used_for", used=says, ended=ended)
    return Finding(text("doctor.drafts"), "well", says)
