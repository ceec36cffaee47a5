"""Puts a model's sentences into a composed request, and says whose words are whose.

What a request must hold comes from the composer wherever the model's sentence is
missing; who earns, and that an owner may be told no, always does.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import groupby

from core.domain.coaching import RequestDraft, RequestParts
from core.domain.wording.composing import Composed, Length, Part, Slot, Source, compose
from core.domain.wording.joining import Tone
from core.domain.wording.request_check import check_request

_SHORTEST = 4
_OURS_ALONE: frozenset[Slot] = frozenset({"hello", "Q9", "Q16"})


def composed(ask: RequestDraft, *, variant: int = 0) -> Composed:
    """Return the request as the composer words it in this mode."""
    tone: Tone = "casual" if ask.mode == "casual" else ask.slots.tone
    length: Length = "short" if ask.mode == "shorter" else "usual"
    return compose(
        replace(ask.slots, tone=tone), ask.lang, length=length, variant=variant
    )


def woven(ask: RequestDraft, said: Mapping[Slot, str]) -> RequestParts:
    """Return a request in which the model's sentences stand in their slots."""
    base = composed(ask)
    parts: list[Part] = []
    for slot, group in groupby(base.parts, key=lambda part: part.slot):
        ours = list(group)
        sentence = "" if slot in _OURS_ALONE else said.get(slot, "")
        if not sentence:
            parts += ours
            continue
        if ours[0].source == "bot" and not ours[0].text.strip():
            parts.append(ours[0])
        parts += attributed(_ended(sentence, ask), slot, ask)
    return RequestParts(tuple(parts))


def fitting(ask: RequestDraft, said: Mapping[Slot, str]) -> RequestParts:
    """Weave in the sentences that do what their slot is there for."""
    slots = ask.slots
    good = dict(said)
    if not slots.their_words or slots.their_words not in good.get("Q1", ""):
        good.pop("Q1", None)
    parts = woven(ask, good)
    missing = check_request(
        parts.text,
        lang=ask.lang,
        their_words=slots.their_words,
        my_part=slots.my_part,
        earns=slots.earns,
        earns_words=slots.earns_words,
        owner=slots.owner,
    )
    for one in missing:
        if one.id != "Q13":
            good.pop(one.id, None)
    return woven(ask, good) if missing else parts


def _ended(sentence: str, ask: RequestDraft) -> str:
    done = sentence.rstrip()
    mark = "。" if ask.lang == "ja" else "."
    return done if re.search(r"[。.!?！？」”…]$", done) else done + mark


def attributed(text: str, slot: Slot, ask: RequestDraft) -> Iterator[Part]:
    """Yield a sentence in pieces: the recipient's words, the asker's, and the rest."""
    sources: list[tuple[Source, Sequence[str]]] = [
        ("helper", ask.theirs()),
        ("asker", ask.own()),
    ]
    at = 0
    for start, end, source in _found(text, sources):
        if start > at:
            yield Part(text[at:start], "bot", slot)
        yield Part(text[start:end], source, slot)
        at = end
    if at < len(text):
        yield Part(text[at:], "bot", slot)


def _found(
    text: str, sources: Sequence[tuple[Source, Sequence[str]]]
) -> list[tuple[int, int, Source]]:
    """Return where somebody's words stand, the longest first come, in their order."""
    taken: list[tuple[int, int, Source]] = []
    for source, words in sources:
        for word in words:
            matcher = SequenceMatcher(None, text, word, autojunk=False)
            for block in matcher.get_matching_blocks():
                start, end = _whole_words(text, block.a, block.a + block.size)
                free = all(end <= one or two <= start for one, two, _ in taken)
                if end - start >= _SHORTEST and free:
                    taken.append((start, end, source))
    return sorted(taken)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a stretch without the halves of latin words at its ends."""
    while start < end and _cuts_a_word(text, start):
        start += 1
    while start < end and _cuts_a_word(text, end):
        end -= 1
    return start, end


def _cuts_a_word(text: str, at: int) -> bool:
    pair = text[at - 1 : at + 1] if 0 < at < len(text) else ""
    return len(pair) > 1 and pair.isascii() and pair.isalnum()
