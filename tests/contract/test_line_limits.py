"""LINE's numbers, each at its border: what is said at it, and what just beyond it."""

from collections.abc import Callable

import pytest

from bots.line.flex import Json
from bots.line.render import render
from core.talk.outgoing import Card, Choice, Draft, Link, Message, Text
from tests.line_fake import rules

APPLE = "🍎"
"""One character to a reader, two UTF-16 units to a machine."""

Objects = tuple[Json, ...]
Border = tuple[
    str, int, Callable[[int], Message | list[Message]], Callable[[Objects], object],
    object, object,
]  # fmt: skip


def choices(count: int) -> tuple[Choice, ...]:
    """Return so many choices."""
    return tuple(Choice(f"選ぶ{n}", f"token{n:03d}") for n in range(count))


def address(length: int) -> str:
    """Return an address of a length."""
    head = "https://example.org/"
    return head + "a" * (length - len(head))


def quick(objects: Objects) -> list[Json]:
    """Return what stands below the last object."""
    items = objects[-1].get("quickReply", {}).get("items", [])
    return [one["action"] for one in items]


def kinds(objects: Objects) -> list[str]:
    """Return the types of the actions below the last object."""
    return [one["type"] for one in quick(objects)]


def sizes(objects: Objects) -> list[int]:
    """Return how long the texts are, as LINE counts."""
    return [rules.utf16(one["text"]) for one in objects]


def widths(objects: Objects) -> list[int]:
    """Return how many bubbles each carousel has."""
    return [len(one["contents"].get("contents", [one])) for one in objects]


def whole(objects: Objects) -> bool:
    """Tell whether the label of the first button is all of it."""
    return "…" not in quick(objects)[0]["label"]


def sender(objects: Objects) -> int:
    """Return how long the name of who speaks is, 0 for none."""
    return rules.utf16(objects[0].get("sender", {}).get("name", ""))


BORDERS: list[Border] = [
    # limit, number, how to reach it, what to look at, at the number, one beyond it
    ("text", 5_000, lambda n: Text("あ" * n), sizes, [5_000], [5_000, 1]),
    ("text, two units a letter", 2_500, lambda n: Text(APPLE * n), sizes, [5_000],
     [5_000, 2]),
    ("quick replies", 13, lambda n: Text("?", choices(n)),
     lambda objects: len(quick(objects)) <= 13, True, True),
    ("label", 20, lambda n: Text("?", (Choice(APPLE * n, "t"),)), whole, True, False),
    ("bubbles in a row", 12, lambda n: [Card(f"札{i}", "文") for i in range(n)],
     widths, [12], [12, 1]),
    ("clipboard", 1_000, lambda n: Draft("あ" * n), kinds, ["clipboard"], []),
    ("uri", 1_000, lambda n: Link("ここ", address(n)),
     lambda objects: objects[0]["type"], "flex", "text"),
    ("sender", 20, lambda n: Text("a", spoken_by="名" * n), sender, 20, 20),
]  # fmt: skip


@pytest.mark.parametrize("border", BORDERS, ids=lambda one: f"{one[0]} {one[1]}")
def test_a_limit_of_line_is_kept_at_its_border_and_beyond(border: Border) -> None:
    _, number, make, look, at, beyond = border

    for count, wanted in ((number, at), (number + 1, beyond)):
        said = make(count)
        objects = render(said if isinstance(said, list) else [said])
        assert rules.complaints(list(objects)) == []
        assert look(objects) == wanted


@pytest.mark.parametrize("count", [5, 6, 11])
def test_choices_stand_below_the_very_last_object_of_more_than_five(count: int) -> None:
    said = [Text("長" * 4_990) for _ in range(count - 1)]

    objects = render([*said, Text("どれ?" + "長" * 4_000, choices(3))])

    assert len(objects) == count
    assert [bool(one.get("quickReply")) for one in objects].index(True) == count - 1
    assert len(quick(objects)) == 3


@pytest.mark.parametrize(
    ("limit", "message"),
    [
        ("postback data 300", {"type": "postback", "label": "a", "data": "d" * 301}),
        ("label 20", {"type": "postback", "label": "a" * 21, "data": "d"}),
        ("display text 300", {"type": "postback", "label": "a", "data": "d",
                              "displayText": "a" * 301}),
        ("clipboard 1000", {"type": "clipboard", "label": "a",
                            "clipboardText": "a" * 1_001}),
        ("uri 1000", {"type": "uri", "label": "a", "uri": "https://a.b/" + "a" * 990}),
    ],
)  # fmt: skip
def test_the_fake_refuses_what_is_beyond_a_limit(limit: str, message: Json) -> None:
    item = {"type": "action", "action": message}
    text = {"type": "text", "text": "a", "quickReply": {"items": [item]}}

    assert len(rules.complaints([text])) == 1, limit
