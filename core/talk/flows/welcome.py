"""The first minutes: hello, a name, a seat by invite code, what is kept.

Nothing is published here. Ends by beginning the vector interview, or by leaving the
person in peace.
"""

from core.domain.coaching import MODEL_CONSENT
from core.domain.communities import may_be_invite
from core.domain.meaning import asks_outright, meaning
from core.domain.members import NAME_LENGTH, introduced, says_a_name, tidy_name
from core.talk.effects import Done
from core.talk.effects.joining import (
    CallMe,
    Consent,
    JoinByCode,
    Joined,
    NotJoined,
    StopWaiting,
    WaitForSeat,
)
from core.talk.flow import (
    KEEPING_CONSENT,
    Facts,
    Flow,
    Heard,
    Short,
    Start,
    Turn,
)
from core.talk.flows.coached import model_name
from core.talk.flows.meant import of_the_account
from core.talk.flows.welcome_states import (
    Entering,
    Keeping,
    Modelling,
    Naming,
    Outside,
    Ready,
    RoomFull,
    State,
)
from core.talk.flows.words import and_before, greets, nods, repeats
from core.talk.incoming import Said
from core.talk.turn import Opened, Option, Phrase, Picked, Say, Saying, T


def open_(opened: Opened, facts: Facts) -> Turn:
    """Begin with a greeting, a code, or the person's first words."""
    match opened.verb:
        case "keeping":
            return Turn((_keeping(),), Keeping())
        case "join" if not opened.arg:
            return Turn((Say(T("welcome.ask_code"), _outside_options()),), Outside())
        case "join":
            return Turn(
                next=Entering(greet=False), do=(JoinByCode(opened.arg.strip()),)
            )
        case "said" if may_be_invite(opened.arg.strip()):
            return Turn(next=Entering(opened.arg), do=(JoinByCode(opened.arg),))
        case "hello" if opened.arg:
            return Turn(next=Entering(), do=(JoinByCode(opened.arg.strip()),))
        case _:
            return _hello(facts.homes[-1].name if facts.homes else "", facts)


def step(state: State, heard: Heard, facts: Facts) -> Turn | None:
    """Move on."""
    match state:
        case Entering():
            return _entered(state, heard, facts)
        case Naming():
            return _named(state, heard)
        case Ready():
            return _ready(state, heard)
        case Keeping():
            return _kept(state, heard, facts)
        case Modelling():
            return _modelled(state, heard)
        case Outside():
            return _outside(heard, facts)
        case RoomFull():
            return _full(state, heard)


def _entered(state: Entering, heard: Heard, facts: Facts) -> Turn | None:
    known = facts.member.name and facts.vector.put_into_words
    match heard:
        case Done(answer=Joined(community=room, already=True)) if not state.greet:
            return _already_in(room.name, facts)
        case Done(answer=Joined(community=room)) if not state.greet and (
            known or facts.busy
        ):
            return _in_another_room(room.name, facts)
        case Done(answer=Joined(community=room)):
            return _hello(room.name, facts)
        case Done(answer=NotJoined(why="full", community=room, waits=waits)) if room:
            full = RoomFull(room.id, room.name, str(room.seats), waits)
            return Turn((_no_seat(full),), full)
        case Done(answer=NotJoined()) if state.greet and state.typed:
            return _hello("", facts)
        case Done(answer=NotJoined()):
            said = Say(T("welcome.unknown_code"), _outside_options())
            return Turn((said,), Outside())
        case _:
            return None


def _in_another_room(room: str, facts: Facts) -> Turn:
    options = [Option(T("welcome.see_room"), "", flow="room")]
    if facts.vector.put_into_words:
        options.insert(0, Option(T("welcome.show_vector"), "places", flow="vector"))
    return Turn((Say(T("welcome.joined", room=room), tuple(options)),))


def _already_in(room: str, facts: Facts) -> Turn:
    options = [Option(T("welcome.see_room"), "", flow="room")]
    if not (facts.vector.put_into_words or facts.busy):
        options.insert(0, Option(T("welcome.begin"), "", flow="vector"))
    return Turn((Say(T("welcome.already_in", room=room), tuple(options)),))


def _hello(room: str, facts: Facts) -> Turn:
    hello = Say(T("welcome.hello", room=room) if room else T("welcome.hello_nowhere"))
    if not facts.member.name:
        return Turn((hello, Say(T("welcome.ask_name"))), Naming(room))
    return Turn((hello, *_begin_or_not()), Ready(room))


def _begin_or_not(*, named: bool = False) -> tuple[Saying, ...]:
    options = [
        Option(T("welcome.begin"), "begin"),
        Option(T("welcome.how"), "how"),
        Option(T("welcome.later"), "later"),
    ]
    if named:
        options.append(Option(T("welcome.other_name"), "name"))
    return (Say(T("welcome.what_it_is"), tuple(options)),)


def _named(state: Naming, heard: Heard) -> Turn | None:
    room = state.room
    match heard:
        case Said(text=text) if greets(text) or (nods(text) and text != state.typed):
            # A face may be what somebody goes by: said once more, it is.
            return Turn((Say(T("welcome.ask_name")),), Naming(room, text))
        case Said(text=text) if _is_long(text) and (name := introduced(text)):
            return _called(name, room)
        case Said(text=text) if text != state.typed and _is_no_name(text):
            return Turn((Say(T("welcome.name_first")),), Naming(room, text))
        case Said(text=text) if tidy_name(text):
            return _called(tidy_name(text), room)
        case _:
            return None


def _called(name: str, room: str) -> Turn:
    said = (Say(T("welcome.nice_to_meet", name=name)), *_begin_or_not(named=True))
    return Turn(said, Ready(room), (CallMe(name),))


def _is_long(text: str) -> bool:
    return len(text.strip()) > NAME_LENGTH and len(tidy_name(text)) > NAME_LENGTH // 2


def _is_no_name(text: str) -> bool:
    if _is_long(text) or asks_outright(text):
        return True
    return meaning(text).kind in {"ask", "wish"}


def _ready(state: Ready, heard: Heard) -> Turn | None:
    match heard:
        case Picked(verb="begin"):
            return Turn((_keeping(),), Keeping())
        case Picked(verb="how"):
            options = (
                Option(T("welcome.begin"), "begin"),
                Option(T("welcome.later"), "later"),
            )
            return Turn((Say(T("welcome.how_it_works"), options),), state)
        case Picked(verb="later"):
            return _for_now(T("welcome.see_you"))
        case Picked(verb="name"):
            return Turn((Say(T("welcome.ask_name")),), Naming(state.room))
        case Said(text=text) if says_a_name(text):
            return _called(tidy_name(text), state.room)
        case Said(text=text) if nods(text):
            return Turn((_keeping(),), Keeping())
        case Said(text=text) if of_the_account(text):
            return None
        case Said(text=text):
            return _not_kept_yet("", text)
        case _:
            return None


def _keeping(*, more: bool = False) -> Say:
    return Say(
        T("welcome.that_too") if more else T("welcome.ask_keeping"),
        (
            Option(T("welcome.keep"), "keep"),
            Option(T("welcome.keep_details"), "details"),
            Option(T("welcome.keep_not"), "not"),
        ),
    )


def _not_kept_yet(before: str, text: str) -> Turn:
    """Hold what somebody tells already until they said whether it may be kept."""
    told = Keeping(and_before(before, text))
    if before:
        return Turn((_keeping(more=True),), told)
    return Turn((Say(T("welcome.one_thing_first")), _keeping()), told)


_BEGINS = (T("welcome.begin"),)


def _kept(state: Keeping, heard: Heard, facts: Facts) -> Turn | None:
    match heard:
        case Said(text=text) if repeats(text, _BEGINS, facts.member.language):
            return Turn((_keeping(),), state)
        case Said(text=text) if of_the_account(text):
            return None
        case Said(text=text) if text.strip() and not nods(text):
            return _not_kept_yet(state.typed, text)
        case Picked(verb="keep") if facts.models_offered:
            asking = Modelling(state.typed)
            return Turn((_modelling(facts),), asking, (_may_keep(),))
        case Picked(verb="keep"):
            return Turn(do=(_may_keep(),), then=_interview(state.typed))
        case Picked(verb="details"):
            options = (
                Option(T("welcome.keep"), "keep"),
                Option(T("welcome.keep_not"), "not"),
            )
            return Turn((Say(T("welcome.keeping_details"), options),), state)
        case Picked(verb="not"):
            return _for_now(T("welcome.kept_not"))
        case _:
            return None


def _for_now(said: Phrase) -> Turn:
    """Leave it there, with a way to begin whenever they like."""
    begin = Option(T("welcome.begin"), "", flow="vector")
    return Turn((Say(said, (begin,)),))


def _interview(typed: str) -> Start:
    return Start("vector", "first", typed)


def _may_keep() -> Consent:
    return Consent(KEEPING_CONSENT, given=True)


def _modelling(facts: Facts) -> Say:
    return Say(
        T("welcome.ask_model", model=model_name(facts)),
        (
            Option(T("welcome.model_yes"), "yes"),
            Option(T("welcome.model_no"), "no"),
        ),
    )


def _modelled(state: Modelling, heard: Heard) -> Turn | None:
    match heard:
        case Picked(verb="yes" | "no" as answer):
            return Turn(
                do=(Consent(MODEL_CONSENT, given=answer == "yes"),),
                then=_interview(state.typed),
            )
        case _:
            return None


def _outside_options() -> tuple[Option, ...]:
    return (
        Option(T("welcome.without_code"), "without"),
        Option(T("welcome.later"), "later"),
    )


def _outside(heard: Heard, facts: Facts) -> Turn | None:
    match heard:
        case Said(text=text) if may_be_invite(text.strip()):
            code = text.strip()
            return Turn(next=Entering(code, greet=False), do=(JoinByCode(code),))
        case Said():
            said = Say(T("welcome.not_a_code"), _outside_options())
            return Turn((said,), Outside())
        case Picked(verb="without") if facts.vector.put_into_words:
            return Turn(then=Start("home", "menu"))
        case Picked(verb="without"):
            return _hello("", facts)
        case Picked(verb="later"):
            return _for_now(T("welcome.see_you"))
        case _:
            return None


def _no_seat(state: RoomFull) -> Say:
    """Say that the room is full; who waits keeps their place, also when overtaken."""
    words = Option(T("welcome.words_first"), "words")
    later = Option(T("welcome.later"), "later")
    if state.waits:
        no_more = Option(T("welcome.wait_no_more"), "no_more")
        said = T("welcome.still_waiting", room=state.room)
        return Say(said, (words, later, no_more))
    wait = Option(T("welcome.wait_seat"), "wait")
    return Say(T("welcome.full", seats=state.seats), (wait, words, later))


def _full(state: RoomFull, heard: Heard) -> Turn | None:
    match heard:
        case Picked(verb="wait"):
            return Turn(
                (Say(T("welcome.waiting", room=state.room)),),
                do=(WaitForSeat(state.community_id),),
                then=Start("welcome", "hello"),
            )
        case Picked(verb="no_more"):
            said = Say(T("welcome.waits_no_more", room=state.room))
            return Turn((said,), do=(StopWaiting(state.community_id),))
        case Picked(verb="words"):
            return Turn(then=Start("welcome", "hello"))
        case Picked(verb="later"):
            return _for_now(T("welcome.see_you"))
        case _:
            return None


def ask(state: State, facts: Facts) -> tuple[Saying, ...]:
    """Repeat the question."""
    match state:
        case Naming():
            return (Say(T("welcome.ask_name")),)
        case Ready():
            return _begin_or_not()
        case Keeping():
            return (_keeping(),)
        case Modelling():
            return (_modelling(facts),)
        case Outside() | Entering():
            return (Say(T("welcome.ask_code"), _outside_options()),)
        case RoomFull():
            return (_no_seat(state),)


FLOW = Flow(
    "welcome",
    State,
    open_,
    step,
    ask,
    short=Short(
        yes=("begin", "keep", "yes"),
        no=("without", "not", "no", "later"),
        leaves=("later", "not", "no"),
    ),
)
