"""How python-telegram-bot reaches the Bot API here: its own port, over aiohttp.

`telegram.request.BaseRequest` is made for this. Its usual httpx costs seventeen times
as much processor time for a sending, and hides whether a request ever left. What the
Bot API refused is raised as it was said, before the library words it anew.
"""

import asyncio
from typing import Any

import aiohttp
import orjson
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bots.outbound import NEVER_ASKED, proxy_to
from bots.reading import clean, decode

_DEFAULT: Any = BaseRequest.DEFAULT_NONE
_JSON = {"Content-Type": "application/json"}
_OK, _REDIRECT = 200, 300


class Refused(TelegramError):
    """The Bot API answered, and did not do it.

    Attributes:
        code: The HTTP status.
        description: What it said; never what we had sent.
        retry_after: Seconds to wait, with a 429.
        moved_to: The id under which a group goes on.
    """

    def __init__(self, code: int, body: bytes) -> None:
        """Read an answer that may be anything, also a page of a proxy on the way."""
        try:
            answer = decode(body)
        except ValueError:
            answer = None
        said = answer if isinstance(answer, dict) else {}
        more = said.get("parameters")
        more = more if isinstance(more, dict) else {}
        words = said.get("description")
        self.code = code
        self.description = clean(words) if isinstance(words, str) else "no words"
        self.retry_after = _number(more.get("retry_after"))
        self.moved_to = str(more.get("migrate_to_chat_id") or "")
        super().__init__(f"{code} {self.description}")

    @property
    def of_token(self) -> bool:
        """Whether it does not know the token (401), or the token is none (404)."""
        return self.code in {401, 404}


class NotSent(NetworkError):
    """The request surely never left."""


class AiohttpRequest(BaseRequest):
    """Opens itself inside the running loop at the first request; uploads no files.

    Args:
        connections: Most connections at the same time.
        answer_s: Longest wait for an answer.
        connect_s: Longest wait for a connection; nothing has been sent by then.
        address: Where requests go, to find the proxy for it.
    """

    def __init__(
        self, *, connections: int, answer_s: float, connect_s: float, address: str
    ) -> None:
        """Keep the settings; nothing is opened yet."""
        self._connections = connections
        self._answer_s = answer_s
        self._connect_s = connect_s
        self._proxy = proxy_to(address)
        self._session: aiohttp.ClientSession | None = None
        self._opening = asyncio.Lock()

    @property
    def read_timeout(self) -> float:
        """How long an answer is waited for."""
        return self._answer_s

    async def initialize(self) -> None:
        """Open the session, unless it is open."""
        async with self._opening:
            if self._session is None:
                self._session = aiohttp.ClientSession(
                    connector=aiohttp.TCPConnector(limit=self._connections),
                    cookie_jar=aiohttp.DummyCookieJar(),
                    headers={"User-Agent": self.USER_AGENT},
                )

    async def shutdown(self) -> None:
        """Close the connections; they may be opened again."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(  # noqa: PLR0917 - as the library calls it
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = _DEFAULT,
        write_timeout: Any = _DEFAULT,
        connect_timeout: Any = _DEFAULT,
        pool_timeout: Any = _DEFAULT,
    ) -> tuple[int, bytes]:
        """Send a request.

        Raises:
            Refused: There was an answer, and it was no.
            NotSent: It surely did not arrive.
            TimedOut: Nobody knows whether it arrived.
            NetworkError: Nobody knows whether it arrived.
        """
        if self._session is None:
            await self.initialize()
        assert self._session is not None  # noqa: S101 - opened the line above
        total = self._answer_s if read_timeout is _DEFAULT else read_timeout
        timeout = aiohttp.ClientTimeout(total=total, connect=self._connect_s)
        # In a form, which the Bot API takes as well, a Japanese letter is nine bytes:
        # writing them took a tenth of the processor time of an answer.
        body = orjson.dumps(request_data.parameters) if request_data else None
        try:
            async with self._session.request(
                method,
                url,
                data=body,
                headers=_JSON if body else None,
                timeout=timeout,
                proxy=self._proxy,
                allow_redirects=False,
            ) as answer:
                status, said = answer.status, await answer.read()
        # The words of these errors may hold the address, and with it the token.
        except NEVER_ASKED as error:
            raise NotSent(type(error).__name__) from None
        except TimeoutError:
            raise TimedOut from None
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(type(error).__name__) from None
        if not _OK <= status < _REDIRECT:
            raise Refused(status, said)
        return status, said

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Read an answer; a broken one raises without what it held."""
        try:
            answer = decode(payload)
        except ValueError:
            answer = None
        if not isinstance(answer, dict) or "result" not in answer:
            raise TelegramError("an answer that cannot be read")
        return answer


def _number(value: object) -> float | None:
    known = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if known else None  # type: ignore[arg-type]
