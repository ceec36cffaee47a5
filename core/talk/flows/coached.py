"""What flows share when the coach helps: whether it may, what is asked, who wrote.

Own words come first and every help is a tap. Nothing is said while a draft is on its
way: what was offered before stays good, and whoever goes on drops the late answer,
because the ticket goes out of the state. Owns no state.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from core.domain.coaching import MODEL_CONSENT, Ask, Drafted
from core.talk.effects.coaching import AskCoach
from core.talk.effects.joining import Consent
from core.talk.flow import Facts, Heard, Turn
from core.talk.turn import Option, Phrase, Picked, Say, Saying, T

HELP, AGREE, PRIVATE, DECLINE = "help", "help_agree", "help_private", "help_not"


@dataclass(frozen=True, slots=True)
class Help:
    """An ask with whose words are in it besides, and the room it is about."""

    ask: Ask
    others: tuple[str, ...] = ()
    community_id: str = ""


def may_help(facts: Facts) -> bool:
    """Whether help of a text model is offered: it is there and was not declined."""
    return facts.models_offered and facts.model_consent is not False


def agreed(facts: Facts) -> bool:
    """Whether a text model may be used without asking first."""
    return facts.models_offered and facts.model_consent is True


def offer(label: Phrase, how: str) -> Option:
    """Return the choice that asks for help of one kind."""
    return Option(label, HELP, how)


def ticket(facts: Facts) -> str:
    """Return a word by which a late answer knows what it belongs to."""
    return f"{facts.seed:08x}"


def asking(
    help_: Help, facts: Facts, *, private: bool = False, ticket_: str = ""
) -> AskCoach:
    """Return the effect that asks; nothing is said, so that the answer may reply."""
    return AskCoach(
        help_.ask,
        ticket_ or ticket(facts),
        community_id=help_.community_id,
        others=help_.others,
        send_sensitive=private,
        keeps_pass=True,
    )


def wanted(
    heard: Heard,
    facts: Facts,
    *,
    state: Any,
    waiting: Callable[[str, str], Any],
    help_with: Callable[[str], Help | None],
    again: Callable[[Facts], tuple[Saying, ...]],
) -> Turn | None:
    """Answer a tap on help, or on what is asked before it.

    Args:
        heard: What was heard.
        facts: Whether there is a text model, and what the member said to it.
        state: Where the flow stands, with no draft on its way.
        waiting: The same place, waiting for a ticket and what was asked for.
        help_with: What to ask the coach; None when there is no such help.
        again: Repeats the question of the state, as the member decided by then.
    """
    if not isinstance(heard, Picked) or not facts.models_offered:
        return None
    if heard.verb == DECLINE:
        if facts.model_consent is not None:
            return Turn(again(facts), state)  # only this one text stays here
        declined = replace(facts, model_consent=False)
        return Turn(again(declined), state, (Consent(MODEL_CONSENT, given=False),))
    if heard.verb not in {HELP, AGREE, PRIVATE}:
        return None
    help_ = help_with(heard.arg)
    if help_ is None:
        return None
    if heard.verb == HELP and facts.model_consent is not True:
        return Turn((_may_i(heard.arg, facts),), state)
    ask = asking(help_, facts, private=heard.verb == PRIVATE)
    given = (Consent(MODEL_CONSENT, given=True),) if heard.verb == AGREE else ()
    return Turn(next=waiting(ask.ticket, heard.arg), do=(*given, ask))


def _may_i(how: str, facts: Facts) -> Say:
    options = (
        Option(T("coached.use"), AGREE, how),
        Option(T("coached.use_not"), DECLINE),
    )
    return Say(T("coached.may_i", model=model_name(facts)), options)


def too_private(how: str, facts: Facts) -> Say:
    """Ask whether this one text may be sent although it is private."""
    options = (
        Option(T("coached.keep_here"), DECLINE),
        Option(T("coached.send_this"), PRIVATE, how),
    )
    return Say(T("coached.too_private", model=model_name(facts)), options)


def model_name(facts: Facts) -> str | Phrase:
    """Return what members are told the text model is called."""
    return facts.model_name or T("settings.models")


def who_wrote(drafted: Drafted) -> Say:
    """Say plainly who worded it, and kindly why it is not the model."""
    if drafted.by == "model":
        return Say(T("coached.by_model", model=drafted.model or T("settings.models")))
    if drafted.answer is None and not drafted.why:
        return Say(T("coached.nothing_to_add"))
    return Say(_WHY.get(drafted.why, T("coached.by_coach")))


def who_looked(drafted: Drafted) -> Phrase:
    """Say plainly who had a look at the words, and kindly why it was not the model."""
    if drafted.by == "model":
        model = drafted.model or T("settings.models")
        return T("coached.looked_by_model", model=model)
    return _WHY.get(drafted.why, T("coached.looked_by_coach"))


_WHY: dict[str, Phrase] = {
    "spent": T("coached.enough_today"),
    "busy": T("coached.one_at_a_time"),
    "late": T("coached.late"),
    "resting": T("coached.late"),
    "unfit": T("coached.unfit"),
}
