"""After the ending: thanks with a reason, and what moved on one's own road.

Thanks name one thing that was a joy; growth notes are read by their author alone.
"""

import re
from dataclasses import replace
from typing import Literal

from core.domain.shortening import ANSWER_LENGTH, first_sentence
from core.talk.commands import plain
from core.talk.effects.requests import NoteGrowth, Thank
from core.talk.effects.roads import TakeStep
from core.talk.flow import Facts, Heard, Turn
from core.talk.flows.follow_states import (
    Delight,
    Growth,
    GrowthWords,
    NextStep,
    Thanking,
)
from core.talk.flows.words import and_before, not_yet, tells
from core.talk.incoming import Said
from core.talk.notices import called
from core.talk.turn import Offer, Option, Picked, Say, Saying, T
from core.talk.voice import word

_STEP_LENGTH = 80
_AS_BEFORE = re.compile(
    r"(?:(?:同じ|おんなじ)(?:まま|の|もの)?|(?:この|その|[今前]の|いまの)まま|変え(?:ない|ません|ず)"
    r"|変わ(?:らず|りません|らない)|変更なし|なし)(?:で|に)?(?:いい|大丈夫|します|お願いします)?"
    r"(?:です|かな|ね|よ|わ)*"
    r"|(?:the\s+)?same(?:\s+(?:one|step|as\s+before|again))?|unchanged|no\s+change"
    r"|(?:keep|leave)\s+(?:it|that)(?:\s+(?:as\s+it\s+is|the\s+same))?"
)
_MOVED: tuple[Literal["moved", "not_yet", "other_road"], ...] = (
    "moved",
    "not_yet",
    "other_road",
)
After = Delight | Thanking | Growth | GrowthWords | NextStep


def delight(state: Delight, heard: Heard, facts: Facts) -> Turn | None:
    match heard:
        case Said(text=text) if text.strip():
            said = first_sentence(text, ANSWER_LENGTH)
            text_ = word(
                T("follow.thanks_draft", name=called(state.name), delight=said),
                facts.member.language,
            )
            following = Thanking(state.request_id, state.name, said, text_)
            return Turn(ask(following), following)
        case Picked(verb="skip"):
            growing = Growth(state.request_id, facts.vector.destination)
            return Turn(ask(growing), growing)
        case _:
            return None


def thanking(state: Thanking, heard: Heard, facts: Facts) -> Turn | None:
    match heard:
        case Picked(verb="send"):
            growing = Growth(state.request_id, facts.vector.destination)
            said = Say(T("follow.thanks_sent", name=called(state.name)))
            effect = Thank(state.request_id, state.delight, state.text)
            return Turn((said, *ask(growing)), growing, (effect,))
        case Picked(verb="skip"):
            growing = Growth(state.request_id, facts.vector.destination)
            return Turn(ask(growing), growing, keep=True)
        case Said(text=text) if text.strip():
            own = text.strip()[: ANSWER_LENGTH * 2]
            following = Thanking(state.request_id, state.name, state.delight, own)
            return Turn(ask(following), following)
        case _:
            return None


def growth(state: Growth, heard: Heard, facts: Facts) -> Turn | None:
    match heard:
        case Picked(verb="so", arg=("moved" | "not_yet" | "other_road") as moved) if (
            state.words
        ):
            known = GrowthWords(state.request_id, moved)
            return growth_words(known, Said(state.words), facts)
        case Picked(verb="so", arg=("moved" | "not_yet" | "other_road") as moved):
            following = GrowthWords(state.request_id, moved)
            return Turn(_growth_words_asked(), following)
        case Picked(verb="skip"):
            return Turn((Say(T("follow.all_done")),))
        case Said(text=text) if tells(text) and text.strip():
            both = and_before(state.words, text.strip())
            here = replace(state, words=both)
            return Turn((Say(T("follow.growth_heard")), *ask(here)), here)
        case _:
            return None


def _growth_words_asked() -> tuple[Saying, ...]:
    return (Say(T("follow.growth_words"), (Option(T("follow.no_words"), "none"),)),)


def growth_words(state: GrowthWords, heard: Heard, facts: Facts) -> Turn | None:
    match heard:
        case Said(text=text) if text.strip():
            words = first_sentence(text, ANSWER_LENGTH)
        case Picked(verb="none"):
            words = ""
        case _:
            return None
    note = NoteGrowth(state.request_id, state.moved, words)
    following = NextStep(facts.vector.next_step)
    said = (Say(T("follow.growth_kept")), *ask(following))
    return Turn(said, following, (note,))


def next_step(heard: Heard) -> Turn | None:
    match heard:
        case Picked(verb="same"):
            return Turn((Say(T("follow.all_done")),))
        case Said(text=text) if not_yet(text) or _AS_BEFORE.fullmatch(plain(text)):
            return Turn((Say(T("follow.all_done")),))
        case Said(text=text) if text.strip():
            taken = first_sentence(text, _STEP_LENGTH)
            return Turn(
                (Say(T("follow.step_taken", step=taken)),), do=(TakeStep(taken),)
            )
        case _:
            return None


def ask(state: After) -> tuple[Saying, ...]:
    """Repeat the question."""
    match state:
        case Delight():
            skip = Option(T("follow.skip_thanks"), "skip")
            return (Say(T("follow.what_delighted"), (skip,)),)
        case Thanking():
            send = Option(T("ask.send"), "send")
            skip = Option(T("follow.skip_thanks"), "skip")
            title = T("follow.thanks_to", name=called(state.name))
            offer = Offer(state.text, (send, skip), title=title)
            return (offer, Say(T("follow.thanks_may_edit")))
        case Growth():
            moved = (
                Option(label, "so", which)
                for which, label in zip(
                    _MOVED,
                    (
                        T("follow.moved"),
                        T("follow.not_yet"),
                        T("follow.other_road"),
                    ),
                    strict=True,
                )
            )
            words = (
                T("follow.did_it_move", road=state.road)
                if state.road
                else T("follow.did_it_move_unwritten")
            )
            return (Say(words, (*moved, Option(T("vector.skip"), "skip"))),)
        case GrowthWords():
            return _growth_words_asked()
        case NextStep():
            same = (Option(T("follow.same_step"), "same"),)
            if state.step:
                return (Say(T("follow.next_step", step=state.step), same),)
            return (Say(T("follow.next_step_unwritten"), same),)
