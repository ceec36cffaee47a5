"""A request with help of the coach: softer, shorter, more casual, a second opinion.

The draft of the composer stands first and stays; the asker taps for another wording,
and what comes is a draft again.
"""

from dataclasses import replace

from core.domain.coaching import (
    Drafted,
    Flatness,
    RequestDraft,
    RequestMode,
    RequestParts,
    SecondLook,
)
from core.domain.requests import LAPSE_AFTER
from core.domain.wording.composing import Composed, Slots, compose
from core.talk.days import weekday
from core.talk.flow import Facts, Turn
from core.talk.flows import coached
from core.talk.flows.ask_states import Drafting
from core.talk.outgoing import Source
from core.talk.turn import Option, Say, T
from core.talk.voice import word

SOURCES: dict[str, Source] = {"asker": "own", "helper": "theirs", "bot": "bot"}
_MODES: dict[str, RequestMode] = {
    "softer": "softer",
    "shorter": "shorter",
    "casual": "casual",
}
_SECOND_LOOK = "look"


def closes_on(facts: Facts) -> str:
    """Return the day on which silence to a request sent now is a pass."""
    day = weekday(facts.now + LAPSE_AFTER, facts.zone)
    return word(day, facts.member.language)


def slots_of(draft: Drafting, facts: Facts) -> Slots:
    """Return what the request is made of."""
    task = draft.task
    home = facts.home(task.room)
    return Slots(
        helper_name=draft.to.name,
        their_words=draft.to.their_words,
        my_name=facts.member.name,
        my_destination=task.why,
        step=task.need,
        my_part=task.my_part,
        earns=task.earns,
        earns_words=task.earns_words,
        closes_on=closes_on(facts),
        owner=home is not None and home.owner_id == facts.member.id,
        tone="casual" if draft.casual else "desumasu",
    )


def composed(draft: Drafting, facts: Facts) -> Composed:
    """Return the request as the composer words it."""
    return compose(
        slots_of(draft, facts),
        facts.member.language,
        length="short" if draft.short else "usual",
        variant=draft.variant,
    )


def ways(draft: Drafting) -> tuple[Option, ...]:
    """Return the ways a text model could word what only it can word anew.

    A draft of ours is shorter or more casual at once, without anybody; from there one
    tap asks for the model's wording in the same manner.
    """
    if draft.edited:
        return (
            coached.offer(T("ask.softer"), "softer"),
            coached.offer(T("ask.shorter"), "shorter"),
            coached.offer(T("ask.second_look"), _SECOND_LOOK),
        )
    if draft.model:
        return (
            coached.offer(T("ask.softer"), "softer"),
            coached.offer(T("ask.shorter"), "shorter"),
            coached.offer(T("ask.more_casual"), "casual"),
        )
    manner = "casual" if draft.casual else "shorter" if draft.short else "softer"
    return (coached.offer(T("ask.models_wording"), manner),)


def help_with(draft: Drafting, how: str, facts: Facts) -> coached.Help | None:
    """Return what to ask the coach; only this one recipient's words go along."""
    language = facts.member.language
    room = draft.task.room
    if how == _SECOND_LOOK:
        return coached.Help(Flatness(language, draft.text), (draft.to.id,), room)
    if how not in _MODES:
        return None
    quotes = (quote for _, quote in draft.to.reasons)
    published = tuple(filter(None, (*quotes, draft.to.destination)))
    slots = replace(slots_of(draft, facts), tone="desumasu")
    ask = RequestDraft(
        language,
        slots,
        published,
        _MODES[how],
        now=draft.text if draft.edited else "",
    )
    return coached.Help(ask, (draft.to.id,), room)


def came(draft: Drafting, how: str, drafted: Drafted, facts: Facts) -> Turn:
    """Take what the coach found; the caller adds the draft with its choices."""
    if drafted.why == "sensitive":
        return Turn((coached.too_private(how, facts),), draft)
    who = coached.who_wrote(drafted)
    match drafted.answer:
        case SecondLook(quote=quote, instead=instead) if quote and (
            quote in draft.text
        ):
            found = replace(draft, quote=quote, instead=instead, remarks=True)
            return Turn((Say(coached.who_looked(drafted)),), found)
        case SecondLook():
            nothing = T("ask.nothing_found", looked=coached.who_looked(drafted))
            return Turn((Say(nothing),), replace(draft, quote="", instead=""))
        case RequestParts() as parts if drafted.by == "model":
            return Turn((who,), _worded(draft, parts, drafted.model, facts))
        case _ if draft.edited:
            return Turn((who,), draft)  # what the asker wrote is not given up for ours
        case _:
            return Turn((who,), _by_us(draft, how, facts))


def _worded(
    draft: Drafting, answer: RequestParts, model: str, facts: Facts
) -> Drafting:
    casual = draft.casual or draft.how == "casual"
    ours = {part.text for part in composed(replace(draft, casual=casual), facts).parts}
    parts = tuple(
        (part.text, _source(part.source, ours=part.text in ours))
        for part in answer.parts
    )
    return replace(
        draft,
        text=answer.text,
        parts=parts,
        model=model,
        edited=False,
        casual=casual,
        quote="",
        own="",
    )


def _source(source: str, *, ours: bool) -> Source:
    return "model" if source == "bot" and not ours else SOURCES[source]


def _by_us(draft: Drafting, how: str, facts: Facts) -> Drafting:
    """Word it by the composer, in the way that was wished for."""
    wished = replace(
        draft,
        short=draft.short or how == "shorter",
        casual=draft.casual or how == "casual",
        variant=draft.variant + (how == "softer"),
        model="",
    )
    made = composed(wished, facts)
    parts = tuple((part.text, SOURCES[part.source]) for part in made.parts)
    return replace(wished, text=made.text, parts=parts)
