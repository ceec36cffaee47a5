"""Speaks to api.line.me through the official SDK, which is loaded at the first call.

Ready JSON goes to the SDK's own REST client: building its models costs ten times as
much and, where an answer looks odd, raises after LINE took the message. The SDK's
HTTP session is replaced by one that reads the proxy settings once: its own asks the
environment and ~/.netrc in a thread before every request, three quarters of the cost
of a sending, and fails outright where ~/.netrc has a default entry. What an answer
means is `outcomes`' affair. No token and no message text goes into a log or an error.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import aiohttp
import structlog

from bots.line import sdk
from bots.line.flex import Json
from bots.line.outcomes import (
    NOT_ALLOWED,
    Answer,
    NoAnswer,
    of_push,
    of_reply,
    read_body,
)
from bots.outbound import NEVER_ASKED, proxy_to
from core.errors import Retryable
from core.loading import beside
from core.talk.channel import Outcome

API_BASE = "https://api.line.me"
# In steps of five seconds, up to sixty; it ends with whatever is said next.
_LOADING_S = 60
_CONNECT_S = 3.0
_NOT_LET_IN = 401
"""Longest wait for a connection; nothing has been sent by then."""
# Far under the 2,000 requests a second LINE allows, enough for a burst.
CONNECTIONS = 100

if TYPE_CHECKING:
    from linebot.v3.messaging import ApiException, AsyncApiClient

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Opened:
    """The SDK's client, and what it raises where LINE says no."""

    api: "AsyncApiClient"
    refused: "type[ApiException]"


class LineClient:
    """One for the process; opens itself inside the running loop at the first call."""

    def __init__(
        self,
        *,
        access_token: str,
        api_base: str = API_BASE,
        answer_s: float = 10.0,
    ) -> None:
        """Keep the settings; nothing is opened yet.

        Args:
            access_token: The channel access token.
            api_base: Where the Messaging API is.
            answer_s: Longest wait for an answer; a reply pass lives 50 s in all.

        Raises:
            ValueError: There is no token.
        """
        if not access_token.strip():
            raise ValueError("LINE_CHANNEL_ACCESS_TOKEN is empty")
        self._base = api_base.rstrip("/")
        self._access_token = access_token.strip()
        self._proxy = proxy_to(api_base)
        self._timeout = aiohttp.ClientTimeout(total=answer_s, connect=_CONNECT_S)
        self._opened: _Opened | None = None
        self._opening = asyncio.Lock()
        # Bound once: binding anew costs more than a line that nobody wants to read.
        self._log = log.bind()

    async def close(self) -> None:
        """Close the connections; the client may be used again afterwards."""
        opened, self._opened = self._opened, None
        if opened is not None:
            await opened.api.close()

    async def reply(
        self, reply_token: str, objects: list[Json], *, silent: bool = False
    ) -> Outcome:
        """Answer an event, once; free of charge."""
        body: Json = {"replyToken": reply_token, "messages": objects}
        return of_reply(await self._send("reply", body, {}, silent=silent))

    async def push(
        self, to: str, objects: list[Json], *, retry_key: str, silent: bool = False
    ) -> Outcome:
        """Send unasked; counts on the month's quota, once for each retry key."""
        body: Json = {"to": to, "messages": objects}
        headers = {"X-Line-Retry-Key": retry_key}
        return of_push(await self._send("push", body, headers, silent=silent))

    async def basic_id(self) -> str:
        """Return the account's own id, with the @ people know it by.

        Raises:
            Retryable: LINE did not say.
        """
        answer = await self._ask("GET", "/v2/bot/info")
        if isinstance(answer, NoAnswer):
            raise Retryable(f"no answer from LINE: {answer.why}")
        if answer.status == _NOT_LET_IN:
            raise Retryable("LINE does not take LINE_CHANNEL_ACCESS_TOKEN: 401")
        own = answer.body.get("basicId")
        if not isinstance(own, str) or not own:
            raise Retryable(f"LINE answered {answer.status} to who we are")
        return own

    async def show_loading(self, user: str) -> None:
        """Show that an answer is on its way; whatever goes wrong changes nothing."""
        body: Json = {"chatId": user, "loadingSeconds": _LOADING_S}
        answer = await self._post("/v2/bot/chat/loading/start", body, {})
        if isinstance(answer, NoAnswer):
            self._log.debug("line_loading_not_shown", why=answer.why)

    async def _send(
        self, how: str, body: Json, headers: dict[str, str], *, silent: bool
    ) -> Answer | NoAnswer:
        """Post a sending and note what LINE advises to note: its request id."""
        if silent:
            body["notificationDisabled"] = True
        answer = await self._post(f"/v2/bot/message/{how}", body, headers)
        if isinstance(answer, NoAnswer):
            self._log.warning(
                "line_no_answer", how=how, why=answer.why, asked=answer.asked
            )
        elif answer.status in NOT_ALLOWED:
            self._log.error(
                "line_refuses_the_access_token", how=how, status=answer.status
            )
        else:
            self._log.debug(
                "line_sent", how=how, status=answer.status, request_id=answer.request_id
            )
        return answer

    async def _post(
        self, path: str, body: Json, headers: dict[str, str]
    ) -> Answer | NoAnswer:
        """Post JSON and return what came back, whatever it is."""
        headers = {"Content-Type": "application/json", **headers}
        return await self._ask("POST", path, body, headers)

    async def _ask(
        self,
        method: str,
        path: str,
        body: Json | None = None,
        headers: Mapping[str, str] = MappingProxyType({}),
    ) -> Answer | NoAnswer:
        """Send a request through the SDK's own REST client."""
        opened = self._opened or await self._open()
        try:
            response = await opened.api.rest_client.request(
                method,
                self._base + path,
                headers={**opened.api.default_headers, **headers},
                body=body,
                _request_timeout=self._timeout,
            )
        except opened.refused as refused:
            return _answer(refused.status, refused.body, refused.headers)
        except NEVER_ASKED as error:
            return NoAnswer(type(error).__name__, asked=False)
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            return NoAnswer(type(error).__name__)
        return _answer(response.status, response.data, response.getheaders())

    async def _open(self) -> _Opened:
        """Load the SDK and make its client; that needs the running loop."""
        async with self._opening:
            if self._opened is None:
                messaging = await beside(partial(sdk.load, "linebot.v3.messaging"))
                given = messaging.Configuration(
                    host=self._base, access_token=self._access_token
                )
                given.proxy = self._proxy
                api = messaging.AsyncApiClient(given)
                await api.rest_client.close()
                api.rest_client.pool_manager = aiohttp.ClientSession(
                    connector=aiohttp.TCPConnector(limit=CONNECTIONS),
                    cookie_jar=aiohttp.DummyCookieJar(),
                )
                self._opened = _Opened(api, messaging.ApiException)
            return self._opened


def _answer(status: int, body: Any, headers: Any) -> Answer:
    """Return an answer from the SDK's untyped parts."""
    content = body if isinstance(body, bytes) else str(body or "").encode()
    request_id = (headers or {}).get("X-Line-Request-Id", "")
    return Answer(status, read_body(content), request_id=str(request_id))
