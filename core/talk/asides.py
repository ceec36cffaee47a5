"""Words about the talk itself, said where something else was asked.

"Why do you ask?", "wait" and "I changed my mind" answer no question. They are kept on
no card and passed on to nobody: they are answered, and the question stands as it was.
Knows which dialogue asks what for; not how a dialogue goes on.
"""

import json
from collections.abc import Mapping
from typing import assert_never, cast

from core.domain.asides import Aside, aside
from core.domain.meaning import Topic, asked_about
from core.store.talks import Frame
from core.talk.flows.about_topics import ANSWERS
from core.talk.flows.draft_wishes import wish
from core.talk.flows.resume import in_the_midst
from core.talk.running import Running
from core.talk.turn import Phrase, Picked, Say, T, options_of

_EXPLAINS = (Picked("example"), Picked("details"))
"""Choices that show what a question means, in the order in which they are tried."""
_BACK = (Picked("one_back"), Picked("back"))
_DRAFTS = frozenset({"drafting", "drafted"})
"""States in which "undo" wishes for the first version of a draft."""
_TAKES_THANKS = frozenset({"vector", "ask", "post", "flag", "search", "keeper"})
"""Dialogues in which thanks cannot be what somebody else is to read."""
_ABOVE = frozenset({"about", "reply", "mended"})
"""Dialogues that stand above the question that is meant."""
_HEARS_ITSELF = frozenset({"home", "resume", "sos"})
_HEARS_GREETINGS = frozenset({"welcome"})
_ITS_OWN = frozenset({("sos", "safe"), ("sos", "wishing")})
"""Where any word at all is heard as coming from somebody in need."""

_ANY = T("aside.why")
REASONS: Mapping[str, Phrase] = {
    "welcome": T("welcome.keeping_details"),
    "welcome:entering": T("aside.why_code"),
    "welcome:outside": T("aside.why_code"),
    "welcome:naming": T("aside.why_name"),
    "settings:naming": T("aside.why_name"),
    "vector": T("aside.why_vector"),
    "post": T("aside.why_post"),
    "ask": T("aside.why_ask"),
    "ask:choosing": ANSWERS["matching"],
    "ask:drafting": T("aside.why_note"),
    "ask:editing": T("aside.why_note"),
    "flag:shaping": T("aside.why_flag"),
    "flag:read_back": T("aside.why_flag"),
    "answer": T("aside.why_answer"),
    "follow:contact": T("aside.why_contact"),
    "follow:mixing": T("aside.why_answer"),
    "follow:ended": T("aside.why_ended"),
    "follow:delight": T("aside.why_thanks"),
    "follow:thanking": T("aside.why_thanks"),
    "follow:growth": T("aside.why_growth"),
    "follow:growth_words": T("aside.why_growth"),
    "follow:next_step": T("aside.why_growth"),
    "sounding:delight": T("aside.why_thanks"),
    "sounding:thanking": T("aside.why_thanks"),
    "cheer": T("aside.why_cheer"),
    "hint": T("aside.why_hint"),
    "listen": T("aside.why_answer"),
    "listen:handing": T("aside.why_contact"),
    "search": T("aside.why_search"),
}
"""What is asked for in a dialogue, or in one of its states as "flow:kind"."""


def heeded(running: Running, text: str) -> bool:
    """Answer words about the talk itself; False for any others."""
    kind = aside(text)
    if kind is None:
        return _told_in_passing(running, text)
    if running.top and running.top.flow in _ABOVE:
        running.drop_fleeting()
    top = running.top
    if top is None or not _is_aside(top, kind, text):
        return False
    if kind == "meaning" and _explained(running):
        return True
    if kind == "where" and top.flow == "resume":
        return running.takes(Picked("go_on"))
    if kind == "back" and any(map(running.takes, _BACK)):
        return True
    running.sayings.append(Say(_answer(kind, top)))
    running.sayings.extend(running.ask())
    return True


def _explained(running: Running) -> bool:
    return any(_offers(running, one) and running.takes(one) for one in _EXPLAINS)


def _answer(kind: Aside, top: Frame) -> Phrase:
    match kind:
        case "why" | "meaning":
            return _why(top)
        case "where":
            midst = in_the_midst(top.flow, json.loads(top.state) or {})
            return T("aside.where", midst=midst) if midst else T("aside.where_any")
        case "here":
            return T("aside.no_hurry")
        case "back":
            return T("aside.no_way_back")
        case "cross":
            return T("aside.sorry")
        case "thanks":
            return T("talk.nodded")
        case _:
            assert_never(kind)


def _told_in_passing(running: Running, text: str) -> bool:
    """Answer a question about us where what is asked would not outlast its answer."""
    top = running.top
    topic = asked_about(text)
    if top is None or not topic or top.flow in _ABOVE | _HEARS_ITSELF:
        return False
    asked = running.ask()
    if running.lasts(top) or not asked or topic == "model":
        return False
    running.sayings.extend((Say(ANSWERS[cast(Topic, topic)]), *asked))
    return True


def _is_aside(top: Frame, kind: Aside, text: str) -> bool:
    state = json.loads(top.state) or {}
    if top.flow == "home" or (top.flow, state.get("kind")) in _ITS_OWN:
        return False
    if kind == "thanks":
        return top.flow in _TAKES_THANKS
    if kind == "here":
        return top.flow not in _HEARS_GREETINGS
    return not (state.get("kind") in _DRAFTS and wish(text))


def _why(top: Frame) -> Phrase:
    kind = (json.loads(top.state) or {}).get("kind", "")
    return REASONS.get(f"{top.flow}:{kind}") or REASONS.get(top.flow, _ANY)


def _offers(running: Running, picked: Picked) -> bool:
    return any(
        one.verb == picked.verb and not one.flow
        for say in running.ask()
        for one in options_of(say)
    )
