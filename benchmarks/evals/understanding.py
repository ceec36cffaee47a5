"""What free messages are read as: by patterns alone, with examples, with a text model.

Right is what is offered first; second, what is offered beside it. Nothing offered is
unsure: the member chooses out of what is always there. The model, if one is set up, is
asked as in a talk, for what is still unsure.
"""

import argparse
import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import get_args

from benchmarks.tables import Figures, middle, ms, percentile
from benchmarks.understanding.reading import Case, Which, messages, questions
from bots.coaching import companion
from core.coach.companion import Companion
from core.domain.coaching import AboutBot, Explained, Meaning
from core.domain.coaching import Meant as Read
from core.domain.meaning import Meant, asked_about, meaning, meant_by
from core.domain.sentences import Lang, lang_of
from core.matching.embedder import shipped_embedder
from core.matching.senses import Senses
from core.reading_settings import read_settings
from core.talk.flows.words import nods

DOCUMENT = "quality.md"
_LANGS: tuple[Lang, ...] = get_args(Lang)
_SETS: dict[Which, str] = {"cases": "worked with", "fresh": "fresh"}

Readings = Sequence[Meant]
Reads = Callable[[str], Awaitable[Readings]]


def run(_: argparse.Namespace) -> list[Figures]:
    """Read every case; return tables."""
    senses = Senses(shipped_embedder())
    return asyncio.run(_measured(senses, companion(read_settings())))


async def _measured(senses: Senses, model: Companion | None) -> list[Figures]:
    by: dict[str, tuple[Reads, Reads]] = {
        "patterns alone": (_patterns, _topics_by_patterns),
        "and examples": (partial(_examples, senses), partial(_topics, senses)),
    }
    if model is not None:
        by[f"and {model.model.name}"] = (
            partial(_asked, senses, model),
            partial(_asked_topic, senses, model),
        )
    free = Figures(
        "What free messages mean, own cases",
        (
            "messages",
            "language",
            "read by",
            "all",
            "right",
            "second",
            "unsure",
            "wrong",
        ),
        named=3,
    )
    about = Figures(
        "Questions about the bot, own cases",
        ("language", "read by", "all", "right", "unsure", "wrong"),
        named=2,
    )
    for lang in _LANGS:
        for which, named in _SETS.items():
            for name, (reads, _) in by.items():
                told = await _told(messages(lang, which), reads)
                one = [told[it] for it in ("right", "second", "unsure", "wrong")]
                free.add(named, lang, name, *map(str, (told.total(), *one)))
        for name, (_, reads) in by.items():
            told = await _told(questions(lang), reads)
            one = [told[it] for it in ("right", "unsure", "wrong")]
            about.add(lang, name, *map(str, (told.total(), *one)))
    if model is not None:
        await model.model.close()
    free.notes.append(
        "Worked with: patterns, examples and borders were mended with these in view. "
        "Fresh: only how many are read right was looked at, never which; they are by "
        "the same hand as the examples all the same. A message that is only told is "
        "right when nothing is offered for it, be it with a nod; so is a question that "
        "no topic answers."
    )
    return [free, about, _speed(senses)]


async def _told(cases: Sequence[Case], reads: Reads) -> Counter[str]:
    return Counter([case.verdict(await reads(case.text)) for case in cases])


async def _patterns(text: str) -> Readings:
    return (Meant("greeting") if nods(text) else meaning(text),)


async def _examples(senses: Senses, text: str) -> Readings:
    found = await _patterns(text)
    return senses.guess(text) if found[0].kind == "unsure" else found


async def _asked(senses: Senses, model: Companion, text: str) -> Readings:
    found = await _examples(senses, text)
    if found:
        return found
    drafted = await model.answer(Meaning(lang_of(text), text))
    read = drafted.answer if drafted.by == "model" else None
    return (meant_by(read.meaning),) if isinstance(read, Read) else ()


async def _topics_by_patterns(text: str) -> Readings:
    topic = asked_about(text)
    return (Meant("about", topic),) if topic else ()


async def _topics(senses: Senses, text: str) -> Readings:
    found = await _topics_by_patterns(text)
    return found or (senses.topic(text),)


async def _asked_topic(senses: Senses, model: Companion, text: str) -> Readings:
    found = await _topics(senses, text)
    if found[0].kind != "unsure":
        return found
    drafted = await model.answer(AboutBot(lang_of(text), text))
    read = drafted.answer if drafted.by == "model" else None
    return (Meant("about", read.topic),) if isinstance(read, Explained) else ()


def _speed(senses: Senses) -> Figures:
    table = Figures(
        "Reading a message, CPU time in ms", ("by", "p50", "p95", "longest")
    )
    texts = [case.text for lang in _LANGS for case in messages(lang)]
    readers: dict[str, Callable[[str], object]] = {
        "patterns": meaning,
        "examples": senses.guess,
    }
    for name, reads in readers.items():
        times = []
        for text in texts:
            began = time.process_time()
            reads(text)
            times.append(time.process_time() - began)
        table.add(name, ms(middle(times)), ms(percentile(times, 95)), ms(max(times)))
    return table
