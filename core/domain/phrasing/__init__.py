"""The practice's own words for requests, as data: one TOML file a use and language.

Owns reading those files. It must not know how the sentences are put together;
core.domain.wording.composing and core.domain.wording.stretch do that.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from core.domain.sentences import Lang


@cache
def page(name: str, lang: Lang) -> dict[str, Any]:
    """Return one file of phrases; read once per process."""
    path = files("core.domain.phrasing") / f"{name}_{lang}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def patterns(lang: Lang) -> dict[str, re.Pattern[str]]:
    """Return the patterns that read an ask, by name."""
    return compiled("asking", lang, "patterns")


@cache
def compiled(name: str, lang: Lang, table: str) -> dict[str, re.Pattern[str]]:
    """Return the patterns of one table of a file, by name.

    A pattern may be written over several lines, and name one of `[patterns]` that
    stands before it as `%name%`.
    """
    known: dict[str, str] = {}
    for own in dict.fromkeys(("patterns", table)):
        written: dict[str, str] = page(name, lang)[own]
        for key, pattern in written.items():
            known[key] = _whole(pattern, known)
    return {
        key: re.compile(known[key], re.IGNORECASE) for key in page(name, lang)[table]
    }


@cache
def frames(lang: Lang) -> dict[str, list[re.Pattern[str]]]:
    """Return the frames people ask in, by what kind of words is left inside."""
    known = {key: pattern.pattern for key, pattern in patterns(lang).items()}
    kinds: dict[str, list[str]] = page("asking", lang)["frames"]
    return {
        kind: [re.compile(_whole(frame, known), re.IGNORECASE) for frame in written]
        for kind, written in kinds.items()
    }


def _whole(pattern: str, known: dict[str, str]) -> str:
    """Return a pattern on one line with the named ones put in."""
    joined = "".join(line.strip() for line in pattern.splitlines())
    return re.sub(r"%(\w+)%", lambda name: f"(?:{known[name.group(1)]})", joined)
