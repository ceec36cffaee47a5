"""Composing a flat request from slots, with or without an LLM (practice: flat words).

Owns the order of the slots, the choice among wordings, and who wrote which part. It
must not know who is asked how often, nor send anything. A composed request always
names the helper's own words, the asker's part, room to change it, a way to let it pass,
and who earns; its sentences are data in core.domain.phrasing.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from core.domain.phrasing import page
from core.domain.sentences import Lang
from core.domain.wording.joining import Joining, Line, Tone
from core.domain.wording.joining_en import ENGLISH
from core.domain.wording.joining_ja import JAPANESE
from core.domain.wording.stretch import stretch_of

Length = Literal["usual", "short"]
Source = Literal["helper", "asker", "bot"]
Slot = Literal["hello", "Q1", "Q3", "Q5", "Q6", "Q4", "Q7", "Q16", "Q8", "Q9", "Q10"]

JOINING: dict[Lang, Joining] = {"ja": JAPANESE, "en": ENGLISH}

_GIVE_WAY: tuple[Slot, ...] = ("Q6", "Q8", "Q10", "Q1", "Q7", "Q3")
"""Which slots are worded shortly first when a request grows too long."""

_BREATHS: frozenset[Slot] = frozenset({"Q5", "Q7"})

_PLACE = re.compile(r"\{(\w+)\}")
_HELPERS = frozenset({"quoted"})
_BOTS = frozenset({"name", "closing"})
_INNER_MARKS = str.maketrans("「」“”", "『』‘’")


@dataclass(frozen=True, slots=True)
class Slots:
    """What a request is made of; an empty text means the slot was not filled.

    `their_words` is a verbatim span of what the helper published; `closes_on` the day
    (「木曜」, "Thursday") on which silence is taken as a pass.
    """

    helper_name: str
    their_words: str
    my_name: str = ""
    my_destination: str = ""
    why: str = ""
    step: str = ""
    my_part: str = ""
    earns: bool = False
    earns_words: str = ""
    timing: str = ""
    closes_on: str = ""
    owner: bool = False
    tone: Tone = "desumasu"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the message, and whose words it is made of."""

    text: str
    source: Source
    slot: Slot


@dataclass(frozen=True, slots=True)
class Composed:
    """A whole request; the parts joined are exactly the text."""

    text: str
    parts: tuple[Part, ...]


def compose(
    slots: Slots, lang: Lang, *, length: Length = "usual", variant: int = 0
) -> Composed:
    """Word a request from its slots.

    Args:
        slots: The words of both sides.
        lang: The language of the request.
        length: "short" leaves out what is not needed to let somebody say no.
        variant: Any number; each gives the same sentences another wording.

    Returns:
        The text and its parts. Where the slots are long, sentence after sentence gives
        way to its short wording before the whole outgrows what is pleasant to read.
    """
    joining = JOINING[lang]
    fewest, pleasant, most = joining.lengths
    short = _GIVE_WAY if length == "short" else ()
    worded = _worded(slots, lang, short=short, variant=variant)
    while joining.length_of(worded.text) > pleasant and len(short) < len(_GIVE_WAY):
        short = _GIVE_WAY[: len(short) + 1]
        worded = _worded(slots, lang, short=short, variant=variant)
    if joining.length_of(worded.text) > most:
        # The helper's card shows the asker's road beside the request anyway.
        slots = replace(slots, my_destination="", why="")
        worded = _worded(slots, lang, short=short, variant=variant)
    if joining.length_of(worded.text) < fewest and "Q10" in short:
        thanked = tuple(slot for slot in short if slot != "Q10")
        worded = _worded(slots, lang, short=thanked, variant=variant)
    return worded


def _worded(
    slots: Slots, lang: Lang, *, short: Collection[Slot], variant: int
) -> Composed:
    """Word every slot; those named in `short` are said shortly or not at all."""
    phrases: dict[str, list[str]] = page("request", lang)[slots.tone]
    parts: list[Part] = []
    for place, (slot, line) in enumerate(_lines(slots, lang, short=short)):
        wordings = phrases[line.key]
        if slot in short:
            wordings = phrases.get(f"{line.key}_short", wordings)
        wording = wordings[_turn(variant, place) % len(wordings)]
        if parts and (between := _between(slot, parts[-1].slot, lang)):
            parts.append(Part(between, "bot", slot))
        parts.extend(_filled(wording, line, slot))
    return Composed("".join(part.text for part in parts), tuple(parts))


def _between(slot: Slot, before: Slot, lang: Lang) -> str:
    """Breathe twice: before the ask, and before the ways to change it or let it go."""
    return "\n" if slot in _BREATHS and slot != before else JOINING[lang].between


def _lines(
    slots: Slots, lang: Lang, *, short: Collection[Slot]
) -> Iterator[tuple[Slot, Line]]:
    """Yield the sentences in the order of the practice."""
    joining = JOINING[lang]
    yield from _hello(slots, joining)
    if slots.their_words.strip():
        yield "Q1", Line("Q1", {"quoted": joining.quoted(slots.their_words)})
    else:
        yield "Q1", Line("where_to")
    yield from _road(slots, joining, short="Q3" in short)
    yield "Q5", joining.ask(stretch_of(slots.step, lang))
    if slots.timing.strip():
        yield "Q6", joining.timing(slots.timing, slots.tone)
    yield "Q4", joining.part(slots.my_part, slots.tone)
    yield "Q7", Line("Q7")
    if slots.owner:
        yield "Q16", Line("Q16")
    if closing := joining.closing(slots.closes_on):
        yield "Q8", Line("Q8_closing", {"closing": closing})
    else:
        yield "Q8", Line("Q8")
    if slots.earns:
        yield "Q9", earning(slots.earns_words)
    if "Q10" not in short:
        yield "Q10", Line("Q10")


def sentence_for(line: Line, lang: Lang, *, tone: Tone) -> str:
    """Return one sentence in its first wording, to be added to an edited request."""
    wording: str = page("request", lang)[tone][line.key][0]
    return "".join(part.text for part in _filled(wording, line, "Q1"))


def earning(earns_words: str) -> Line:
    """Return the sentence that says somebody receives money."""
    said = earns_words.strip().rstrip("。.").translate(_INNER_MARKS)
    return Line("Q9_said", {"earns_words": said}) if said else Line("Q9")


def _hello(slots: Slots, joining: Joining) -> Iterator[tuple[Slot, Line]]:
    name, me = joining.called(slots.helper_name), joining.own_name(slots.my_name)
    if name or me:
        key = ("hello_me" if me else "hello") if name else "me"
        yield "hello", Line(key, {"name": name, "my_name": me})


def _road(
    slots: Slots, joining: Joining, *, short: bool
) -> Iterator[tuple[Slot, Line]]:
    """Yield the asker's own road: where to, and why now."""
    road = joining.road(slots.my_destination) if slots.my_destination.strip() else None
    why, tone = slots.why, slots.tone
    reason = joining.reason(why, tone, road is None) if why.strip() else None
    in_one = road and reason and (road.key, reason.key) == ("road", "why")
    if road and reason and in_one and not short:
        yield "Q3", Line("road_why", {**road.words, **reason.words})
        return
    if road:
        yield "Q3", road
    if reason and not (short and road):
        yield "Q3", reason


def _turn(variant: int, place: int) -> int:
    """Let each sentence turn at its own pace, so that every number reads anew."""
    return variant + variant // 2 * place


def _filled(wording: str, line: Line, slot: Slot) -> Iterator[Part]:
    """Put the words in, keeping apart who wrote which."""
    end = 0
    for place in _PLACE.finditer(wording):
        if place.start() > end:
            yield Part(wording[end : place.start()], "bot", slot)
        if words := line.words[place.group(1)]:
            yield Part(words, _source(place.group(1)), slot)
        end = place.end()
    if end < len(wording):
        yield Part(wording[end:], "bot", slot)


def _source(name: str) -> Source:
    if name in _HELPERS:
        return "helper"
    return "bot" if name in _BOTS else "asker"
