"""The un-flat phrases, as data: one TOML file for each kind and language.

Owns reading those files. It must not know what becomes of a match; core.domain.tone
decides. A pattern may name a word list of `words.toml` as `%name%`. Each rule carries
sentences it is for (`flags`) and sentences it must leave alone (`passes`); the tests
read both from here.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

from core.domain.sentences import Lang
from core.domain.tone.rules.needles import Haystack, as_needles_are, needles

Kind = Literal[
    "N1", "N2", "N3", "N4", "N5", "N6", "N7", "N8", "N9", "N10", "N11", "N12"
]
KINDS: tuple[Kind, ...] = get_args(Kind)

ENOUGH = 1.0
"""A kind speaks up when the weights of its matches in one message reach this."""

_FLAGS = re.IGNORECASE | re.MULTILINE
_WORD_LIST = re.compile(r"%(\w+)%")


@dataclass(frozen=True, slots=True)
class Rule:
    """One phrase pattern, what excuses it, and one other way to say it.

    A text without any of `needles` cannot match, which is quick to see. Where
    `suggestion` is built from the member's own verb, `plain_suggestion` stands in for
    a verb that would not be flat either. `wordings` are other words for single words:
    (what stands in the match, what could be said instead).
    """

    id: str
    kind: Kind
    source: str
    needles: frozenset[str]
    excused_by: str
    negatable: bool
    weight: float
    suggestion: str
    plain_suggestion: str
    wordings: tuple[tuple[str, str], ...]
    flags: tuple[str, ...]
    passes: tuple[str, ...]

    @property
    def pattern(self) -> re.Pattern[str]:
        """What finds the phrase; compiled when a text may hold it, not before."""
        return _regex(self.source)

    @property
    def unless(self) -> re.Pattern[str] | None:
        """What excuses it in the same sentence."""
        return _regex(self.excused_by) if self.excused_by else None


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules of one language, and how that language says "not" and sets free.

    `wording` is another way to say it for each kind, where no rule gives its own.
    """

    rules: tuple[Rule, ...]
    wording: dict[Kind, str]
    frees: re.Pattern[str]
    not_before: re.Pattern[str]
    not_after: re.Pattern[str]
    haystack: Haystack

    def worth_trying(self, masked: str) -> Iterator[Rule]:
        """Yield the rules that could match a masked text, in their order."""
        for number in self.haystack.found_in(as_needles_are(masked)):
            yield self.rules[number]


@cache
def rule_book(lang: Lang) -> RuleBook:
    """Read and compile the rules of a language; once per process."""
    words = _read(lang, "words")
    lists: dict[str, str] = words["lists"]
    pages: dict[Kind, dict[str, Any]] = {
        kind: _read(lang, kind.lower()) for kind in KINDS
    }
    rules = tuple(rule for page in pages.values() for rule in _rules(page, lists))
    return RuleBook(
        rules,
        wording={
            kind: page.get("heard", page["suggestion"]) for kind, page in pages.items()
        },
        frees=_compiled("%free%", lists),
        not_before=_compiled(words["negation"]["before"], lists),
        not_after=_compiled(words["negation"]["after"], lists),
        haystack=Haystack([rule.needles for rule in rules]),
    )


@cache
def slot_signs(lang: Lang) -> dict[str, re.Pattern[str]]:
    """Return the pattern that shows each slot of a request is there, by its id."""
    lists: dict[str, str] = _read(lang, "words")["lists"]
    signs: dict[str, str] = _read(lang, "slots")["signs"]
    return {name: _compiled(sign, lists) for name, sign in signs.items()}


def _rules(page: dict[str, Any], lists: dict[str, str]) -> list[Rule]:
    shared: str = page.get("unless", "")
    rules = []
    for entry in page["rules"]:
        # Talk about a thing is not asking for it; a blow is one whatever it is about.
        given = (shared if entry.get("topics", True) else "", entry.get("unless", ""))
        excuses = [excuse for excuse in given if excuse]
        source = _filled(entry["pattern"], lists)
        rules.append(
            Rule(
                id=f"{page['kind']}.{entry['id']}",
                kind=page["kind"],
                source=source,
                needles=needles(source),
                excused_by=_filled("|".join(excuses), lists),
                negatable=entry.get("negatable", page.get("negatable", True)),
                weight=entry.get("weight", ENOUGH),
                suggestion=entry.get("suggestion", page["suggestion"]),
                plain_suggestion=page["suggestion"],
                wordings=tuple(entry.get("wordings", {}).items()),
                flags=tuple(entry["flags"]),
                passes=tuple(entry["passes"]),
            )
        )
    return rules


def _compiled(pattern: str, lists: dict[str, str]) -> re.Pattern[str]:
    """Compile a pattern with its word lists put in."""
    return _regex(_filled(pattern, lists))


@cache
def _regex(source: str) -> re.Pattern[str]:
    return re.compile(source, _FLAGS)


def _filled(pattern: str, lists: dict[str, str]) -> str:
    """Put the word lists into a pattern, and its lines into one."""
    filled = _WORD_LIST.sub(lambda name: f"(?:{lists[name.group(1)]})", pattern)
    return "".join(line.strip() for line in filled.splitlines())


def _read(lang: Lang, page: str) -> dict[str, Any]:
    path = files("core.domain.tone.rules") / lang / f"{page}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
