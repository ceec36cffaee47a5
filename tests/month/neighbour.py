"""Somebody who lives through the month: looks in, answers, posts, asks, joins."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from core.talk.outgoing import (
    Choice,
    Message,
    choices_of,
)
from tests.month.habits import answer, asked, label, said_in, says
from tests.talk.talking import MovableClock
from tests.wire.line_phone import LinePhone

_MOST_TURNS = 20
_MOST_CARDS = 8
_A_MOMENT = timedelta(seconds=25)

# What is tapped on a card that came, and how likely; else it is left be.
_ON_CARDS: Mapping[str, Mapping[str, float]] = {
    "answer.ride": {"answer.ride": 0.45, "answer.suggest": 0.2, "answer.pass": 0.2},
    "follow.idea_take": {
        "follow.idea_take": 0.4,
        "follow.idea_mix": 0.3,
        "follow.idea_first_form": 0.3,
    },
    "follow.write_thanks": {"follow.write_thanks": 0.9},
    "follow.my_road": {"follow.my_road": 0.6},
    "follow.ended": {"follow.hand_contact": 0.2, "follow.ended": 0.3},
    "follow.thank_reading": {"follow.thank_reading": 0.5, "ask.close": 0.3},
    "cheer.answer": {"cheer.answer": 0.5},
    "ask.look_again": {"ask.look_again": 0.5},
}
# Whether a ride has ended is another question every day; the rest is answered once.
_DAILY = frozenset({"follow.ended"})

# By what somebody hears it is seen what they did.
_DONE = {
    "post.out": "posts",
    "ask.sent": "requests",
    "answer.riding": "yes",
    "answer.idea_sent": "ideas",
    "answer.pass_sent": "passes",
    "follow.thanks_sent": "thanks",
    "flag.raised": "flags",
    "flag.held": "joined",
    "cheer.placed": "cheers",
    "follow.lapsed": "silences",
    "vector.out": "newcomers",
}


@dataclass
class Neighbour:
    """One person of the month.

    Attributes:
        words: What they say, by what is asked of them.
        did: What everybody did, counted.
    """

    name: str
    phone: LinePhone
    clock: MovableClock
    dice: random.Random
    words: Mapping[str, Sequence[str]]
    did: Counter[str]
    _seen: set[tuple[str, str]] = field(default_factory=set)

    async def arrive(self, code: str) -> None:
        """Find the way in: a friend of the account, a code, a road in words."""
        await self.phone.open(code)
        await self._goes_on(await self._hear())

    async def look_in(self) -> None:
        """See what came meanwhile, and do something about some of it."""
        self._seen = {card for card in self._seen if card[0] not in _DAILY}
        came = await self._hear() + await self._say(label("menu.box"))
        for _ in range(_MOST_CARDS):
            choice = self._wanted(came)
            if choice is None:
                return
            try:
                await self.phone.choose(choice)
            except LookupError:
                continue  # a quick reply that went when something else was said
            came += await self._goes_on(await self._hear())

    async def post(self) -> None:
        """Write a post and let it out."""
        await self._goes_on(await self._say(label("menu.post")))

    async def ask(self, need: str) -> None:
        """Ask who could help, and write to one of them."""
        await self._goes_on(await self._say(need))

    async def raise_flag(self) -> None:
        """Put up a flag, and let the group see it, too."""
        came = await self._goes_on(await self._say("旗を立てたい"))
        await self._tap_one("flag.to_groups", came)

    async def join_a_flag(self) -> None:
        """Look at the flags of the room, and take a seat under one."""
        await self._say(label("menu.room"))
        await self._tap_one("flag.join", await self._tap("room.flags"))

    async def cheer(self) -> None:
        """Look at what others posted, and put a cheer under one line of it."""
        await self._say(label("menu.room"))
        await self._tap_one("room.cheer", await self._tap("post.everyones"))

    # --- one step

    async def _say(self, words: str) -> list[Message]:
        await self.phone.say(words)
        return await self._hear()

    async def _tap(self, key: str) -> list[Message]:
        await self.phone.tap(label(key))
        return await self._hear()

    async def _tap_one(self, key: str, shown: Sequence[Message]) -> None:
        there = [one for one in choices_of(shown) if one.label == label(key)]
        if there:
            await self.phone.choose(self.dice.choice(there))
            await self._goes_on(await self._hear())

    async def _hear(self) -> list[Message]:
        """Return what comes next, and count what it says was done."""
        came = await self.phone.heard()
        self.clock.ahead += _A_MOMENT
        for message in came:
            self.did.update(does for key, does in _DONE.items() if says(message, key))
        return came

    async def _goes_on(self, came: list[Message]) -> list[Message]:
        """Answer for as long as something is asked; return all that came."""
        newest = came
        for _ in range(_MOST_TURNS):
            habit = asked(newest)
            if habit is None:
                break
            offered = [choice.label for choice in choices_of(newest)]
            tapped, said = answer(habit, offered, self.words, self.dice)
            if not (tapped or said):
                break
            if tapped:
                await self.phone.tap(tapped)
            else:
                await self.phone.say(said)
            newest = await self._hear()
            came = [*came, *newest]
        return came

    def _wanted(self, came: Sequence[Message]) -> Choice | None:
        """Draw what to tap next of all that came, the newest first."""
        for message in reversed(came):
            by_label = {choice.label: choice for choice in choices_of([message])}
            for sign, ways in _ON_CARDS.items():
                card = (sign, said_in(message))
                if label(sign) in by_label and card not in self._seen:
                    self._seen.add(card)
                    drawn = _drawn(ways, self.dice)
                    if drawn and label(drawn) in by_label:
                        return by_label[label(drawn)]
        return None


def _drawn(ways: Mapping[str, float], dice: random.Random) -> str:
    """Draw one of several ways by its share; '' for what is left of the whole."""
    left = dice.random()
    for key, share in ways.items():
        left -= share
        if left < 0:
            return key
    return ""
