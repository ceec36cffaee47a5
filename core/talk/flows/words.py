"""Small rules about typed words that several flows share."""

from core.talk.commands import plain
from core.talk.turn import Phrase, T

LINE_LENGTH = 200
"""Longest line of a vector or a post that reads well on a card."""

_NOT_SURE = frozenset(
    plain(word)
    for word in (
        "わからない",
        "分からない",
        "わかんない",
        "わかりません",
        "分かりません",
        "思いつかない",
        "i don't know",
        "i dont know",
        "don't know",
        "dunno",
        "not sure",
        "no idea",
    )
)
_NOT_YET = frozenset(
    plain(word) for word in ("まだない", "まだ", "なし", "ない", "not yet", "none")
)


_GREETINGS = frozenset(
    plain(word)
    for word in (
        "こんにちは",
        "こんばんは",
        "おはよう",
        "おはようございます",
        "はじめまして",
        "よろしく",
        "よろしくお願いします",
        "はい",
        "hello",
        "hi",
        "hey",
        "good morning",
        "good evening",
        "yes",
        "ok",
    )
)


_YES = frozenset(
    plain(word)
    for word in ("はい", "うん", "ええ", "そう", "そうです", "yes", "yeah", "yep", "ok")
)


def says_yes(text: str) -> bool:
    """Whether somebody says yes and nothing else."""
    return plain(text) in _YES


def and_before(before: str, text: str) -> str:
    """Return what was said with what was said before it; a mere hello is not kept."""
    return text if greets(before) or not before else f"{before}\n{text}"


def greets(text: str) -> bool:
    """Whether somebody just says hello, which is not a name."""
    return plain(text) in _GREETINGS


def not_sure(text: str) -> bool:
    """Whether somebody says that they do not know."""
    return plain(text) in _NOT_SURE


def not_yet(text: str) -> bool:
    """Whether somebody says "not yet", which is an answer like any other."""
    return plain(text) in _NOT_YET


def first_sentence(text: str, most: int = LINE_LENGTH) -> str:
    """Return the beginning of a long answer, ending where a sentence ends."""
    head = text.strip()[:most]
    ends = [head.rfind(mark) for mark in "。.!?！？\n"]
    end = max(ends)
    return head[: end + 1].strip() if end > 0 else head.strip()


def or_not_yet(line: str) -> Phrase | str:
    """Return a line, or the words for "not yet"."""
    return line or T("vector.not_yet")
