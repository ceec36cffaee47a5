"""Where a vector is shown: only where its member chooses, and undone as easily."""

from dataclasses import replace

from core.domain.tone import lint
from core.talk.effects import Done
from core.talk.effects.joining import Kept
from core.talk.effects.roads import (
    LookAtNeighbours,
    Neighbour,
    NeighboursSeen,
    PublishVector,
    VectorPublished,
)
from core.talk.flow import Facts, Heard, Turn
from core.talk.flows.room import know
from core.talk.flows.sounding import BEGIN
from core.talk.flows.vector_states import Near, Placing, Publishing, Words
from core.talk.turn import Option, Picked, Say, Show, T


def begin(words: Words, facts: Facts) -> Turn:
    """Ask where to show the words; without a room they stay with the member."""
    held = [
        finding
        for line in (words.origin, words.destination, words.next_step)
        for finding in lint(line, facts.member.language)
        if finding.kind == "N12"
    ]
    if held:
        kept = PublishVector(words.vector(), (), words.helped)
        return Turn((Say(T("vector.held")),), do=(kept,))
    if not facts.homes:
        kept = PublishVector(words.vector(), (), words.helped)
        options = (Option(T("welcome.have_code"), "join", flow="welcome"),)
        return Turn((Say(T("vector.no_room_yet"), options),), do=(kept,))
    chosen = tuple(home.id for home in facts.homes if home.id in facts.shown_in)
    state = Placing(words, chosen)
    return Turn((where(state, facts),), state)


def where(state: Placing, facts: Facts) -> Say:
    """Return the question, with rooms to tick when there are several."""
    if len(facts.homes) == 1:
        options = [Option(facts.homes[0].name, "here", facts.homes[0].id)]
    else:
        options = [
            Option(
                T("vector.ticked", room=home.name)
                if home.id in state.chosen
                else home.name,
                "tick",
                home.id,
            )
            for home in facts.homes
        ]
        if state.chosen:
            options.append(Option(T("vector.show_there"), "there"))
    options.append(Option(T("vector.only_me"), "nowhere"))
    return Say(T("vector.ask_where"), tuple(options))


def step(state: Placing, heard: Heard, facts: Facts) -> Turn | None:
    """Take the choice of rooms."""
    match heard:
        case Picked(verb="here", arg=room):
            return _publish(state.words, (room,), facts)
        case Picked(verb="tick", arg=room):
            chosen = set(state.chosen) ^ {room}
            ticked = replace(state, chosen=tuple(sorted(chosen)))
            return Turn((where(ticked, facts),), ticked)
        case Picked(verb="there"):
            return _publish(state.words, state.chosen, facts)
        case Picked(verb="nowhere"):
            kept = PublishVector(state.words.vector(), (), state.words.helped)
            return Turn((Say(T("vector.kept_to_yourself")),), do=(kept,))
        case _:
            return None


def _publish(words: Words, rooms: tuple[str, ...], facts: Facts) -> Turn:
    published = PublishVector(words.vector(), rooms, words.helped)
    said = (Say(T("vector.out")), Say(T("vector.onwards"), onwards()))
    return Turn(said, Publishing(), (published,))


def published(heard: Heard) -> Turn | None:
    """Say that there are people whose roads may be near.

    This may come with the mail, long after: its choices stand.
    """
    match heard:
        case Done(answer=VectorPublished(near=near)) if near:
            ids = " ".join(one.member.id for one in near)
            options = (
                Option(T("vector.see"), "near", ids, flow="vector"),
                Option(T("vector.later"), "later", flow="vector"),
            )
            return Turn((Say(T("vector.near_found"), options),))
        case Done(answer=VectorPublished() | Kept()):
            return Turn()
        case _:
            return None


def onwards() -> tuple[Option, ...]:
    """Return what one may do next, as choices that stand."""
    return (
        Option(T("menu.post"), "", flow="post"),
        Option(T("menu.ask"), "", flow="ask"),
        BEGIN,
    )


def see(ids: str) -> Turn:
    """Look at people who were found near: they may have changed their mind since."""
    return Turn(next=Near(), do=(LookAtNeighbours(tuple(ids.split())),))


def later() -> Turn:
    """Leave it at that."""
    return Turn((Say(T("vector.any_time"), onwards()),))


def near(heard: Heard) -> Turn | None:
    """Show people on nearby roads: what they publish, and nothing else."""
    match heard:
        case Done(answer=NeighboursSeen(near=near)) if near:
            after = Say(T("vector.after_near"), onwards())
            return Turn((*map(_card, near), after))
        case Done(answer=NeighboursSeen()):
            return Turn((Say(T("vector.onwards"), onwards()),))
        case _:
            return None


def _card(neighbour: Neighbour) -> Show:
    return Show(
        title=neighbour.member.name,
        facts=((T("vector.toward"), neighbour.destination),),
        options=(know(neighbour.member.id),),
        look="person",
        face=neighbour.member.name,
    )
