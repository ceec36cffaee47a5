"""Every sentence people read, in Japanese and English.

The catalogues are gettext files, one a topic, under `ja/` and `en/`; the part of a key
before the first dot names its file. Keys are symbolic, so both languages are equals.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from babel.messages.pofile import read_po

from core.errors import Broken

Language = Literal["ja", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


_QUOTED = re.compile(r"「\{(\w+)\}」|“\{(\w+)\}”")
_INNER_MARKS = str.maketrans("「」“”", "『』‘’")


@cache
def phrases(language: Language) -> Mapping[str, str]:
    """Return all phrases of a language, by key."""
    found: dict[str, str] = {}
    folder = files("core.i18n") / language
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if not entry.name.endswith(".po"):
            continue
        with entry.open("rb") as stream:
            catalog = read_po(stream, locale=language, abort_invalid=True)
        found.update(
            (str(message.id), str(message.string)) for message in catalog if message.id
        )
    return found


@cache
def _quoted(template: str) -> frozenset[str]:
    """Return the parameters that the phrase puts between quotation marks."""
    return frozenset(one or other for one, other in _QUOTED.findall(template))


def text(key: str, language: Language, **params: str) -> str:
    """Word a phrase; quotation marks in a parameter that is itself quoted become inner.

    Raises:
        Broken: The key or one of its parameters is missing, which `core.i18n.check`
            finds before a person does.
    """
    try:
        if not params:
            return _as_it_stands(key, language)
        template = phrases(language)[key]
        for name in _quoted(template) & params.keys():
            params[name] = params[name].translate(_INNER_MARKS)
        return template.format_map(params)
    except (KeyError, IndexError) as missing:
        message = f"phrase {key!r} in {language!r} lacks {missing}"
        raise Broken(message) from missing


@cache
def _as_it_stands(key: str, language: Language) -> str:
    return phrases(language)[key].format()


def language_of(tag: str, default: Language = "ja") -> Language:
    """Choose a language for a platform's tag such as `ja-JP` or `en_GB`."""
    word = tag.strip().lower().replace("_", "-").split("-")[0]
    if word == "ja":
        return "ja"
    if word:
        return "en"
    return default
