"""How asks of others are read again for the figures, by whoever can read them."""

import json
import re

from benchmarks.others import Asked
from benchmarks.rereading import (
    Known,
    Question,
    alone,
    beside,
    by_model,
    figures,
    questions,
    told,
)
from core.coach.companion import Companion
from core.coach.openai_coach import Endpoint, OpenAiModel
from core.coach.openai_vectors import OpenAiVectors
from core.coach.prompts import Prompts
from core.domain.helping import Candidate, PublishedLine
from core.second_reading import MOST_READ
from tests.coach.hostile import hostile

PEOPLE = 15


def asked(right: int) -> Question:
    """Return a question of which the person in this place, from 0, is the answer."""
    ids = [f"m{n}" for n in range(PEOPLE)]
    return Question(
        text="棚をつくる",
        right=frozenset({ids[right]}),
        near=tuple(Candidate(one, 1 - n / 100) for n, one in enumerate(ids)),
        lines={
            one: (PublishedLine("destination", f"{n}番めの木の家を建てる"),)
            for n, one in enumerate(ids)
        },
        lang="ja",
    )


async def test_the_bound_puts_the_right_one_first_if_they_were_read() -> None:
    read, unread = asked(right=3), asked(right=MOST_READ)

    assert await figures([read], told) == ["1", "0.250", "1.000"]
    assert await figures([unread], told) == ["1", "0.091", "0.091"]
    assert await figures([read, unread, read, unread], told, 2) == [
        "2",
        "0.250",
        "1.000",
    ]


async def test_a_model_reads_the_nearest_and_moves_whom_it_quotes() -> None:
    question = asked(right=4)
    async with hostile() as server:
        model = OpenAiModel(Endpoint("well", base_url=server.base_url, retries=0))
        server.says = json.dumps(
            {"touching": [f"P{n}: 4番めの木の家" for n in range(1, MOST_READ + 1)]},
            ensure_ascii=False,
        )
        again = await by_model(Companion(model, Prompts()))(question)
        await model.close()

    moved = {one.member_id: one.closeness for one in again}
    assert max(moved, key=lambda one: moved[one]) == "m4"
    assert sorted(moved.values()) == sorted(one.closeness for one in question.near)
    heard = "".join(re.findall(r"[0-9番め]", server.last))
    assert "9番め" in heard
    assert "10番め" not in heard


async def test_vectors_of_an_endpoint_are_asked_for_once_a_text() -> None:
    question = asked(right=PEOPLE - 1)
    question.lines["m14"] = (PublishedLine("destination", "棚をつくって売る"),)
    async with hostile() as server:
        vectors = OpenAiVectors(Endpoint("roads", base_url=server.base_url, retries=0))
        known = Known(vectors)
        readers = (beside(known), alone(known))
        found = [await reader(question) for reader in readers]
        await vectors.close()

    places = sorted(one.closeness for one in question.near)
    for near in found:
        assert sorted(one.closeness for one in near) == places
    assert max(found[1], key=lambda one: one.closeness).member_id == "m14"
    assert max(found[0], key=lambda one: one.closeness).member_id == "m0"
    assert found[0][-1].member_id == "m14"
    assert found[0][-1].closeness > min(places)
    sent = [text for one in server.heard for text in one["input"]]
    assert sent.count("3番めの木の家を建てる") == 1
    assert sent.count("棚をつくる") == 1


def test_only_answerable_asks_are_read_again() -> None:
    members = tuple(
        {"id": one, "profile": said, "about": "", "posts": [], "title": ""}
        for one, said in (("pan", "パンを焼く店を開く"), ("hon", "本を直す"))
    )
    asks = (("パンを焼く", (0,)), ("株を始める", ()))

    (only,) = questions(Asked(members, asks), "ja")

    assert only.right == {"pan"}
    assert only.near[0].member_id == "pan"
    assert only.lines["hon"][0].text == "本を直す"
