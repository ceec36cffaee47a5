"""The peer: an echo bot as line-bot-sdk's own FastAPI example writes it.

It answers each text with the same text, keeps nothing, and says 200 after LINE took
the answer. It runs under uvicorn: `uvicorn benchmarks.peer_line:app`.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, HTTPException, Request
from linebot.v3 import WebhookParser
from linebot.v3.exceptions import InvalidSignatureError
from linebot.v3.messaging import (
    AsyncApiClient,
    AsyncMessagingApi,
    Configuration,
    ReplyMessageRequest,
    TextMessage,
)
from linebot.v3.webhooks import MessageEvent, TextMessageContent

configuration = Configuration(
    access_token=os.environ["LINE_CHANNEL_ACCESS_TOKEN"],
    host=os.environ["LINE_API_BASE"],
)
parser = WebhookParser(os.environ["LINE_CHANNEL_SECRET"])


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Make one client for the process, inside the loop, which it needs."""
    async with AsyncApiClient(configuration) as client:
        app.state.line_bot_api = AsyncMessagingApi(client)
        yield


app = FastAPI(lifespan=lifespan)


@app.get("/")
async def alive() -> str:
    """Answer the one who waits for the start."""
    return "ok"


@app.post("/callback")
async def callback(request: Request) -> str:
    """Echo every text."""
    signature = request.headers["X-Line-Signature"]
    body = (await request.body()).decode()
    try:
        events = parser.parse(body, signature)
    except InvalidSignatureError:
        raise HTTPException(400, "Invalid signature") from None
    for event in events:
        if not isinstance(event, MessageEvent):
            continue
        if not isinstance(event.message, TextMessageContent):
            continue
        await app.state.line_bot_api.reply_message(
            ReplyMessageRequest(
                reply_token=event.reply_token,
                messages=[TextMessage(text=event.message.text)],
            )
        )
    return "OK"
