"""A sentence came: take it up beside one's own words, say thanks, or leave it.

One's own words stand first, and nothing becomes part of them before the card was read
back once more; what was taken names whom it came from on one's own road.
"""

from typing import Literal

from core.domain.shortening import ANSWER_LENGTH, first_sentence
from core.talk.effects import Done
from core.talk.effects.soundings import HintSeen, LookAtHint, TakeHint, ThankForHint
from core.talk.flow import Facts, Heard, Start, Turn
from core.talk.flows.sounding_states import Delight, Looking, Taking, Thanking
from core.talk.incoming import Said
from core.talk.notices import called
from core.talk.turn import Offer, Option, Picked, Say, Saying, T
from core.talk.vector_card import LABELS
from core.talk.voice import word


def look(verb: Literal["take", "thank"], hint_id: str) -> Turn:
    """Read the sentence first: the rows say what the tap still means."""
    return Turn(next=Looking(verb, hint_id), do=(LookAtHint(hint_id),))


def looked(state: Looking, heard: Heard, facts: Facts) -> Turn | None:
    """Go on with a sentence that is still there."""
    match heard:
        case Done(answer=HintSeen(hint=hint, mine="asker", other=other)) if (
            hint and other
        ):
            name = other.name
        case Done(answer=HintSeen()):
            return Turn((Say(T("sounding.gone")),))
        case _:
            return None
    if state.verb == "take":
        line = hint.sounding.line
        own = getattr(facts.vector, line)
        taking = Taking(hint.id, name, line, own, hint.words)
        return Turn((beside(taking),), taking)
    if hint.thanked:
        return Turn((Say(T("sounding.thanked_already", name=called(name))),))
    return Turn((what_delighted(),), Delight(hint.id, name))


# Beside one's own words


def beside(state: Taking) -> Say:
    """Return both wordings, one's own first."""
    words = T(
        "sounding.beside",
        line=LABELS[state.line],
        own=state.own or T("vector.not_yet"),
        name=called(state.name),
        words=state.theirs,
    )
    options = (
        Option(T("sounding.own_words"), "own"),
        Option(T("sounding.their_words"), "theirs"),
    )
    return Say(words, options)


def taken(state: Taking, heard: Heard) -> Turn | None:
    """Go on to the vector, where the words are read back and placed as usual."""
    match heard:
        case Picked(verb="own"):
            return Turn((Say(T("sounding.kept_own"), (_thank(state.hint_id),)),))
        case Picked(verb="theirs"):
            words = state.theirs
        case Said(text=text) if text.strip():
            words = text.strip()
        case _:
            return None
    start = Start("vector", "worded", f"{state.line}\n{words}")
    return Turn(do=(TakeHint(state.hint_id),), then=start)


def _thank(hint_id: str) -> Option:
    return Option(T("follow.thank_reading"), "thank", hint_id, flow="sounding")


# Thanks


def what_delighted() -> Say:
    """Ask for the reason."""
    skip = Option(T("follow.skip_thanks"), "skip")
    return Say(T("follow.what_delighted"), (skip,))


def delighted(state: Delight, heard: Heard, facts: Facts) -> Turn | None:
    """Draft thanks around what was a joy."""
    match heard:
        case Said(text=text) if text.strip():
            delight = first_sentence(text, ANSWER_LENGTH)
            draft = T("follow.thanks_draft", name=called(state.name), delight=delight)
            words = word(draft, facts.member.language)
            thanking = Thanking(state.hint_id, state.name, words)
            return Turn(thanks(thanking), thanking)
        case Picked(verb="skip"):
            return Turn((Say(T("cheer.stopped")),))
        case _:
            return None


def thanks(state: Thanking) -> tuple[Saying, ...]:
    """Return the draft of thanks."""
    options = (Option(T("ask.send"), "send"), Option(T("follow.skip_thanks"), "skip"))
    title = T("follow.thanks_to", name=called(state.name))
    return (
        Offer(state.text, options, title=title),
        Say(T("follow.thanks_may_edit")),
    )


def thanked(state: Thanking, heard: Heard) -> Turn | None:
    """Send thanks."""
    match heard:
        case Picked(verb="send"):
            said = Say(T("follow.thanks_sent", name=called(state.name)))
            return Turn((said,), do=(ThankForHint(state.hint_id, state.text),))
        case Picked(verb="skip"):
            return Turn((Say(T("cheer.stopped")),))
        case Said(text=text) if text.strip():
            own = Thanking(state.hint_id, state.name, text.strip()[: ANSWER_LENGTH * 2])
            return Turn(thanks(own), own)
        case _:
            return None
