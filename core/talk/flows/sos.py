"""SOS: first of all, safety; then what is wished for, and who is to hear it (J5).

In danger: people who can help now, then somebody one trusts; no matching, no model.
Nobody learns that somebody called before they send it themselves, to whom they choose
(`sos_call`). It says plainly what a bot cannot do.
"""

import re

from core.domain.meaning import meaning, wants_to_be_heard
from core.domain.sos import WISHES, Wish
from core.talk.commands import plain
from core.talk.effects import Done
from core.talk.effects.calls import (
    CallEnded,
    CallSeen,
    EndCall,
    LookAtCall,
)
from core.talk.effects.flags import FlagsSeen, LookAtFlag
from core.talk.effects.openings import LookAtOpenings, NearbyFound, OpeningsSeen
from core.talk.effects.posts import LookAtPost, PostSeen
from core.talk.flow import Facts, Flow, Heard, Short, Start, Turn
from core.talk.flows import sos_asked, sos_call, sos_nearby
from core.talk.flows.sos_asked import lines, which_hand
from core.talk.flows.sos_states import (
    Choosing,
    Draft,
    Ending,
    Finding,
    Gathering,
    Handing,
    Hearing,
    Looking,
    Naming,
    Nearing,
    ReadBack,
    Recalling,
    Rooming,
    Safe,
    Sending,
    Showing,
    State,
    Wishing,
    Wording,
    said,
)
from core.talk.incoming import Said
from core.talk.sos_notices import WISHES as WISH_WORDS
from core.talk.turn import Offer, Opened, Option, Picked, Say, Saying, T
from core.talk.voice import word

_SAFE_OR_NOT = (
    Option(T("sos.safe"), "safe"),
    Option(T("sos.danger"), "danger"),
    Option(T("sos.by_mistake"), "by_mistake"),
)


def open_(opened: Opened, facts: Facts) -> Turn:
    """Take the call; or go on where somebody taps later."""
    match opened.verb:
        case "safe":
            return Turn((_which_wish(),), Wishing())
        case "lines":
            return _help_lines(facts)
        case "tell":
            return _words_to_send(facts)
        case "reach":
            return _reach(facts)
        case "call" if opened.arg in WISHES:
            return sos_call.begin(Draft(_wish(opened.arg)), facts)
        case "keepers":
            to_keepers = Draft("ear", room=opened.arg, audience="keepers")
            return sos_call.begin(to_keepers, facts)
        case "hear":
            wish, _, flag_id = opened.arg.partition(":")
            return Turn(next=Hearing(_wish(wish)), do=(LookAtFlag(flag_id),))
        case "hear_author":
            wish, _, post_id = opened.arg.partition(":")
            return Turn(next=Hearing(_wish(wish)), do=(LookAtPost(post_id),))
        case "wider":
            return Turn(next=Recalling(), do=(LookAtCall(opened.arg),))
        case "ended":
            return Turn(next=Ending(), do=(EndCall(opened.arg),))
        case _:
            # Also whoever calls again in the midst of it: safety comes first.
            return Turn((_are_you_safe(),), Safe())


def _wish(said: str) -> Wish:
    return next((wish for wish in WISHES if wish == said), "ear")


def _are_you_safe() -> Say:
    return Say(T("sos.received"), _SAFE_OR_NOT)


def _which_wish(*, again: bool = False) -> Say:
    options = tuple(Option(WISH_WORDS[wish], wish) for wish in WISHES)
    question = T("sos.which_again") if again else T("sos.which")
    lines = Option(T("sos.lines"), "lines")
    return Say(question, (*options, lines, Option(T("sos.stop"), "stop")))


# In danger


def _help_lines(facts: Facts) -> Turn:
    """Show people who can help now; nothing else, and nothing below goes on."""
    options = (
        Option(T("sos.tell_somebody"), "tell", flow="sos"),
        Option(T("sos.safe_now"), "safe", flow="sos"),
    )
    said = (Say(lines(facts)), Say(T("sos.only_a_bot"), options))
    return Turn(said, clear=True)


def _words_to_send(facts: Facts) -> Turn:
    """Offer words for somebody trusted, to send from anywhere, or from here."""
    language = facts.member.language
    draft = Offer(word(T("sos.words"), language), title=T("sos.words_title"))
    options = [Option(T("sos.lines"), "lines", flow="sos")]
    said = T("sos.words_are_yours")
    if facts.homes:
        options.insert(0, Option(T("sos.send_from_here"), "reach", flow="sos"))
        said = T("sos.words_from_here")
    return Turn((draft, Say(said, tuple(options))), clear=True)


def _reach(facts: Facts) -> Turn:
    """Send those words to somebody here; with the name, and nothing more is asked."""
    draft = Draft(
        "ear",
        words=word(T("sos.words"), facts.member.language),
        worded=True,
        named=True,
        urgent=True,
    )
    return sos_call.begin(draft, facts)


# Step by step


def step(state: State, heard: Heard, facts: Facts) -> Turn | None:
    """Move on."""
    match state:
        case Safe():
            return _safe(heard, facts)
        case Wishing():
            return _wished(heard, facts)
        case Nearing(wish=wish, ticket=ticket):
            return _neared(wish, ticket, heard, facts)
        case Handing():
            return _handed(heard)
        case (
            Rooming()
            | Gathering()
            | Choosing()
            | Naming()
            | Finding()
            | Wording()
            | Showing()
            | ReadBack()
            | Sending()
        ):
            return sos_call.step(state, heard, facts)
        case Looking() | Recalling() | Hearing() | Ending():
            return _read(state, heard, facts)


def _says_safe(text: str, facts: Facts) -> bool:
    """Whether somebody says in so many words that they are safe, and nothing else."""
    spelled = word(T("sos.says_safe"), facts.member.language).split("|")
    said = re.sub(r"[、,\s]+", "", plain(text))
    return said in {re.sub(r"[、,\s]+", "", plain(one)) for one in spelled}


def _safe(heard: Heard, facts: Facts) -> Turn | None:
    match heard:
        case Picked(verb="safe"):
            return Turn((_which_wish(),), Wishing())
        case Picked(verb="danger"):
            return _help_lines(facts)
        case Picked(verb="by_mistake"):
            return sos_call.let_be()
        case Said(text=text) if _says_safe(text, facts):
            return Turn((_which_wish(),), Wishing())
        case Said():
            # Whatever it says: people who can help stand here before any question.
            return Turn((Say(lines(facts)), _still_safe()), Safe())
        case _:
            return None


def _wished(heard: Heard, facts: Facts) -> Turn | None:
    match heard:
        case Picked(verb="lines"):
            return _help_lines(facts)
        case Picked(verb="stop"):
            return sos_call.let_be()
        case Picked(verb="ear" | "hand" as wish):
            return sos_call.begin(Draft(wish), facts)
        case Picked(verb="work" | "place" as wish):
            return Turn(next=Looking(wish), do=(LookAtOpenings(),))
        case Said(text=text) if meaning(text).kind == "crisis":
            return Turn((Say(lines(facts)), _still_safe()), Safe())
        case Said(text=text) if wants_to_be_heard(text):
            return sos_call.begin(Draft("ear"), facts)
        case Said():
            # Words in need are never "not understood"; they are not kept either.
            return Turn((Say(T("sos.heard")), _which_wish(again=True)), Wishing())
        case _:
            return None


def _neared(wish: Wish, ticket: str, heard: Heard, facts: Facts) -> Turn | None:
    match heard:
        case Done(answer=NearbyFound(ticket=on_it, near=near)):
            if on_it != ticket:
                return None
            return Turn(next=Looking(wish, near), do=(LookAtOpenings(),))
        case _:
            # Whoever speaks first is heard first.
            return _wished(heard, facts)


def _handed(heard: Heard) -> Turn | None:
    match heard:
        case Said(text=text) if text.strip():
            return Turn(then=Start("ask", "said", text.strip()), clear=True)
        case Picked(verb="back"):
            return Turn((_which_wish(again=True),), Wishing())
        case _:
            return None


def _still_safe() -> Say:
    return Say(T("sos.still_safe"), _SAFE_OR_NOT)


def _read(
    state: Looking | Recalling | Hearing | Ending, heard: Heard, facts: Facts
) -> Turn | None:
    match state, heard:
        case Looking(), Done(answer=OpeningsSeen() as openings):
            return sos_nearby.seen(state, openings, facts)
        case Hearing(wish=wish), Done(answer=FlagsSeen(flags=flags)):
            return sos_nearby.about_flag(wish, flags, facts)
        case Hearing(wish=wish), Done(answer=PostSeen() as found):
            return sos_nearby.about_post(wish, found, facts)
        case Recalling(), Done(answer=CallSeen() as found):
            return _further(found, facts)
        case Ending(), Done(answer=CallEnded(done=done)):
            options = (Option(T("sos.lines"), "lines", flow="sos"),)
            said = T("sos.closed") if done else T("sos.closed_already")
            return Turn((Say(said, options),))
        case _:
            return None


def _further(found: CallSeen, facts: Facts) -> Turn:
    """Let a call that is out go further, as it is."""
    call = found.call
    if call is None or not call.open:
        return Turn((Say(T("sos.closed_already")),))
    draft = Draft(
        call.wish,
        room=call.community_id,
        words=call.words,
        worded=True,
        named=call.named,
        call_id=call.id,
        so_far=call.audience,
    )
    return sos_call.begin(draft, facts)


def ask(state: State, facts: Facts) -> tuple[Saying, ...]:
    """Repeat the question."""
    match state:
        case Safe():
            return (_still_safe(),)
        case Wishing() | Nearing():
            return (_which_wish(again=True),)
        case Handing():
            return (which_hand(),)
        case _:
            return sos_asked.ask(state, facts)


FLOW = Flow(
    "sos",
    State,
    open_,
    step,
    ask,
    short=Short(
        yes=("name:yes",),
        sends=("send",),
        no=("none", "name:no"),
        leaves=("stop", "others", "back", "by_mistake"),
        unsure=("none",),
    ),
    said=said,
)
