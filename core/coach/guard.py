"""Looks at every draft before anybody sees it (practice: invariants 3, 9, 12).

Pure: an ask and an answer in, what is wrong with it out. Whatever cannot be traced to
what was said is taken as invented. A text in which nothing is wrong here may still be
poor; it is a draft, and a person decides.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from core.coach.content import Said, kept, plain, sentences, turned, units, unquoted
from core.coach.naming import addresses, unknown_names
from core.coach.roads import stands
from core.domain.coaching import (
    AboutBot,
    Ask,
    CoachAnswer,
    Explained,
    Flatness,
    FollowUp,
    Meaning,
    Meant,
    PostDraft,
    PostLines,
    Question,
    RequestDraft,
    RequestParts,
    Roads,
    SecondLook,
    Touching,
    Worded,
    Wording,
    Wordings,
)
from core.domain.phrasing import page
from core.domain.sentences import Lang
from core.domain.tone import lint
from core.domain.tone.rules import rule_book
from core.domain.traces import strings
from core.domain.wording.composing import JOINING
from core.domain.wording.request_check import check_request

Code = Literal[
    "empty",
    "length",
    "language",
    "signs",
    "address",
    "number",
    "name",
    "invented",
    "lost",
    "turned",
    "unflat",
    "slot",
    "changed",
]
_ENOUGH_KEPT: dict[str, float] = {"as_is": 0.9, "own_tone": 0.8, "shorter": 0.3}
_ENOUGH_OF_A_LINE = 0.5
_NEW_IN_A_WORDING = 2
_QUESTION = {"ja": 90, "en": 200}
_WORDLESS = frozenset({"nothing", "greeting"})
"""Meanings that need no words pointed at, since nothing is offered for them."""

_ASKS = {"ja": re.compile(r"[?？]$|か[。、]?$"), "en": re.compile(r"\?[”\"]?$")}
_MARKUP = re.compile(r"[<>`{}\\|]|\]\(|\*\*|^#|\[[A-Z]\d|===|~~~", re.MULTILINE)

_LONGER = 1.3
"""How much longer than the longest composed request a worded one may be."""

_SHORT_LINE = 80
"""A wording may be as long as this, or twice its line, in characters."""

_TO_BE_KIND = 40
"""Characters that other words may have beyond twice those they stand for."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and with which words; `what` never reaches a log."""

    code: Code
    what: str = ""


def faults(ask: Ask, answer: CoachAnswer, *, names: Sequence[str] = ()) -> list[Fault]:
    """Return what is wrong with an answer; nothing when it may be shown.

    Args:
        ask: What was asked.
        answer: What came back, with names put back in.
        names: Names of people of the room; in an answer they are only there if they
            were in the ask.
    """
    return list(_faults(ask, answer, names))


def _faults(ask: Ask, answer: CoachAnswer, names: Sequence[str]) -> Iterator[Fault]:
    match ask, answer:
        case FollowUp(), Question(text=text):
            yield from _question(ask, text, names)
        case Wordings(), Worded(wordings=wordings):
            if not wordings:
                yield Fault("empty")
            for one in wordings:
                yield from wording_faults(ask, one, names)
        case PostDraft(), PostLines():
            yield from _post(ask, answer, names)
        case RequestDraft(), RequestParts():
            yield from _request(ask, answer, names)
        case Flatness(), SecondLook():
            yield from _second_look(ask, answer, names)
        case Meaning(text=text), Meant(meaning=meaning, words=words):
            if meaning not in _WORDLESS:
                yield from _pointed_at(words, text)
        case AboutBot(question=text), Explained(words=words):
            yield from _pointed_at(words, text)
        case Roads(), Touching(people=people):
            yield from (
                Fault("changed", quote)
                for place, quote in people
                if not stands(ask, place, quote)
            )
        case _:
            yield Fault("changed", answer.kind)


def _question(ask: FollowUp, text: str, names: Sequence[str]) -> Iterator[Fault]:
    said = _said(ask, "question", ask.question)
    yield from _everywhere(text, ask.lang, said, names)
    if len(text) > _QUESTION[ask.lang] or text.count("?") + text.count("？") > 1:
        yield Fault("length", text)
    if not _ASKS[ask.lang].search(text.strip()):
        yield Fault("changed", text)
    if clause := turned(ask.own(), text, ask.lang):
        yield Fault("turned", clause)


def wording_faults(
    ask: Wordings, one: Wording, names: Sequence[str] = ()
) -> Iterator[Fault]:
    """Yield what is wrong with one wording of a line; new words in it are marked."""
    own = ask.line(one.line)
    said = _said(ask, "everywhere")
    yield from _surface(one.text, ask.lang, said, names)
    new = said.new(one.text)
    if len(new) > _NEW_IN_A_WORDING or any(not _is_kanji(unit) for unit in new):
        yield Fault("invented", new[0])
    if kept(own, one.text) < _ENOUGH_OF_A_LINE:
        yield Fault("lost", own)
    if len(one.text) > max(_SHORT_LINE, 2 * len(own)):
        yield Fault("length", one.text)
    if clause := turned([own], one.text, ask.lang):
        yield Fault("turned", clause)


def _post(ask: PostDraft, answer: PostLines, names: Sequence[str]) -> Iterator[Fault]:
    said = _said(ask, "everywhere")
    most = {place.key: place.most for place in ask.places}
    text = "\n".join(line for _, line in answer.lines)
    if not text.strip():
        yield Fault("empty")
    for key, line in answer.lines:
        if key not in most or len(line) > most[key]:
            yield Fault("length", line)
    yield from _everywhere(text, ask.lang, said, names)
    notes = [ask.notes, *(line for _, line in ask.lines)]
    whole = plain("\n".join(ask.own()))
    if ask.mode == "as_is":
        for _, line in answer.lines:
            for sentence in sentences(line):
                if plain(sentence) not in whole:
                    yield Fault("changed", sentence)
    if kept("\n".join(notes), text) < _ENOUGH_KEPT[ask.mode]:
        yield Fault("lost", _first_lost(ask.notes, text))
    if clause := turned(ask.own(), text, ask.lang):
        yield Fault("turned", clause)


def _first_lost(notes: str, text: str) -> str:
    there = Said([text])
    return next((unit for unit in units(notes) if not there.holds(unit)), "")


def _request(
    ask: RequestDraft, answer: RequestParts, names: Sequence[str]
) -> Iterator[Fault]:
    slots, text = ask.slots, answer.text
    called = (slots.helper_name, slots.my_name, slots.closes_on)
    said = _said(ask, "request", *called)
    yield from _surface(text, ask.lang, said, names)
    if new := said.new(text):
        yield Fault("invented", new[0])
    yield from _unflat(text, ask.lang, plain("\n".join(ask.own())))
    for missing in check_request(
        text,
        lang=ask.lang,
        their_words=slots.their_words,
        my_part=slots.my_part,
        earns=slots.earns,
        earns_words=slots.earns_words,
        owner=slots.owner,
    ):
        yield Fault("slot", missing.id)
    if slots.step.strip() and kept(slots.step, text) < _ENOUGH_OF_A_LINE:
        yield Fault("lost", slots.step)
    if JOINING[ask.lang].length_of(text) > _LONGER * JOINING[ask.lang].lengths[-1]:
        yield Fault("length", text)
    if clause := turned((*ask.own(), *ask.theirs()), text, ask.lang):
        yield Fault("turned", clause)


def _second_look(
    ask: Flatness, answer: SecondLook, names: Sequence[str]
) -> Iterator[Fault]:
    if not answer.quote and not answer.instead:
        return
    if not answer.instead.strip() or answer.quote == answer.instead:
        yield Fault("empty")
    if answer.quote not in unquoted(ask.text):
        yield Fault("changed", answer.quote)
    words: dict[str, str] = page("coach", ask.lang)["words"]
    said = _said(ask, "request", words["wish"])
    yield from _everywhere(answer.instead, ask.lang, said, names)
    if len(answer.instead) > 2 * len(answer.quote) + _TO_BE_KIND:
        yield Fault("length", answer.instead)


def _pointed_at(words: str, text: str) -> Iterator[Fault]:
    """Yield what is wrong with the words that are to say so, letter by letter."""
    if not words.strip():
        yield Fault("empty")
    elif plain(words) not in plain(text):
        yield Fault("changed", words)


# What holds for every text


def _said(ask: Ask, list_: str, *more: str) -> Said:
    return Said(
        (*ask.own(), *ask.theirs(), *more),
        _free(ask.lang, "everywhere", list_),
        (list_,),
    )


@cache
def _free(lang: Lang, *lists: str) -> str:
    words: dict[str, str] = page("coach", lang)["words"]
    free = [words[one] for one in dict.fromkeys(lists)]
    if "request" in lists:
        # What the composer and the tripwire say by themselves may be said.
        free += strings(page("request", lang))
        free += (rule.suggestion for rule in rule_book(lang).rules)
    return " ".join(free)


def _everywhere(
    text: str, lang: Lang, said: Said, names: Sequence[str]
) -> Iterator[Fault]:
    yield from _surface(text, lang, said, names)
    if new := said.new(text):
        yield Fault("invented", new[0])
    yield from _unflat(text, lang, said.whole)


def _surface(
    text: str, lang: Lang, said: Said, names: Sequence[str]
) -> Iterator[Fault]:
    """Yield what shows without understanding: emptiness, signs, script, addresses."""
    if not text.strip():
        yield Fault("empty")
        return
    if sign := _odd_sign(text, said):
        yield Fault("signs", sign)
    if foreign := _foreign(text, lang, said):
        yield Fault("language", foreign)
    for address in addresses(text):
        if plain(address) not in said.whole:
            yield Fault("address", address)
    yield from (
        Fault("number", one) for one in sorted(Said([text]).numbers - said.numbers)
    )
    yield from (Fault("name", one) for one in unknown_names(text, said.whole, names))


def _unflat(text: str, lang: Lang, said: str) -> Iterator[Fault]:
    """Yield what is not flat, unless these very words were said to us."""
    for finding in lint(text, lang):
        start, end = finding.span
        if plain(text[start:end]) not in said:
            yield Fault("unflat", text[start:end])


def _odd_sign(text: str, said: Said) -> str:
    for sign in text:
        if sign != "\n" and unicodedata.category(sign) in {"Cc", "Cf", "Co", "Cn"}:
            return f"U+{ord(sign):04X}"
    found = _MARKUP.search(text)
    if found and plain(found.group()) not in said.whole:
        return found.group()
    return ""


_SCRIPTS: dict[Lang, frozenset[str]] = {
    "ja": frozenset({"HIRAGANA", "KATAKANA", "CJK"}),
    "en": frozenset({"LATIN"}),
}
_LONG_ENOUGH = 8


def _foreign(text: str, lang: Lang, said: Said) -> str:
    """Return what is written in another language than asked for and said."""
    expected = _SCRIPTS[lang]
    allowed = expected | _scripts(said.whole)
    found = _scripts(text)
    if odd := found - allowed:
        return min(odd)
    letters = [sign for sign in text if sign.isalpha()]
    if len(letters) < _LONG_ENOUGH:
        return ""
    at_home = sum(_script(sign) in expected for sign in letters)
    # Japanese without a kana is Chinese; a Latin majority is not Japanese.
    if at_home * 2 < len(letters):
        return "other"
    if lang == "ja" and "HIRAGANA" not in found and _SCRIPTS["ja"] & found == {"CJK"}:
        return "" if plain(text) in said.whole else "CJK"
    return ""


def _scripts(text: str) -> frozenset[str]:
    return frozenset(_script(sign) for sign in set(text) if sign.isalpha())


@cache
def _script(sign: str) -> str:
    name = unicodedata.name(sign, "OTHER").split()[0]
    if name in {"FULLWIDTH", "HALFWIDTH"}:
        return _script(unicodedata.normalize("NFKC", sign)[0])
    return "KATAKANA" if name == "KATAKANA-HIRAGANA" else name


def _is_kanji(unit: str) -> bool:
    return all("一" <= sign <= "龯" for sign in unit)
