"""The Official Account as its operator sees it: address, menus, month's messages.

Speaks through the official SDK's typed calls; used by `ainori setup line` and
`ainori doctor` only, never while people wait.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import aiohttp
from linebot.v3.messaging import (
    ApiException,
    AsyncApiClient,
    AsyncMessagingApi,
    AsyncMessagingApiBlob,
    Configuration,
    CreateRichMenuAliasRequest,
    RichMenuRequest,
    SetWebhookEndpointRequest,
    TestWebhookEndpointRequest,
    UpdateRichMenuAliasRequest,
)

from bots.line.flex import Json
from core.delivery.quota import Month
from core.errors import Retryable
from core.i18n.operators import text
from core.settings import Settings, told

ANSWER_S = 15.0
_NOT_FOUND = 404
_NOT_FOR_THIS_ACCOUNT = 403
_A_PAGE = 1000
_MOST_PAGES = 1000
_PNG = {"Content-Type": "image/png"}

_Answer = TypeVar("_Answer")


class Refused(Retryable):
    """LINE said no, or nothing.

    Attributes:
        status: What it answered; None for nothing that could be read.
        error: The kind of error for which there was no answer, '' where there was one.
    """

    def __init__(self, status: int | None = None, *, error: str = "") -> None:
        """Keep no secret: neither status nor kind holds one."""
        super().__init__(f"LINE: {status or error or 'unreadable'}")
        self.status = status
        self.error = error

    @property
    def says(self) -> str:
        """What the operator reads of it."""
        if self.status is not None:
            return text("setup.line_answered", status=str(self.status))
        if self.error:
            return text("setup.line_silent", error=self.error)
        return text("setup.line_unreadable")


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where LINE brings events, '' for nowhere, and whether it does."""

    address: str
    active: bool


@dataclass(frozen=True, slots=True)
class Called:
    """What came of a call by LINE: the status that answered (0 or less: none), and why.

    The reasons are those of LINE's error statistics
    (https://developers.line.biz/en/docs/messaging-api/check-webhook-error-statistics,
    2026-11).
    """

    fine: bool
    status: int
    reason: str


class Account:
    """See the module; every method raises `Refused` where LINE does not do it."""

    def __init__(self, api: AsyncMessagingApi, files: AsyncMessagingApiBlob) -> None:
        """Speak through the SDK's two clients."""
        self._api = api
        self._files = files

    async def basic_id(self) -> str:
        """Return the id people know the account by, with its @."""
        return str((await _asked(self._api.get_bot_info)).basic_id)

    async def webhook(self) -> Webhook:
        """Return where events are brought to."""
        found = await _if_there(self._api.get_webhook_endpoint)
        if found is None:
            return Webhook("", active=False)
        return Webhook(str(found.endpoint), active=bool(found.active))

    async def set_webhook(self, address: str) -> None:
        """Let LINE bring events to an address."""
        await _asked(
            self._api.set_webhook_endpoint, SetWebhookEndpointRequest(endpoint=address)
        )

    async def call(self, address: str) -> Called:
        """Let LINE call an address now, and return what came of it."""
        answer = await _asked(
            self._api.test_webhook_endpoint,
            TestWebhookEndpointRequest(endpoint=address),
        )
        fine, reason = bool(answer.success), str(answer.reason).lower()
        return Called(fine, int(answer.status_code), reason)

    async def month(self) -> Month:
        """Return how many messages this month carries, and carried."""
        plan = await _asked(self._api.get_message_quota)
        used = await _asked(self._api.get_message_quota_consumption)
        limited = str(getattr(plan.type, "value", plan.type)) == "limited"
        return Month(int(used.total_usage), int(plan.value) if limited else None)

    async def friends(self) -> set[str] | None:
        """Return the ids of all who added the account; None where LINE does not tell.

        It tells accounts that are verified, and answers 403 to others.
        """
        found: set[str] = set()
        begin: str | None = None
        for _ in range(_MOST_PAGES):
            ask = partial(self._api.get_followers, start=begin, limit=_A_PAGE)
            try:
                page = await _asked(ask)
            except Refused as refused:
                if refused.status == _NOT_FOR_THIS_ACCOUNT:
                    return None
                raise
            found.update(map(str, page.user_ids))
            begin = page.next
            if not begin:
                break
        return found

    async def menus(self) -> dict[str, str]:
        """Return the ids of the account's menus by name."""
        found = await _asked(self._api.get_rich_menu_list)
        return {str(one.name): str(one.rich_menu_id) for one in found.richmenus}

    async def make_menu(self, menu: Json) -> str:
        """Make a menu without a picture; return its id."""
        made = await _asked(self._api.create_rich_menu, RichMenuRequest.from_dict(menu))
        return str(made.rich_menu_id)

    async def has_picture(self, menu_id: str) -> bool:
        """Tell whether a menu has its picture, which it gets once."""
        return await _if_there(self._files.get_rich_menu_image, menu_id) is not None

    async def give_picture(self, menu_id: str, png: bytes) -> None:
        """Give a menu its picture."""

        async def give() -> None:
            await self._files.set_rich_menu_image(
                menu_id, body=png, _headers=_PNG, _request_timeout=ANSWER_S
            )

        await _told(give)

    async def aliases(self) -> dict[str, str]:
        """Return which menu each tab leads to."""
        found = await _asked(self._api.get_rich_menu_alias_list)
        return {
            str(one.rich_menu_alias_id): str(one.rich_menu_id) for one in found.aliases
        }

    async def name_menu(self, alias: str, menu_id: str, *, new: bool) -> None:
        """Let a tab lead to a menu."""
        if new:
            wanted = CreateRichMenuAliasRequest(
                rich_menu_alias_id=alias, rich_menu_id=menu_id
            )
            await _asked(self._api.create_rich_menu_alias, wanted)
        else:
            changed = UpdateRichMenuAliasRequest(rich_menu_id=menu_id)
            await _asked(self._api.update_rich_menu_alias, alias, changed)

    async def shown_menu(self) -> str:
        """Return the menu everybody sees, '' for none."""
        shown = await _if_there(self._api.get_default_rich_menu_id)
        return "" if shown is None else str(shown.rich_menu_id)

    async def show_menu(self, menu_id: str) -> None:
        """Show a menu to everybody."""
        await _asked(self._api.set_default_rich_menu, menu_id)

    async def drop_menu(self, menu_id: str) -> None:
        """Delete a menu that nobody needs any more."""
        await _asked(self._api.delete_rich_menu, menu_id)


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Account]:
    """Give the account that the settings name; its connections end with the block."""
    token = told(settings.line_channel_access_token).strip()
    main = Configuration(host=settings.line_api_base, access_token=token)
    data = Configuration(host=settings.line_data_api_base, access_token=token)
    async with AsyncApiClient(main) as api, AsyncApiClient(data) as files:
        yield Account(AsyncMessagingApi(api), AsyncMessagingApiBlob(files))


async def month(settings: Settings) -> Month:
    """Ask how the month stands; where LINE does not say, what the operator set."""
    try:
        async with opened(settings) as account:
            return within(await account.month(), settings)
    except Refused:
        if settings.line_monthly_quota is None:
            raise
        return Month(0, settings.line_monthly_quota)


async def friends(settings: Settings) -> set[str] | None:
    """Ask who added the account; None where LINE does not tell."""
    async with opened(settings) as account:
        return await account.friends()


def within(month: Month, settings: Settings) -> Month:
    """Return the month with the operator's own limit, where that is less."""
    own = settings.line_monthly_quota
    if own is None:
        return month
    return Month(month.used, own if month.most is None else min(own, month.most))


async def _if_there(
    call: Callable[..., Awaitable[_Answer]], *given: object
) -> _Answer | None:
    """Ask for something the account may not have; None where it has not."""
    try:
        return await _asked(call, *given)
    except Refused as refused:
        if refused.status == _NOT_FOUND:
            return None
        raise


async def _asked(call: Callable[..., Awaitable[_Answer]], *given: object) -> _Answer:
    return await _told(lambda: call(*given, _request_timeout=ANSWER_S))


async def _told(call: Callable[[], Awaitable[_Answer]]) -> _Answer:
    try:
        return await call()
    except ApiException as refused:
        raise Refused(refused.status) from None
    except (TimeoutError, aiohttp.ClientError, OSError) as error:
        raise Refused(error=type(error).__name__) from None
    except ValueError as error:
        # pydantic: an answer in a shape the SDK does not know yet.
        raise Refused from error
