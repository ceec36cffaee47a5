"""The coach against a real llama.cpp server: types, usage, forms, errors; no prose."""

import asyncio
import time
from collections.abc import Iterator

import pytest

from core.coach.companion import Companion
from core.coach.model import NoAnswer, Turn, Wish
from core.coach.openai_coach import Endpoint, OpenAiModel
from core.coach.replies import MeaningReply
from core.domain.coaching import Meaning
from core.domain.meaning import SENSES
from tests.wire.llama import KEY, MODEL, llama

SMALL = {
    "type": "object",
    "properties": {"meaning": {"type": "string", "enum": list(SENSES)}},
    "required": ["meaning"],
    "additionalProperties": False,
}
WISH = Wish(SMALL, SMALL, most_tokens=40)
ASKED = "could somebody help me carry a table on Sunday?"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Run one real server for the whole file."""
    with llama() as running:
        yield running


def model(address: str, *, key: str = KEY, timeout_s: float = 30) -> OpenAiModel:
    """Return the client as the service makes it."""
    return OpenAiModel(Endpoint(MODEL, key, address, timeout_s=timeout_s, retries=0))


async def test_a_real_server_keeps_to_the_schema_and_counts_its_tokens(
    address: str,
) -> None:
    spoken = model(address)

    answer = await spoken.say("Answer with JSON.", [("user", ASKED)], WISH)
    await spoken.close()

    assert MeaningReply.model_validate_json(answer.text).meaning in SENSES
    assert spoken.habits.rung == "schema"
    assert (answer.tokens_in or 0) > 5
    assert 0 < (answer.tokens_out or 0) <= 40
    assert answer.model


async def test_whatever_a_small_model_says_a_draft_comes_in_time(address: str) -> None:
    companion = Companion(model(address), deadline_s=20, most_tokens=24)
    await companion.warm()
    ask = Meaning("en", ASKED)
    began = time.monotonic()

    draft, use = await companion.draft(ask, names=(), others=False, member_id="m")
    await companion.model.close()

    assert time.monotonic() - began < 21
    assert draft.by in {"model", "coach"}
    assert use.calls in {1, 2}
    assert use.outcome


async def test_what_real_servers_refuse_is_told_apart(address: str) -> None:
    troubles = {}
    for name, one, asked in (
        ("key", model(address, key="wrong"), ASKED),
        ("time", model(address, timeout_s=0.02), ASKED),
        ("length", model(address), "word " * 4000),
        ("gone", model("http://127.0.0.1:9/v1"), ASKED),
    ):
        with pytest.raises(NoAnswer) as none:
            await one.say("Answer with JSON.", [("user", asked)], WISH)
        troubles[name] = none.value.trouble
        await one.close()

    assert troubles == {
        "key": "refused",
        "time": "late",
        "length": "broken",
        "gone": "unreachable",
    }


async def test_a_call_that_is_given_up_leaves_the_server_free(address: str) -> None:
    spoken = model(address)
    # A small model likes to be brief: the schema leaves it no choice.
    endless = {
        "type": "object",
        "properties": {"story": {"type": "string", "minLength": 1000}},
        "required": ["story"],
    }
    long = Wish(endless, endless, most_tokens=1500)
    story: list[Turn] = [("user", "Tell me a very long story.")]
    try:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.3):
                await spoken.say("", story, long)

        began = time.monotonic()
        await spoken.say("Answer with JSON.", [("user", ASKED)], WISH)
    finally:
        await spoken.close()

    assert time.monotonic() - began < 15
