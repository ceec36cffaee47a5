"""What one sending to LINE costs: the SDK's models, its REST client, and our channel.

    python -m benchmarks.line_stub --delay-ms 1 &
    python -m benchmarks.line_send http://127.0.0.1:<port>

Prints CPU time of this process for each sending and sendings a second, for a bubble
with three choices and for a turn with a carousel of three people; and what reading a
webhook at the door costs.
"""

import argparse
import asyncio
import base64
import gc
import hashlib
import hmac
import json
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import uvloop
from linebot.v3.messaging import (
    AsyncApiClient,
    AsyncMessagingApi,
    Configuration,
    ReplyMessageRequest,
)

from bots.line.channel import build
from bots.line.flex import Json
from bots.line.parse import parse
from bots.line.render import render
from bots.line.webhook import is_signed
from bots.reading import decode
from core.logs import set_up_logs
from core.talk.channel import Delivery
from core.talk.incoming import Place, ReplyPass
from core.talk.outgoing import Card, Choice, Fact, Message, Text

REPLY = "/v2/bot/message/reply"
AT_ONCE = 16
Send = Callable[[], Awaitable[None]]

_CHOICES = tuple(
    Choice(label, "k7f2m9xq4ztb") for label in ("はじめる", "しくみを見る", "あとで")
)
_PEOPLE = tuple(
    Card(
        f"{name}さん",
        "〈場をつくる側になりたい〉と書いています。",
        (Fact("どこへ", "人に本を手渡せる場所"),),
        _CHOICES[:2],
        "person",
        name,
    )
    for name in ("けん", "みほ", "とも")
)
TURNS: dict[str, tuple[Message, ...]] = {
    "a bubble": (Text("あなたの言葉で残すお手伝いをします。" * 4, _CHOICES),),
    "three people": (Text("3人です。"), *_PEOPLE, Text("ほかには", _CHOICES)),
}


async def _measure(name: str, send: Send, *, times: int) -> None:
    await send()
    gc.collect()
    left = iter(range(times))

    async def one_after_the_other() -> None:
        for _ in left:
            await send()

    cpu, clock = time.process_time(), time.perf_counter()
    await asyncio.gather(*(one_after_the_other() for _ in range(AT_ONCE)))
    cpu_us = (time.process_time() - cpu) / times * 1e6
    rate = times / (time.perf_counter() - clock)
    print(f"  {name:<28}{cpu_us:>8.0f} us CPU {rate:>8.0f} /s")


async def _sendings(base: str, *, times: int) -> None:
    sdk = AsyncApiClient(Configuration(host=base, access_token="t"))
    api = AsyncMessagingApi(sdk)
    channel = build(access_token="t", api_base=base)
    reply_pass = ReplyPass("x" * 32, datetime(2030, 1, 1, tzinfo=UTC))
    for name, said in TURNS.items():
        body: Json = {"replyToken": "x" * 32, "messages": list(render(said))}
        print(f"{name}, {len(json.dumps(body))} bytes, {AT_ONCE} at once")
        delivery = Delivery("d", Place("line", "U"), said, reply_pass, "k")

        async def models(body: Json = body) -> None:
            request = ReplyMessageRequest.from_dict(body)
            await api.reply_message(request, _request_timeout=10.0)

        async def rest(body: Json = body) -> None:
            headers = {**sdk.default_headers, "Content-Type": "application/json"}
            await sdk.rest_client.post_request(
                base + REPLY, headers=headers, body=body, _request_timeout=10.0
            )

        async def ours(delivery: Delivery = delivery) -> None:
            await channel.send(delivery)

        await _measure("SDK with its models", models, times=times)
        await _measure("SDK's REST client as it is", rest, times=times)
        await _measure("our channel, rendering too", ours, times=times)
    await channel.close()
    await sdk.close()


def _door(*, times: int) -> None:
    event = {
        "type": "message",
        "mode": "active",
        "timestamp": 1795392000123,
        "source": {"type": "user", "userId": "U" + "0" * 32},
        "webhookEventId": "01JDAY00000000000000000001",
        "deliveryContext": {"isRedelivery": False},
        "replyToken": "a" * 32,
        "message": {"type": "text", "id": "1", "text": "一箱本棚を借りる"},
    }
    body = json.dumps({"destination": "U", "events": [event]}).encode()
    mac = hmac.digest(b"secret", body, hashlib.sha256)
    signature = base64.b64encode(mac).decode()
    now = datetime.now(UTC)
    begun = time.perf_counter()
    for _ in range(times):
        assert is_signed(body, signature, ["secret"])
        parse(decode(body), received_at=now)
    each_us = (time.perf_counter() - begun) / times * 1e6
    print(f"the door: check, decode and parse one event {each_us:.1f} us")


def main() -> None:
    """Measure against the stub at the given address."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("base", help="address of benchmarks.line_stub")
    parser.add_argument("--times", type=int, default=3_000)
    options = parser.parse_args()
    set_up_logs()
    _door(times=options.times)
    uvloop.run(_sendings(options.base.rstrip("/"), times=options.times))


if __name__ == "__main__":
    main()
