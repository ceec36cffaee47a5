"""A loopback server that speaks the API of text models badly, in every way we know.

How it behaves is the name of the model that is asked for, so that one server serves
every case. `says` is what an obedient model would answer.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

Asked = dict[str, Any]
Answer = tuple[int, str, str]
"""Status, content type, body."""

Behaviour = Callable[[Asked, str], Answer]

_TRICKLE_S = 0.05
_SECOND = 2


@dataclass(slots=True)
class Hostile:
    """What it is to say, and what it heard."""

    base_url: str = ""
    says: str = "{}"
    heard: list[Asked] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    then: dict[str, str] = field(default_factory=dict)
    """What it says at the second call, by model."""

    more: asyncio.Event = field(default_factory=asyncio.Event)
    let_go: asyncio.Event = field(default_factory=asyncio.Event)
    """What the model `held` waits for before it answers."""

    async def hears(self, calls: int, *, within_s: float = 5) -> None:
        """Wait until it was called so often in all."""
        async with asyncio.timeout(within_s):
            while len(self.heard) < calls:
                self.more.clear()
                await self.more.wait()

    @property
    def last(self) -> str:
        """All that left for here the last time, as text."""
        return json.dumps(self.heard[-1], ensure_ascii=False)

    def calls(self, model: str) -> int:
        """Return how often a model was asked."""
        return sum(asked["model"] == model for asked in self.heard)


@asynccontextmanager
async def hostile() -> AsyncIterator[Hostile]:
    """Run one server on the loopback."""
    state = Hostile()

    serving: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        serving.add(task)
        with suppress(
            ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError
        ):
            while await _one(state, reader, writer):
                pass
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()
        serving.discard(task)

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    state.base_url = f"http://127.0.0.1:{port}/v1"
    try:
        yield state
    finally:
        server.close()
        for task in tuple(serving):
            task.cancel()
        await asyncio.gather(*serving, return_exceptions=True)


async def _one(
    state: Hostile, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> bool:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    length = next(
        int(line.split(":")[1])
        for line in head.lower().split("\r\n")
        if line.startswith("content-length:")
    )
    asked: Asked = json.loads(await reader.readexactly(length))
    state.heard.append(asked)
    state.headers.append(head)
    state.more.set()
    model = str(asked["model"])
    if model == "hang":
        await reader.read()
        return False
    if model == "close":
        return False
    if model == "trickle":
        writer.write(_head(200, "application/json", 10_000))
        while True:
            writer.write(b" ")
            await writer.drain()
            await asyncio.sleep(_TRICKLE_S)
    if model == "held":
        await state.let_go.wait()
    if "input" in asked:
        odd = model == "once" and state.calls(model) == _SECOND
        status, kind, body = (
            VECTORS["500"](asked, "")
            if odd
            else VECTORS.get(model, _vectors)(asked, "")
        )
        raw = body.encode()
        writer.write(_head(status, kind, len(raw)) + raw)
        await writer.drain()
        return True
    said = state.says
    if model in state.then and state.calls(model) > 1:
        said = state.then[model]
    status, kind, body = BEHAVIOURS.get(model, _well)(asked, said)
    raw = body.encode()
    writer.write(_head(status, kind, len(raw)) + raw)
    await writer.drain()
    return True


def _head(status: int, kind: str, length: int) -> bytes:
    about = f"Content-Type: {kind}\r\nContent-Length: {length}"
    return f"HTTP/1.1 {status} X\r\n{about}\r\n\r\n".encode()


def completion(content: str | None, *, finish: str = "stop", **more: Any) -> str:
    """Return a completion as servers send it."""
    message = {"role": "assistant", "content": content, **more}
    return json.dumps(
        {
            "id": "1",
            "object": "chat.completion",
            "created": 1,
            "model": "loopback",
            "choices": [{"index": 0, "message": message, "finish_reason": finish}],
            "usage": {"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10},
        }
    )


def _json(status: int, body: str) -> Answer:
    return status, "application/json", body


def _error(status: int, message: str, param: str = "") -> Answer:
    error = {"message": message, "type": "invalid_request_error", "param": param}
    return _json(status, json.dumps({"error": error}))


def _well(asked: Asked, says: str) -> Answer:
    return _json(200, completion(says))


def _plain(
    status: int, body: str, kind: str = "application/json"
) -> Callable[..., Answer]:
    return lambda asked, says: (status, kind, body)


def _form(asked: Asked) -> str:
    return str(asked.get("response_format", {}).get("type", "text"))


def _no_schema(asked: Asked, says: str) -> Answer:
    if _form(asked) == "json_schema":
        return _error(400, "'response_format.type' must be text or json_object")
    return _well(asked, says)


def _no_lengths(asked: Asked, says: str) -> Answer:
    if "maxLength" in json.dumps(asked):
        return _error(400, "Invalid schema: 'maxLength' is not permitted")
    return _well(asked, says)


def _text_only(asked: Asked, says: str) -> Answer:
    if "response_format" in asked:
        return _error(422, "extra fields not permitted: response_format")
    return _well(asked, f"Here you are:\n```json\n{says}\n```")


def _silent_500(asked: Asked, says: str) -> Answer:
    if _form(asked) == "json_schema":
        return _plain(500, "Internal Server Error", "text/plain")(asked, says)
    return _well(asked, says)


def _newer_tokens(asked: Asked, says: str) -> Answer:
    if "max_tokens" in asked:
        return _error(400, "Unsupported parameter: 'max_tokens'", "max_tokens")
    return _well(asked, says)


def _no_temperature(asked: Asked, says: str) -> Answer:
    if "temperature" in asked:
        return _error(400, "'temperature' does not support 0.3", "temperature")
    return _well(asked, says)


def _usage_unsaid(asked: Asked, says: str) -> Answer:
    body = json.loads(completion(says))
    del body["usage"]
    return _json(200, json.dumps(body))


BEHAVIOURS: dict[str, Behaviour] = {
    "429": _plain(429, '{"error": {"message": "slow down"}}'),
    "500": _plain(500, "boom", "text/plain"),
    "503": _plain(503, ""),
    "401": _plain(401, '{"error": {"message": "bad key"}}'),
    "404": _plain(404, '{"error": {"message": "no such model"}}'),
    "html": _plain(200, "<html><h1>Welcome to the hotel</h1></html>", "text/html"),
    "empty": _plain(200, ""),
    "error200": _plain(200, '{"error": {"message": "nope"}}'),
    "list200": _plain(200, "[1, 2, 3]"),
    "number200": _plain(200, "42"),
    "no_choices": _plain(200, '{"choices": [], "model": "x"}'),
    "odd_choices": _plain(200, '{"choices": "all of them", "model": "x"}'),
    "empty_choice": _plain(200, '{"choices": [{}], "model": "x"}'),
    "null": lambda asked, says: _json(200, completion(None)),
    "blank": lambda asked, says: _json(200, completion("  \n")),
    "length": lambda asked, says: _json(200, completion(says[:9], finish="length")),
    "reasoned": lambda asked, says: _json(200, completion(None, finish="length")),
    "filtered": lambda asked, says: _json(
        200, completion(None, finish="content_filter")
    ),
    "declined": lambda asked, says: _json(200, completion(None, refusal="I cannot")),
    "prose": lambda asked, says: _json(200, completion("Sure! Here is your draft.")),
    "wrong_form": lambda asked, says: _json(200, completion('{"foo": [1, 2]}')),
    "half": lambda asked, says: _json(200, completion(says[: len(says) // 2])),
    "nested": lambda asked, says: _json(200, completion("[" * 5000)),
    "null_fields": lambda asked, says: _json(
        200, completion(json.dumps(dict.fromkeys(json.loads(says))))
    ),
    "huge": lambda asked, says: _json(200, completion("あ" * 1_000_000)),
    "echo": lambda asked, says: _json(
        200, completion(json.dumps(dict.fromkeys(json.loads(says), str(asked))))
    ),
    "no_schema": _no_schema,
    "no_lengths": _no_lengths,
    "text_only": _text_only,
    "silent_500": _silent_500,
    "newer_tokens": _newer_tokens,
    "no_temperature": _no_temperature,
    "usage_unsaid": _usage_unsaid,
}


def _vectors(asked: Asked, says: str) -> Answer:
    """Answer with what the letters of each text come to."""
    return _json(200, vectors([spelled(text) for text in asked["input"]]))


def spelled(text: str) -> list[float]:
    """Return a vector in which alike texts are alike: how often which letters stand."""
    found = [0.0] * 64
    for sign in text:
        found[ord(sign) % 64] += 1
    return found


def vectors(rows: object) -> str:
    """Return vectors as servers send them."""
    listed = rows if isinstance(rows, list) else [rows]
    data = [
        {"object": "embedding", "index": place, "embedding": row}
        for place, row in enumerate(listed)
    ]
    usage = {"prompt_tokens": 7, "total_tokens": 7}
    return json.dumps(
        {"object": "list", "data": data, "model": "loopback", "usage": usage}
    )


VECTORS: dict[str, Behaviour] = {
    **{name: BEHAVIOURS[name] for name in ("429", "500", "503", "401", "404")},
    **{name: BEHAVIOURS[name] for name in ("html", "empty", "error200", "list200")},
    "too_few": lambda asked, says: _json(200, vectors([])),
    "too_many": lambda asked, says: _json(200, vectors([[1.0]] * 99)),
    "no_rows": lambda asked, says: _json(200, vectors([None] * len(asked["input"]))),
    "words": lambda asked, says: _json(200, vectors([["x"]] * len(asked["input"]))),
    "zeros": lambda asked, says: _json(200, vectors([[0.0]] * len(asked["input"]))),
    "ragged": lambda asked, says: _json(
        200, vectors([[1.0] * (n + 1) for n in range(len(asked["input"]))] + [[]])
    ),
    "nan": lambda asked, says: _json(
        200, vectors([[float("nan")]] * len(asked["input"]))
    ),
    "endless": lambda asked, says: _json(
        200, vectors([[1.0] * 20_000] * len(asked["input"]))
    ),
}
