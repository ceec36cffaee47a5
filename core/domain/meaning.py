"""What a free message may mean, so that nobody needs to know a command.

Owns the closed set of meanings, and recognising them from patterns kept as data
(core.domain.phrasing, `meaning_*`). It must not know what is done about it: what has
consequences is only ever offered. Where no pattern is found, core.matching.senses and
then perhaps a text model are asked; they answer out of the same set.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, cast, get_args

from core.domain.asking import asks_for_help
from core.domain.phrasing import compiled
from core.domain.sentences import Lang, lang_of, mask_quotes
from core.domain.typed_en import as_written

Kind = Literal["crisis", "about", "ask", "wish", "greeting", "nothing", "unsure"]
Wish = Literal[
    "erase",
    "leave",
    "export",
    "rest",
    "resume",
    "thanks",
    "done",
    "flag",
    "post",
    "vector",
    "sounding",
    "road",
    "box",
    "room",
    "language",
    "link",
    "settings",
    "search",
    "apart",
]
"""What a button of ours answers."""

Topic = Literal[
    "what",
    "who_sees",
    "owner",
    "pass_seen",
    "model",
    "bot",
    "cost",
    "stored",
    "going",
    "matching",
    "vector",
    "post",
    "ask",
    "flag",
    "room",
    "rest",
    "apps",
    "media",
    "score",
    "group",
    "news",
    "sos",
    "keeper",
    "sounding",
    "taken_back",
    "apart",
]
"""What we can tell about ourselves."""

Sense = Literal[Wish, "ask", "crisis", "about", "greeting", "nothing"]
"""What a text model may say that a message means."""

WISHES: tuple[Wish, ...] = get_args(Wish)
TOPICS: tuple[Topic, ...] = get_args(Topic)
SENSES: tuple[Sense, ...] = get_args(Sense)

_PICTURES = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d♪]+")
_LONGEST = 400
_CALL_LENGTH = 60
"""A longer text tells something; it is no wish for a button."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What a message may mean.

    Attributes:
        kind: Somebody in need; a question about us; a search for company; a wish that
            a button of ours answers; a word of greeting or thanks to us; something
            that is only told; or nobody knows.
        what: Which question or wish. A question about us that no topic answers is
            "other".
    """

    kind: Kind
    what: str = ""

    @property
    def wish(self) -> Wish | None:
        """The wish, if it is one."""
        if self.kind == "wish" and self.what in WISHES:
            return self.what
        return None


NOTHING = Meant("nothing")
UNSURE = Meant("unsure")


def meaning(text: str) -> Meant:
    """Return what a message may mean, whichever of our languages it is in."""
    lang, said = lang_of(text), _own_words(text)
    if not said or len(said) > _LONGEST:
        return Meant("ask") if asks_for_help(text, lang) else NOTHING
    if found := _first(said, lang, "crisis"):
        return Meant("crisis", found)
    if found := asked_about(text):
        return Meant("about", found)
    found = _first(said, lang, "wording")
    if found and (found != "apart" or kept_from(text) is not None):
        return Meant("wish", found)
    if asks_for_help(text, lang):
        return Meant("ask")
    if _first(said, lang, "never"):
        return NOTHING
    if found := _first(said, lang, "meanings"):
        return Meant("wish", found)
    return Meant("greeting") if _first(said, lang, "greeting") else UNSURE


def asked_about(text: str) -> str:
    """Return which question about us is asked, '' for none."""
    said, lang = _own_words(text), lang_of(text)
    if len(said) > _LONGEST or _first(said, lang, "never"):
        return ""
    return _first(said, lang, "about")


def kept_from(text: str) -> str | None:
    """Return from whom a message wants to keep a distance.

    Returns:
        A name as it was typed; '' for somebody who is not named; None where the message
        is about something else.
    """
    said, lang = _own_words(text), lang_of(text)
    if len(said) > _CALL_LENGTH or _first(said, lang, "never"):
        return None
    found = compiled("meaning", lang, "wording")["apart"].search(said)
    if found is None:
        return None
    whom = next(filter(None, found.groupdict().values()), "").strip()
    return "" if _is("somebody", whom) else whom


def is_question(text: str) -> bool:
    """Whether a message asks something, of whomever."""
    return _is("question", text)


def asks_outright(text: str) -> bool:
    """Whether a message is a question and bears its mark, or ought to."""
    return _own_words(text).endswith("?")


def in_need(text: str) -> bool:
    """Whether somebody calls for help now, in few words, whatever they were asked.

    A long answer, or one about what is over, tells of a road and stays an answer.
    """
    if len(text) > _CALL_LENGTH or not (said := _own_words(text)):
        return False
    return bool(_first(said, lang_of(text), "crisis")) and not is_past(text)


def is_weary(text: str) -> bool:
    """Whether a few words say that somebody is worn out, or wants to be heard."""
    return len(text) <= _CALL_LENGTH and _is("weary", text)


def wants_to_be_heard(text: str) -> bool:
    """Whether a few words say that somebody wishes for an ear."""
    said = _own_words(text)
    short = len(text) <= _CALL_LENGTH
    return short and _first(said, lang_of(text), "weary") == "to_be_heard"


def is_past(text: str) -> bool:
    """Whether a message tells of something that was."""
    return _is("past", text)


def sounds_together(text: str) -> bool:
    """Whether words are for somebody one is on the way with: "I'll call you later"."""
    return len(text) <= _CALL_LENGTH and _is("together", text)


def sounds_like_answer(text: str) -> bool:
    """Whether words may answer somebody after a while: "sorry, is that still open?"."""
    return len(text) <= _LONGEST and _is("answer", text)


def is_denied(text: str) -> bool:
    """Whether a message says that something is not wanted."""
    return _is("denied", text)


def meant_by(sense: Sense) -> Meant:
    """Return a meaning as a text model names it."""
    if sense in WISHES:
        return Meant("wish", sense)
    return Meant(cast(Kind, sense))


def _is(shape: str, text: str) -> bool:
    return bool(_first(_own_words(text), lang_of(text), shape))


# Several ask about the same message, one after the other.
@lru_cache(maxsize=1)
def _own_words(text: str) -> str:
    """Return a text without what is only quoted, and without pictures."""
    said = _PICTURES.sub("", mask_quotes(text)).strip()
    # A long one is left as it is: it tells something, and is no question of ours.
    short = len(said) <= _LONGEST and lang_of(text) == "en"
    return as_written(said) if short else said


@lru_cache(maxsize=8)
def _first(said: str, lang: Lang, table: str) -> str:
    return next((name for name, one in _read(lang, table) if one.search(said)), "")


@cache
def _read(lang: Lang, table: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(compiled("meaning", lang, table).items())
