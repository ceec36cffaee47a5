"""Keeping a distance from somebody: said in words, asked once, taken back at any time.

The other is never told, and nothing here says a word about them: no reason is asked, no
label is put on anybody. Afterwards somebody to talk to is one tap away.
"""

from collections.abc import Sequence

from core.domain.meaning import kept_from
from core.domain.members import tidy_name
from core.talk.effects import Done
from core.talk.effects.apart import (
    ApartEnded,
    ApartSeen,
    BetweenSeen,
    EndApart,
    FindAround,
    FoundAround,
    KeepApart,
    KeptApart,
    LookAtApart,
    LookBetween,
)
from core.talk.flow import Facts, Flow, Heard, Short, Start, Turn
from core.talk.flows.apart_states import (
    Asking,
    Ending,
    Finding,
    Keeping,
    Listing,
    Looking,
    Naming,
    State,
)
from core.talk.flows.sos_asked import names
from core.talk.incoming import Said
from core.talk.notices import called
from core.talk.turn import Opened, Option, Phrase, Picked, Say, Saying, Show, T, Words

KEEP = T("apart.keep")
_MOST_LISTED = 9
_ADD = Option(T("apart.add"), "add", flow="apart")


def open_(opened: Opened, facts: Facts) -> Turn:
    """Begin with words, with a person, or with the list of one's own."""
    match opened.verb:
        case "said":
            name = kept_from(opened.arg) or ""
            return _find(Finding(name, opened.arg, first=bool(name)))
        case "add":
            return _find(Finding(""))
        case "person":
            return Turn(next=Looking(), do=(LookBetween(opened.arg),))
        case "request":
            return Turn(next=Looking(), do=(LookBetween(request_id=opened.arg),))
        case "undo":
            return Turn(next=Ending(), do=(EndApart(opened.arg),))
        case _:
            after = int(opened.arg) if opened.arg.isdecimal() else 0
            return Turn(next=Listing(after), do=(LookAtApart(),))


def _find(state: Finding) -> Turn:
    return Turn(next=state, do=(FindAround(state.name),))


def step(state: State, heard: Heard, facts: Facts) -> Turn | None:
    """Move on; "not now" ends it wherever it stands, and nothing has changed."""
    match state, heard:
        case _, Picked(verb="not_now"):
            return Turn((Say(T("leave.as_it_was")),))
        case ((Naming(text=text) | Asking(text=text)), Picked(verb="answer")) if text:
            return Turn(hand_down=Said(text))
        case Finding(), Done(answer=FoundAround() as found):
            return _found(state, found, facts)
        case Naming(), _:
            return _named(state, heard)
        case Looking(text=text), Done(answer=BetweenSeen() as seen):
            return _seen(text, seen, facts)
        case Asking(id=id_), Picked(verb="keep"):
            return Turn(next=Keeping(), do=(KeepApart(id_),))
        case Keeping(), Done(answer=KeptApart() as kept):
            return Turn(_kept(kept))
        case Listing(after=after), Done(answer=ApartSeen() as listed):
            return Turn((_list(listed, after),))
        case Ending(), Done(answer=ApartEnded(other=other)):
            return Turn((_ended(other.id, other.name) if other else _gone(),))
        case _:
            return None


# Whom


def _found(state: Finding, found: FoundAround, facts: Facts) -> Turn:
    if found.oneself:
        options = (Option(T("settings.rest"), "rest", flow="settings"),)
        return Turn((Say(T("apart.yourself"), options),))
    offered = tuple((one.id, one.name) for one in found.people)
    if state.name and len(offered) == 1:
        looking = Looking(state.text)
        return Turn(next=looking, do=(LookBetween(offered[0][0]),))
    if state.first and not offered and facts.busy:
        # Nobody here is called that: it was an answer to what was being asked.
        return Turn(hand_down=Said(state.text))
    waiting = Naming(state.text, offered)
    nobody = () if offered or not state.name else (Say(T("apart.no_such_person")),)
    return Turn((*nobody, *ask(waiting, facts)), waiting)


def _named(state: Naming, heard: Heard) -> Turn | None:
    match heard:
        case Picked(verb="person", arg=id_) if id_ in dict(state.offered):
            return Turn(next=Looking(state.text), do=(LookBetween(id_),))
        case Picked(verb="other") if state.text:
            return Turn(then=Start("home", "told", state.text))
        case Said(text=text) if tidy_name(text):
            return _find(Finding(kept_from(text) or text, state.text))
        case _:
            return None


# The question


def _seen(text: str, seen: BetweenSeen, facts: Facts) -> Turn:
    other = seen.other
    if other is None:
        return Turn((_gone(),))
    if seen.kept:
        already = T("apart.kept_already", name=called(other.name))
        return Turn((Say(already, (_undo(other.id),)),))
    waiting = Asking(
        id=other.id,
        name=other.name,
        text=text,
        received=seen.received,
        sent=seen.sent,
        rides=seen.rides,
        flags=seen.flags,
        watch=seen.watch,
    )
    return Turn(ask(waiting, facts), waiting)


def _gone() -> Say:
    return Say(T("apart.not_here"))


def _undo(member_id: str) -> Option:
    return Option(T("settings.undo"), "undo", member_id, flow="apart")


def _what_follows(state: Asking) -> Show:
    name = called(state.name)
    closes = []
    if state.received:
        closes.append(T("apart.received_closes", name=name))
    if state.sent:
        closes.append(T("apart.sent_closes", name=name))
    stays = []
    if state.rides:
        stays.append(T("apart.ride_stays"))
    if state.flags:
        stays.append(T("apart.flag_stays"))
    watches = {
        "": (),
        "one": (T("apart.watches", name=name),),
        "only": (T("apart.only_watches", name=name),),
    }
    rows: tuple[tuple[Words, tuple[Phrase, ...]], ...] = (
        (T("apart.from_now"), (T("apart.what_follows"),)),
        (T("apart.closes"), tuple(closes)),
        (T("apart.stays"), tuple(stays)),
        (T("apart.on_sos"), watches[state.watch]),
        (T("apart.the_other"), (T("apart.not_told", name=name),)),
    )
    facts = tuple((label, _together(said)) for label, said in rows if said)
    return Show(T("apart.title", name=name), facts=facts)


def _together(said: Sequence[Phrase]) -> Words:
    whole: Words = said[0]
    for phrase in said[1:]:
        whole = T("sos.then", before=whole, after=phrase)
    return whole


# Afterwards


def _kept(kept: KeptApart) -> tuple[Saying, ...]:
    other = kept.other
    if other is None:
        return (_gone(),)
    said = [Say(T("apart.kept", name=called(other.name)), (_undo(other.id),))]
    stays, ways = [], []
    if kept.rides:
        stays.append(T("apart.ride_stays"))
        ways.append(Option(T("menu.box"), "", flow="box"))
    if kept.flags:
        stays.append(T("apart.flag_stays"))
        ways += [Option(one.purpose, "see", one.id, flow="flag") for one in kept.flags]
    if stays:
        said.append(Say(_together(stays), tuple(ways)))
    said.append(_somebody_to_talk_to(kept))
    return tuple(said)


def _somebody_to_talk_to(kept: KeptApart) -> Say:
    lines = Option(T("sos.lines"), "lines", flow="sos")
    if not kept.keepers_in:
        return Say(T("apart.other_help"), (lines,))
    # In several rooms it is asked which of them.
    rooms = [room.id for room in kept.keepers_in]
    room = rooms[0] if len(rooms) == 1 else ""
    tell = Option(T("apart.tell_keeper"), "keepers", room, flow="sos")
    return Say(T("apart.keepers_listen"), (tell, lines))


# One's own list


def _list(seen: ApartSeen, after: int) -> Say:
    some = seen.people[after : after + _MOST_LISTED]
    if not some:
        return Say(T("apart.nobody"), (_ADD,))
    options = [Option(called(one.name), "undo", one.id, flow="apart") for one in some]
    if len(seen.people) > after + _MOST_LISTED:
        following = str(after + _MOST_LISTED)
        options.append(Option(T("apart.others"), "", following, flow="apart"))
    said = T("apart.those", names=names([one.name for one in some]))
    return Say(said, (*options, _ADD))


def _ended(member_id: str, name: str) -> Say:
    again = (Option(KEEP, "person", member_id, flow="apart"),)
    return Say(T("apart.ended", name=called(name)), again)


def ask(state: State, facts: Facts) -> tuple[Saying, ...]:
    """Repeat the question."""
    options = [Option(T("apart.not_now"), "not_now")]
    match state:
        case Naming():
            people = [
                Option(called(name), "person", id_) for id_, name in state.offered
            ]
            return (
                Say(
                    T("sos.which_of_them") if people else T("apart.which_person"),
                    (*people, *_meant_else(state, facts), *options),
                ),
            )
        case Asking():
            keep = Option(KEEP, "keep")
            meant = _meant_else(state, facts)
            options = [keep, *options, *(one for one in meant if one.verb == "answer")]
            return (_what_follows(state), Say(T("apart.may_keep"), tuple(options)))
        case _:
            return ()  # the answer comes at once


def _meant_else(state: Naming | Asking, facts: Facts) -> tuple[Option, ...]:
    """Offer what the words may have been instead."""
    if not state.text:
        return ()
    if facts.busy:
        return (Option(T("about.meant"), "answer"),)
    return (Option(T("apart.something_else"), "other"),)


FLOW = Flow(
    "apart",
    State,
    open_,
    step,
    ask,
    fleeting=frozenset(
        {"finding", "looking", "asking", "keeping", "listing", "ending"}
    ),
    short=Short(sends=("keep",), no=("not_now",), leaves=("not_now",)),
)
