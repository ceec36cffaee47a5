"""This finger: a purpose is put up, and whoever likes takes a seat under it (J6).

Whoever raised it carries it and decides for nobody. Letting go needs no reason, and
folding is an ending like any other.
"""

from dataclasses import replace

from core.domain.flags import MOST_OPEN, USUAL_SEATS, seats_in
from core.talk.effects import Done
from core.talk.effects.asks import AskSeen, LookAtAsk
from core.talk.effects.flags import (
    FlagRaised,
    FlagSeen,
    FlagsSeen,
    HoldFlag,
    LetGoOfFlag,
    LookAtFlag,
    LookAtFlags,
    RaiseFlag,
)
from core.talk.flow import Facts, Flow, Heard, Short, Turn
from core.talk.flows import asking_day, flag_day, flag_groups, flag_up
from core.talk.flows.flag_cards import card, draft_card, label
from core.talk.flows.flag_states import (
    Asking,
    Copying,
    Counting,
    Draft,
    Finding,
    Folding,
    Holding,
    Looking,
    Moving,
    Question,
    Raising,
    ReadBack,
    Recalling,
    Redated,
    Redating,
    Shaping,
    Showing,
    State,
    following,
    mended,
    said,
)
from core.talk.flows.menu import room_options
from core.talk.flows.words import not_sure, one_line
from core.talk.incoming import Said
from core.talk.turn import Opened, Option, Phrase, Picked, Say, Saying, T


def open_(opened: Opened, facts: Facts) -> Turn:
    """Begin to raise one, or look at, join, leave or fold one that is up."""
    match opened.verb:
        case "list":
            return Turn(next=Looking(), do=(LookAtFlags(opened.arg),))
        case "see" | "fold":
            looked: State = Finding() if opened.verb == "fold" else Looking(one=True)
            return Turn(next=looked, do=(LookAtFlag(opened.arg),))
        case "move":
            flag_id, _, back = opened.arg.partition("\n")
            return Turn(next=Finding("move", back), do=(LookAtFlag(flag_id),))
        case "join":
            return Turn(next=Holding(), do=(HoldFlag(opened.arg),))
        case "leave":
            again = (Option(T("flag.join"), "join", opened.arg, flow="flag"),)
            said = (Say(T("flag.let_go"), again),)
            return Turn(said, do=(LetGoOfFlag(opened.arg),))
        case "to_groups":
            return Turn(flag_groups.may_show(), Asking(opened.arg))
        case "beside":
            return Turn(next=Copying(), do=(LookAtFlag(opened.arg),))
        case "from_ask":
            return Turn(next=Recalling(), do=(LookAtAsk(opened.arg),))
        case _:
            return _count(Draft(purpose=one_line(opened.arg)), facts)


def _count(draft: Draft, facts: Facts) -> Turn:
    """See first whether this member has a flag too many up already."""
    if not facts.homes:
        options = (Option(T("welcome.have_code"), "join", flow="welcome"),)
        return Turn((Say(T("flag.no_room"), options),))
    return Turn(next=Counting(draft), do=(LookAtFlags(own=True),))


# Raising one


def _ask_next(draft: Draft, facts: Facts, *, after: Question | None = None) -> Turn:
    if not draft.room and len(facts.homes) == 1:
        draft = replace(draft, room=facts.homes[0].id)
    at = following(draft, after)
    if at is None:
        return Turn(_reading_back(draft, facts), ReadBack(draft))
    state = Shaping(at, draft)
    return Turn((_question(state, facts),), state)


_ASKED: dict[Question, Phrase] = {
    "purpose": T("flag.ask_purpose"),
    "room": T("flag.ask_room"),
    "timing": T("flag.ask_timing"),
    "seats": T("flag.ask_seats"),
    "my_part": T("flag.ask_my_part"),
    "earns": T("flag.ask_earns"),
    "earns_words": T("flag.ask_earns_words"),
}


def _question(state: Shaping, facts: Facts) -> Say:
    options: tuple[Option, ...] = ()
    match state.at:
        case "purpose":
            options = (Option(T("flag.see_others"), "list", flow="flag"),)
        case "room":
            options = room_options(facts)
        case "timing":
            not_settled = Option(T("flag.not_settled"), "skip")
            options = (*asking_day.options(facts), not_settled)
        case "seats":
            options = tuple(
                Option(T("flag.seats", seats=str(number)), "seats", str(number))
                for number in USUAL_SEATS
            )
        case "earns":
            options = (
                Option(T("flag.nobody_earns"), "nobody"),
                Option(T("flag.somebody_earns"), "somebody"),
            )
        case "my_part" | "earns_words":
            pass
    leaving = () if state.at == "purpose" else (Option(T("flag.not_now"), "not_now"),)
    return Say(_ASKED[state.at], (*options, *leaving))


def _shaping(state: Shaping, heard: Heard, facts: Facts) -> Turn | None:
    match heard:
        case Picked(verb="not_now"):
            return _not_raised()
        case Said(text=text) if state.at == "my_part" and not_sure(text):
            return Turn((Say(T("ask.unsure_part")), _question(state, facts)), state)
        case _:
            return _shaped(state, heard, facts)


def _shaped(state: Shaping, heard: Heard, facts: Facts) -> Turn | None:
    draft = state.draft
    if state.at == "timing" and heard != Picked("skip"):
        return _timed(state, heard, facts)
    match state.at, heard:
        case "room", Picked(verb="room", arg=room) if facts.home(room):
            draft = replace(draft, room=room)
        case "timing", Picked(verb="skip"):
            pass
        case "seats", Picked(verb="seats", arg=number):
            draft = replace(draft, seats=int(number))
        case "seats", Said(text=text):
            seats = seats_in(text)
            if seats is None:
                return Turn(
                    (Say(T("flag.seats_range")), _question(state, facts)), state
                )
            draft = replace(draft, seats=seats)
        case "earns", Picked(verb="nobody"):
            draft = replace(draft, earns=False, earns_known=True, earns_words="")
        case "earns", Picked(verb="somebody"):
            draft = replace(draft, earns=True, earns_known=True)
        case "purpose", Said(text=text) if text.strip():
            draft = replace(draft, purpose=one_line(text))
        case "my_part", Said(text=text) if text.strip():
            draft = replace(draft, my_part=one_line(text))
        case "earns_words", Said(text=text) if text.strip():
            draft = replace(draft, earns_words=one_line(text))
        case _:
            return None
    return _ask_next(draft, facts, after=state.at)


def _timed(state: Shaping, heard: Heard, facts: Facts) -> Turn | None:
    """Take a day that was picked, or words for when; ask again about a day gone by."""
    match asking_day.answer(heard, facts):
        case None:
            return None
        case Phrase() as why:
            return Turn((Say(why), _question(state, facts)), state)
        case meant:
            draft = replace(state.draft, timing=one_line(meant.words), day=meant.day)
            turn = _ask_next(draft, facts, after="timing")
            said = asking_day.taken(heard, meant.day, facts)
            return replace(turn, say=(*said, *turn.say))


def _reading_back(draft: Draft, facts: Facts) -> tuple[Saying, ...]:
    options = (
        Option(T("flag.raise"), "raise"),
        Option(T("flag.begin_anew"), "anew"),
        Option(T("flag.not_now"), "not_now"),
    )
    hint = (Say(T("flag.earns_hint")),) if draft.earns else ()
    return (draft_card(draft, facts.today), *hint, Say(T("flag.read_back"), options))


def _read_back(state: ReadBack, heard: Heard, facts: Facts) -> Turn | None:
    draft = state.draft
    match heard:
        case Picked(verb="raise"):
            effect = RaiseFlag(
                community_id=draft.room,
                purpose=draft.purpose,
                timing=draft.timing,
                seats=draft.seats,
                my_part=draft.my_part,
                earns=draft.earns,
                earns_words=draft.earns_words,
                day=draft.day,
            )
            return Turn(next=Raising(draft), do=(effect,))
        case Picked(verb="anew"):
            return replace(_ask_next(Draft(room=draft.room), facts), keep=True)
        case Picked(verb="not_now"):
            return _not_raised()
        case _:
            return None


def _not_raised() -> Turn:
    return Turn((Say(T("flag.not_raised")),))


def _counted(state: Counting, heard: Heard, facts: Facts) -> Turn | None:
    match heard:
        case Done(answer=FlagsSeen(flags=own)) if len(own) >= MOST_OPEN:
            return Turn(_which_now(own), keep=True)
        case Done(answer=FlagsSeen()):
            return _ask_next(state.draft, facts)
        case _:
            return None


def _which_now(own: tuple[FlagSeen, ...]) -> tuple[Saying, ...]:
    options = tuple(
        Option(label(seen.flag.purpose), "fold", seen.flag.id, flow="flag")
        for seen in own
    )
    return (Say(T("flag.which_now"), options),)


def _raised(state: Raising, heard: Heard, facts: Facts) -> Turn | None:
    match heard:
        case Done(answer=FlagRaised(flag=flag, groups=groups)) if flag:
            seen = FlagSeen(flag, facts.member, mine=True, holding=False, groups=groups)
            return Turn((card(seen, facts.today), Say(T("flag.raised"))))
        case Done(answer=FlagRaised()):
            return Turn(next=Counting(state.draft), do=(LookAtFlags(own=True),))
        case _:
            return None


def _recalled(heard: Heard, facts: Facts) -> Turn | None:
    match heard:
        case Done(answer=AskSeen(ask_id="")):
            return _count(Draft(), facts)
        case Done(answer=AskSeen() as ask):
            draft = Draft(
                purpose=ask.need,
                room=ask.community_id if facts.home(ask.community_id) else "",
                my_part=ask.my_part,
                earns=ask.earns,
                earns_known=True,
                earns_words=ask.earns_words,
            )
            return _count(draft, facts)
        case _:
            return None


def _copied(heard: Heard, facts: Facts) -> Turn | None:
    """Raise one beside another: the same purpose and room, one's own part."""
    match heard:
        case Done(answer=FlagsSeen(flags=(seen, *_))):
            there = seen.flag
            return _count(Draft(purpose=there.purpose, room=there.community_id), facts)
        case Done(answer=FlagsSeen()):
            return _count(Draft(), facts)
        case _:
            return None


def step(state: State, heard: Heard, facts: Facts) -> Turn | None:
    """Move on."""
    match state:
        case Shaping():
            return _shaping(state, heard, facts)
        case ReadBack():
            return _read_back(state, heard, facts)
        case Counting():
            return _counted(state, heard, facts)
        case Raising():
            return _raised(state, heard, facts)
        case Recalling():
            return _recalled(heard, facts)
        case Copying():
            return _copied(heard, facts)
        case Looking():
            return flag_up.looked(state, heard, facts)
        case Holding():
            return flag_up.held(heard, facts)
        case Finding(to="move") | Redating() | Redated() | Moving():
            return flag_day.step(state, heard, facts)
        case Finding() | Folding():
            return flag_up.folding(state, heard)
        case Asking():
            return flag_groups.asked(state, heard)
        case Showing():
            return flag_groups.shown(heard)


def ask(state: State, facts: Facts) -> tuple[Saying, ...]:
    """Repeat the question."""
    match state:
        case Shaping():
            return (_question(state, facts),)
        case ReadBack(draft=draft):
            return _reading_back(draft, facts)
        case Folding(purpose=purpose):
            return flag_up.may_fold(purpose)
        case Redating():
            return flag_day.question(state, facts)
        case Redated():
            return flag_day.may_move(state, facts)
        case Asking():
            return flag_groups.may_show()
        case _:
            return (Say(T("flag.one_moment"), flag_up.raise_option()),)


FLOW = Flow(
    "flag",
    State,
    open_,
    step,
    ask,
    mended=mended,
    said=said,
    short=Short(
        is_so=("somebody",),
        sends=("raise", "fold", "show", "move"),
        no=("nobody", "skip", "leave_up", "not_now"),
        leaves=("not_now", "leave_up"),
        unsure=("skip",),
        hears=frozenset({"unsure"}),
    ),
)
