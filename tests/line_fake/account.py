"""The account's own side of the fake LINE: webhook address, menus, quota."""

import asyncio
import uuid
from typing import Any

from aiohttp import web

BASIC_ID = "@ainori"
_ADDRESS_LENGTH = 500
_MOST_AREAS, _BAR_LENGTH, _PICTURE_BYTES = 20, 14, 1_048_576
_LEAST_WIDTH, _MOST_WIDTH, _LEAST_RATIO = 800, 2500, 1.45


class LineAccount:
    """What an operator sets up; `app()` adds the endpoints to LINE's others."""

    def __init__(self, *, access_token: str, quota: int | None) -> None:
        self.access_token = access_token
        self.quota = quota
        self.webhook: str | None = None
        self.active = True
        self.verified = False
        self.friends_a_page = 1000
        self.gets_through = (200, "OK")
        """The status that answers when LINE calls, and its word for that."""
        self.used = 0
        self.menus: dict[str, dict[str, Any]] = {}
        self.pictures: dict[str, bytes] = {}
        self.aliases: dict[str, str] = {}
        self.shown = ""
        self.changes: list[str] = []
        self.introduced = asyncio.Event()
        """Set once somebody asked what the account is called."""

    def add_to(self, app: web.Application) -> None:
        """Add the endpoints; every one asks for the access token."""
        bot = "/v2/bot"
        for method, path, endpoint in (
            ("GET", "/info", self._info),
            ("GET", "/channel/webhook/endpoint", self._webhook),
            ("PUT", "/channel/webhook/endpoint", self._set_webhook),
            ("POST", "/channel/webhook/test", self._test_webhook),
            ("GET", "/message/quota", self._quota),
            ("GET", "/message/quota/consumption", self._consumption),
            ("GET", "/richmenu/list", self._list),
            ("POST", "/richmenu", self._make),
            ("DELETE", "/richmenu/{menu}", self._drop),
            ("GET", "/richmenu/{menu}/content", self._picture),
            ("POST", "/richmenu/{menu}/content", self._give_picture),
            ("GET", "/richmenu/alias/list", self._list_aliases),
            ("POST", "/richmenu/alias", self._name),
            ("POST", "/richmenu/alias/{alias}", self._rename),
            ("GET", "/user/all/richmenu", self._shown),
            ("POST", "/user/all/richmenu/{menu}", self._show),
        ):
            app.router.add_route(method, bot + path, self._guarded(endpoint))

    def _guarded(self, endpoint: Any) -> Any:
        async def guarded(request: web.Request) -> web.Response:
            if request.headers.get("Authorization") != f"Bearer {self.access_token}":
                why = "Authentication failed due to the following reason: invalid token"
                return web.json_response({"message": why}, status=401)
            answer: web.Response = await endpoint(request)
            return answer

        return guarded

    async def _info(self, _request: web.Request) -> web.Response:
        self.introduced.set()
        return web.json_response(
            {
                "userId": "U" + "0" * 32,
                "basicId": BASIC_ID,
                "displayName": "相乗り係",
                "chatMode": "bot",
                "markAsReadMode": "auto",
            }
        )

    async def _webhook(self, _request: web.Request) -> web.Response:
        if self.webhook is None:
            return _no(404, "Webhook endpoint not found")
        return web.json_response({"endpoint": self.webhook, "active": self.active})

    async def _set_webhook(self, request: web.Request) -> web.Response:
        address = (await request.json())["endpoint"]
        if not address.startswith("https://") or len(address) > _ADDRESS_LENGTH:
            return _no(400, "Invalid webhook endpoint URL")
        self.webhook = address
        self.changes.append("webhook")
        return web.json_response({})

    async def _test_webhook(self, _request: web.Request) -> web.Response:
        status, reason = self.gets_through
        return web.json_response(
            {
                "success": reason == "OK",
                "timestamp": "2026-11-30T05:38:20.031Z",
                "statusCode": status,
                "reason": reason,
                "detail": str(status),
            }
        )

    async def _quota(self, _request: web.Request) -> web.Response:
        if self.quota is None:
            return web.json_response({"type": "none"})
        return web.json_response({"type": "limited", "value": self.quota})

    async def _consumption(self, _request: web.Request) -> web.Response:
        return web.json_response({"totalUsage": self.used})

    async def _list(self, _request: web.Request) -> web.Response:
        menus = [{"richMenuId": id, **menu} for id, menu in self.menus.items()]
        return web.json_response({"richmenus": menus})

    async def _make(self, request: web.Request) -> web.Response:
        menu = await request.json()
        width, height = menu["size"]["width"], menu["size"]["height"]
        if (
            len(menu["areas"]) > _MOST_AREAS
            or len(menu["chatBarText"]) > _BAR_LENGTH
            or not _LEAST_WIDTH <= width <= _MOST_WIDTH
            or width / height < _LEAST_RATIO
        ):
            return _no(400, "The request body has 1 error(s)")
        menu_id = f"richmenu-{uuid.uuid4().hex}"
        self.menus[menu_id] = menu
        self.changes.append("menu")
        return web.json_response({"richMenuId": menu_id})

    async def _drop(self, request: web.Request) -> web.Response:
        self.menus.pop(request.match_info["menu"])
        self.changes.append("drop")
        return web.json_response({})

    async def _picture(self, request: web.Request) -> web.Response:
        picture = self.pictures.get(request.match_info["menu"])
        if picture is None:
            return _no(404, "Not found")
        return web.Response(body=picture, content_type="image/png")

    async def _give_picture(self, request: web.Request) -> web.Response:
        menu_id, picture = request.match_info["menu"], await request.read()
        if request.content_type != "image/png" or not picture.startswith(b"\x89PNG"):
            return _no(415, "Unsupported media type")
        if len(picture) > _PICTURE_BYTES:
            return _no(413, "Payload too large")
        if menu_id in self.pictures:
            return _no(400, "An image has already been uploaded to the richmenu")
        self.pictures[menu_id] = picture
        self.changes.append("picture")
        return web.json_response({})

    async def _list_aliases(self, _request: web.Request) -> web.Response:
        listed = [
            {"richMenuAliasId": alias, "richMenuId": menu_id}
            for alias, menu_id in self.aliases.items()
        ]
        return web.json_response({"aliases": listed})

    async def _name(self, request: web.Request) -> web.Response:
        wanted = await request.json()
        if wanted["richMenuAliasId"] in self.aliases:
            return _no(400, "conflict richmenu alias id")
        return self._lead(wanted["richMenuAliasId"], wanted["richMenuId"])

    async def _rename(self, request: web.Request) -> web.Response:
        return self._lead(
            request.match_info["alias"], (await request.json())["richMenuId"]
        )

    def _lead(self, alias: str, menu_id: str) -> web.Response:
        if menu_id not in self.pictures:
            return _no(400, "richmenu not found")
        self.aliases[alias] = menu_id
        self.changes.append("alias")
        return web.json_response({})

    async def _shown(self, _request: web.Request) -> web.Response:
        if not self.shown:
            return _no(404, "no default richmenu")
        return web.json_response({"richMenuId": self.shown})

    async def _show(self, request: web.Request) -> web.Response:
        menu_id = request.match_info["menu"]
        if menu_id not in self.pictures:
            return _no(404, "richmenu not found")
        self.shown = menu_id
        self.changes.append("show")
        return web.json_response({})


def _no(status: int, message: str) -> web.Response:
    return web.json_response({"message": message}, status=status)
