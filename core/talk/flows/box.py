"""What arrived and what is under way: requests to answer, sent ones, rides."""

from dataclasses import dataclass
from itertools import chain
from typing import Literal

from core.domain.members import Member
from core.domain.requests import Request
from core.talk import sos_notices
from core.talk.days import weekday
from core.talk.effects import Done
from core.talk.effects.requests import LookAtOpen, OpenSeen
from core.talk.flow import Facts, Flow, Heard, Start, Turn
from core.talk.flows.menu import menu_options
from core.talk.notices import called
from core.talk.request_notices import in_other_words
from core.talk.sounding_notices import card, said
from core.talk.turn import Opened, Option, Phrase, Say, Saying, Show, T

_MOST_CARDS = 4


@dataclass(frozen=True, slots=True)
class Looking:
    """Waits to read what is open; `only_rides` after "it's finished" or "thanks".

    `after` is how many cards were shown before.
    """

    only_rides: bool = False
    after: int = 0
    kind: Literal["looking"] = "looking"


State = Looking


def open_(opened: Opened, facts: Facts) -> Turn:
    """Read what is open."""
    after = int(opened.arg) if opened.arg.isdecimal() else 0
    return Turn(next=Looking(opened.verb == "ended", after), do=(LookAtOpen(),))


def step(state: State, heard: Heard, facts: Facts) -> Turn | None:
    """Show it."""
    match heard:
        case Done(answer=OpenSeen(riding=((only, _, _),))) if (
            state.only_rides and not state.after
        ):
            # Which ride is finished need not be asked where there is one.
            return Turn(then=Start("follow", "ended", only.id))
        case Done(answer=OpenSeen() as seen):
            cards = (
                (*_rides(seen), *_ended(seen))
                if state.only_rides
                else (
                    *map(sos_notices.heard, seen.heard),
                    *map(sos_notices.own, seen.calls),
                    *_received(seen, facts),
                    *_rides(seen),
                    *_hints(seen),
                    *_sent(seen, facts),
                )
            )
            empty = T("box.no_rides") if state.only_rides else T("box.nothing_open")
            shown = cards[state.after : state.after + _MOST_CARDS]
            if not shown:
                return Turn((Say(empty, menu_options()),))
            return Turn((*shown, *_further(state, len(cards))))
        case _:
            return None


def _further(state: Looking, there_are: int) -> tuple[Saying, ...]:
    after = state.after + _MOST_CARDS
    if there_are <= after:
        return ()
    verb = "ended" if state.only_rides else ""
    return (Say(T("box.further"), (Option(T("box.more"), verb, str(after), "box"),)),)


def _received(seen: OpenSeen, facts: Facts) -> tuple[Saying, ...]:
    return tuple(
        Show(
            title=T("answer.arrived", name=called(other.name)),
            body=request.text,
            facts=in_other_words(request, facts.member.language, facts.zone),
            options=(
                Option(T("answer.ride"), "ride", request.id, flow="answer"),
                Option(T("answer.suggest"), "suggest", request.id, flow="answer"),
                Option(T("answer.pass"), "pass", request.id, flow="answer"),
            ),
            look="request",
            face=other.name,
        )
        for request, other in seen.received
        if request.state == "sent"
    )


def _hints(seen: OpenSeen) -> tuple[Saying, ...]:
    """Return sentences others said for this member, and those they are asked for."""
    told = (said(one.hint, one.other.name) for one in seen.told)
    asked = (card(one.hint, one.other.name) for one in seen.hints)
    return (*chain.from_iterable(told), *asked)


def _rides(seen: OpenSeen) -> tuple[Saying, ...]:
    contact, ended = T("follow.hand_contact"), T("follow.ended")
    return tuple(
        _ride(
            T("box.riding_with", name=called(other.name)),
            (request, other),
            ((contact, "contact"), (ended, "ended")),
        )
        for request, other, _ in seen.riding
    )


def _ended(seen: OpenSeen) -> tuple[Saying, ...]:
    """Return the rides that are over and may still be thanked for."""
    thanks, road = T("follow.write_thanks"), T("follow.my_road")
    return tuple(
        _ride(
            T("box.rode_with", name=called(other.name)),
            (request, other),
            ((thanks, "thanks"), (road, "growth")),
        )
        for request, other in seen.ended
    )


def _ride(
    title: Phrase,
    ride: tuple[Request, Member],
    ways: tuple[tuple[Phrase, str], ...],
) -> Show:
    request, other = ride
    return Show(
        title=title,
        body=request.stretch,
        options=tuple(
            Option(label, verb, request.id, flow="follow") for label, verb in ways
        ),
        look="request",
        face=other.name,
    )


def _sent(seen: OpenSeen, facts: Facts) -> tuple[Saying, ...]:
    cards: list[Saying] = []
    options: tuple[Option, ...]
    for request, other in seen.sent:
        if request.state == "countered":
            options = (
                Option(T("follow.idea_take"), "idea", request.id, flow="follow"),
                Option(T("follow.idea_mix"), "mix", request.id, flow="follow"),
                Option(
                    T("follow.idea_first_form"), "first_form", request.id, flow="follow"
                ),
            )
            title = T("follow.idea_arrived", name=called(other.name))
            body = request.idea
        else:
            options = (
                Option(T("ask.take_back"), "take_back", request.id, flow="follow"),
            )
            day = weekday(request.lapse_at, facts.zone)
            title = T("box.waiting_for", name=called(other.name), day=day)
            body = request.text
        cards.append(
            Show(
                title=title,
                body=body,
                options=options,
                look="request",
                face=other.name,
            )
        )
    return tuple(cards)


def ask(state: State, facts: Facts) -> tuple[Saying, ...]:
    """Nothing to repeat: the answer comes at once."""
    return ()


FLOW = Flow("box", State, open_, step, ask)
