"""The API side of the fake Telegram: what it takes, refuses and remembers."""

import asyncio
import json
from collections import Counter, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from aiohttp import web

from core.clock import Clock
from tests.telegram_fake import rules, updates
from tests.telegram_fake.rules import BadRequest, Json

Trouble = Literal[
    "500",  # nothing was sent
    "502_page",  # a proxy's page of HTML
    "silence",  # no answer, nothing was sent
    "silence_after_accept",  # no answer, but the message went out
    "hang_up_after_accept",  # the connection ends, but the message went out
    "odd_body_after_accept",  # 200 and `{}`
]
_QUERY_LIFE = timedelta(seconds=60)


@dataclass
class Shown:
    """A message of ours on somebody's screen."""

    message_id: int
    text: str
    entities: list[Json]
    rows: list[list[Json]]
    call: Json
    edited: int = 0
    markup: Json | None = None


@dataclass
class Chat:
    """A chat with the bot in it."""

    chat: Json
    refuses: tuple[int, str] | None = None
    moved_to: int = 0
    topics: set[int] = field(default_factory=set)
    screen: list[Shown] = field(default_factory=list)


@dataclass
class Flood:
    """Messages to a chat are refused for so long, once so many more went through."""

    chat: int
    retry_after: float
    until: datetime
    after: int = 0


class TelegramApi:
    """Keeps the rules of api.telegram.org for one bot."""

    def __init__(self, *, clock: Clock) -> None:
        self.chats: dict[int, Chat] = {}
        self.calls: list[tuple[str, Json]] = []
        self.counts: Counter[str] = Counter()
        self.complaints: list[str] = []
        self.troubles: deque[Trouble] = deque()
        self.floods: list[Flood] = []
        self.pending: list[Json] = []
        self.queries: dict[str, datetime] = {}
        self.answered: list[str] = []
        self.toasts: list[str] = []
        self.webhook: Json = {"url": ""}
        self.settings: dict[str, Any] = {}
        self.misreads = 0
        self.away = 0
        self.hanging = 0
        self.trouble = ""
        self.changes = 0
        self.me: Json = {**updates.US, "can_join_groups": True}
        self.let_go = asyncio.Event()
        self.now = clock.now
        self._news = asyncio.Event()
        self._poll = 0
        self._message_id = 1_000

    def app(self) -> web.Application:
        """Return the endpoints."""
        app = web.Application()
        app.router.add_post("/bot{token}/{method}", self._called)
        return app

    def happen(self, update: Json) -> None:
        """Put an update in line for getUpdates."""
        self.pending.append(update)
        self._news.set()

    def end_poll(self) -> None:
        """Answer a question that waits as Telegram does when nothing happened."""
        self._news.set()

    def next_message_id(self) -> int:
        """Return a fresh id; people's and our messages share the count."""
        self._message_id += 1
        return self._message_id

    async def _called(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        if request.match_info["token"] != updates.TOKEN:
            return refused(401, "Unauthorized")
        if method not in rules.METHODS:
            self.complaints.append(f"no method {method}")
            return refused(404, "Not Found: method not found")
        try:
            return await self.call(method, rules.given(method, await _form(request)))
        except _HangsUp:
            if request.transport is not None:
                request.transport.close()
            return web.Response()
        except BadRequest as wrong:
            self.complaints.append(f"{method}: {wrong}")
            return refused(400, f"Bad Request: {wrong}")

    async def call(self, method: str, given: Json) -> web.StreamResponse:
        """Do what a call asks for."""
        self.counts[method] += 1
        self.calls.append((method, given))
        if method == "getUpdates" and self.away:
            self.away -= 1
            return refused(502, "Bad Gateway")
        if method == "getUpdates" and self.hanging:
            self.hanging -= 1
            await self.let_go.wait()
        if method == "getUpdates":
            return await self._updates(given)
        if method in {"sendMessage", "editMessageText", "editMessageReplyMarkup"}:
            return await self._in_chat(method, given)
        if method == "answerCallbackQuery":
            return self._answer(given)
        if method == "getMe":
            return done(self.me)
        if method == "setWebhook":
            rules.check_setting(method, given)
            self.webhook = given
        elif method == "deleteWebhook":
            self.webhook = {"url": ""}
        elif method == "getWebhookInfo":
            return done(
                {
                    "url": self.webhook["url"],
                    "pending_update_count": len(self.pending),
                    **({"last_error_message": self.trouble} if self.trouble else {}),
                }
            )
        elif method.startswith("set"):
            rules.check_setting(method, given)
            self.settings[_place_of(method, given)] = given
            self.changes += 1
        elif method.startswith("get"):
            return done(self._setting(method, given))
        return done(True)

    def _setting(self, method: str, given: Json) -> Any:
        """Return what was set, as the method that asks for it tells it."""
        known = self.settings.get(_place_of(f"s{method[1:]}", given), {})
        match method:
            case "getMyCommands":
                return known.get("commands", [])
            case "getChatMenuButton":
                return known.get("menu_button", {"type": "default"})
            case "getMyDescription":
                return {"description": known.get("description", "")}
            case _:
                return {"short_description": known.get("short_description", "")}

    # --- getUpdates

    async def _updates(self, given: Json) -> web.StreamResponse:
        if self.webhook["url"]:
            return refused(
                409, "Conflict: can't use getUpdates method while webhook is active"
            )
        if (offset := given.get("offset")) is not None:
            self.pending = [one for one in self.pending if one["update_id"] >= offset]
        self._poll += 1
        mine = self._poll
        self._news.set()  # a second listener ends the older one's question
        await asyncio.sleep(0)
        if not self.pending:
            self._news.clear()
            deadline = min(given.get("timeout", 0), 50)
            try:
                async with asyncio.timeout(deadline):
                    await self._news.wait()
            except TimeoutError:
                pass
        if mine != self._poll:
            return refused(
                409,
                "Conflict: terminated by other getUpdates request; make sure that "
                "only one bot instance is running",
            )
        from_here = [one for one in self.pending if one["update_id"] >= (offset or 0)]
        return done(from_here[: given.get("limit", 100)])

    # --- messages

    async def _in_chat(self, method: str, given: Json) -> web.StreamResponse:
        if flood := self._flooded(given["chat_id"]):
            return flood
        trouble = self.troubles.popleft() if self.troubles else None
        match trouble:
            case "500":
                return refused(500, "Internal Server Error: restart")
            case "502_page":
                return web.Response(status=502, text="<html>bad gateway</html>")
            case "silence":
                await self.let_go.wait()
        answer = self._in_known_chat(method, given)
        match trouble:
            case "silence_after_accept":
                await self.let_go.wait()
            case "odd_body_after_accept":
                return web.json_response({})
            case "hang_up_after_accept":
                raise _HangsUp
        return answer

    def _flooded(self, chat: int) -> web.Response | None:
        for flood in self.floods:
            if flood.chat != chat or self.now() >= flood.until:
                continue
            flood.after -= 1
            if flood.after < 0:
                more = {"retry_after": flood.retry_after}
                words = f"Too Many Requests: retry after {flood.retry_after}"
                return refused(429, words, more)
        return None

    def _in_known_chat(self, method: str, given: Json) -> web.Response:
        chat = self.chats.get(given["chat_id"])
        if chat is None:
            return refused(400, "Bad Request: chat not found")
        if chat.refuses:
            return refused(*chat.refuses)
        if chat.moved_to:
            words = "Bad Request: group chat was upgraded to a supergroup chat"
            return refused(400, words, {"migrate_to_chat_id": chat.moved_to})
        topic = given.get("message_thread_id", 0)
        if topic and topic not in chat.topics:
            return refused(400, "Bad Request: message thread not found")
        if method == "sendMessage":
            return self._send(chat, given)
        return self._edit(chat, method, given)

    def _send(self, chat: Chat, given: Json) -> web.Response:
        if self.misreads and "parse_mode" in given:
            self.misreads -= 1
            words = "Bad Request: can't parse entities: Unsupported start tag"
            return refused(400, words)
        text, entities = rules.words_of(given)
        shown = Shown(
            self.next_message_id(), text, entities, rules.keyboard_of(given), given
        )
        shown.markup = given.get("reply_markup")
        chat.screen.append(shown)
        return done(as_message(chat, shown))

    def _edit(self, chat: Chat, method: str, given: Json) -> web.Response:
        own = given["message_id"]
        shown = next((one for one in chat.screen if one.message_id == own), None)
        if shown is None:
            return refused(400, "Bad Request: message to edit not found")
        before = (shown.text, shown.entities, shown.rows)
        if method == "editMessageText":
            shown.text, shown.entities = rules.words_of(given)
        shown.rows = rules.keyboard_of(given)
        if before == (shown.text, shown.entities, shown.rows):
            return refused(
                400,
                "Bad Request: message is not modified: specified new message content "
                "and reply markup are exactly the same as a current content and reply "
                "markup of the message",
            )
        shown.edited += 1
        return done(as_message(chat, shown))

    def _answer(self, given: Json) -> web.Response:
        rules.check_answer(given)
        query = given["callback_query_id"]
        since = self.queries.get(query)
        if query in self.answered:
            self.complaints.append(f"tap {query} was answered twice")
        if since is None or self.now() - since > _QUERY_LIFE:
            return refused(
                400,
                "Bad Request: query is too old and response timeout expired or query "
                "ID is invalid",
            )
        self.answered.append(query)
        if given.get("text"):
            self.toasts.append(str(given["text"]))
        return done(True)


def _place_of(method: str, given: Json) -> str:
    scope = given.get("scope", {}).get("type", "")
    return " ".join(filter(None, [method, scope, given.get("language_code", "")]))


class _HangsUp(Exception):
    """The connection ends without an answer."""


def as_message(chat: Chat, shown: Shown) -> Json:
    """Return a message of ours as Telegram tells of it."""
    made = updates.message(shown.message_id, chat.chat, updates.US, text=shown.text)
    made["entities"] = shown.entities
    if shown.rows:
        made["reply_markup"] = {"inline_keyboard": shown.rows}
    return made


def done(result: object) -> web.Response:
    """Return the answer to a call that worked."""
    return web.json_response({"ok": True, "result": result})


def refused(code: int, words: str, more: Json | None = None) -> web.Response:
    """Return the answer to a call that did not."""
    body: Json = {"ok": False, "error_code": code, "description": words}
    if more:
        body["parameters"] = more
    return web.json_response(body, status=code)


async def _form(request: web.Request) -> dict[str, str]:
    """Return the parameters as text, as Telegram's own server reads JSON and forms."""
    if request.content_type == "application/json":
        return {
            name: value if isinstance(value, str) else json.dumps(value)
            for name, value in (await request.json()).items()
        }
    return {name: str(value) for name, value in (await request.post()).items()}
