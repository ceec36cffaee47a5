"""Who could help with …?: the task, three people, a flat request to one of them.

Asks only what is missing, at most three questions (J3). Nothing leaves before the
asker taps "send".
"""

from dataclasses import replace

from core.domain.meaning import is_question
from core.talk.days import weekday
from core.talk.effects import (
    AskOpened,
    AskSeen,
    CloseAsk,
    Done,
    FindPeople,
    LookAtAsk,
    LookAtPerson,
    NotSent,
    OpenAsk,
    PeopleFound,
    PersonSeen,
    RememberAsk,
    RequestSent,
)
from core.talk.flow import Facts, Flow, Heard, Short, Start, Turn
from core.talk.flows import ask_draft, ask_people
from core.talk.flows.ask_states import (
    Choosing,
    Drafting,
    Editing,
    Looking,
    Nobody,
    Opening,
    Question,
    Recalling,
    Sending,
    Shaping,
    State,
    Task,
    mended,
)
from core.talk.flows.words import not_sure, one_line, says_back
from core.talk.incoming import Said
from core.talk.notices import called
from core.talk.turn import Opened, Option, Phrase, Picked, Say, Saying, T


def open_(opened: Opened, facts: Facts) -> Turn:
    """Begin with nothing, with words, or with an earlier ask."""
    match opened.verb:
        case "again":
            return Turn(next=Recalling(), do=(LookAtAsk(opened.arg),))
        case "close":
            return Turn((Say(T("ask.closed")),), do=(CloseAsk(opened.arg),))
        case _:
            return _next_question(Task(need=one_line(opened.arg)), facts)


# What is missing


def _next_question(task: Task, facts: Facts) -> Turn:
    if not facts.homes:
        options = (Option(T("welcome.have_code"), "join", flow="welcome"),)
        return Turn((Say(T("ask.no_room"), options),))
    if len(facts.homes) == 1 and not task.room:
        task = replace(task, room=facts.homes[0].id)
    at: Question = "need"
    if task.need:
        at = "why" if task.room else "room"
    state = Shaping(at, task)
    return Turn((_question(state, facts),), state)


_BEFORE: dict[Question, Question] = {
    "my_part": "why",
    "earns": "my_part",
    "earns_words": "earns",
}


def _question(state: Shaping, facts: Facts) -> Say:
    words, options = _asked(state.at, facts)
    back = (Option(T("ask.one_back"), "one_back"),) if state.at in _BEFORE else ()
    return Say(words, (*options, *back, Option(T("ask.stop"), "stop")))


def _asked(at: Question, facts: Facts) -> tuple[Phrase, tuple[Option, ...]]:
    match at:
        case "need":
            return T("ask.what"), ()
        case "room":
            rooms = (Option(home.name, "room", home.id) for home in facts.homes[:11])
            return T("ask.which_room"), tuple(rooms)
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


def _shaping(state: Shaping, heard: Heard, facts: Facts) -> Turn | None:
    match heard:
        case Picked(verb="stop"):
            return _stopped()
        case Picked(verb="one_back") if state.at in _BEFORE:
            return _ask(replace(state, at=_BEFORE[state.at]), facts)
        case Said(text=text) if state.at in _BEFORE and says_back(text):
            return _ask(replace(state, at=_BEFORE[state.at]), facts)
        case Said(text=text) if state.at in _UNSURE and not_sure(text):
            return Turn((Say(_UNSURE[state.at]), _question(state, facts)), state)
        case Said(text=text) if state.at == "why" and not_sure(text):
            return _shaped(state, Picked("skip"), facts)
        case _:
            return _shaped(state, heard, facts)


def _shaped(state: Shaping, heard: Heard, facts: Facts) -> Turn | None:
    task = state.task
    match state.at, heard:
        case "need", Said(text=text) if text.strip() and task.my_part:
            return _open_ask(replace(task, need=one_line(text)))
        case "need", Said(text=text) if text.strip():
            return _next_question(replace(task, need=one_line(text)), facts)
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
    return Turn((_question(state, facts),), state)


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


# People


def _look(task: Task, seen: tuple[str, ...] = ()) -> Turn:
    return Turn(next=Looking(task, seen), do=(FindPeople(task.ask_id, task.need),))


def _recalled(heard: Heard) -> Turn | None:
    match heard:
        case Done(answer=AskSeen(ask_id="")):
            return Turn((Say(T("ask.gone")),))
        case Done(answer=AskSeen(seat_free=False)):
            return Turn((Say(T("ask.seat_taken")),))
        case Done(answer=AskSeen() as ask):
            return _look(
                Task(
                    need=ask.need,
                    room=ask.community_id,
                    why=ask.why,
                    my_part=ask.my_part,
                    earns=ask.earns,
                    earns_words=ask.earns_words,
                    ask_id=ask.ask_id,
                )
            )
        case _:
            return None


def _looking(state: Looking, heard: Heard) -> Turn | None:
    match heard:
        case Done(answer=PeopleFound() as answer) if answer.failed or (
            answer.ask_id == state.task.ask_id
        ):
            return ask_people.found(state.task, answer, state.seen)
        case Picked(verb="again"):
            return _look(state.task, state.seen)
        case Picked(verb="stop"):
            return _stopped()
        case Said():
            return Turn(_still_looking(), state)
        case _:
            return None


def _still_looking() -> tuple[Saying, ...]:
    options = (Option(T("ask.look_again"), "again"), Option(T("ask.stop"), "stop"))
    return (Say(T("ask.still_looking"), options),)


def _choosing(state: Choosing, heard: Heard, facts: Facts) -> Turn | None:
    people = {person.id: person for person in state.people}
    match heard:
        case Picked(verb="to", arg=who) if who in people:
            return ask_draft.begin(state.task, state.people, people[who], facts)
        case Picked(verb="more", arg=who):
            return Turn(next=state, do=(LookAtPerson(state.task.ask_id, who),))
        case Done(answer=PersonSeen(person=seen) as answer) if (
            seen is not None and seen.member.id in people
        ):
            more = ask_people.more(answer, people[seen.member.id])
            return Turn(more or ask_people.gone(state.people), state)
        case Done(answer=PersonSeen()):
            return Turn(ask_people.gone(state.people), state)
        case Picked(verb="back"):
            return Turn(ask_people.names(state.people), state)
        case Said(text=text) if named := ask_people.named(state.people, text):
            verb = "more" if is_question(text) else "to"
            return _choosing(state, Picked(verb, named.id), facts)
        case Picked(verb="others"):
            return _look(state.task, tuple(people))
        case _:
            return _other_ways(state.task, heard)


def _nobody(state: Nobody, heard: Heard) -> Turn | None:
    match heard:
        case Picked(verb="words"):
            again = replace(state.task, need="", ask_id="")
            return Turn((Say(T("ask.other_words")),), Shaping("need", again))
        case Picked(verb="remember"):
            return Turn(
                (Say(T("ask.remembered")),), do=(RememberAsk(state.task.ask_id),)
            )
        case _:
            return _other_ways(state.task, heard)


def _other_ways(task: Task, heard: Heard) -> Turn | None:
    match heard:
        case Picked(verb="flag"):
            return Turn(then=Start("flag", "from_ask", task.ask_id))
        case Picked(verb="stop"):
            return _stopped()
        case _:
            return None


def _stopped() -> Turn:
    """Leave it here; a request that is on its way for this stays on its way."""
    return Turn((Say(T("ask.stopped")),))


# Sending


def _sent(state: Sending, heard: Heard, facts: Facts) -> Turn | None:
    options: tuple[Option, ...]
    match heard:
        case Done(answer=RequestSent(request=request, helper=helper)):
            day = weekday(request.lapse_at, facts.zone)
            options = (
                Option(T("menu.box"), "", flow="box"),
                Option(T("ask.take_back"), "take_back", request.id, flow="follow"),
            )
            sent = T("ask.sent", name=called(helper.name), day=day)
            return Turn((Say(sent, options),))
        case Done(answer=NotSent(why="not_now")):
            draft = state.draft
            left = tuple(one for one in draft.people if one.id != draft.to.id)
            said = Say(T("ask.not_now", name=called(draft.to.name)))
            if not left:
                turn = ask_people.nobody(draft.task, resting=True)
                return replace(turn, say=(said, *turn.say))
            choosing = Choosing(draft.task, left)
            return Turn((said, *ask_people.names(left)), choosing)
        case Done(answer=NotSent(why=why)):
            options = (Option(T("menu.box"), "", flow="box"),)
            return Turn((Say(_NOT_SENT[why], options),))
        case _:
            return None


_NOT_SENT: dict[str, Phrase] = {
    "own_limit": T("ask.own_limit"),
    "one_at_a_time": T("ask.one_at_a_time"),
    "closed": T("ask.seat_taken"),
}


def step(state: State, heard: Heard, facts: Facts) -> Turn | None:
    """Move on."""
    match state:
        case Shaping():
            return _shaping(state, heard, facts)
        case Opening():
            match heard:
                case Done(answer=AskOpened(ask_id=ask_id)):
                    return _look(replace(state.task, ask_id=ask_id))
            return None
        case Recalling():
            return _recalled(heard)
        case Looking():
            return _looking(state, heard)
        case Choosing():
            return _choosing(state, heard, facts)
        case Nobody():
            return _nobody(state, heard)
        case Drafting():
            return ask_draft.drafting(state, heard, facts)
        case Editing():
            return ask_draft.editing(state, heard, facts)
        case Sending():
            return _sent(state, heard, facts)


def ask(state: State, facts: Facts) -> tuple[Saying, ...]:
    """Repeat the question."""
    match state:
        case Shaping():
            return (_question(state, facts),)
        case Looking() | Opening() | Recalling():
            return _still_looking()
        case Choosing():
            return ask_people.names(state.people)
        case Nobody():
            return ask_people.nobody_said(state)
        case Drafting():
            return ask_draft.draft_said(state, facts)
        case Editing():
            return ask_draft.edit_said(state)
        case Sending():
            return ask_draft.draft_said(state.draft, facts)


FLOW = Flow(
    "ask",
    State,
    open_,
    step,
    ask,
    frozenset({"homes", "vector", "consents"}),
    mended=mended,
    short=Short(
        yes=("somebody", "why", "again", "use"),
        sends=("send",),
        no=("nobody", "as_it_is", "skip"),
        leaves=("stop", "back"),
        unsure=("skip",),
        hears=frozenset({"unsure"}),
    ),
)
