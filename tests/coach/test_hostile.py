"""Whatever the other side does, a draft comes in time, and it says who wrote it."""

import asyncio
import json
import time
from collections.abc import AsyncIterator

import pytest

from core.coach.budget import Breaker
from core.coach.companion import Companion, Use
from core.coach.openai_coach import Endpoint, OpenAiModel
from core.coach.replies import REPLIES
from core.domain.coaching import Ask, Drafted, FollowUp, Meaning, PostDraft, PostLines
from tests.coach.asks import JAPANESE
from tests.coach.hostile import Hostile, hostile

SOON_S = 0.6
PATIENT_S = 10
POST = next(ask for ask in JAPANESE if isinstance(ask, PostDraft))
GOOD = json.dumps(
    {
        "now": "納屋の舟を見に行った。底板が2枚割れていた。",
        "toward": "古い舟を直して、子どもと乗れる浜",
        "next": "つぎは板の寸法を測る。",
        "with": "木の選び方を話せる人がいたらうれしい。",
    },
    ensure_ascii=False,
)


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    """Load the SDK and the patterns, as the service does when it starts."""
    asyncio.run(Companion(OpenAiModel(Endpoint("none"))).warm())


@pytest.fixture
async def server() -> AsyncIterator[Hostile]:
    """Run the server."""
    async with hostile() as running:
        yield running


async def drafted(
    server: Hostile, model: str, ask: Ask = POST, *, retries: int = 0
) -> tuple[Drafted, Use, Companion]:
    """Ask a fresh companion once; return its draft, what it took, and itself."""
    # Only where nothing comes the deadline is waited for.
    deadline_s = SOON_S if model in {"hang", "trickle"} else PATIENT_S
    endpoint = Endpoint(
        model, base_url=server.base_url, timeout_s=PATIENT_S, retries=retries
    )
    companion = Companion(OpenAiModel(endpoint), deadline_s=deadline_s)
    try:
        draft, use = await companion.draft(
            ask, names=("なみ", "そうた"), others=True, member_id="m1"
        )
    finally:
        await companion.model.close()
    return draft, use, companion


@pytest.mark.parametrize(
    ("model", "outcome", "calls"),
    [
        ("429", "busy", 1),
        ("500", "broken", 1),
        ("503", "broken", 1),
        ("401", "refused", 1),
        ("404", "refused", 1),
        ("close", "unreachable", 1),
        ("hang", "late", 1),
        ("trickle", "late", 1),
        ("html", "broken", 1),
        ("empty", "broken", 1),
        ("error200", "broken", 1),
        ("list200", "broken", 1),
        ("number200", "broken", 1),
        ("no_choices", "broken", 1),
        ("odd_choices", "broken", 1),
        ("empty_choice", "empty", 2),
        ("null", "empty", 2),
        ("blank", "empty", 2),
        ("length", "cut", 2),
        ("reasoned", "cut", 2),
        ("filtered", "empty", 2),
        ("declined", "empty", 2),
        ("prose", "signs", 2),
        ("wrong_form", "signs", 2),
        ("half", "signs", 2),
        ("nested", "signs", 2),
        ("null_fields", "signs", 2),
        ("huge", "signs", 2),
        ("echo", "signs", 2),
    ],
)
async def test_bad_answers_end_in_the_coachs_own_draft_in_time(
    server: Hostile, model: str, outcome: str, calls: int
) -> None:
    server.says = GOOD
    began = time.monotonic()

    draft, use, _ = await drafted(server, model)

    if outcome == "late":
        assert SOON_S <= time.monotonic() - began < SOON_S + 2
    assert (draft.by, draft.model, use.outcome) == ("coach", "", outcome)
    assert use.calls == calls
    assert (use.unread > 0) == (outcome == "signs")
    assert draft.why in {"late", "resting", "unfit"}
    assert isinstance(draft.answer, PostLines)
    assert draft.answer.line("next") == "つぎは板の寸法を測る。"


@pytest.mark.parametrize(
    ("model", "rung", "calls"),
    [
        ("well", "schema", 1),
        ("no_lengths", "bare_schema", 2),
        ("no_schema", "object", 3),
        ("silent_500", "object", 3),
        ("text_only", "text", 4),
        ("newer_tokens", "schema", 2),
        ("no_temperature", "schema", 2),
        ("usage_unsaid", "schema", 1),
    ],
)
async def test_what_a_server_does_not_take_is_learned_once(
    server: Hostile, model: str, rung: str, calls: int
) -> None:
    server.says = GOOD
    endpoint = Endpoint(model, base_url=server.base_url, timeout_s=5, retries=0)
    spoken = OpenAiModel(endpoint)
    companion = Companion(spoken, deadline_s=5)
    before = server.calls(model)

    first = await companion.answer(POST)
    after_first = server.calls(model)
    second = await companion.answer(POST)
    await spoken.close()

    assert (first.by, second.by) == ("model", "model")
    assert first.answer == second.answer
    assert spoken.habits.rung == rung
    assert after_first - before == calls
    assert server.calls(model) - after_first == 1


async def test_a_failed_call_is_made_again_once_and_not_more(server: Hostile) -> None:
    server.says = GOOD
    before = server.calls("503")

    await drafted(server, "503", retries=1)

    assert server.calls("503") - before == 2


async def test_the_second_call_names_what_was_wrong_with_the_first(
    server: Hostile,
) -> None:
    bad = json.loads(GOOD) | {"now": "納屋の舟を見に行った。底板が5枚割れていた。"}
    server.says = json.dumps(bad, ensure_ascii=False)
    server.then["mends"] = GOOD

    draft, use, _ = await drafted(server, "mends")

    assert (draft.by, use.outcome, use.calls) == ("model", "mended", 2)
    assert draft.answer == PostLines(
        tuple((key, line) for key, line in json.loads(GOOD).items())
    )
    assert "number" in server.heard[-1]["messages"][-1]["content"]


async def test_only_openai_and_azure_get_the_fields_that_others_refuse(
    server: Hostile,
) -> None:
    server.says = GOOD
    await drafted(server, "well")

    assert {"store", "safety_identifier", "tools", "metadata"} & set(
        server.heard[-1]
    ) == set()
    assert Endpoint("m", api_key="k").openais_own
    assert Endpoint("m", base_url="https://x.openai.azure.com/openai/v1").openais_own
    assert not Endpoint("m", base_url="https://api.openai.com.evil.org/v1").openais_own


async def test_a_server_without_a_key_is_asked_without_one_of_ours(
    server: Hostile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "somebody-elses")
    server.says = GOOD

    await drafted(server, "well")

    assert "somebody-elses" not in server.headers[-1]


async def test_a_model_that_keeps_failing_is_left_alone(server: Hostile) -> None:
    now = 0.0
    breaker = Breaker(failures=3, pause_s=10, now=lambda: now)
    endpoint = Endpoint("500", base_url=server.base_url, retries=0)
    companion = Companion(OpenAiModel(endpoint), deadline_s=1, breaker=breaker)
    for _ in range(5):
        await companion.answer(POST)
    called = server.calls("500")
    now = 10.5

    resumed = await asyncio.gather(*(companion.answer(POST) for _ in range(3)))

    await companion.model.close()
    assert [one.by for one in resumed] == ["coach"] * 3
    assert server.calls("500") == called + 1
    assert breaker.open


async def test_what_nobody_tapped_for_is_waited_for_less(server: Hostile) -> None:
    endpoint = Endpoint("hang", base_url=server.base_url, retries=0)
    companion = Companion(OpenAiModel(endpoint), deadline_s=PATIENT_S, unasked_s=0.1)
    began = time.monotonic()

    draft = await companion.answer(FollowUp("ja", "origin", "?", "海の近く"))

    await companion.model.close()
    assert draft.why == "late"
    assert time.monotonic() - began < PATIENT_S / 2


async def test_a_meaning_out_of_the_closed_set_is_no_meaning(server: Hostile) -> None:
    ask = Meaning("ja", "おはよう")
    server.says = json.dumps({"meaning": "delete_everything", "words": "おはよう"})

    draft, _, _ = await drafted(server, "well", ask)

    assert draft.by == "coach"


def test_every_reply_has_a_behaviour_that_fills_it() -> None:
    assert {of.__name__ for of in REPLIES.values()} == {
        "FollowUpReply", "WordingsReply", "PostReply", "RequestReply",
        "FlatnessReply", "MeaningReply", "AboutReply", "RoadsReply",
    }  # fmt: skip
