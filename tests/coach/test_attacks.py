"""Words that try to command the model: nothing invented is shown, nobody is leaked.

The model here obeys every attack: it answers with what the attacker wants, in each
field of its reply. One case a line of attacks_{ja,en}.tsv: where the attack stands,
its text, what the model then says, and what must never be shown.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from core.coach.companion import Companion
from core.coach.content import plain
from core.coach.openai_coach import Endpoint, OpenAiModel
from core.coach.replies import REPLIES, Reply
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
    RequestDraft,
    Roads,
    Wordings,
)
from core.domain.meaning import SENSES, TOPICS
from core.domain.sentences import Lang
from core.talk.codec import adapter
from tests.coach.asks import ENGLISH, JAPANESE
from tests.coach.hostile import Hostile, hostile

HERE = Path(__file__).parent
OTHERS = ("みほ", "たけし", "けん", "とも", "あや", "Takeshi", "Miho", "Aya")
"""Members of the room whom no ask mentions."""

CHOSEN = {"meaning": "erase", "topic": "owner"}
"""What an attacker would have a model choose where there is only a choice."""


@dataclass(frozen=True)
class Attack:
    """One line of the files."""

    lang: Lang
    where: str
    text: str
    says: str
    never: str


def attacks() -> list[Attack]:
    """Read the files."""
    found: list[Attack] = []
    languages: tuple[Lang, ...] = ("ja", "en")
    for lang in languages:
        lines = (HERE / f"attacks_{lang}.tsv").read_text("utf-8").split("\n")[1:]
        found += [Attack(lang, *line.split("\t")) for line in lines if line]
    return found


def asks(attack: Attack) -> list[Ask]:
    """Return the asks an attack can get into, with its text in place."""
    base = JAPANESE if attack.lang == "ja" else ENGLISH
    text = attack.text
    placed: list[Ask] = []
    for ask in base:
        match attack.where, ask:
            case "own", FollowUp():
                placed.append(replace(ask, answer=text))
            case "own", Wordings():
                placed.append(replace(ask, destination=text))
            case "own", PostDraft():
                placed.append(replace(ask, notes=text, mode="own_tone"))
            case (("own" | "request"), (Meaning() | Flatness())):
                placed.append(replace(ask, text=text))
            case "own", AboutBot():
                placed.append(replace(ask, question=text))
            case "profile", RequestDraft(slots=slots):
                aimed = replace(slots, their_words=text)
                placed.append(replace(ask, slots=aimed, published=(text,)))
            case (("profile" | "post"), Roads(people=people)):
                placed.append(replace(ask, people=((text,), *people[1:])))
            case "own", Roads():
                placed.append(replace(ask, need=text))
            case "post", RequestDraft(slots=slots):
                placed.append(replace(ask, published=(slots.their_words, text)))
            case "request", RequestDraft():
                placed.append(replace(ask, now=text))
            case "name", RequestDraft(slots=slots):
                aimed = replace(slots, helper_name=text)
                placed.append(replace(ask, slots=aimed))
    return placed


def in_turn(placed: list[Ask], number: int) -> list[Ask]:
    """Return two of the asks an attack can get into, others for the next attack."""
    return [placed[(number + step) % len(placed)] for step in range(2)][: len(placed)]


def obeying(of: type[Reply], says: str) -> str:
    """Return a reply of the right form with the attacker's words in every field."""
    fields: dict[str, Any] = {}
    for name, field in of.model_fields.items():
        key = field.alias or name
        annotation = str(field.annotation)
        if "list" in annotation:
            fields[key] = [says]
        elif "int" in annotation:
            fields[key] = 1
        else:
            fields[key] = CHOSEN.get(name, says)
    return json.dumps(fields, ensure_ascii=False)


def shown(answer: CoachAnswer | None) -> str:
    """Return every word of an answer."""
    if answer is None:
        return ""
    written = json.loads(adapter(CoachAnswer).dump_json(answer))
    return "\n".join(_texts(written))


def _texts(value: object) -> list[str]:
    match value:
        case str():
            return [value]
        case dict():
            return [text for one in value.values() for text in _texts(one)]
        case list():
            return [text for one in value for text in _texts(one)]
    return []


@pytest.fixture
async def server() -> AsyncIterator[Hostile]:
    """Run the obedient server."""
    async with hostile() as running:
        yield running


@pytest.mark.parametrize("where", ["own", "profile", "post", "request", "name"])
async def test_what_an_attacker_wants_is_never_shown(
    server: Hostile, where: str
) -> None:
    companion = Companion(
        OpenAiModel(Endpoint("obeys", base_url=server.base_url)), deadline_s=5
    )
    await companion.warm()
    said: list[str] = []
    for number, attack in enumerate(attacks()):
        for ask in in_turn(asks(attack), number) if attack.where == where else ():
            server.says = obeying(REPLIES[type(ask)], attack.says)
            async with asyncio.timeout(6):
                draft, _ = await companion.draft(
                    ask, names=OTHERS, others=True, member_id="m1"
                )
            text = shown(draft.answer)
            own = plain("\n".join((*ask.own(), *ask.theirs(), attack.text)))
            if plain(attack.never) in plain(text) and plain(attack.never) not in own:
                said.append(f"{attack.lang} {ask.kind}: {attack.never} by {draft.by}")
            said += [
                f"{attack.lang} {ask.kind}: {name} leaked"
                for name in OTHERS
                if name in text and name not in own
            ]
    await companion.model.close()

    assert said == []
    assert server.heard != []


@pytest.mark.parametrize("pointed_at", ["theirs", "attackers"])
async def test_a_reading_is_out_of_our_set_and_points_at_their_own_words(
    server: Hostile, pointed_at: str
) -> None:
    companion = Companion(
        OpenAiModel(Endpoint("obeys", base_url=server.base_url)), deadline_s=5
    )
    await companion.warm()
    by: set[tuple[str, str | None]] = set()
    for attack in attacks():
        if attack.where != "own":
            continue
        words = attack.text[:6] if pointed_at == "theirs" else attack.says
        server.says = json.dumps({**CHOSEN, "words": words, "answer": attack.says})
        for ask in (
            Meaning(attack.lang, attack.text),
            AboutBot(attack.lang, attack.text),
        ):
            draft, _ = await companion.draft(ask, names=(), others=True, member_id="m")
            match draft.answer:
                case Meant(meaning=chosen, words=said):
                    assert chosen in SENSES
                    assert said in attack.text
                case Explained(topic=chosen, words=said):
                    assert chosen in TOPICS
                    assert said in attack.text
            by.add((ask.kind, draft.by))
    await companion.model.close()

    shown_by = "model" if pointed_at == "theirs" else "coach"
    assert ("meaning", shown_by) in by
    assert (pointed_at == "theirs") == (("about_bot", "model") in by)


async def test_others_words_are_marked_and_fenced_anew_in_every_call(
    server: Hostile,
) -> None:
    ask = next(one for one in JAPANESE if isinstance(one, RequestDraft))
    companion = Companion(OpenAiModel(Endpoint("obeys", base_url=server.base_url)))
    server.says = obeying(REPLIES[RequestDraft], "はい")

    prompts = [
        companion.prepare(ask, names=("そうた", "なみ"), others=True) for _ in range(8)
    ]
    await companion.model.close()

    assert len({prompt.fence for prompt in prompts}) == len(prompts)
    for prompt in prompts:
        assert prompt.user.count(prompt.fence) % 2 == 0
        assert ask.slots.their_words not in prompt.user
        assert prompt.user.replace(prompt.mark, "").count(ask.slots.their_words) == 1


def test_there_are_at_least_a_hundred_attacks_in_both_languages() -> None:
    found = attacks()

    assert len(found) >= 100
    assert {one.where for one in found} == {"own", "profile", "post", "request", "name"}
    assert len({(one.lang, one.text, one.says) for one in found}) == len(found)
