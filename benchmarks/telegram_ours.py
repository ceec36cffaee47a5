"""This bot for the benchmark: all of it, but for the limits Telegram sets on sending.

Telegram takes 30 messages a second and one a second in a chat; a benchmark asks what
the bot itself can do. Everything else is as `ainori serve` runs it.
"""

import asyncio
from functools import partial

from bots.cli.ports import listen
from bots.cli.serving import answer
from bots.garbage import keep_together, leave_be, look_seldom
from bots.telegram.plug import plug
from bots.telegram.rates import Rates
from bots.wiring import running
from core.logs import set_up_logs
from core.reading_settings import read_settings


async def serve() -> None:
    """Serve until told to end."""
    settings = read_settings(None)
    set_up_logs(settings.secrets())
    freely = partial(plug, rates=Rates(chat_s=0, group_s=0, all_s=0))
    with listen(settings.host, settings.port) as sock:
        async with running(settings, [freely], settled=leave_be) as service:
            await answer(service, sock)


if __name__ == "__main__":
    look_seldom()
    keep_together()
    try:
        import uvloop
    except ImportError:
        asyncio.run(serve())
    else:
        uvloop.run(serve())
