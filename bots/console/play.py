"""Plays a transcript over phones and tells where the talk went another way.

Owns the comparing and the report. Must not know a channel or an engine.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import assert_never

from bots.console.render import plain_lines
from bots.console.script import (
    Hears,
    Misses,
    Opens,
    PassTime,
    Phone,
    Phones,
    Says,
    Step,
    Taps,
    Turned,
    Unreadable,
    Waits,
)


class Mismatch(AssertionError):
    """The talk went another way than the transcript."""


@dataclass(slots=True)
class _Ear:
    """What a phone heard and the transcript has not come to yet."""

    phone: Phone
    lines: list[str] = field(default_factory=list)
    since: int = 0

    async def listen(self) -> None:
        for message in await self.phone.heard():
            self.lines.extend(plain_lines(message))


class Player:
    """Plays a transcript step by step."""

    def __init__(
        self,
        phones: Phones,
        *,
        name: str = "transcript",
        exact: bool = False,
        pass_time: PassTime | None = None,
    ) -> None:
        """Prepare to play.

        Args:
            phones: Who can speak.
            name: What the report calls the transcript.
            exact: Every line that is heard has to stand in the transcript, whole.
            pass_time: What `+` does.
        """
        self._phones = phones
        self._name = name
        self._exact = exact
        self._pass_time = pass_time
        self._ears: dict[str, _Ear] = {}
        self._holder = ""

    async def play(self, script: Sequence[Step]) -> None:
        """Play to the end.

        Raises:
            Mismatch: With the step and what was heard instead.
        """
        for step in script:
            await self._play(step)
        for holder in self._ears:
            self._holder = holder
            await self._nothing_left(script[-1].at if script else 0)

    async def _play(self, step: Step) -> None:
        match step:
            case Turned(name=name):
                self._holder = name
                self._ears.setdefault(name, _Ear(self._phones(name), since=step.at))
            case Opens(invite=invite):
                ear = await self._turn_to_speak(step)
                await ear.phone.open(invite)
            case Says(text=text):
                ear = await self._turn_to_speak(step)
                await ear.phone.say(text)
            case Taps():
                await self._tap(step)
            case Hears():
                await self._hear(step)
            case Misses():
                await self._miss(step)
            case Waits(span=span):
                if self._pass_time is None:
                    raise Mismatch(self._report(step.at, "time cannot pass here"))
                if self._holder:
                    # What was said before is not to happen after.
                    await self._ear(step).listen()
                await self._pass_time(span)
            case _:
                assert_never(step)

    def _ear(self, step: Step) -> _Ear:
        if self._holder not in self._ears:
            raise Unreadable(f"line {step.at} comes before any `@name`")
        return self._ears[self._holder]

    async def _turn_to_speak(self, step: Step) -> _Ear:
        """Close what was heard so far: what comes next answers what is said now."""
        ear = self._ear(step)
        await ear.listen()
        await self._nothing_left(step.at)
        ear.lines.clear()
        ear.since = step.at
        return ear

    async def _tap(self, step: Taps) -> None:
        ear = self._ear(step)
        await ear.listen()
        before = list(ear.lines)
        await self._turn_to_speak(step)
        try:
            await ear.phone.tap(step.label)
        except LookupError:
            ear.lines = before
            said = f"{self._holder} was not shown\n  > [{step.label}]"
            raise Mismatch(self._report(step.at, said, ear)) from None

    async def _hear(self, step: Hears) -> None:
        ear = self._ear(step)
        await ear.listen()
        for number, line in enumerate(ear.lines):
            if self._fits(step, line):
                del ear.lines[: number + 1]
                ear.since = step.at
                return
            if self._exact:
                break
        sign = "<=" if step.whole else "<"
        said = f"{self._holder} did not hear\n  {sign} {step.text}"
        raise Mismatch(self._report(step.at, said, ear, near=step.text))

    def _fits(self, step: Hears, line: str) -> bool:
        if step.whole or self._exact:
            return line == step.text
        return step.text in line

    async def _miss(self, step: Misses) -> None:
        ear = self._ear(step)
        await ear.listen()
        if any(step.text in line for line in ear.lines):
            said = f"{self._holder} heard\n  <! {step.text}"
            raise Mismatch(self._report(step.at, said, ear, near=step.text))

    async def _nothing_left(self, at: int) -> None:
        ear = self._ears.get(self._holder)
        if ear is None or not self._exact:
            return
        await ear.listen()
        if ear.lines:
            said = f"{self._holder} heard what the transcript does not have"
            raise Mismatch(self._report(at, said, ear))

    def _report(
        self, at: int, said: str, ear: _Ear | None = None, *, near: str = ""
    ) -> str:
        report = [f"{self._name}:{at}: {said}"]
        if ear is not None:
            report.append(f"what came since line {ear.since}:")
            nearest = get_close_matches(near, ear.lines, n=1, cutoff=0.3)
            nearest += [line for line in ear.lines if near and near in line]
            for line in ear.lines or ["(nothing)"]:
                report.append(f"  {'~' if line in nearest else ' '} {line}")
        return "\n".join(report)
