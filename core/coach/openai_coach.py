"""A text model behind any OpenAI-compatible endpoint; the one module importing openai.

Chat Completions with one system message and no tools, since that is what all such
servers have in common. What a server does not take (a schema, a token field, a
temperature) is learned from its refusal and left out from then on.
"""

import asyncio
import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from core.coach.model import NoAnswer, Spoken, Trouble, Turn, Wish

if TYPE_CHECKING:
    from openai import AsyncOpenAI

log = logging.getLogger("ainori.coach")

OPENAI = "https://api.openai.com/v1"
Rung = Literal["schema", "bare_schema", "object", "text"]
RUNGS: tuple[Rung, ...] = ("schema", "bare_schema", "object", "text")
_MOST_LESSONS = 6
_REFUSED = frozenset({401, 403, 404})
_TEACHES = frozenset({400, 422, 500, 501})
_BUSY = 429


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a text model is.

    Attributes:
        model: Which model.
        api_key: '' for a local server that asks for none.
        base_url: '' for OpenAI itself.
        name: What members are told it is called; '' for its host.
        own: Whether it is the operator's own, so that nothing sent to it leaves.
        timeout_s: Longest wait for a piece of an answer.
        retries: How often a call that failed on the way is made again.
    """

    model: str
    api_key: str = ""
    base_url: str = ""
    name: str = ""
    own: bool = False
    timeout_s: float = 15.0
    retries: int = 1

    @property
    def host(self) -> str:
        """The host that is called."""
        return urlsplit(self.base_url or OPENAI).hostname or ""

    @property
    def openais_own(self) -> bool:
        """Whether it is OpenAI or Azure, which take fields that others refuse."""
        return self.host == "api.openai.com" or self.host.endswith(".openai.azure.com")


@dataclass(slots=True)
class Habits:
    """What an endpoint was found to take."""

    rung: Rung = "schema"
    proven: bool = False
    tokens_field: str = "max_tokens"
    left_out: set[str] = field(default_factory=set)


class Client:
    """The SDK's client of an endpoint, made off the event loop when first needed."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._made: AsyncOpenAI | None = None
        self._making = asyncio.Lock()

    async def made(self) -> "AsyncOpenAI":
        """Return the client; the first call imports the SDK."""
        async with self._making:
            if self._made is None:
                self._made = await asyncio.to_thread(_client, self._endpoint)
            return self._made

    async def close(self) -> None:
        """Let go of connections."""
        if self._made is not None:
            await self._made.close()
            self._made = None


class OpenAiModel:
    """Speaks with one endpoint for as long as the process lives."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._client = Client(endpoint)
        first = "max_completion_tokens" if endpoint.openais_own else "max_tokens"
        self.habits = Habits(tokens_field=first)

    @property
    def name(self) -> str:
        """What members are told it is called."""
        return self._endpoint.name or self._endpoint.host

    async def warm(self) -> None:
        """Import the SDK and build the client off the event loop."""
        await self._client.made()

    async def close(self) -> None:
        """Let go of connections."""
        await self._client.close()

    async def say(self, system: str, turns: Sequence[Turn], wish: Wish) -> Spoken:
        """Answer a conversation; see `TextModel`."""
        for _ in range(_MOST_LESSONS):
            rung = self.habits.rung
            try:
                answer = await self._call(system, turns, wish)
            except NoAnswer:
                raise
            except Exception as error:
                # Everything the SDK raises, and what a strange body makes it raise.
                if self._learn(error):
                    continue
                raise trouble(error) from None
            self.habits.proven = self.habits.proven or rung == self.habits.rung
            return answer
        raise NoAnswer("broken", "it takes none of our requests")

    async def _call(self, system: str, turns: Sequence[Turn], wish: Wish) -> Spoken:
        asking = await self._client.made()
        habits = self.habits
        if habits.rung in {"object", "text"}:
            form = json.dumps(wish.bare_schema, ensure_ascii=False)
            system = f"{system}\nJSON schema: {form}"
        extra = {
            key: value
            for key, value in self._extra(wish).items()
            if key not in habits.left_out
        }
        messages: list[Any] = [{"role": "system", "content": system}]
        messages += [{"role": role, "content": text} for role, text in turns]
        completion: object = await asking.chat.completions.create(
            model=self._endpoint.model, messages=messages, **extra
        )
        return _spoken(completion)

    def _extra(self, wish: Wish) -> dict[str, Any]:
        fields: dict[str, Any] = {
            "temperature": 0.3,
            self.habits.tokens_field: wish.most_tokens,
        }
        match self.habits.rung:
            case "schema" | "bare_schema" as rung:
                schema = wish.schema if rung == "schema" else wish.bare_schema
                fields["response_format"] = {
                    "type": "json_schema",
                    "json_schema": {"name": "draft", "strict": True, "schema": schema},
                }
            case "object":
                fields["response_format"] = {"type": "json_object"}
        if self._endpoint.openais_own:
            fields["store"] = False
            if wish.safety_id:
                fields["safety_identifier"] = wish.safety_id
        return fields

    def _learn(self, error: Exception) -> bool:
        """Leave out what the endpoint refused; say whether there is another way."""
        status, said = _status(error), _said(error)
        if status not in _TEACHES:
            return False
        habits = self.habits
        for one in ("temperature", "store", "safety_identifier"):
            if one in said and one not in habits.left_out:
                habits.left_out.add(one)
                return True
        other = _OTHER_FIELD[habits.tokens_field]
        if habits.tokens_field in said and other not in habits.left_out:
            habits.left_out.add(habits.tokens_field)
            habits.tokens_field = other
            return True
        about_form = any(word in said for word in _ABOUT_FORM)
        # Some servers answer 500 to a form they do not know, without saying so.
        unsaid = status in {500, 501} and not habits.proven
        if (about_form or unsaid) and habits.rung != "text":
            habits.rung = RUNGS[RUNGS.index(habits.rung) + 1]
            habits.proven = False
            log.info("the text model takes no such form, next=%s", habits.rung)
            return True
        return False


_OTHER_FIELD = {
    "max_tokens": "max_completion_tokens",
    "max_completion_tokens": "max_tokens",
}
_ABOUT_FORM = ("response_format", "json_schema", "schema", "json_object", "maxlength")


def _client(endpoint: Endpoint) -> "AsyncOpenAI":
    """Return a client of an endpoint; imports the SDK."""
    import openai  # noqa: PLC0415 - half a second, and only where a model is set up

    for noisy in ("openai", "httpx", "httpx2", "httpcore", "httpcore2"):
        # At their finer levels they write whole messages.
        logging.getLogger(noisy).setLevel(logging.WARNING)
    # What is one's own is reached without any machine in between, and nowhere else.
    straight = (
        openai.DefaultAsyncHttpxClient(trust_env=False, follow_redirects=False)
        if endpoint.own
        else None
    )
    made = openai.AsyncOpenAI(
        api_key=endpoint.api_key or "none",
        base_url=endpoint.base_url or OPENAI,
        timeout=endpoint.timeout_s,
        max_retries=endpoint.retries,
        http_client=straight,
    )
    # Imports the rest of the SDK, which it puts off until first asked for.
    _ = made.chat.completions.create, made.embeddings.create
    return made


def _spoken(completion: object) -> Spoken:
    """Read what came, which need not be a completion at all."""
    from openai.types.chat import ChatCompletion  # noqa: PLC0415 - as in `_client`

    if not isinstance(completion, ChatCompletion):
        raise NoAnswer("broken", type(completion).__name__)
    choices: object = completion.choices
    if not isinstance(choices, list) or not choices:
        raise NoAnswer("broken", "no choices")
    choice = completion.choices[0]
    message: object = getattr(choice, "message", None)
    content: object = getattr(message, "content", None)
    if getattr(choice, "finish_reason", None) == "length":
        raise NoAnswer("cut")
    if getattr(message, "refusal", None) or choice.finish_reason == "content_filter":
        raise NoAnswer("empty", "declined")
    if not isinstance(content, str) or not content.strip():
        raise NoAnswer("empty")
    usage: object = completion.usage
    details: object = getattr(usage, "prompt_tokens_details", None)
    return Spoken(
        text=content,
        model=str(completion.model or ""),
        tokens_in=_count(usage, "prompt_tokens"),
        tokens_out=_count(usage, "completion_tokens"),
        tokens_cached=_count(details, "cached_tokens"),
    )


def _count(of: object, name: str) -> int | None:
    value: object = getattr(of, name, None)
    return value if isinstance(value, int) and value >= 0 else None


def _status(error: Exception) -> int:
    status: object = getattr(error, "status_code", None)
    return status if isinstance(status, int) else 0


def _said(error: Exception) -> str:
    body: object = getattr(error, "body", None)
    said = json.dumps(body) if isinstance(body, Mapping) else str(body or "")
    return f"{getattr(error, 'param', '')} {said}".lower()


def trouble(error: Exception) -> NoAnswer:
    """Return what the SDK raised in our words, without any of the other side's."""
    import openai  # noqa: PLC0415 - as in `_client`

    kind: Trouble = "broken"
    status = _status(error)
    if isinstance(error, openai.APITimeoutError):
        kind = "late"
    elif isinstance(error, openai.APIConnectionError):
        kind = "unreachable"
    elif status in _REFUSED:
        kind = "refused"
    elif status == _BUSY:
        kind = "busy"
    return NoAnswer(kind, f"{type(error).__name__} {status or ''}".strip())
