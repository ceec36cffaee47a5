"""How people in the simulated month answer what they are asked.

A habit goes by the phrase that asks, so it holds wherever a dialogue asks it, and it
taps only what is offered: a question that comes now and then needs no plan.
"""

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from core.i18n.catalog import phrases
from core.talk.outgoing import Card, Draft, Link, Message, Text

_BLANK = re.compile(r"\\{\w+\\}")


@dataclass(frozen=True, slots=True)
class Habit:
    """An answer to a question.

    Attributes:
        asked: Key of the phrase that asks.
        taps: Keys of labels, or labels; one that is offered is drawn.
        says: Which words are said instead, '' for none.
    """

    asked: str
    taps: tuple[str, ...] = ()
    says: str = ""


_PEOPLE = ("ask.to_this_person",)
_ENDINGS = ("follow.done", "follow.stepped_off", "follow.changed", "follow.faded")
_MOVED = ("follow.moved", "follow.not_yet", "follow.other_road")
HABITS = (
    # finding one's way in
    Habit("welcome.ask_name", says="name"),
    Habit("welcome.what_it_is", ("welcome.begin",)),
    Habit("welcome.ask_keeping", ("welcome.keep",)),
    Habit("vector.ask_origin", says="origin"),
    Habit("vector.ask_turn", ("vector.skip",)),
    Habit("vector.ask_destination", says="destination"),
    Habit("vector.ask_next_step", says="next_step"),
    Habit("vector.only_lined_up", ("vector.as_it_is",)),
    Habit("vector.ask_where", ("渡し場のベンチ",)),
    Habit("vector.still_this_way", ("vector.still_so",)),
    # a post
    Habit(
        "post.ask_chain",
        ("post.done", "post.halfway", "post.changed", "post.let_go"),
    ),
    Habit("post.ask_now", says="now"),
    Habit("post.ask_next", ("post.not_yet",), "next"),
    Habit("post.ask_next_or_same", ("post.same", "post.smaller"), "next"),
    Habit("post.ask_smaller", says="next"),
    Habit("post.ask_with", ("post.with_nobody",), "with"),
    Habit("post.draft", ("post.as_it_is",)),
    # who could help
    Habit("ask.which_road", ("ask.skip",)),
    Habit("ask.which_road_unwritten", ("ask.skip",)),
    Habit("ask.my_part", says="part"),
    Habit("ask.who_earns", ("ask.earns_nobody",)),
    Habit("ask.other_ways", _PEOPLE),
    Habit("ask.draft_intro", ("ask.send",)),
    Habit("ask.who_of_them", ("ask.stop",)),
    Habit("ask.nobody_yet", ("ask.remember", "ask.stop")),
    Habit("ask.all_resting", ("ask.remember", "ask.stop")),
    Habit("ask.all_asked", ("ask.remember", "ask.stop")),
    # answering
    Habit("answer.which_stretch", ("answer.all_the_way", "answer.part_of_it")),
    Habit("answer.how_far", says="stretch"),
    Habit("answer.ride_so", ("answer.ride",)),
    Habit("answer.what_idea", says="idea"),
    Habit(
        "answer.pass_fine",
        ("answer.pass_this_time", "answer.pass_no_room", "answer.pass_silent"),
    ),
    # the ride and after
    Habit("follow.ask_contact", says="contact"),
    Habit("follow.ask_mix", says="mix"),
    Habit("follow.what_became", _ENDINGS),
    Habit("follow.what_delighted", says="delight"),
    Habit("follow.thanks_may_edit", ("ask.send",)),
    Habit("follow.did_it_move", _MOVED),
    Habit("follow.did_it_move_unwritten", _MOVED),
    Habit("follow.growth_words", ("follow.no_words",), "moved"),
    Habit("follow.next_step", ("follow.same_step",), "next"),
    Habit("follow.next_step_unwritten", ("follow.same_step",), "next"),
    # flags
    Habit("flag.ask_purpose", says="flag"),
    Habit("flag.ask_timing", ("flag.not_settled",), "timing"),
    Habit("flag.ask_seats", says="seats"),
    Habit("flag.ask_my_part", says="part"),
    Habit("flag.ask_earns", ("flag.nobody_earns",)),
    Habit("flag.read_back", ("flag.raise",)),
    Habit("flag.may_show", ("flag.show",)),
    # cheers
    Habit("cheer.which_line", ("post.now", "post.next", "post.toward")),
    Habit("cheer.ask_words", ("cheer.no_words",), "cheer"),
    Habit("cheer.ask_answer", ("cheer.just_thanks",), "back"),
)


def label(key: str) -> str:
    """Return the label of a key; what is no key is a label already."""
    return phrases("ja").get(key, key)


def asked(messages: Sequence[Message]) -> Habit | None:
    """Return the habit for the newest question among messages, None for none."""
    for message in reversed(messages):
        for habit in HABITS:
            if says(message, habit.asked):
                return habit
    return None


def says(message: Message, key: str) -> bool:
    """Return whether a message says a phrase, whatever is put into it."""
    return _pattern(key).search(said_in(message)) is not None


def said_in(message: Message) -> str:
    """Return what a message says, without its choices."""
    match message:
        case Text(text=text):
            return text
        case Card(title=title, body=body):
            return f"{title}\n{body}"
        case Draft(text=text, title=title):
            return f"{title}\n{text}"
        case Link(label=named):
            return named


@cache
def _pattern(key: str) -> re.Pattern[str]:
    parts = _BLANK.sub(".+", re.escape(phrases("ja")[key]))
    return re.compile(f"^{parts}$", re.MULTILINE)


def answer(
    habit: Habit,
    offered: Sequence[str],
    words: Mapping[str, Sequence[str]],
    dice: random.Random,
) -> tuple[str, str]:
    """Return a label to tap or words to say, ('', '') where neither is there."""
    ways = [("tap", one) for one in map(label, habit.taps) if one in offered]
    if habit.says:
        ways.append(("say", habit.says))
    if not ways:
        return "", ""
    how, what = dice.choice(ways)
    return (what, "") if how == "tap" else ("", dice.choice(words[what]))
