"""What is missing of an ask: at most three questions (J3)."""

from dataclasses import replace

from core.talk.effects.asks import OpenAsk
from core.talk.flow import Facts, Heard, Turn
from core.talk.flows.ask_states import Opening, Question, Shaping, Task
from core.talk.flows.menu import room_options
from core.talk.flows.words import not_sure, one_line
from core.talk.incoming import Said
from core.talk.turn import Option, Phrase, Picked, Say, T


def next_question(task: Task, facts: Facts) -> Turn:
    """Ask for what is missing next, or for a room to ask in."""
    if not facts.homes:
        options = (Option(T("welcome.have_code"), "join", flow="welcome"),)
        return Turn((Say(T("ask.no_room"), options),))
    if len(facts.homes) == 1 and not task.room:
        task = replace(task, room=facts.homes[0].id)
    at: Question = "need"
    if task.need:
        at = "why" if task.room else "room"
    state = Shaping(at, task)
    return Turn((question(state, facts),), state)


_BEFORE: dict[Question, Question] = {
    "my_part": "why",
    "earns": "my_part",
    "earns_words": "earns",
}


def question(state: Shaping, facts: Facts) -> Say:
    """Return a question with its choices and the ways out."""
    words, options = _asked(state.at, facts)
    back = (Option(T("ask.one_back"), "one_back"),) if state.at in _BEFORE else ()
    return Say(words, (*options, *back, Option(T("ask.stop"), "stop")))


def _asked(at: Question, facts: Facts) -> tuple[Phrase, tuple[Option, ...]]:
    match at:
        case "need":
            return T("ask.what"), ()
        case "room":
            return T("ask.which_room"), room_options(facts)
        case "why":
            skip = Option(T("ask.skip"), "skip")
            if not facts.vector.destination:
                return _about_road(facts), (skip,)
            return _about_road(facts), (Option(T("ask.that_road"), "why"), skip)
        case "my_part":
            return T("ask.my_part"), ()
        case "earns":
            return T("ask.who_earns"), (
                Option(T("ask.earns_nobody"), "nobody"),
                Option(T("ask.earns_somebody"), "somebody"),
            )
        case "earns_words":
            return T("ask.earns_how"), ()


def _about_road(facts: Facts) -> Phrase:
    if facts.vector.destination:
        return T("ask.which_road", destination=facts.vector.destination)
    return T("ask.which_road_unwritten")


_UNSURE: dict[Question, Phrase] = {
    "need": T("ask.unsure_need"),
    "my_part": T("ask.unsure_part"),
}


def shaping(state: Shaping, heard: Heard, facts: Facts) -> Turn | None:
    """Hear an answer, a step back or the wish to stop."""
    match heard:
        case Picked(verb="stop"):
            return stopped()
        case Picked(verb="one_back") if state.at in _BEFORE:
            return _ask(replace(state, at=_BEFORE[state.at]), facts)
        case Said(text=text) if state.at in _UNSURE and not_sure(text):
            return Turn((Say(_UNSURE[state.at]), question(state, facts)), state)
        case Said(text=text) if state.at == "why" and not_sure(text):
            return shaped(state, Picked("skip"), facts)
        case _:
            return shaped(state, heard, facts)


def shaped(state: Shaping, heard: Heard, facts: Facts) -> Turn | None:
    """Take an answer and go on to what is missing next."""
    task = state.task
    match state.at, heard:
        case "need", Said(text=text) if text.strip() and task.my_part:
            return _open_ask(replace(task, need=one_line(text)))
        case "need", Said(text=text) if text.strip():
            return next_question(replace(task, need=one_line(text)), facts)
        case "room", Picked(verb="room", arg=room):
            return _ask(Shaping("why", replace(task, room=room)), facts)
        case "why", Picked(verb="why"):
            why = facts.vector.destination
            return _ask(Shaping("my_part", replace(task, why=why)), facts)
        case "why", Picked(verb="skip"):
            return _ask(Shaping("my_part", task), facts)
        case "why", Said(text=text) if text.strip():
            return _ask(Shaping("my_part", replace(task, why=one_line(text))), facts)
        case "my_part", Said(text=text) if text.strip():
            return _ask(Shaping("earns", replace(task, my_part=one_line(text))), facts)
        case "earns", Picked(verb="nobody"):
            return _open_ask(replace(task, earns=False, earns_words=""))
        case "earns", Picked(verb="somebody"):
            return _ask(Shaping("earns_words", task), facts)
        case "earns_words", Said(text=text) if text.strip():
            words = one_line(text)
            turn = _open_ask(replace(task, earns=True, earns_words=words))
            return replace(turn, say=(Say(T("ask.earns_hint")),))
        case _:
            return None


def _ask(state: Shaping, facts: Facts) -> Turn:
    return Turn((question(state, facts),), state)


def _open_ask(task: Task) -> Turn:
    effect = OpenAsk(
        community_id=task.room,
        need=task.need,
        why=task.why,
        my_part=task.my_part,
        earns=task.earns,
        earns_words=task.earns_words,
    )
    return Turn(next=Opening(task), do=(effect,))


def stopped() -> Turn:
    """Leave it here; a request that is on its way for this stays on its way."""
    return Turn((Say(T("ask.stopped")),))
