"""What a second reading adds to who is found, beside what it could add at most.

A perfect reader of the nearest ten is no reader: it is told who is right. A model (on
every so-manyth ask) and a second model for vectors (on all) are measured where they are
set up, with what the product sends and by the rules it keeps: those read trade places,
nobody else moves.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from itertools import chain

import numpy as np

from benchmarks.others import Asked, Others, place_of, reciprocal
from benchmarks.tables import Figures
from bots.coaching import companion, vectors_afar
from core.coach.companion import Companion
from core.coach.openai_vectors import OpenAiVectors
from core.domain.coaching import Roads, Touching
from core.domain.helping import Candidate, Profile, PublishedLine
from core.domain.sentences import Lang
from core.matching.embedder import Matrix, unit_rows
from core.matching.index import direction
from core.matching.need import bare_need
from core.matching.places import by_both, traded
from core.matching.rank import prepare
from core.matching.reading import reading_of
from core.reading_afar import need_sent, sent
from core.reading_settings import read_settings
from core.second_reading import MOST_READ, lines_read

MOST_ASKS = 40
"""Of a set, where each costs a call of a model."""

_AT_ONCE = 16
BOUND = "whoever is told (bound)"

_NOTE = (
    f"{BOUND}: the right one comes first whenever the first reading has them among its"
    f" nearest {MOST_READ}. That is no reader but the bound for all who read those "
    f"{MOST_READ}. A model that reads them, and a second one whose vectors are compared"
    " for everybody, have rows of their own where they are set up. They only deal "
    "places anew, so nobody and by mistake stay as they are above."
)

Near = tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One ask as a second reader gets it.

    Attributes:
        text: What is needed.
        right: Ids of those who are right; only the bound looks at them.
        near: Everybody with their closeness by the first reading, nearest first.
        lines: What each of them published, in the order of the set.
        lang: The language of the set.
    """

    text: str
    right: frozenset[str]
    near: Near
    lines: dict[str, tuple[PublishedLine, ...]]
    lang: Lang


Reader = Callable[[Question], Awaitable[Near]]


def measured(others: Sequence[Others]) -> Figures:
    """Read the asks of every set again, by each reader there is."""
    return asyncio.run(_measured(others))


async def _measured(others: Sequence[Others]) -> Figures:
    table = Figures(
        "Who could help, sets of others: the nearest read again",
        ("set", "view", "read again by", "asks", "MRR before", "MRR after"),
        named=3,
        notes=[_NOTE],
    )
    settings = read_settings()
    coach, vectors = companion(settings), vectors_afar(settings)
    readers: dict[str, tuple[Reader, int | None]] = {BOUND: (told, None)}
    if coach is not None:
        readers[coach.model.name] = (by_model(coach), MOST_ASKS)
    if vectors is not None:
        name, known = settings.openai_embedding_model, Known(vectors)
        readers[f"{name} beside the built-in"] = (beside(known), None)
        readers[f"{name} alone"] = (alone(known), None)
    for one in others:
        asked = [q for c in one.communities for q in questions(c, one.lang)]
        for name, (reader, most) in readers.items():
            row = await figures(asked, reader, most)
            table.add(one.name, one.view, name, *row)
    if coach is not None:
        await coach.model.close()
    if vectors is not None:
        await vectors.close()
    return table


async def figures(
    asked: Sequence[Question], reader: Reader, most: int | None = None
) -> list[str]:
    """Return how many were read again, and the MRR before and after.

    Args:
        asked: The asks.
        reader: Who reads them again.
        most: How many of them at most, evenly taken from all.
    """
    every = 1 if most is None else max(1, -(-len(asked) // most))
    before, after = [], []
    for question in asked[::every]:
        before.append(_place(question.near, question.right))
        after.append(_place(await reader(question), question.right))
    return [
        str(len(before)),
        f"{reciprocal(np.array(before)):.3f}",
        f"{reciprocal(np.array(after)):.3f}",
    ]


async def told(question: Question) -> Near:
    """Put whoever is right first, if the first reading has them among its nearest."""
    read = [one.member_id for one in question.near[:MOST_READ]]
    return traded(question.near, [one for one in read if one in question.right], read)


def by_model(coach: Companion) -> Reader:
    """Return a reader that shows a text model what the product would."""

    async def read_again(question: Question) -> Near:
        ids = [one.member_id for one in question.near[:MOST_READ]]
        dealt = random.Random(question.text).sample(ids, len(ids))
        said = [
            lines_read(question.lines[one], question.text, question.lang)
            for one in dealt
        ]
        drafted, _ = await coach.draft(
            Roads(question.lang, question.text, tuple(said)),
            names=(),
            others=True,
            member_id="",
        )
        if not isinstance(drafted.answer, Touching):
            return question.near
        touched = {dealt[place] for place, _ in drafted.answer.people}
        return traded(question.near, [one for one in ids if one in touched], ids)

    return read_again


@dataclass(slots=True)
class Known:
    """What a second model made of texts, each asked for once.

    Attributes:
        vectors: The model.
        made: Its vectors, by text.
    """

    vectors: OpenAiVectors
    made: dict[str, Matrix] = field(default_factory=dict)

    async def alike(self, question: Question) -> Matrix:
        """Return how near everybody comes to an ask, in the order of its `near`."""
        said = [question.lines[one.member_id] for one in question.near]
        need = bare_need(question.text)
        unknown = {need, *chain.from_iterable(map(sent, said))} - self.made.keys()
        texts = sorted(unknown)
        for at in range(0, len(texts), _AT_ONCE):
            some = texts[at : at + _AT_ONCE]
            rows = await self.vectors.embed(some)
            self.made.update(zip(some, rows, strict=True))
        roads = [self._direction(lines) for lines in said]
        near: Matrix = unit_rows(np.stack(roads)) @ self.made[need]
        return near

    def _direction(self, lines: Sequence[PublishedLine]) -> Matrix:
        rows = np.stack([self.made[text] for text in sent(lines)])
        return direction(reading_of(lines, rows, self.vectors.id))


def beside(known: Known) -> Reader:
    """Return a reader that adds a second model's vectors to the first reading."""

    async def read_again(question: Question) -> Near:
        if not need_sent(question.text):
            return question.near
        order = by_both(question.near, await known.alike(question))
        return traded(question.near, order, order)

    return read_again


def alone(known: Known) -> Reader:
    """Return a reader that knows nothing but a second model's vectors."""

    async def read_again(question: Question) -> Near:
        alike = await known.alike(question)
        order = [
            question.near[at].member_id for at in np.argsort(-alike, kind="stable")
        ]
        return traded(question.near, order, order)

    return read_again


def questions(community: Asked, lang: Lang) -> list[Question]:
    """Return the answerable asks of a community, read once by what the product uses."""
    ask, members = prepare(community.members), community.members
    ids = [str(one["id"]) for one in members]
    lines = {
        one: Profile(one, member["profile"], posts=tuple(member["posts"])).lines
        for one, member in zip(ids, members, strict=True)
    }
    found = []
    for text, right in community.asks:
        if not right:
            continue
        near = map(Candidate, ids, ask(text).tolist())
        found.append(
            Question(
                text,
                frozenset(ids[one] for one in right),
                tuple(sorted(near, key=lambda one: -one.closeness)),
                lines,
                lang,
            )
        )
    return found


def _place(near: Near, right: frozenset[str]) -> int:
    numbers = np.array([one.closeness for one in near])
    return place_of(
        numbers, [at for at, one in enumerate(near) if one.member_id in right]
    )
