"""What the Bot API takes and refuses in a call: a limit table of its own.

Written from the Bot API manual, not from `bots.telegram.render`, so that the two can
disagree. It knows the methods and parameters this project uses and refuses others.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from tests.telegram_fake.markup import MARKS, CannotParse, read, units

Json = dict[str, Any]

_TEXT = {"text", "parse_mode", "entities", "link_preview_options", "reply_markup"}
_LANGUAGE = {"language_code"}
METHODS: Mapping[str, set[str]] = {
    "getMe": set(),
    "getUpdates": {"offset", "limit", "timeout", "allowed_updates"},
    "sendMessage": {
        "chat_id", "message_thread_id", "disable_notification", "reply_parameters",
        "protect_content", *_TEXT,
    },
    "editMessageText": {"chat_id", "message_id", *_TEXT},
    "editMessageReplyMarkup": {"chat_id", "message_id", "reply_markup"},
    "answerCallbackQuery": {"callback_query_id", "text", "show_alert", "cache_time"},
    "sendChatAction": {"chat_id", "message_thread_id", "action"},
    "setWebhook": {
        "url", "secret_token", "allowed_updates", "max_connections",
        "drop_pending_updates",
    },
    "deleteWebhook": {"drop_pending_updates"},
    "getWebhookInfo": set(),
    "setMyCommands": {"commands", "scope", *_LANGUAGE},
    "getMyCommands": {"scope", *_LANGUAGE},
    "setMyDescription": {"description", *_LANGUAGE},
    "getMyDescription": _LANGUAGE,
    "setMyShortDescription": {"short_description", *_LANGUAGE},
    "getMyShortDescription": _LANGUAGE,
    "setChatMenuButton": {"chat_id", "menu_button"},
    "getChatMenuButton": {"chat_id"},
}  # fmt: skip
_IN_JSON = {
    "entities", "link_preview_options", "reply_markup", "reply_parameters",
    "allowed_updates", "commands", "scope", "menu_button",
}  # fmt: skip
_WHOLE = {
    "chat_id", "message_id", "message_thread_id", "offset", "limit", "timeout",
    "cache_time", "max_connections",
}  # fmt: skip


class BadRequest(ValueError):
    """What Telegram says after "Bad Request: "."""


def given(method: str, form: Mapping[str, str]) -> Json:
    """Return the parameters of a call with their types.

    Raises:
        BadRequest: One is not known, or is no JSON where it should be.
    """
    unknown = set(form) - METHODS[method]
    if unknown:
        raise BadRequest(f"unknown parameters {sorted(unknown)} in {method}")
    read_in: Json = {}
    for name, value in form.items():
        if name in _IN_JSON:
            read_in[name] = json.loads(value)
        elif name in _WHOLE:
            read_in[name] = int(value)
        else:
            read_in[name] = value
    return read_in


def words_of(call: Json) -> tuple[str, list[Json]]:
    """Return the words of a text and what is marked in them.

    Raises:
        BadRequest: Telegram would not send it.
    """
    text = call.get("text", "")
    if len(text.encode()) > 32_768:
        raise BadRequest("text is too long")
    entities = call.get("entities", [])
    if call.get("parse_mode") == "HTML":
        try:
            text, entities = read(text)
        except CannotParse as wrong:
            raise BadRequest(f"can't parse entities: {wrong}") from wrong
    elif "parse_mode" in call:
        raise BadRequest("unsupported parse_mode")
    if not text.strip():
        raise BadRequest("message text is empty")
    if units(text) > 4_096:
        raise BadRequest("message is too long")
    if len(entities) > 100:
        raise BadRequest("too many entities")
    for one in entities:
        if one.get("type") not in MARKS:
            raise BadRequest(f"unknown type of entity {one.get('type')!r}")
        if one["offset"] < 0 or one["length"] < 1:
            raise BadRequest("entity of no length")
        if one["offset"] + one["length"] > units(text):
            raise BadRequest("entity ends after the text")
    return text, entities


def keyboard_of(call: Json) -> list[list[Json]]:
    """Return the rows of buttons.

    Raises:
        BadRequest: Telegram would not show them.
    """
    markup = call.get("reply_markup")
    if markup is None:
        return []
    if "force_reply" in markup:
        if not set(markup) <= {"force_reply", "selective", "input_field_placeholder"}:
            raise BadRequest("can't parse reply keyboard markup JSON object")
        if not 1 <= units(markup.get("input_field_placeholder", "…")) <= 64:
            raise BadRequest("the placeholder is too long")
        return []
    if set(markup) != {"inline_keyboard"}:
        raise BadRequest("object expected as reply markup")
    rows: list[list[Json]] = markup["inline_keyboard"]
    for button in (button for row in rows for button in row):
        for wrong in _wrong(button):
            raise BadRequest(wrong)
    if any(not 1 <= len(row) <= 8 for row in rows):
        raise BadRequest("a row of buttons is empty or too wide")
    if sum(map(len, rows)) > 100:
        raise BadRequest("reply markup is too long")
    return rows


def _wrong(button: Json) -> Iterator[str]:
    kinds = set(button) - {"text", "style", "icon_custom_emoji_id"}
    if not button.get("text", "").strip():
        yield "BUTTON_TEXT_EMPTY"
    if len(kinds) != 1:
        yield f"a button does one thing, not {sorted(kinds)}"
    data = button.get("callback_data")
    if data is not None and not 1 <= len(data.encode()) <= 64:
        yield "BUTTON_DATA_INVALID"
    copied = button.get("copy_text")
    if copied is not None and not 1 <= units(copied["text"]) <= 256:
        yield "BUTTON_COPY_TEXT_INVALID"
    url = button.get("url")
    if url is not None and not re.fullmatch(r"https?://[^/\s]+\.[^/\s]+\S*", url):
        yield "BUTTON_URL_INVALID"


def check_answer(given: Json) -> None:
    """Check what answers a tap.

    Raises:
        BadRequest: Telegram would not show it.
    """
    if units(given.get("text", "")) > 200:
        raise BadRequest("MESSAGE_TOO_LONG")


def check_setting(method: str, given: Json) -> None:
    """Check commands and descriptions.

    Raises:
        BadRequest: Telegram would not keep them.
    """
    commands = given.get("commands", [])
    if len(commands) > 100:
        raise BadRequest("BOT_COMMANDS_TOO_MUCH")
    for one in commands:
        if set(one) != {"command", "description"}:
            raise BadRequest("a command has a name and a description")
        if not re.fullmatch(r"[a-z0-9_]{1,32}", one["command"]):
            raise BadRequest("BOT_COMMAND_INVALID")
        if not 1 <= units(one["description"]) <= 256:
            raise BadRequest("BOT_COMMAND_DESCRIPTION_INVALID")
    if units(given.get("description", "")) > 512:
        raise BadRequest("BOT_DESCRIPTION_TOO_LONG")
    if units(given.get("short_description", "")) > 120:
        raise BadRequest("BOT_SHORT_DESCRIPTION_TOO_LONG")
    if not re.fullmatch(r"|[a-z]{2}", given.get("language_code", "")):
        raise BadRequest("LANG_CODE_INVALID")
    if method == "setWebhook":
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", given.get("secret_token", "")):
            raise BadRequest("secret token contains unallowed characters")
        if not given["url"].startswith("https://"):
            raise BadRequest("bad webhook: An HTTPS URL must be provided for webhook")
        if (urlsplit(given["url"]).port or 443) not in {443, 80, 88, 8443}:
            raise BadRequest("bad webhook: Webhook can be set up only on some ports")
