"""Speaks to the Bot API through `telegram.Bot`; with `transport` the only one to do so.

Ready parameters go to the library's own low-level call: its typed methods read the
whole answer into objects nobody looks at, and raise where an answer looks odd, after
Telegram took the message. No token and no message text goes into a log or an error.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from telegram import Bot
from telegram.error import NetworkError, TelegramError

from bots.reading import clean
from bots.telegram.transport import AiohttpRequest, NotSent, Refused
from core.errors import Retryable

API_BASE = "https://api.telegram.org"
# Far above the 30 sendings a second Telegram allows.
CONNECTIONS = 64

Json = dict[str, Any]

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Me:
    """Who we are on Telegram, as getMe says.

    Attributes:
        sees_all: Privacy mode is off: every message of a group comes in.
    """

    id: int
    username: str
    joins_groups: bool = True
    sees_all: bool = False


class _Bot(Bot):
    """The library's bot, with its low-level call in reach."""

    async def call(self, method: str, given: Json, **timeouts: float) -> Any:
        """Call a method of the Bot API and return its result as it came."""
        return await self._post(method, given, **timeouts)  # type: ignore[arg-type]


class TelegramClient:
    """One for the process; opens itself inside the running loop at the first call."""

    def __init__(
        self,
        *,
        token: str,
        api_base: str = API_BASE,
        answer_s: float = 10.0,
        connect_s: float = 3.0,
    ) -> None:
        """Keep the settings; nothing is opened yet.

        Args:
            token: What BotFather gave.
            api_base: Where the Bot API is.
            answer_s: Longest wait for an answer.
            connect_s: Longest wait for a connection; nothing has been sent by then.

        Raises:
            ValueError: There is no token.
        """
        if not token.strip():
            raise ValueError("TELEGRAM_BOT_TOKEN is empty")
        # The library tells addresses, which hold the token, and every word sent.
        for name in ("telegram", "httpx"):
            logging.getLogger(name).setLevel(logging.WARNING)
        self._requests = tuple(
            AiohttpRequest(
                connections=connections,
                answer_s=answer_s,
                connect_s=connect_s,
                address=api_base,
            )
            for connections in (2, CONNECTIONS)
        )
        polling, sending = self._requests
        self._answer_s = answer_s
        self._bot = _Bot(
            token.strip(),
            base_url=f"{api_base.rstrip('/')}/bot",
            request=sending,
            get_updates_request=polling,
        )

    async def close(self) -> None:
        """Close the connections; the client may be used again afterwards."""
        for request in self._requests:
            await request.shutdown()

    async def call(self, method: str, **given: Any) -> Any:
        """Call a method; returns its result as JSON.

        Raises:
            TelegramError: `Refused`, `NotSent`, or nobody knows (`outcomes`).
        """
        try:
            return await self._bot.call(method, given)
        except Refused as refused:
            # Its words are Telegram's own and repeat nothing of ours.
            log.debug("telegram_refused", method=method, code=refused.code)
            raise
        except NetworkError as error:
            sent = not isinstance(error, NotSent)
            log.warning("telegram_no_answer", method=method, why=str(error), asked=sent)
            raise

    async def quietly(self, method: str, **given: Any) -> None:
        """Call a method whose failing changes nothing."""
        try:
            await self.call(method, **given)
        except TelegramError as error:
            log.debug("telegram_left_undone", method=method, why=str(error))

    async def updates(
        self, *, offset: int | None, allowed: Sequence[str], wait_s: float
    ) -> list[Any]:
        """Return the next updates as they came; confirms all before `offset`.

        Raises:
            TelegramError: As `call`; a conflict is a `Refused` with code 409.
        """
        given: Json = {"timeout": int(wait_s), "allowed_updates": list(allowed)}
        if offset is not None:
            given["offset"] = offset
        got = await self._bot.call(
            "getUpdates", given, read_timeout=wait_s + self._answer_s
        )
        return got if isinstance(got, list) else []

    async def me(self) -> Me:
        """Return who we are.

        Raises:
            Retryable: Telegram did not say.
        """
        try:
            got = await self.call("getMe")
        except NetworkError as error:
            raise Retryable(f"no answer from Telegram: {error}") from error
        except TelegramError as error:
            unknown = isinstance(error, Refused) and error.of_token
            what = "take the token" if unknown else "say who we are"
            raise Retryable(f"Telegram does not {what}: {error}") from error
        said: Mapping[str, Any] = got if isinstance(got, dict) else {}
        return Me(
            id=int(said.get("id") or 0),
            username=clean(str(said.get("username") or "")),
            joins_groups=bool(said.get("can_join_groups", True)),
            sees_all=bool(said.get("can_read_all_group_messages")),
        )
