"""A peer: an echo bot as aiogram's own examples write it, polling or webhook.

It keeps nothing, and says 200 before anything is done.
"""

import argparse
import asyncio
import os

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
from aiohttp import web

from benchmarks.telegram_side import SECRET

dispatcher = Dispatcher()


@dispatcher.message()
async def echo(message: Message) -> None:
    """Say the same."""
    await message.answer(message.text or "")


def bot() -> Bot:
    """Return the bot; it needs the running loop."""
    server = TelegramAPIServer.from_base(os.environ["TELEGRAM_API_BASE"])
    return Bot(os.environ["TELEGRAM_BOT_TOKEN"], AiohttpSession(api=server))


async def webhook(port: int) -> None:
    """Take webhooks."""
    app = web.Application()

    async def alive(_: web.Request) -> web.Response:
        return web.Response(text="ok")

    app.router.add_get("/", alive)
    one = bot()
    handler = SimpleRequestHandler(dispatcher, bot=one, secret_token=SECRET)
    handler.register(app, path="/telegram")
    setup_application(app, dispatcher, bot=one)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    await asyncio.Event().wait()


async def polling() -> None:
    """Ask for updates."""
    await dispatcher.start_polling(bot(), polling_timeout=10)


def main() -> None:
    """Run in one of the two ways."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--port", type=int, default=0)
    given = parser.parse_args()
    asyncio.run(webhook(given.port) if given.port else polling())


if __name__ == "__main__":
    main()
