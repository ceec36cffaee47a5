"""Who could help with …?: the task, three people, a flat request to one of them.

Asks only what is missing, at most three questions (J3). Nothing leaves before the
asker taps "send".
"""

from collections.abc import Mapping
from dataclasses import replace

from core.domain.asking import asks_for_help
from core.domain.meaning import is_question
from core.domain.named import wants
from core.domain.sentences import lang_of
from core.domain.wording.stretch import stretch_of
from core.talk.days import weekday
from core.talk.effects import Done
from core.talk.effects.asks import (
    AddToAsk,
    AskOpened,
    AskSeen,
    CloseAsk,
    FindPeople,
    LookAtAsk,
    LookAtPerson,
    PeopleFound,
    PersonSeen,
    RememberAsk,
)
from core.talk.effects.requests import NotSent, RequestSent
from core.talk.effects.somebody import LookForNames, NamesFound
from core.talk.flow import Facts, Flow, Heard, Short, Start, Turn
from core.talk.flows import ask_draft, ask_people, ask_questions
from core.talk.flows.ask_states import (
    Choosing,
    Drafting,
    Editing,
    Looking,
    Nobody,
    Opening,
    Recalling,
    Sending,
    Shaping,
    Shown,
    State,
    Task,
    mended,
    said,
)
from core.talk.flows.draft_wishes import wants_it_sent, wish
from core.talk.flows.words import one_line, tells
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
        case "to":
            whom, _, said = opened.arg.partition("\n")
            member_id, _, room = whom.partition(":")
            task = Task(need=_need(said), room=room, to=member_id)
            return ask_questions.next_question(task, facts)
        case _:
            return ask_questions.next_question(Task(need=_need(opened.arg)), facts)


def _need(words: str) -> str:
    """Return what company is wanted for; '' where words only say that it is."""
    said = one_line(words)
    return "" if stretch_of(said, lang_of(said)).form == "open" else said


# People


def _look(task: Task, seen: tuple[str, ...] = ()) -> Turn:
    find = FindPeople(task.ask_id, only=task.to)
    return Turn(next=Looking(task, seen), do=(find,))


def _look_with(task: Task, words: str) -> Turn:
    """Look anew with more words; whoever was shown before may be shown again."""
    words = one_line(words)
    return Turn(
        next=Looking(task, added=words),
        do=(AddToAsk(task.ask_id, words), FindPeople(task.ask_id, anew=True)),
    )


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


def _looking(state: Looking, heard: Heard, facts: Facts) -> Turn | None:
    match heard:
        case Done(answer=PeopleFound() as answer) if answer.failed or (
            answer.ask_id == state.task.ask_id
        ):
            if state.task.to:
                return _named(replace(state.task, to=""), answer, facts)
            turn = ask_people.found(state.task, answer, state.seen)
            return replace(turn, say=(*ask_people.looked_with(state.added), *turn.say))
        case Picked(verb="again"):
            anew = bool(state.added)
            find = FindPeople(state.task.ask_id, anew=anew, only=state.task.to)
            return Turn(next=state, do=(find,))
        case Picked(verb="stop"):
            return ask_questions.stopped()
        case Said():
            return Turn(_still_looking(), state)
        case _:
            return None


def _named(task: Task, answer: PeopleFound, facts: Facts) -> Turn:
    """Write to who was named, if they show something here and may be asked now."""
    people = tuple(map(ask_people.remembered, answer.people))
    if people:
        return ask_draft.begin(task, people, people[0], facts)
    state = Nobody(task, named=True)
    return Turn(ask_people.nobody_said(state), state)


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
        case Done(answer=PersonSeen() as answer):
            more = _more(people, answer)
            return Turn(more or ask_people.gone(state.people), state)
        case Picked(verb="back"):
            return Turn(ask_people.names(state.people), state)
        case Said(text=text) if named := ask_people.named(state.people, text):
            verb = "more" if is_question(text) else "to"
            return _choosing(state, Picked(verb, named.id), facts)
        case Said(text=text) if ask_people.points(text):
            return Turn(ask_people.names(state.people), state)
        case Picked(verb="others"):
            return _look(state.task, tuple(people))
        case Picked(verb="add") if state.said:
            return _look_with(state.task, state.said)
        case Picked(verb="new") if state.said:
            return ask_questions.next_question(Task(need=state.said), facts)
        case Said(text=text) if tells(text):
            return _perhaps_named(replace(state, said=one_line(text)), facts)
        case Done(answer=NamesFound() as found):
            return _names_found(state, found, facts)
        case _:
            return _other_ways(state.task, heard)


def _more(people: Mapping[str, Shown], answer: PersonSeen) -> tuple[Saying, ...]:
    """Return more of somebody who was shown; () where there is nothing any more."""
    seen = answer.person
    shown = people.get(seen.member.id) if seen else None
    return ask_people.more(answer, shown) if shown else ()


def _names_found(
    state: Choosing | Nobody, found: NamesFound, facts: Facts
) -> Turn | None:
    """Write to who was named, if they may be asked; else hear what else was said."""
    match state, found:
        case _, NamesFound(people=(one,)):
            return _look(replace(state.task, to=one.id))
        case Choosing(people=people), _:
            return _told(state, facts) or Turn(ask_people.names(people), state)
        case Nobody(said=text), _ if is_question(text):
            return Turn(ask_people.nobody_said(state), state)
        case Nobody(said=text), _:
            return ask_questions.shaped(_other_words(state), Said(text), facts)


def _other_words(state: Nobody) -> Shaping:
    return Shaping("need", replace(state.task, need="", ask_id=""))


def _perhaps_named(state: Choosing, facts: Facts) -> Turn | None:
    """See whether words name somebody of the room who was not shown.

    What they wish of a note has its time once there is somebody to write to.
    """
    if wish(state.said) or wants_it_sent(state.said):
        said = (Say(T("ask.somebody_first")), *ask_people.names(state.people))
        return Turn(said, replace(state, said=""))
    if wants(state.said):
        return Turn(next=state, do=(LookForNames(state.said),))
    return _told(state, facts)


def _told(state: Choosing, facts: Facts) -> Turn | None:
    """Take what is typed below the people for more about whom one looks for."""
    text = state.said
    if ask_people.wants_others(text):
        return _look(state.task, tuple(one.id for one in state.people))
    if ask_people.wants_advice(text):
        said = (Say(T("ask.yours_to_choose")), *ask_people.names(state.people))
        return Turn(said, replace(state, said=""))
    asks = asks_for_help(text, facts.member.language)
    if asks or ask_people.asks_for_somebody(text):
        return Turn(ask_people.or_another(), state)
    return None if is_question(text) else _look_with(state.task, text)


def _nobody(state: Nobody, heard: Heard, facts: Facts) -> Turn | None:
    other = _other_words(state)
    match heard:
        case Picked(verb="words"):
            return Turn((Say(T("ask.other_words")),), other)
        case Said(text=text) if ask_people.points(text):
            return Turn(ask_people.nobody_said(state), state)
        case Said(text=text) if wish(text) == "edit":
            return Turn((Say(T("ask.other_words")),), other)
        case Said(text=text) if wish(text) or wants_it_sent(text):
            first = Say(T("ask.nobody_to_send_to"))
            return Turn((first, *ask_people.nobody_said(state)), state)
        case Said(text=text) if wants(text):
            return Turn(next=replace(state, said=text), do=(LookForNames(text),))
        case Done(answer=NamesFound() as found):
            return _names_found(state, found, facts)
        case Said(text=text) if tells(text) and not is_question(text):
            return ask_questions.shaped(other, heard, facts)
        case Picked(verb="others"):
            return _look(state.task)
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
            return ask_questions.stopped()
        case _:
            return None


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
            return Turn((Say(_NOT_SENT[why], options),), keep=True)
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
            return ask_questions.shaping(state, heard, facts)
        case Opening():
            match heard:
                case Done(answer=AskOpened(ask_id=ask_id)):
                    return _look(replace(state.task, ask_id=ask_id))
            return None
        case Recalling():
            return _recalled(heard)
        case Looking():
            return _looking(state, heard, facts)
        case Choosing():
            return _choosing(state, heard, facts)
        case Nobody():
            return _nobody(state, heard, facts)
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
            return (ask_questions.question(state, facts),)
        case Looking() | Opening() | Recalling():
            return _still_looking()
        case Choosing(said=said) if said:
            return ask_people.or_another()
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
    mended=mended,
    said=said,
    short=Short(
        yes=("why", "again"),
        is_so=("somebody",),
        sends=("send", "use"),
        no=("nobody", "as_it_is", "skip"),
        leaves=("stop", "back"),
        unsure=("skip",),
        hears=frozenset({"unsure"}),
        begins=("again",),
    ),
)
