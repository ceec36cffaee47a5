"""The coach with a text model: asks it, looks at what it says, and else answers itself.

At most two calls an ask: the second names what was wrong with the first. Whatever
happens, a draft comes back within the deadline, and it says who wrote it.
"""

import asyncio
import hashlib
import json
import logging
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from pydantic import ValidationError

from core.coach import offline
from core.coach.budget import Breaker
from core.coach.guard import Fault, faults
from core.coach.model import NoAnswer, Spoken, TextModel, Trouble, Turn, Wish
from core.coach.prompts import Prompt, Prompts, estimated_tokens
from core.coach.replies import REPLIES, Reply, answer_of, schema
from core.coach.sensitive import sensitive
from core.domain.coaching import (
    AboutBot,
    Ask,
    By,
    CoachAnswer,
    Drafted,
    Flatness,
    FollowUp,
    Meaning,
    Roads,
    SecondLook,
    Why,
)
from core.domain.sentences import Lang

log = logging.getLogger("ainori.coach")

_CALLS = 2
_CHOSEN = frozenset({"meaning", "topic"})
"""Fields of a reply that are chosen from a closed set; no name can be in them."""

_FENCED = re.compile(r"```(?:json)?\s*(.*?)```", re.DOTALL)


@dataclass(slots=True)
class Use:
    """What an ask cost, and how it ended; never what was said.

    Attributes:
        calls: Calls made.
        tokens_in: As the other side told; None when it did not.
        tokens_out: The same.
        guessed: Tokens guessed by us where it did not tell.
        model: As the other side calls it.
        prompt_hash: Which template it was.
        outcome: `answered`, `mended` (by the second call), the code of what was
            wrong with the last draft, or the trouble there was.
        unread: Answers that were not of the form that was asked for.
        latency_ms: From the first call to the end of the last.
    """

    calls: int = 0
    tokens_in: int | None = None
    tokens_out: int | None = None
    tokens_cached: int | None = None
    guessed: int = 0
    model: str = ""
    prompt_hash: str = ""
    outcome: str = ""
    unread: int = 0
    latency_ms: int = 0

    def add(self, spoken: Spoken, guess: int) -> None:
        """Count what a call cost."""
        self.model = spoken.model
        for name in ("tokens_in", "tokens_out", "tokens_cached"):
            told = getattr(spoken, name)
            if told is not None:
                setattr(self, name, (getattr(self, name) or 0) + told)
        if spoken.tokens_in is None or spoken.tokens_out is None:
            self.guessed += guess + estimated_tokens(spoken.text)


@dataclass(slots=True)
class Companion:
    """Drafts with a text model; made once.

    Attributes:
        model: The text model.
        prompts: What it reads.
        deadline_s: Longest time of an ask, both calls together.
        unasked_s: The same for a help that nobody tapped for: the talk waits for it.
        most_tokens: Where one answer stops.
        breaker: Leaves the model alone when it keeps failing.
        clock: Tells seconds.
    """

    model: TextModel
    prompts: Prompts = field(default_factory=Prompts)
    deadline_s: float = 15.0
    unasked_s: float = 6.0
    most_tokens: int = 900
    breaker: Breaker = field(default_factory=Breaker)
    clock: Callable[[], float] = time.monotonic

    async def answer(self, ask: Ask) -> Drafted:
        """Answer one ask whose words all are the asker's to send."""
        return (await self.draft(ask, names=(), others=True, member_id=""))[0]

    async def warm(self) -> None:
        """Load the SDK and compile every pattern, so that no draft waits for it."""
        await self.model.warm()
        await asyncio.to_thread(_compile)

    def prepare(self, ask: Ask, *, names: tuple[str, ...], others: bool) -> Prompt:
        """Return what the model would read."""
        return self.prompts.render(ask, names=names, others=others)

    async def draft(
        self, ask: Ask, *, names: tuple[str, ...], others: bool, member_id: str
    ) -> tuple[Drafted, Use]:
        """Answer one ask.

        Args:
            ask: What is asked.
            names: Everybody who might be named in it.
            others: Whether other people's words may be sent.
            member_id: Whose ask it is; only a hash of it leaves, to hosts that ask
                for one.

        Returns:
            The draft, and what it cost.
        """
        use = Use()
        if not self.breaker.lets_through():
            use.outcome = "resting"
            return offline.drafted(ask, "resting"), use
        prompt = self.prepare(ask, names=names, others=others)
        use.prompt_hash = prompt.hash
        wish = self._wish(ask, member_id)
        began = self.clock()
        try:
            async with asyncio.timeout(self._patience(ask)):
                answer, why = await self._ask_twice(ask, prompt, wish, names, use)
        except TimeoutError:
            answer, why = None, "late"
            self._failed("late", "deadline", use)
        except NoAnswer as none:
            answer, why = None, "late" if none.trouble == "late" else "resting"
            self._failed(none.trouble, none.said, use)
        except BaseException:
            self.breaker.let_go()
            raise
        finally:
            use.latency_ms = round((self.clock() - began) * 1000)
        if why:
            return replace(offline.drafted(ask, why), prompt_hash=prompt.hash), use
        by: By | None = "model" if answer is not None else None
        return Drafted(answer, by, "", self.model.name, prompt.hash), use

    def _patience(self, ask: Ask) -> float:
        unasked = isinstance(ask, FollowUp | Meaning | AboutBot | Roads)
        return min(self.deadline_s, self.unasked_s) if unasked else self.deadline_s

    async def _ask_twice(
        self, ask: Ask, prompt: Prompt, wish: Wish, names: tuple[str, ...], use: Use
    ) -> tuple[CoachAnswer | None, Why]:
        turns: list[Turn] = [("user", prompt.user)]
        for number in range(_CALLS):
            use.calls += 1
            guess = prompt.tokens + sum(estimated_tokens(text) for _, text in turns[1:])
            use.guessed += guess  # kept if the call never comes back
            spoken = await self._spoken(prompt.system, turns, wish, use)
            use.guessed -= guess
            use.add(spoken, guess)
            self.breaker.went_well()
            answer, wrong = self._looked_at(ask, prompt, spoken.text, names)
            if not wrong:
                use.outcome = "mended" if number else "answered"
                return answer, ""
            use.outcome = wrong[0].code
            use.unread += answer is None
            again = self.prompts.again(
                prompt, ask.lang, code=wrong[0].code, what=wrong[0].what
            )
            turns += [("assistant", spoken.text[:2000]), ("user", again)]
        return None, "unfit"

    async def _spoken(
        self, system: str, turns: list[Turn], wish: Wish, use: Use
    ) -> Spoken:
        try:
            return await self.model.say(system, turns, wish)
        except NoAnswer as none:
            if none.trouble in {"cut", "empty"} and use.calls < _CALLS:
                use.calls += 1
                return await self.model.say(system, turns, wish)
            raise

    def _looked_at(
        self, ask: Ask, prompt: Prompt, text: str, names: tuple[str, ...]
    ) -> tuple[CoachAnswer | None, list[Fault]]:
        """Read an answer; say what is wrong with it."""
        try:
            reply = _read(text, REPLIES[type(ask)])
        except ValueError:
            return None, [Fault("signs")]
        answer = answer_of(ask, _restored(reply, prompt))
        if answer is None:
            return None, []
        return answer, faults(ask, answer, names=names)

    def _failed(self, trouble: Trouble, said: str, use: Use) -> None:
        use.outcome = trouble
        self.breaker.went_wrong(trouble)
        log.warning("the text model gave no answer trouble=%s said=%s", trouble, said)

    def _wish(self, ask: Ask, member_id: str) -> Wish:
        of = REPLIES[type(ask)]
        return Wish(
            schema=schema(of),
            bare_schema=schema(of, lengths=False),
            most_tokens=self.most_tokens,
            safety_id=_hashed(member_id) if member_id else "",
        )


def _compile() -> None:
    languages: tuple[Lang, ...] = ("ja", "en")
    for lang in languages:
        ask = Flatness(lang, "。")
        faults(ask, SecondLook("。", "。"))
        sensitive("。", lang)


def _hashed(member_id: str) -> str:
    return hashlib.sha256(f"ainori:{member_id}".encode()).hexdigest()[:32]


def _read(text: str, of: type[Reply]) -> Reply:
    """Read JSON, also out of a fence or with words around it.

    Raises:
        ValueError: There is none of the wanted form.
    """
    fenced = _FENCED.search(text)
    body = (fenced[1] if fenced else text).strip()
    start = body.find("{")
    if start < 0:
        raise ValueError("no JSON object")
    value, _ = json.JSONDecoder().raw_decode(body[start:])
    try:
        return of.model_validate(value)
    except ValidationError:
        # Without the cause, which quotes what was said.
        raise ValueError("JSON of another form") from None


def _restored(reply: Reply, prompt: Prompt) -> Reply:
    """Put names back into every text of a reply."""
    values = {
        name: [prompt.restored(one) for one in value]
        if isinstance(value, list)
        else prompt.restored(value)
        if isinstance(value, str) and name not in _CHOSEN
        else value
        for name, value in reply
    }
    return reply.model_copy(update=values)
