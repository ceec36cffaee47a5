"""A call that goes to somebody: the room, who hears it, words, a name, read back (J5).

Every step is the sender's own tap, each says who will see what, and each has a way
out. No matching, no model.
"""

from collections.abc import Sequence
from dataclasses import replace

from core.domain.meaning import in_need
from core.domain.members import Member, tidy_name
from core.domain.sos import MOST_CHOSEN, tells, tidy_words, widest
from core.talk.effects import Done
from core.talk.effects.calls import (
    AudienceSeen,
    CallSent,
    FindCalled,
    FoundCalled,
    LookAtAudience,
    SendCall,
)
from core.talk.flow import Facts, Heard, Turn
from core.talk.flows.sos_asked import ask, lines, names_of, room_name, which_hand
from core.talk.flows.sos_states import (
    Choosing,
    Chosen,
    Draft,
    Finding,
    Gathering,
    Handing,
    InCall,
    Naming,
    ReadBack,
    Rooming,
    Sending,
    Showing,
    State,
    Wording,
)
from core.talk.incoming import Said
from core.talk.sos_notices import out
from core.talk.turn import Option, Phrase, Picked, Say, Saying, T, Words


def begin(draft: Draft, facts: Facts) -> Turn:
    """Ask which room it stays in, where there is more than one."""
    if not facts.homes:
        options = (
            Option(T("welcome.have_code"), "join", flow="welcome"),
            Option(T("sos.lines"), "lines", flow="sos"),
        )
        return Turn((Say(T("sos.no_room"), options),), clear=True)
    if facts.home(draft.room) is None:
        if len(facts.homes) > 1:
            state = Rooming(draft)
            return Turn(ask(state, facts), state)
        draft = replace(draft, room=facts.homes[0].id)
    return _gather(draft)


def _gather(draft: Draft) -> Turn:
    return Turn(next=Gathering(draft), do=(LookAtAudience(draft.room),))


def step(state: InCall, heard: Heard, facts: Facts) -> Turn | None:
    """Move on; "let it be" ends it wherever it stands."""
    if heard == Picked("stop"):
        return _let_be(state.draft)
    if isinstance(heard, Said) and in_need(heard.text) and not _takes_words(state):
        # Whatever was asked: people who can help now come before the question.
        return Turn((Say(lines(facts)), *ask(state, facts)), state)
    match state:
        case Rooming():
            return _roomed(state, heard)
        case Gathering():
            return _gathered(state, heard, facts)
        case Choosing():
            return _chosen(state, heard, facts)
        case Naming() | Finding():
            return _named(state, heard, facts)
        case Wording():
            return _worded(state, heard, facts)
        case Showing():
            return _shown(state, heard, facts)
        case ReadBack():
            return _read_back(state, heard, facts)
        case Sending():
            return _sent(state, heard, facts)


def _takes_words(state: InCall) -> bool:
    return isinstance(state, Wording | ReadBack)


def _let_be(draft: Draft) -> Turn:
    if draft.call_id:
        return Turn(
            (out(draft.call_id, draft.wish, draft.so_far, T("sos.as_it_is")),),
            clear=True,
        )
    return let_be()


def let_be() -> Turn:
    """End without a word to anybody."""
    options = (Option(T("sos.lines"), "lines", flow="sos"),)
    return Turn((Say(T("sos.let_be"), options),), clear=True)


def _wait(state: State, facts: Facts) -> Turn:
    return Turn(ask(state, facts), state)


def _roomed(state: Rooming, heard: Heard) -> Turn | None:
    match heard:
        case Picked(verb="room", arg=room):
            return _gather(replace(state.draft, room=room))
        case _:
            return None


def _gathered(state: Gathering, heard: Heard, facts: Facts) -> Turn | None:
    match heard:
        case Done(answer=AudienceSeen(keepers=keepers, met=met)):
            draft = replace(
                state.draft,
                keepers=_as_chosen(keepers),
                met=_as_chosen(met),
            )
            if draft.chosen or (draft.audience == "keepers" and draft.keepers):
                return _following(draft, facts)
            return _wait(Choosing(draft), facts)
        case _:
            return None


def _as_chosen(people: Sequence[Member]) -> tuple[Chosen, ...]:
    return tuple(Chosen(one.id, one.name) for one in people)


# Who hears it


def _chosen(state: Choosing, heard: Heard, facts: Facts) -> Turn | None:
    draft = state.draft
    match heard:
        case Picked(verb="chosen"):
            return _wait(Naming(replace(draft, audience="chosen", chosen=())), facts)
        case Picked(verb="keepers") if draft.keepers:
            return _following(replace(draft, audience="keepers", chosen=()), facts)
        case Picked(verb="room"):
            return _following(replace(draft, audience="room", chosen=()), facts)
        case Picked(verb="road"):
            return Turn((which_hand(),), Handing())
        case Said(text=text) if tidy_name(text):
            # A name is an answer to "who?" as well.
            chosen = replace(draft, audience="chosen", chosen=())
            return Turn(next=Finding(chosen, text), do=(FindCalled(draft.room, text),))
        case _:
            return None


def _named(state: Naming | Finding, heard: Heard, facts: Facts) -> Turn | None:
    draft = state.draft
    match heard:
        case Picked(verb="enough") if draft.chosen:
            return _following(draft, facts)
        case Picked(verb="others"):
            return _wait(Choosing(replace(draft, chosen=())), facts)
        case Picked(verb="person", arg=id_) if isinstance(state, Naming):
            offered = (*state.alike, *draft.met)
            one = next((one for one in offered if one.id == id_), None)
            return _add(draft, one, facts) if one else None
        case Said(text=text) if tidy_name(text):
            return Turn(next=Finding(draft, text), do=(FindCalled(draft.room, text),))
        case Done(answer=FoundCalled(people=(one,))):
            return _add(draft, Chosen(one.id, one.name), facts)
        case Done(answer=FoundCalled(people=())) if isinstance(state, Finding):
            return _not_found(draft, state.said, facts)
        case Done(answer=FoundCalled(people=people)):
            return _wait(Naming(draft, _as_chosen(people)), facts)
        case _:
            return None


def _not_found(draft: Draft, said: str, facts: Facts) -> Turn:
    """Ask for the name once more; what tells how somebody is goes along instead."""
    told = not draft.worded and tells(said)
    if told:
        draft = replace(draft, words=tidy_words(said), worded=True)
    waiting: State = Choosing(draft) if told and not draft.chosen else Naming(draft)
    heard = T("sos.words_go_along") if told else T("sos.no_such_person")
    return Turn((Say(heard), *ask(waiting, facts)), waiting)


def _add(draft: Draft, one: Chosen, facts: Facts) -> Turn:
    if one.id not in {other.id for other in draft.chosen}:
        draft = replace(draft, chosen=(*draft.chosen, one)[:MOST_CHOSEN])
    if len(draft.chosen) == MOST_CHOSEN or draft.urgent:
        return _following(draft, facts)
    return _wait(Naming(draft), facts)


# Words and a name


def _following(draft: Draft, facts: Facts) -> Turn:
    """Ask for what is still open, then read it back."""
    if not draft.worded:
        return _wait(Wording(draft), facts)
    if draft.named is None:
        return _wait(Showing(draft), facts)
    return _wait(ReadBack(draft), facts)


def _worded(state: Wording, heard: Heard, facts: Facts) -> Turn | None:
    match heard:
        case Picked(verb="none"):
            return _following(replace(state.draft, words="", worded=True), facts)
        case Said(text=text) if text.strip():
            draft = replace(state.draft, words=tidy_words(text), worded=True)
            turn = _following(draft, facts)
            if in_need(text):
                # People who can help now come before whatever is asked next.
                return replace(turn, say=(Say(lines(facts)), *turn.say))
            return turn
        case _:
            return None


def _shown(state: Showing, heard: Heard, facts: Facts) -> Turn | None:
    match heard:
        case Picked(verb="name", arg=("yes" | "no") as shown):
            return _following(replace(state.draft, named=shown == "yes"), facts)
        case _:
            return None


# Read back, send


def _read_back(state: ReadBack, heard: Heard, facts: Facts) -> Turn | None:
    draft = state.draft
    match heard:
        case Picked(verb="send"):
            effect = SendCall(
                community_id=draft.room,
                wish=draft.wish,
                audience=draft.audience,
                chosen=tuple(one.id for one in draft.chosen),
                named=bool(draft.named),
                words=draft.words,
                call_id=draft.call_id,
            )
            return Turn(next=Sending(draft), do=(effect,))
        case Picked(verb="reword") if not draft.call_id:
            return _wait(Wording(replace(draft, worded=False)), facts)
        case Picked(verb="others"):
            return _wait(Choosing(replace(draft, chosen=())), facts)
        case Said(text=text) if text.strip() and not draft.call_id:
            return _worded(Wording(draft), heard, facts)
        case _:
            return None


def _sent(state: Sending, heard: Heard, facts: Facts) -> Turn | None:
    match heard:
        case Done(answer=CallSent(call_id="") as sent):
            return _nobody(state.draft, sent, facts)
        case Done(answer=CallSent() as sent):
            return _out(state.draft, sent, facts)
        case _:
            return None


def _nobody(draft: Draft, sent: CallSent, facts: Facts) -> Turn:
    """Say plainly that it reached nobody; people who can help, and other ways."""
    if sent.heard:
        said = T("sos.heard_already")
        return Turn((out(draft.call_id, draft.wish, draft.so_far, said),), clear=True)
    missed = tuple(Chosen(one.id, one.name) for one in sent.missed)
    said = T("sos.missed", names=names_of(missed)) if missed else T("sos.nobody")
    waiting = Choosing(replace(draft, chosen=()))
    return Turn((Say(said), Say(lines(facts)), *ask(waiting, facts)), waiting)


def _out(draft: Draft, sent: CallSent, facts: Facts) -> Turn:
    told = tuple(Chosen(one.id, one.name) for one in sent.told)
    parts: list[Phrase] = [_went_to(draft, told, facts)]
    if sent.missed:
        missed = tuple(Chosen(one.id, one.name) for one in sent.missed)
        parts.append(T("sos.missed", names=names_of(missed)))
    if sent.later:
        parts.append(T("sos.later"))
    whole: Words = parts[0]
    for part in parts[1:]:
        whole = T("sos.then", before=whole, after=part)
    said: list[Saying] = [
        Say(whole),
        out(
            sent.call_id,
            draft.wish,
            widest(draft.so_far, draft.audience),
            T("sos.meanwhile"),
        ),
    ]
    if sent.again:
        said.insert(1, Say(lines(facts)))
    return Turn(tuple(said), clear=True)


def _went_to(draft: Draft, told: tuple[Chosen, ...], facts: Facts) -> Phrase:
    match draft.audience:
        case "chosen":
            return T("sos.sent_chosen", names=names_of(told))
        case "keepers":
            return T("sos.sent_keepers")
        case "room":
            return T("sos.sent_room", room=room_name(draft, facts))
