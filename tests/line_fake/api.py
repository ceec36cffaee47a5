"""The API side of the fake LINE: what it takes, what it refuses, what it remembers."""

import asyncio
import uuid
from collections import Counter, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from aiohttp import web

from core.clock import Clock
from tests.line_fake import rules, schema
from tests.line_fake.account import LineAccount

Trouble = Literal[
    "500",  # LINE is ill; nothing was sent
    "500_after_accept",  # LINE is ill, but the message went out
    "silence",  # no answer, nothing was sent
    "silence_after_accept",  # no answer, but the message went out
    "hang_up",  # the connection ends without an answer, nothing was sent
    "rate_limit",
    "odd_body",  # 200 and `{}`
    "no_json",  # 200 and a page of HTML
]
_AFTER_ACCEPT = {"500_after_accept", "silence_after_accept", "odd_body", "no_json"}
_TOKEN_LIFE = timedelta(seconds=60)
_KEY_LIFE = timedelta(hours=24)
_TOLD_FOR = timedelta(days=7)


@dataclass
class Person:
    """Somebody with LINE on their phone."""

    name: str
    blocked: bool = False
    friend: bool = True
    wrote_at: datetime | None = None
    screen: list[dict[str, Any]] = field(default_factory=list)

    @property
    def counts(self) -> int:
        """How many messages the month counts for a push to them."""
        return 0 if self.blocked else 1

    def gets_pushes(self, now: datetime) -> bool:
        """Whether a push arrives: at a friend, or seven days after they last wrote."""
        wrote = self.wrote_at is not None and now - self.wrote_at < _TOLD_FOR
        return not self.blocked and (self.friend or wrote)


@dataclass
class Group:
    """People who talk with one another; the account sits among them, uncounted."""

    members: int
    screen: list[dict[str, Any]] = field(default_factory=list)

    @property
    def counts(self) -> int:
        """How many messages the month counts for a push to them ("Pricing")."""
        return self.members


@dataclass(frozen=True)
class Sending:
    """One accepted reply or push."""

    how: Literal["reply", "push"]
    to: str
    objects: list[dict[str, Any]]
    silent: bool
    retry_key: str = ""


@dataclass
class _Taken:
    """A sending that was accepted under a retry key."""

    request_id: str
    at: datetime
    to: str
    messages: list[dict[str, Any]]
    sent: list[dict[str, str]]


class LineApi:
    """Keeps the rules of api.line.me for one channel."""

    def __init__(self, *, access_token: str, quota: int | None, clock: Clock) -> None:
        self.access_token = access_token
        self.quota = quota
        self.account = LineAccount(access_token=access_token, quota=quota)
        self.people: dict[str, Person] = {}
        self.groups: dict[str, Group] = {}
        self.sendings: list[Sending] = []
        self.loadings: list[str] = []
        self.calls: Counter[str] = Counter()
        self.complaints: list[rules.Complaint] = []
        self.troubles: deque[Trouble] = deque()
        self.let_go = asyncio.Event()
        self._now = clock.now
        self._tokens: dict[str, tuple[str, datetime]] = {}
        self._keys: dict[str, _Taken] = {}

    def app(self) -> web.Application:
        """Return the endpoints."""
        app = web.Application(client_max_size=2 * 1024 * 1024)
        app.router.add_post("/v2/bot/message/reply", self._reply)
        app.router.add_post("/v2/bot/message/push", self._push)
        app.router.add_post("/v2/bot/chat/loading/start", self._loading)
        app.router.add_get("/v2/bot/followers/ids", self._friends)
        self.account.add_to(app)
        return app

    def issue_token(self, user: str) -> str:
        """Return a reply token that is good from now on."""
        token = uuid.uuid4().hex
        self._tokens[token] = (user, self._now())
        return token

    def revive_token(self, token: str) -> None:
        """Make an unused token good once more, as a redelivery does."""
        if token in self._tokens:
            self._tokens[token] = (self._tokens[token][0], self._now())

    async def _reply(self, request: web.Request) -> web.StreamResponse:
        body, refusal = await self._checked(request, "ReplyMessageRequest")
        if refusal:
            return refusal
        if "X-Line-Retry-Key" in request.headers:
            return _refused(400, "The retry key is not available in this API")
        to, since = self._tokens.pop(body.get("replyToken", ""), ("", self._now()))
        if not to or self._now() - since > _TOKEN_LIFE:
            return _refused(400, "Invalid reply token")
        silent = bool(body.get("notificationDisabled"))
        return self._accepted(Sending("reply", to, body["messages"], silent))

    async def _push(self, request: web.Request) -> web.StreamResponse:
        body, refusal = await self._checked(request, "PushMessageRequest")
        if refusal:
            return refusal
        key = request.headers.get("X-Line-Retry-Key", "")
        if key and not _is_uuid(key):
            return _refused(400, "The retry key is invalid")
        taken = self._keys.get(key)
        if taken and self._now() - taken.at < _KEY_LIFE:
            if (taken.to, taken.messages) != (body.get("to"), body["messages"]):
                self.complaints.append(("retry key", "came with another body"))
            return web.json_response(
                {
                    "message": "The retry key is already accepted",
                    "sentMessages": taken.sent,
                },
                status=409,
                headers={"x-line-accepted-request-id": taken.request_id},
            )
        place = self._place(body.get("to", ""))
        if place is None:
            return _refused(400, "Failed to send messages")
        if self.quota is not None and self.account.used + place.counts > self.quota:
            return _refused(429, "You have reached your monthly limit.")
        silent = bool(body.get("notificationDisabled"))
        self.account.used += place.counts
        return self._accepted(
            Sending("push", body["to"], body["messages"], silent, key)
        )

    def _place(self, id: str) -> Person | Group | None:
        return self.people.get(id) or self.groups.get(id)

    async def _friends(self, request: web.Request) -> web.StreamResponse:
        """Tell a verified account who its friends are, a page after the other."""
        self.calls["ids"] += 1
        if not self._knows(request):
            return _not_allowed()
        if not self.account.verified:
            why = "Access to this API is not available for your account"
            return _refused(403, why)
        known = sorted(id for id, one in self.people.items() if one.friend)
        begin = int(request.query.get("start", "0"))
        end = begin + min(int(request.query["limit"]), self.account.friends_a_page)
        page: dict[str, Any] = {"userIds": known[begin:end]}
        if end < len(known):
            page["next"] = str(end)
        return web.json_response(page)

    async def _loading(self, request: web.Request) -> web.StreamResponse:
        body, refusal = await self._called(request)
        if refusal:
            return refusal
        seconds = body.get("loadingSeconds", 20)
        if seconds not in range(5, 61, 5) or not str(body.get("chatId")).startswith(
            "U"
        ):
            return _refused(400, "The request body has 1 error(s)")
        self.loadings.append(body["chatId"])
        return web.json_response({}, status=202)

    async def _checked(
        self, request: web.Request, name: str
    ) -> tuple[dict[str, Any], web.StreamResponse | None]:
        """Return the body of a sending, or the answer that refuses it."""
        body, refusal = await self._called(request)
        if refusal:
            return body, refusal
        found = rules.complaints(body.get("messages"))
        if judge := schema.judge():
            found += [("schema", wrong) for wrong in judge(name, body)]
        if found:
            self.complaints += found
            details = [{"property": at, "message": what} for at, what in found]
            message = f"The request body has {len(found)} error(s)"
            return body, _refused(400, message, details)
        return body, None

    async def _called(
        self, request: web.Request
    ) -> tuple[dict[str, Any], web.StreamResponse | None]:
        self.calls[request.path.rsplit("/", 1)[-1]] += 1
        if not self._knows(request):
            return {}, _not_allowed()
        body = await request.json()
        if self.troubles and self.troubles[0] not in _AFTER_ACCEPT:
            return body, await self._go_wrong(request, self.troubles.popleft())
        return body, None

    def _knows(self, request: web.Request) -> bool:
        return request.headers.get("Authorization") == f"Bearer {self.access_token}"

    async def _go_wrong(
        self, request: web.Request, trouble: Trouble
    ) -> web.StreamResponse:
        match trouble:
            case "rate_limit":
                why = "The API rate limit has been exceeded. Try again later."
                return _refused(429, why)
            case "silence":
                await self.let_go.wait()
            case "hang_up":
                if request.transport:
                    request.transport.close()
        return _refused(500, "Internal Server Error")

    def _arrives(self, place: Person | Group, sending: Sending) -> bool:
        if sending.how == "push" and isinstance(place, Person):
            return place.gets_pushes(self._now())
        return place.counts > 0

    def _accepted(self, sending: Sending) -> web.StreamResponse:
        """Take a sending, show it, and answer (well or not)."""
        self.sendings.append(sending)
        place = self._place(sending.to)
        if place is not None and self._arrives(place, sending):
            place.screen += sending.objects
        request_id = str(uuid.uuid4())
        count = len(sending.objects)
        sent = [{"id": str(uuid.uuid4().int)[:18], "quoteToken": "q"}] * count
        if sending.retry_key:
            self._keys[sending.retry_key] = _Taken(
                request_id, self._now(), sending.to, sending.objects, sent
            )
        headers = {"x-line-request-id": request_id}
        trouble = self.troubles.popleft() if self.troubles else None
        match trouble:
            case "500_after_accept":
                return _refused(500, "Internal Server Error")
            case "silence_after_accept":
                return _Silence(self.let_go)
            case "odd_body":
                return web.json_response({}, headers=headers)
            case "no_json":
                return web.Response(text="<html>ok</html>", headers=headers)
        return web.json_response({"sentMessages": sent}, headers=headers)


class _Silence(web.Response):
    """An answer that never comes."""

    def __init__(self, let_go: asyncio.Event) -> None:
        super().__init__()
        self._let_go = let_go

    async def prepare(self, request: web.BaseRequest) -> Any:
        await self._let_go.wait()
        return await super().prepare(request)


def _not_allowed() -> web.Response:
    why = "Authentication failed due to the following reason: invalid token."
    return _refused(401, why)


def _refused(
    status: int, message: str, details: list[dict[str, str]] | None = None
) -> web.Response:
    body: dict[str, Any] = {"message": message}
    if details:
        body["details"] = details
    return web.json_response(body, status=status)


def _is_uuid(key: str) -> bool:
    try:
        return str(uuid.UUID(key)) == key.lower()
    except ValueError:
        return False
