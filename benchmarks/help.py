"""Who could help, at the size of a whole community: reading it, and one question.

The people are the sample members' own lines, dealt anew until there are 150.
"""

import random
import time

from benchmarks.tables import Figures, middle, ms, percentile
from bots.sample.people import load
from core.domain.helping import PublishedLine
from core.matching.embedder import shipped_embedder
from core.matching.index import Row, build
from core.matching.rank import candidates, read_need
from core.matching.reading import read_members

_PEOPLE = 150
_ROUNDS = 10


def measure() -> list[Figures]:
    """Measure each stage; the embedder's loading is a stage of its own."""
    began = time.perf_counter()
    embedder = shipped_embedder()
    embedder.embed(["はじめ"])
    loading = time.perf_counter() - began
    people, questions = _people()
    began = time.perf_counter()
    readings = read_members([said for _, said in people], embedder)
    reading = time.perf_counter() - began
    rows = [
        Row(member_id, said, one)
        for (member_id, said), one in zip(people, readings, strict=True)
    ]
    began = time.perf_counter()
    community = build(rows, embedder)
    building = time.perf_counter() - began
    asking = []
    for question in questions * _ROUNDS:
        began = time.perf_counter()
        candidates(read_need(question, embedder), community)
        asking.append(time.perf_counter() - began)
    table = Figures(
        f"Who could help, {_PEOPLE} people", ("stage", "p50 ms", "p99 ms"), named=1
    )
    table.add("load the embedder, once a process", ms(loading), "")
    table.add("read everybody, once and when they write", ms(reading), "")
    table.add("put the community together, from stored vectors", ms(building), "")
    table.add("one question", ms(middle(asking)), ms(percentile(asking, 99)))
    return [table]


def _people() -> tuple[list[tuple[str, tuple[PublishedLine, ...]]], list[str]]:
    sample = load("ja")
    dealt = random.Random(1)
    people: list[tuple[str, tuple[PublishedLine, ...]]] = []
    for number in range(_PEOPLE):
        one, other = (dealt.choice(sample.members) for _ in range(2))
        said = (
            PublishedLine("destination", one.vector.destination),
            PublishedLine("next_step", other.vector.next_step or "まだ考えている"),
            PublishedLine("origin", dealt.choice(sample.members).vector.origin),
            PublishedLine("post_now", dealt.choice(one.posts).now),
        )
        people.append((str(number), said))
    return people, [one.said for one in sample.tries]
