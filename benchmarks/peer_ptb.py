"""A peer: an echo bot as python-telegram-bot's own examples write it.

Webhook as its `customwebhookbot` example (Starlette and uvicorn, the update queue),
polling as its `echobot` example; several updates at a time, which is off by default.
It keeps nothing, and says 200 before anything is done.
"""

import argparse
import asyncio
import logging
import os
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from telegram import Update
from telegram.ext import (
    Application,
    ContextTypes,
    MessageHandler,
    filters,
)


async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """Say the same."""
    if update.message is not None and update.message.text:
        await update.message.reply_text(update.message.text)


def built(*, listens: bool) -> Application[Any, Any, Any, Any, Any, Any]:
    """Return the bot, with an updater of its own if it listens by itself."""
    builder = (
        Application.builder()
        .token(os.environ["TELEGRAM_BOT_TOKEN"])
        .base_url(os.environ["TELEGRAM_API_BASE"] + "/bot")
        .concurrent_updates(True)
    )
    application = builder.build() if listens else builder.updater(None).build()
    application.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, echo))
    return application


def polling() -> None:
    """Ask for updates."""
    built(listens=True).run_polling(allowed_updates=["message"])


async def webhook(port: int) -> None:
    """Take webhooks."""
    application = built(listens=False)

    async def telegram(request: Request) -> Response:
        await application.update_queue.put(
            Update.de_json(data=await request.json(), bot=application.bot)
        )
        return Response()

    async def alive(_: Request) -> Response:
        return PlainTextResponse("ok")

    app = Starlette(
        routes=[
            Route("/telegram", telegram, methods=["POST"]),
            Route("/", alive, methods=["GET"]),
        ]
    )
    server = uvicorn.Server(
        uvicorn.Config(app, port=port, log_level="warning", access_log=False)
    )
    async with application:
        await application.start()
        await server.serve()
        await application.stop()


def main() -> None:
    """Run in one of the two ways."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--port", type=int, default=0)
    given = parser.parse_args()
    logging.basicConfig(level=logging.WARNING)
    if given.port:
        asyncio.run(webhook(given.port))
    else:
        polling()


if __name__ == "__main__":
    main()
