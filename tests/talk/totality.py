"""Free tests for every flow: what each of them promises whatever it is about.

Owns how a flow's states, the things that may be heard and the facts around them are
made up, and what is asked of every turn. Knows no flow by name.
"""

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from random import Random
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from core.clock import RandomIds
from core.domain.communities import Community
from core.domain.formats import Post
from core.domain.members import Language, Member
from core.domain.vectors import Vector
from core.i18n.catalog import LANGUAGES
from core.talk.codec import adapter, encode_state
from core.talk.effects import Answer, Done
from core.talk.flow import Facts, Flow, Heard, Turn
from core.talk.flows import FLOWS
from core.talk.incoming import Said, Shared
from core.talk.turn import Lead, Opened, Option, Phrase, Picked, Point, Saying
from core.talk.voice import word
from core.talk.wording import compose

NOW = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)
LONGEST_LABEL: Mapping[Language, int] = {"ja": 12, "en": 20}
MOST_BUBBLES = 5
VERBS = ("", "back", "send", "stop", "skip", "so", "none", "keep", "again", "other")
TYPED = (
    "6月の読書会を一緒に",
    "a table at the market",
    "",
    "  \n ",
    "わからない",
    "まだない",
    "ENGAWA7",
    "2",
    "こんにちは",
    "{name} と {0} と %s",
    "👩🏽‍🌾" * 3,
    "長い話です。" * 400,
    "x" * 3000,
)
"""What people type, kindly and otherwise."""
KEPT = tuple(typed for typed in TYPED if not typed.isspace())
"""What a state may hold of it: flows keep no blanks."""

HOME = Community("room", "坂の上の台所", "", owner_id="yuki", taken=3)
OTHER_HOME = Community("harbour", "The Harbour Table", "", owner_id=None, taken=40)
WORDED = Vector(
    origin="営業を10年",
    turn="本屋の人が1冊選んでくれた",
    destination="人に本を手渡せる場所",
    next_step="一箱本棚を借りる",
    edition=2,
    created_at=NOW - timedelta(days=100),
)
YUKI = Member("yuki", "ゆき", "ja")
LAST_POST = Post("post", "yuki", {"now": "見学", "next": "机を1つ"}, created_at=NOW)
KNOWN = Facts(
    member=YUKI,
    now=NOW,
    homes=(HOME,),
    vector=WORDED,
    shown_in=frozenset({"room"}),
    seed=7,
)
FACTS: tuple[Facts, ...] = (
    Facts(member=Member("new", "", "ja"), now=NOW),
    KNOWN,
    replace(KNOWN, member=replace(YUKI, language="en"), homes=(HOME, OTHER_HOME)),
    replace(KNOWN, busy=True, links=True, models_offered=True, last_post=LAST_POST),
    replace(KNOWN, vector=Vector(destination="海の近く"), shown_in=frozenset()),
    replace(
        KNOWN,
        models_offered=True,
        model_consent=True,
        roads_consent=True,
        model_name="Akari",
    ),
)
"""A newcomer, a member, one of two rooms in English, a busy one, one not shown,
one who agreed to a text model."""


# Making things up


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes up instances of whatever states, answers and facts are made of."""

    lot: Random

    @classmethod
    def seeded(cls, *seed: object) -> "Maker":
        """Return one that makes up the same things each time."""
        return cls(Random(repr(seed)))  # noqa: S311 - examples, not secrets

    def heard(self) -> Heard:
        """Return something a person may do."""
        match self.lot.randrange(3):
            case 0:
                return Said(self.lot.choice(TYPED))
            case 1:
                return Picked(self.lot.choice(VERBS), self.lot.choice(TYPED))
            case _:
                shared: Shared = self.of(Shared)
                return shared

    def answer(self) -> Done:
        """Return something an effect may answer, fitting or not."""
        return Done(self.of(self.lot.choice(get_args(Answer))))

    def facts(self) -> Facts:
        """Return the facts of one of several people."""
        return self.lot.choice(FACTS)

    def of(self, wanted: Any) -> Any:
        """Return an instance of a type."""
        if wanted is str:
            return self.lot.choice(KEPT)
        if wanted is bool:
            return self.lot.random() < 0.5
        if wanted is int:
            return self.lot.choice((0, 1, 7))
        if wanted is datetime:
            return NOW + timedelta(days=self.lot.randint(-90, 90))
        if wanted is date:
            return NOW.date() + timedelta(days=self.lot.randint(-90, 90))
        if wanted is time:
            return time(self.lot.randrange(24))
        if wanted in {None, types.NoneType}:
            return None
        if is_dataclass(wanted) and isinstance(wanted, type):
            made = {name: self.of(hint) for name, hint in _fields(wanted)}
            return wanted(**made)
        return self._of_parts(get_origin(wanted), get_args(wanted))

    def _of_parts(self, origin: Any, parts: tuple[Any, ...]) -> Any:
        if origin is Literal:
            return self.lot.choice(parts)
        if origin in {Union, types.UnionType}:
            return self.of(self.lot.choice(parts))
        several = range(self.lot.randint(0, 3))
        if origin is tuple and parts[-1:] == (...,):
            return tuple(self.of(parts[0]) for _ in several)
        if origin is tuple:
            return tuple(map(self.of, parts))
        if origin is frozenset:
            return frozenset(self.of(parts[0]) for _ in several)
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return {self.of(parts[0]): self.of(parts[1]) for _ in several}
        message = f"do not know how to make up {origin} of {parts}"
        raise TypeError(message)


@cache
def _fields(of: type) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(of)
    return tuple((one.name, hints[one.name]) for one in fields(of))


def states_of(flow: Flow) -> tuple[type, ...]:
    """Return the state classes of a flow."""
    return get_args(flow.states) or (flow.states,)


def every_state() -> list[tuple[str, type]]:
    """Return each flow's name with each of its states."""
    return [(name, state) for name, flow in FLOWS.items() for state in states_of(flow)]


# What is asked of every turn


def check_opening(flow: Flow, opened: Opened, known: Facts) -> None:
    """A flow begins with something to hear or do, and offers only what it takes."""
    turn = flow.open(opened, known)
    assert turn.say or turn.do or turn.then, f"{flow.name} begins in silence"
    _check_turn(flow, turn, known)


def check_step(flow: Flow, state: Any, heard: Heard, known: Facts) -> None:
    """A state says something, does something, moves on, or leaves it to the engine."""
    turn = flow.step(state, heard, known)
    if turn is None:
        return
    moves = turn.next != state or turn.then or turn.hand_down
    assert turn.say or turn.do or moves, f"{state} meets {heard} with nothing at all"
    _check_turn(flow, turn, known)


def check_question(flow: Flow, state: Any, known: Facts) -> None:
    """A state can repeat its question, in both languages, and takes the answers.

    A state that only waits for the answer of an effect has no question; nobody ever
    meets the conversation there, which the random walk checks.
    """
    asked = flow.ask(state, known)
    _check_words(asked)
    if not takes_anything(flow, state, known):
        return
    for option in _options(asked):
        _check_option(flow, state, option, known)


def takes_anything(flow: Flow, state: Any, known: Facts) -> bool:
    """Whether there is anything a person can say or tap in a state."""
    options = _options(flow.ask(state, known))
    heard: list[Heard] = [Picked(one.verb, one.arg) for one in options]
    return any(flow.step(state, one, known) is not None for one in (Said("x"), *heard))


def _check_turn(flow: Flow, turn: Turn, known: Facts) -> None:
    _check_words(turn.say)
    if turn.next is not None:
        stored = encode_state(turn.next)
        assert adapter(flow.states).validate_json(stored) == turn.next
    if turn.then:
        FLOWS[turn.then.flow].open(Opened(turn.then.verb, turn.then.arg), known)
    for option in _options(turn.say):
        _check_option(flow, turn.next, option, known)


def check_way_out(flow: Flow, state: Any, known: Facts) -> None:
    """Check that a question can be left or passed by a tap."""
    said = flow.ask(state, known)
    assert not said or any(True for _ in _options(said)), state


def _check_words(say: tuple[Saying, ...]) -> None:
    assert len(say) <= MOST_BUBBLES, [type(one).__name__ for one in say]
    for language in LANGUAGES:
        compose(say, language, lane="web:1", turn=1, flow="home", ids=RandomIds())
        for option in _options(say):
            _check_label(option, language)


def _check_label(option: Option, language: Language) -> None:
    label = word(option.label, language)
    ours = isinstance(option.label, Phrase) and not option.label.params
    assert label.strip() or not ours
    assert len(label) <= LONGEST_LABEL[language] or not ours, label


def _options(say: tuple[Saying, ...]) -> Iterator[Option]:
    for one in say:
        if not isinstance(one, Point | Lead):
            yield from one.options


def _check_option(flow: Flow, state: Any, option: Option, known: Facts) -> None:
    """What is offered is understood: by a flow that it opens, or by the state."""
    if option.flow:
        begun = FLOWS[option.flow].open(Opened(option.verb, option.arg), known)
        assert begun.say or begun.do or begun.then
        return
    picked = Picked(option.verb, option.arg)
    assert state is not None, f"{option} is offered and nobody waits for it"
    taken = flow.step(state, picked, known)
    assert taken is not None, f"{option} is offered and {state} does not take it"
