"""The words Telegram offers behind a slash, and what it says about us. Pure.

A command is one of the words that core understands anywhere, so typing it and choosing
it from the list are the same; in a group only what can be said there is offered.
"""

from collections.abc import Mapping

from core.i18n.catalog import Language
from core.talk.turn import Phrase, T
from core.talk.voice import word

Json = dict[str, str]

ALONE: Mapping[str, Phrase] = {
    "post": T("telegram.post"),
    "ask": T("telegram.ask"),
    "inbox": T("telegram.inbox"),
    "road": T("telegram.road"),
    "room": T("telegram.room"),
    "flag": T("telegram.flag"),
    "settings": T("telegram.settings"),
    "rest": T("telegram.rest"),
    "resume": T("telegram.resume"),
    "cancel": T("telegram.cancel"),
    "help": T("telegram.help"),
    "sos": T("telegram.sos"),
    "privacy": T("telegram.privacy"),
    "export": T("telegram.export"),
    "forget": T("telegram.forget"),
}
IN_GROUPS: Mapping[str, Phrase] = {
    "flag": T("telegram.flags_here"),
    "help": T("telegram.help_here"),
}
SCOPES: Mapping[str, Mapping[str, Phrase]] = {
    "all_private_chats": ALONE,
    "all_group_chats": IN_GROUPS,
}


def commands(offered: Mapping[str, Phrase], language: Language) -> list[Json]:
    """Return a list of commands as Telegram takes it."""
    return [
        {"command": name, "description": word(says, language)}
        for name, says in offered.items()
    ]


def description(language: Language) -> str:
    """Return what stands in a talk that has not begun yet (at most 512)."""
    return word(T("telegram.description"), language)


def short_description(language: Language) -> str:
    """Return what stands on our profile (at most 120)."""
    return word(T("telegram.short_description"), language)
