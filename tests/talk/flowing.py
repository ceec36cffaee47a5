"""Walks through a flow as people can, and checks what every walk promises.

    BENCH = Bench(post.FLOW, openings=(Opened(),), facts=(FACTS,), answers=ANSWERS)

    def test_it_keeps_the_promises_of_every_flow() -> None:
        check(explore(BENCH))

A flow is pure, so its states are found by walking: every opening, every choice it
offers, every kind of content, and every answer its effects may have. (States that no
walk reaches are made up in tests/talk/totality.py.)
"""

import json
import random
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, get_args

from core.i18n.catalog import LANGUAGES
from core.talk.codec import adapter, encode_state
from core.talk.effects import Answer, Done
from core.talk.effects.joining import Kept
from core.talk.flow import Facts, Flow, Heard, Turn
from core.talk.incoming import Said, Shared
from core.talk.measure import shorten
from core.talk.turn import (
    Lead,
    Offer,
    Opened,
    Option,
    Phrase,
    Picked,
    Point,
    Say,
    Saying,
    Show,
    Words,
)
from core.talk.voice import word

LONG = "ながい言葉をそのまま送ります。" * 1400
CONTENTS: tuple[Heard, ...] = (
    Said("市で机をひとつ出す"),
    Said("one table at the market"),
    Said(""),
    Said(" \n "),
    Said("1"),
    Said("わからない"),
    Said("まだない"),
    Said("not yet"),
    Said("権利収入に興味ありませんか。"),
    Said(LONG),
    *(Shared(what) for what in get_args(Shared.__annotations__["what"])),
    Picked("no such verb", "x"),
)
_MOST_BUBBLES = 3
_LONG = 400
_LABELS = {"ja": 12, "en": 20}


@dataclass(frozen=True)
class Bench:
    """A flow and the world it is tried in.

    Attributes:
        answers: For each effect type, what it may answer; None stands for an answer
            that comes later, as an event.
    """

    flow: Flow
    openings: Sequence[Opened]
    facts: Sequence[Facts]
    answers: Mapping[type, Sequence[Answer | None]] = field(default_factory=dict)


@dataclass(frozen=True)
class Move:
    """One turn with all that follows from it: what is said, and where it stands."""

    facts: Facts
    came_from: Any
    heard: Opened | Heard
    say: tuple[Saying, ...]
    state: Any
    turn: Turn


@dataclass
class Explored:
    """Every state that was reached, and every move that was made."""

    bench: Bench
    moves: list[Move] = field(default_factory=list)
    states: list[tuple[Facts, Any]] = field(default_factory=list)
    _stepped: dict[tuple[int, int, Heard], Turn | None] = field(default_factory=dict)
    _shapes: dict[int, str] = field(default_factory=dict)

    def step(self, facts: Facts, state: Any, heard: Heard) -> Turn | None:
        """Return what a step answers; a step is pure, so each is made once.

        Args:
            facts: Of the bench.
            state: One that was reached: what is held here keeps its id.
            heard: What is heard in it.
        """
        key = (id(facts), id(state), heard)
        if key not in self._stepped:
            self._stepped[key] = self.bench.flow.step(state, heard, facts)
        return self._stepped[key]

    def shape(self, state: Any) -> str:
        """Return the shape of a state that was reached; many moves share one."""
        if id(state) not in self._shapes:
            self._shapes[id(state)] = shape(self.bench.flow, state)
        return self._shapes[id(state)]


def explore(bench: Bench, *, most: int = 250) -> Explored:
    """Walk through a flow, this way and that, until nothing or enough is found."""
    found = Explored(bench)
    known: set[tuple[int, str]] = set()
    tapped: set[tuple[int, str, str]] = set()
    waiting: list[tuple[int, Any, Sequence[Heard]]] = []
    chance = random.Random(1)  # noqa: S311 - the same walk every time

    def note(index: int, moves: Iterable[Move]) -> None:
        for move in moves:
            found.moves.append(move)
            if move.state is None:
                continue
            key = (index, found.shape(move.state))
            if key not in known and len(known) < most:
                known.add(key)
                found.states.append((move.facts, move.state))
                heard = tuple(_everything(bench.flow, move.state, move.facts))
                waiting.append((index, move.state, heard))
            for option in running(move.say):
                # What was said may offer more than the question repeated.
                if key in known and (*key, option.verb) not in tapped:
                    tapped.add((*key, option.verb))
                    picked = Picked(option.verb, option.arg)
                    waiting.append((index, move.state, (picked,)))

    for index, facts in enumerate(bench.facts):
        for opened in bench.openings:
            turn = bench.flow.open(opened, facts)
            note(index, _follow(bench, facts, None, opened, turn))
    while waiting:
        index, state, to_try = waiting.pop(chance.randrange(len(waiting)))
        facts = bench.facts[index]
        for heard in to_try:
            stepped = found.step(facts, state, heard)
            if stepped is not None:
                note(index, _follow(bench, facts, state, heard, stepped))
    return found


def shape(flow: Flow, state: Any) -> str:
    """Return a state without the words in it: which are there, and which are long.

    Two states of one shape wait for the same; without this the walk would never end.
    """
    told = adapter(flow.states).dump_python(state, mode="json")
    return json.dumps(_without_words(told), sort_keys=True)


def _without_words(value: Any) -> Any:
    match value:
        case str() if not value or (value.isascii() and value.isidentifier()):
            return value
        case str():
            return "…" if len(value) > _LONG else "·"
        case dict():
            return {key: _without_words(one) for key, one in value.items()}
        case list():
            return [_without_words(one) for one in value]
        case _:
            return value


def _everything(flow: Flow, state: Any, facts: Facts) -> Iterator[Heard]:
    yield from CONTENTS
    for option in running(flow.ask(state, facts)):
        yield Picked(option.verb, option.arg)


def _follow(
    bench: Bench, facts: Facts, came_from: Any, heard: Opened | Heard, turn: Turn
) -> Iterator[Move]:
    """Yield where a turn ends up, for each answer its last effect may have."""
    answers: Sequence[Answer | None] = (None,)
    if turn.do:
        answers = bench.answers.get(type(turn.do[-1]), (Kept(),))
    for answer in answers:
        if turn.next is None or answer is None or isinstance(answer, Kept):
            yield Move(facts, came_from, heard, turn.say, turn.next, turn)
            continue
        following = bench.flow.step(turn.next, Done(answer), facts)
        assert following is not None, f"{turn.next!r} took no {answer!r}"
        for move in _follow(bench, facts, turn.next, Done(answer), following):
            said = (*turn.say, *move.say)
            yield Move(facts, came_from, heard, said, move.state, move.turn)


def options(sayings: Iterable[Saying]) -> list[Option]:
    """Return every choice of what is said."""
    return [
        option
        for saying in sayings
        if not isinstance(saying, Point | Lead)
        for option in saying.options
    ]


def running(sayings: Iterable[Saying]) -> list[Option]:
    """Return the choices that belong to the dialogue; the others stand for ever."""
    return [option for option in options(sayings) if not option.flow]


# The promises


def reaches_every_state(found: Explored, *, passing: Iterable[type] = ()) -> None:
    """Every state a flow declares is met, but for those only passed through."""
    declared = get_args(found.bench.flow.states) or (found.bench.flow.states,)
    met = {type(state) for _, state in found.states}
    assert set(declared) - set(passing) <= met


def answers_anything(found: Explored) -> None:
    """Any content in any state, and any verb of the flow, raises nothing.

    What a step answers says something, moves, or does something.
    """
    verbs = {
        Picked(one.verb, one.arg) for move in found.moves for one in running(move.say)
    }
    for facts, state in found.states:
        for heard in (*CONTENTS, *verbs):
            turn = found.step(facts, state, heard)
            if turn is not None:
                alive = turn.say or turn.do or turn.then or turn.hand_down or turn.clear
                assert alive or turn.next != state, (state, heard)


def keeps_its_offers(found: Explored) -> None:
    """Every choice that is offered is handled; a flow that ends leaves none open."""
    flow = found.bench.flow
    met: set[tuple[int, str, Picked]] = set()
    for move in found.moves:
        offered = running(move.say)
        assert move.state is not None or not offered, f"nobody is left for {offered!r}"
        stands = encode_state(move.state) if offered else ""
        for option in offered:
            picked = Picked(option.verb, option.arg)
            # Many moves lead to the same place; a step is pure, so once is enough.
            if (tried := (id(move.facts), stands, picked)) not in met:
                met.add(tried)
                assert flow.step(move.state, picked, move.facts) is not None, option


def comes_back_from_storage(found: Explored) -> None:
    """Every state is read back as what it was."""
    flow = found.bench.flow
    for _, state in found.states:
        assert adapter(flow.states).validate_json(encode_state(state)) == state


def can_always_ask_again(found: Explored) -> None:
    """Every state can repeat its question, with choices that it handles."""
    flow = found.bench.flow
    for facts, state in found.states:
        asked = flow.ask(state, facts)
        assert asked, state
        for option in running(asked):
            picked = Picked(option.verb, option.arg)
            assert found.step(facts, state, picked) is not None, option


def always_finds_a_way_out(found: Explored) -> None:
    """From every state, what can be said or tapped leads to an end.

    A state the walk did not go on from counts as an end.
    """

    def place(facts: Facts, state: Any) -> tuple[int, str]:
        return id(facts), found.shape(state)

    walked = {place(facts, state) for facts, state in found.states}
    ends: set[tuple[int, str]] = set()
    before: dict[tuple[int, str], set[tuple[int, str]]] = {}
    for move in found.moves:
        if move.came_from is None:
            continue
        begin = place(move.facts, move.came_from)
        if move.state is None:
            ends.add(begin)
        else:
            end = place(move.facts, move.state)
            before.setdefault(end, set()).add(begin)
            if end not in walked:
                ends.add(end)
    begun = {begin for begins in before.values() for begin in begins} | ends
    waiting = deque(ends)
    while waiting:
        for begin in before.get(waiting.popleft(), set()) - ends:
            ends.add(begin)
            waiting.append(begin)
    assert begun <= ends, f"no way out of {sorted(begun - ends)[:2]}"


def speaks_both_languages(found: Explored) -> None:
    """Every phrase has its words, in few bubbles, with labels that fit a button."""
    for move in found.moves:
        assert _bubbles(move.say) <= _MOST_BUBBLES, move.say
        for language in LANGUAGES:
            for words in _words(move.say):
                word(words, language)
            for option in options(move.say):
                label = word(option.label, language)
                if isinstance(option.label, Phrase) and not option.label.params:
                    assert shorten(label, _LABELS[language]) == label


def _bubbles(sayings: Sequence[Saying]) -> int:
    """Count bubbles as people see them: cards in a row are one."""
    rows = 0
    for index, saying in enumerate(sayings):
        in_row = index > 0 and isinstance(sayings[index - 1], Show)
        rows += not (isinstance(saying, Show) and in_row)
    return rows


def _words(sayings: Iterable[Saying]) -> Iterator[Words]:
    for saying in sayings:
        match saying:
            case Say():
                yield saying.text
            case Show():
                yield from (saying.title, saying.body)
                yield from (words for fact in saying.facts for words in fact)
            case Offer():
                yield saying.title
                if saying.parts:
                    assert "".join(text for text, _ in saying.parts) == saying.text
            case Point() | Lead():
                yield saying.label


def walks_anywhere(bench: Bench, *, seed: int, steps: int = 60) -> None:
    """A random walk raises nothing, and begins anew wherever it ends."""
    chance = random.Random(seed)  # noqa: S311 - the same walk for the same seed
    facts = chance.choice(list(bench.facts))
    state: Any = None
    for _ in range(steps):
        if state is None:
            opened = chance.choice(list(bench.openings))
            turn: Turn | None = bench.flow.open(opened, facts)
            heard: Opened | Heard = opened
        else:
            heard = chance.choice(list(_everything(bench.flow, state, facts)))
            turn = bench.flow.step(state, heard, facts)
        if turn is not None:
            moves = list(_follow(bench, facts, state, heard, turn))
            state = chance.choice(moves).state


def check(found: Explored, *, passing: Iterable[type] = ()) -> None:
    """Check every promise that holds for all flows."""
    reaches_every_state(found, passing=passing)
    answers_anything(found)
    keeps_its_offers(found)
    comes_back_from_storage(found)
    can_always_ask_again(found)
    always_finds_a_way_out(found)
    speaks_both_languages(found)
    for seed in range(20):
        walks_anywhere(found.bench, seed=seed)
