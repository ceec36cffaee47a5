"""A phone with LINE for transcripts: signed webhooks go in, what is on it is read back.

It reads message objects as a person sees them and knows nothing of `bots.line`, and it
is as strict as LINE: quick replies are there under the newest message only, and only
until something else is said; the buttons of cards stay.
"""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from core.talk.outgoing import Card, Choice, Fact, Link, Message, Text
from tests.line_fake import events
from tests.line_fake.server import FakeLine

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Talk:
    """What a phone knows of the service behind LINE.

    Attributes:
        idle: Returns once nothing is under way.
        waiting: How many sendings wait for the next message of a user.
        look_in: What somebody writes to see what came meanwhile.
    """

    idle: Callable[[], Awaitable[object]]
    waiting: Callable[[str], Awaitable[int]]
    look_in: str


class LinePhone:
    """Fills `bots.console.script.Phone`.

    Args:
        line: The LINE this phone is on.
        name: Whose it is.
        talk: What is behind it.
        on_pc: LINE on a computer shows no quick replies, so their labels are typed.
    """

    def __init__(
        self, line: FakeLine, name: str, talk: Talk, *, on_pc: bool = False
    ) -> None:
        self._line = line
        self._name = name
        self._talk = talk
        self._on_pc = on_pc
        self._screen = line.screen(name)
        self._seen = 0
        self._acted_at = 0

    async def open(self, invite: str) -> None:
        """Add the account as a friend, then send the code: LINE's links carry none."""
        await self._happens("follow", follow={"isUnblocked": False})
        if invite:
            await self._talk.idle()
            await self.say(invite)

    async def say(self, text: str) -> None:
        """Write something."""
        await self._happens("message", message=events.text(text))

    async def tap(self, label: str) -> None:
        """Tap the newest choice of that label that is still to be seen.

        Raises:
            LookupError: There is no such choice, or it has gone.
        """
        quick, kept = self._in_sight()
        if label in quick and self._on_pc:
            await self.say(label)
        elif data := quick.get(label) or kept.get(label):
            await self._happens("postback", postback={"data": data})
        else:
            raise LookupError(label)

    async def pick(self, label: str, day: str) -> None:
        """Pick a day such as `2026-12-05` in the date picker of that label.

        Raises:
            LookupError: There is no such picker any more.
        """
        pickers = _actions(self._screen[-1].get("quickReply", {}), "datetimepicker")
        for picker in pickers:
            if picker["label"] == label and picker["min"] <= day <= picker["max"]:
                params = {picker["mode"]: day}
                postback = {"data": picker["data"], "params": params}
                await self._happens("postback", postback=postback)
                return
        raise LookupError(label)

    async def choose(self, choice: Choice) -> None:
        """Tap this very choice, which is one of several with its label perhaps.

        Raises:
            LookupError: It has gone.
        """
        quick, _ = self._in_sight()
        kept = (one.token for shown in self._screen for one in _buttons(shown))
        if choice.token not in {*quick.values(), *kept}:
            raise LookupError(choice.label)
        await self._happens("postback", postback={"data": choice.token})

    async def heard(self) -> list[Message]:
        """Return what came since the last call, once the talk has come to rest.

        Where something waits, the person looks in: what can wait comes along with
        the answer to whatever they write next.
        """
        await self._talk.idle()
        if await self._waits():
            await self.say(self._talk.look_in)
            await self._talk.idle()
        new = self._screen[self._seen :]
        self._seen = len(self._screen)
        return [message for one in new for message in read(one)]

    async def _waits(self) -> int:
        return await self._talk.waiting(events.user_id(self._name))

    async def _happens(self, kind: str, **more: Any) -> None:
        self._acted_at = len(self._screen)
        assert await self._line.happens(self._name, kind, **more) == 200

    def _in_sight(self) -> tuple[dict[str, str], dict[str, str]]:
        """Return what can be tapped by label: quick replies, and buttons that stay."""
        kept = {
            choice.label: choice.token
            for one in self._screen
            for choice in _buttons(one)
        }
        answered = self._acted_at == len(self._screen)
        quick = () if answered else _quick_replies(self._screen[-1])
        return {choice.label: choice.token for choice in quick}, kept


def read(one: Json) -> list[Message]:
    """Return a message object as a person reads it, its quick replies at its end."""
    match one:
        case {"type": "text", "text": text}:
            seen: list[Message] = [Text(text)]
        case {"type": "flex", "contents": {"type": "carousel", "contents": bubbles}}:
            seen = [_bubble(bubble) for bubble in bubbles]
        case {"type": "flex", "contents": bubble}:
            seen = [_bubble(bubble)]
        case _:
            raise AssertionError(f"nobody can read {one}")
    last = seen[-1]
    if not isinstance(last, Link):
        seen[-1] = replace(last, choices=(*last.choices, *_quick_replies(one)))
    return seen


def _bubble(bubble: Json) -> Message:
    """Return what a bubble says: a title row, words, facts under a line, buttons."""
    if link := next(_actions(bubble, "uri"), None):
        return Link(link["label"], link["uri"])
    title, body, facts = "", [], []
    below = False
    for part in bubble["body"]["contents"]:
        words = [str(one["text"]) for one in _nodes(part) if one["type"] == "text"]
        if part["type"] == "separator":
            below = True
        elif part["type"] == "text":
            body += words
        elif below:
            facts.append(Fact(words[0] if words[1:] else "", words[-1]))
        elif words:
            title = words[-1]  # the initial in its circle stands before it
    choices = tuple(_buttons({"contents": bubble}))
    return Card(title, "\n".join(body), tuple(facts), choices)


def _quick_replies(one: Json) -> tuple[Choice, ...]:
    return tuple(_choices(one.get("quickReply", {})))


def _buttons(one: Json) -> Iterator[Choice]:
    return _choices(one.get("contents", {}))


def _choices(value: Json) -> Iterator[Choice]:
    for action in _nodes(value):
        if action.get("type") in {"postback", "datetimepicker"}:
            yield Choice(action["label"], action["data"])


def _actions(value: Json, kind: str) -> Iterator[Json]:
    return (one for one in _nodes(value) if one.get("type") == kind)


def _nodes(value: Any) -> Iterator[Json]:
    """Yield every object in a message object, in the order it is seen."""
    if isinstance(value, list):
        for inner in value:
            yield from _nodes(inner)
    elif isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _nodes(inner)
