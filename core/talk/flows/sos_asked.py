"""What is asked on the way of a call for help, and how it is read back.

Each question says who will see what, and each has a way out.
"""

from collections.abc import Sequence

from core.domain.sos import widest
from core.talk.flow import Facts
from core.talk.flows.menu import room_options
from core.talk.flows.sos_states import (
    Choosing,
    Chosen,
    Draft,
    Naming,
    ReadBack,
    Rooming,
    Showing,
    State,
    Wording,
)
from core.talk.notices import called
from core.talk.sos_notices import WISHES, voice
from core.talk.turn import Option, Say, Saying, T, Words


def ask(state: State, facts: Facts) -> tuple[Saying, ...]:
    """Repeat the question."""
    match state:
        case Rooming():
            return (Say(T("sos.which_room"), (*room_options(facts), _stop())),)
        case Choosing(draft=draft):
            return (_who(draft),)
        case Naming():
            return (_who_by_name(state),)
        case Wording(draft=draft):
            none = Option(T("sos.no_words"), "none")
            asked = T("sos.ask_words", wish=WISHES[draft.wish])
            return (Say(asked, (none, _stop())),)
        case Showing():
            show = Option(T("sos.show_name"), "name", "yes")
            hide = Option(T("sos.hide_name"), "name", "no")
            return (Say(T("sos.ask_name"), (show, hide, _stop())),)
        case ReadBack(draft=draft):
            return _read(draft, facts)
        case _:
            return ()  # the answer comes at once


def _stop() -> Option:
    return Option(T("sos.stop"), "stop")


def _who(draft: Draft) -> Say:
    options = [Option(T("sos.to_chosen"), "chosen")]
    if draft.keepers:
        options.append(Option(T("sos.to_keepers"), "keepers"))
    options.append(Option(T("sos.to_room"), "room"))
    if draft.wish == "hand" and not draft.call_id:
        options.append(Option(T("sos.to_road"), "road"))
    said = T("sos.to_whom")
    if draft.keepers:
        said = T("sos.to_whom_keepers", names=names_of(draft.keepers))
    return Say(said, (*options, _stop()))


def _who_by_name(state: Naming) -> Say:
    draft = state.draft
    taken = {one.id for one in draft.chosen}
    offered = [one for one in state.alike or draft.met if one.id not in taken]
    options = [Option(called(one.name), "person", one.id) for one in offered]
    if state.alike:
        said = T("sos.which_of_them")
    elif draft.chosen:
        said = T("sos.anybody_else", names=names_of(draft.chosen))
        options.insert(0, Option(T("sos.enough"), "enough"))
    else:
        said = T("sos.which_person")
    return Say(said, (*options, Option(T("sos.back"), "others"), _stop()))


def _read(draft: Draft, facts: Facts) -> tuple[Saying, ...]:
    card = voice(
        wish=draft.wish,
        audience=widest(draft.so_far, draft.audience),
        words=draft.words,
        name=facts.member.name if draft.named else None,
        room=room_name(draft, facts),
    )
    match draft.audience, bool(draft.call_id):
        case "chosen", False:
            said = T("sos.read_chosen", names=names_of(draft.chosen))
        case "chosen", True:
            said = T("sos.further_chosen", names=names_of(draft.chosen))
        case "keepers", False:
            said = T("sos.read_keepers", names=names_of(draft.keepers))
        case "keepers", True:
            said = T("sos.further_keepers", names=names_of(draft.keepers))
        case _, False:
            said = T("sos.read_room", room=room_name(draft, facts))
        case _:
            said = T("sos.further_room", room=room_name(draft, facts))
    options = [Option(T("sos.send"), "send")]
    if not draft.call_id:
        options.append(Option(T("sos.reword"), "reword"))
    options += [Option(T("sos.change_people"), "others"), _stop()]
    return (card, Say(said, tuple(options)))


def which_hand() -> Say:
    """Ask what a hand is wanted with, for those who look for it on their road."""
    return Say(T("sos.which_hand"), (Option(T("sos.back"), "back"),))


def lines(facts: Facts) -> Words:
    """Return where to turn in danger, in the operator's words where there are some."""
    return facts.help_lines or T("sos.help_lines")


def room_name(draft: Draft, facts: Facts) -> str:
    """Return what the room is called."""
    home = facts.home(draft.room)
    return home.name if home else ""


def names_of(people: Sequence[Chosen]) -> Words:
    """Return the names of people, one after the other."""
    return names(tuple(one.name for one in people))


def names(of: Sequence[str]) -> Words:
    """Return names one after the other, as the reader's language joins them."""
    joined: Words = called(of[0]) if of else T("talk.somebody")
    for name in of[1:]:
        joined = T("sos.and", names=joined, name=called(name))
    return joined
