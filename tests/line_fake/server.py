"""The fake LINE: people do things, a webhook hears of it, words reach their screens.

    async with FakeLine() as line:
        line.webhook_url = ...                 # where it delivers what people do
        status = await line.says("ゆき", "投稿")
        line.screen("ゆき")                     # message objects that reached her

Rules kept: a reply token works once and for 60 s from its delivery, five objects a
sending, retry keys answer 409 for 24 h and are refused on replies, pushes count on
the monthly quota (to a group once for each member), a blocked person gets nothing
behind a 200, nor does a stranger by a push later than seven days after they wrote,
unknown people are 400, and only a verified account is told who its friends are.
`trouble` makes the next sendings go wrong in the ways that happen.
"""

import json
from collections.abc import Mapping
from contextlib import AsyncExitStack
from datetime import timedelta
from itertools import count
from typing import Any

from core.clock import Clock, SystemClock
from tests.line_fake import events
from tests.line_fake.api import Group, LineApi, Person, Trouble
from tests.loopback import on_loopback

SECRET = "fake-channel-secret"
ACCESS_TOKEN = "fake-access-token"
A_PAUSE = timedelta(seconds=10)
"""Between two things that people do, by the clocks of their phones."""


class FakeLine:
    """See the module."""

    def __init__(self, *, quota: int | None = None, clock: Clock | None = None) -> None:
        self.secret = SECRET
        self.webhook_url = ""
        self._pauses = count(1)
        self.url = ""
        self._serving = AsyncExitStack()
        self._clock = clock or SystemClock()
        self.api = LineApi(access_token=ACCESS_TOKEN, quota=quota, clock=self._clock)

    async def __aenter__(self) -> "FakeLine":
        served = on_loopback(self.api.app(), let_go=self.api.let_go)
        self.url, self._session = await self._serving.enter_async_context(served)
        return self

    async def __aexit__(self, *trouble: object) -> None:
        await self._serving.aclose()

    def person(self, name: str) -> Person:
        """Return a person, who is a friend of the account from now on."""
        return self.api.people.setdefault(events.user_id(name), Person(name))

    def stranger(self, name: str) -> Person:
        """Return a person who never added the account."""
        one = self.person(name)
        one.friend = False
        return one

    def group(self, name: str, *, members: int = 3) -> Group:
        """Return a group the account sits in, with so many people in it."""
        return self.api.groups.setdefault(events.group_id(name), Group(members))

    def screen(self, name: str) -> list[dict[str, Any]]:
        """Return the message objects that reached a person."""
        return self.person(name).screen

    def trouble(self, *kinds: Trouble) -> None:
        """Let the next sendings go wrong, one after the other."""
        self.api.troubles.extend(kinds)

    def reply_token(self, name: str) -> str:
        """Return a token as it comes with an event, good from now on."""
        self.person(name)
        return self.api.issue_token(events.user_id(name))

    async def says(self, name: str, words: str) -> int:
        """Let a person write something; return the answer of the webhook."""
        return await self.happens(name, "message", message=events.text(words))

    async def taps(self, name: str, label: str) -> int:
        """Let a person tap what they see, the newest of that name."""
        for message in reversed(self.screen(name)):
            for action in actions(message):
                if action["label"] == label:
                    postback = {"data": action["data"]}
                    return await self.happens(name, "postback", postback=postback)
        raise AssertionError(f"{name} sees no button {label!r}")

    async def happens(self, name: str, kind: str, **more: Any) -> int:
        """Let something happen that has a reply token, and deliver it."""
        person = self.person(name)
        if kind == "message":
            person.wrote_at = self._clock.now()
        if kind == "follow":
            person.friend, person.blocked = True, False
        return await self.deliver(
            events.event(
                kind,
                events.user(name),
                at=self._clock.now() + next(self._pauses) * A_PAUSE,
                reply_token=self.reply_token(name),
                **more,
            )
        )

    async def happens_in(
        self, group: str, kind: str, *, by: str = "", **more: Any
    ) -> int:
        """Let something happen in a group, and deliver it with a reply token."""
        self.group(group)
        return await self.deliver(
            events.event(
                kind,
                events.group(group, by),
                at=self._clock.now(),
                reply_token=self.api.issue_token(events.group_id(group)),
                **more,
            )
        )

    async def deliver(self, *happened: events.Event, again: bool = False) -> int:
        """Deliver events in one webhook; `again` as LINE redelivers them."""
        for one in happened:
            one["deliveryContext"] = {"isRedelivery": again}
            if again:
                self.api.revive_token(one.get("replyToken", ""))
        body = json.dumps(events.webhook(*happened), ensure_ascii=False).encode()
        return await self.post(
            body, {"x-line-signature": events.signature(body, self.secret)}
        )

    async def post(self, body: bytes, headers: Mapping[str, str]) -> int:
        """Post any bytes to the webhook."""
        async with self._session.post(
            self.webhook_url, data=body, headers=headers
        ) as answer:
            return answer.status


def actions(value: Any) -> list[dict[str, Any]]:
    """Return the postback actions anywhere in a message object."""
    if isinstance(value, list):
        return [action for inner in value for action in actions(inner)]
    if not isinstance(value, dict):
        return []
    if value.get("type") == "postback":
        return [value]
    return [action for inner in value.values() for action in actions(inner)]
