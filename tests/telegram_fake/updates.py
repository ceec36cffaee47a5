"""Updates as Telegram sends them, made by hand from its manual."""

import zlib
from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]

BOT_ID = 700_000_001
TOKEN = f"{BOT_ID}:AA-fake-token-of-nobody_0123456789abcde"
USERNAME = "ainori_test_bot"
US: Json = {
    "id": BOT_ID, "is_bot": True, "first_name": "Ainori", "username": USERNAME,
}  # fmt: skip


def user_id(name: str) -> int:
    """Return the number Telegram knows a person by."""
    return 500_000 + zlib.crc32(name.encode()) % 100_000_000


def user(number: int, name: str, language: str = "ja") -> Json:
    """Return a person."""
    return {
        "id": number, "is_bot": False, "first_name": name, "language_code": language,
    }  # fmt: skip


def private(person: Mapping[str, Any]) -> Json:
    """Return the chat with one person alone."""
    return {
        "id": person["id"], "first_name": person["first_name"], "type": "private",
    }  # fmt: skip


def group(number: int = -100_200, *, forum: bool = False) -> Json:
    """Return a supergroup."""
    chat: Json = {"id": number, "title": "ことりの会", "type": "supergroup"}
    return {**chat, "is_forum": True} if forum else chat


def message(
    number: int, chat: Mapping[str, Any], sender: Mapping[str, Any], **what: Any
) -> Json:
    """Return a message; commands in its text are marked as Telegram marks them."""
    made: Json = {
        "message_id": number, "from": dict(sender), "chat": dict(chat),
        "date": 1_790_000_000 + 10 * number, **what,
    }  # fmt: skip
    text = what.get("text", "")
    if text.startswith("/") and "entities" not in made:
        length = len(text.split()[0])
        made["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
    return made


def tap(
    query: str, sender: Mapping[str, Any], shown: Mapping[str, Any], data: str
) -> Json:
    """Return a tap on a button of a message of ours."""
    return {
        "id": query, "from": dict(sender), "message": dict(shown),
        "chat_instance": "4711", "data": data,
    }  # fmt: skip


def standing(
    chat: Mapping[str, Any], sender: Mapping[str, Any], *, was: str, now: str
) -> Json:
    """Return a change of our own standing in a chat."""
    return {
        "chat": dict(chat), "from": dict(sender), "date": 1_790_000_000,
        "old_chat_member": {"user": US, "status": was},
        "new_chat_member": {"user": US, "status": now},
    }  # fmt: skip


def update(number: int, **what: Any) -> Json:
    """Return an update."""
    return {"update_id": number, **what}
