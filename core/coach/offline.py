"""The coach without a text model: templates, and the member's own words.

Answers at once and always; adds nothing that was not said but the sentences of the
format. Its few words are data in core.domain.phrasing.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import cast

from core.coach.content import units
from core.coach.replies import changed
from core.coach.weaving import composed
from core.domain.coaching import (
    AboutBot,
    Ask,
    CoachAnswer,
    Drafted,
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
    Why,
    Worded,
    Wording,
    Wordings,
)
from core.domain.formats import LineKey
from core.domain.meaning import SENSES, Topic, asked_about, meaning
from core.domain.phrasing import page
from core.domain.sentences import Lang, sentence_spans
from core.domain.tone import lint
from core.domain.tone.softening import instead
from core.domain.vectors import SHOWN_LINES

_SOFTER = 1
_ENDED = re.compile(r"[。.!?！？]$")


def drafted(ask: Ask, why: Why) -> Drafted:
    """Return the coach's own draft, and why it is not the model's."""
    answer = said(ask)
    return Drafted(answer, "coach" if answer else None, why)


def said(ask: Ask) -> CoachAnswer | None:
    """Return the coach's answer; None when it has nothing to say."""
    match ask:
        case FollowUp():
            return _question(ask)
        case Wordings():
            return _tidied(ask)
        case PostDraft():
            return _post(ask)
        case RequestDraft():
            variant = _SOFTER if ask.mode == "softer" else 0
            return RequestParts(composed(ask, variant=variant).parts)
        case Flatness(text=text, lang=lang):
            return _second_look(text, lang)
        case Meaning(text=text):
            return _sense(text)
        case AboutBot(question=question):
            return _topic(question)
        case Roads():
            return None  # whoever compared them before has said all there is


def _question(ask: FollowUp) -> Question | None:
    """Ask once about a thin answer, in the member's own words."""
    answer = ask.answer.strip().rstrip("。.、,")
    thin: dict[str, int] = page("coach", ask.lang)["thin"]
    size = len(answer) if ask.lang == "ja" else len(answer.split())
    if not answer or size > thin["characters" if ask.lang == "ja" else "words"]:
        return None
    wording: str = page("coach", ask.lang)["follow_up"][ask.about][0]
    return Question(wording.replace("{answer}", answer))


def _tidied(ask: Wordings) -> Worded | None:
    """Offer each line without what people say while they look for words."""
    fillers = _pattern(ask.lang, "fillers")
    wordings = []
    for line in SHOWN_LINES:
        own = ask.line(line).strip()
        tidy = fillers.sub("", own).strip(" 　、,。.")
        if tidy and tidy != own.strip("。. "):
            wordings.append(Wording(line, tidy, changed(own, tidy)))
    return Worded(tuple(wordings)) if wordings else None


def _post(ask: PostDraft) -> PostLines:
    """Sort sentences into the lines they fit; none is changed, none is dropped."""
    lines: dict[LineKey, list[str]] = {key: [text] for key, text in ask.lines if text}
    open_ = {one.key: one.most for one in ask.places if one.key not in lines}
    sorted_: dict[LineKey, list[str]] = {"now": [], "next": [], "with": []}
    for sentence in _sentences(ask.notes, ask.lang):
        key = _line_of(sentence, ask.lang)
        fits = open_.get(key, 0) >= len("".join(sorted_[key])) + len(sentence)
        sorted_[key if fits else "now"].append(sentence)
    if ask.mode == "shorter":
        sorted_["now"] = _fewest(sorted_["now"])
    for key, sentences in sorted_.items():
        if sentences and key in open_:
            lines[key] = sentences
        elif sentences:
            lines.setdefault("now", []).extend(sentences)
    if ask.destination and "toward" in open_:
        lines["toward"] = [ask.destination]
    if not lines.get("next") and "next" in open_ and ask.outcome == "halfway":
        lines["next"] = [ask.step] if ask.step else []
    return PostLines(
        tuple(
            (place.key, _clipped(_joined(lines[place.key], ask.lang), place.most))
            for place in ask.places
            if lines.get(place.key)
        )
    )


def _sentences(text: str, lang: Lang) -> list[str]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [
        line[start:end].strip()
        for line in lines
        for start, end in sentence_spans(line, lang)
        if line[start:end].strip()
    ]


def _joined(sentences: Sequence[str], lang: Lang) -> str:
    """Return sentences in one line; a mark stands where the next one would run in."""
    mark, between = ("。", "") if lang == "ja" else (".", " ")
    *before, last = sentences
    told = [one if _ENDED.search(one) else one + mark for one in before]
    return between.join((*told, last))


def _line_of(sentence: str, lang: Lang) -> LineKey:
    said_ = sentence.rstrip("。.!?！？ ")
    if _pattern(lang, "with_sign").search(said_):
        return "with"
    return "next" if _pattern(lang, "next_sign").search(said_) else "now"


def _fewest(sentences: list[str]) -> list[str]:
    """Keep the sentence that says most, and the last one, which is the freshest."""
    if len(sentences) <= 1:
        return sentences
    richest = max(sentences[:-1], key=lambda one: len(set(units(one))))
    return [richest, sentences[-1]]


def _clipped(text: str, most: int) -> str:
    """Keep what fits; a line that is cut ends where a sentence does, if one does."""
    if len(text) <= most:
        return text
    cut = text[:most]
    end = max(cut.rfind(mark) for mark in "。.!?！？")
    return cut[: end + 1] if end > 0 else cut.rstrip()


def _second_look(text: str, lang: Lang) -> SecondLook:
    found = [instead(text, lang, finding) for finding in lint(text, lang)]
    for other in sorted(found, key=lambda one: not one.fits):
        start, end = other.span
        return SecondLook(text[start:end], other.words if other.fits else "")
    return SecondLook()


def _sense(text: str) -> Meant:
    """Return what patterns read, with the whole text as the words that say so."""
    found = meaning(text)
    sense = found.wish or (found.kind if found.kind in SENSES else "nothing")
    return Meant(sense, "" if sense == "nothing" else text.strip())


def _topic(question: str) -> Explained | None:
    topic = asked_about(question)
    return Explained(cast(Topic, topic), question.strip()) if topic else None


@cache
def _pattern(lang: Lang, name: str) -> re.Pattern[str]:
    pattern: str = page("coach", lang)["tidy"][name]
    return re.compile(pattern, re.IGNORECASE)
