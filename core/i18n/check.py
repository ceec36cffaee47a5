"""Checks the catalogues: `python -m core.i18n.check`.

Every key the code names has words in each language, no key is left over, both sides
take the same parameters, the marks are those of the language, and the bot's own
sentences pass the tone rules.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract_from_dir

from core.domain import tone
from core.i18n.catalog import LANGUAGES, Language, phrases

_KEY = re.compile(r"[a-z_0-9]+(\.[a-z_0-9]+)+")
_PARAM = re.compile(r"\{(\w+)\}")
_JAPANESE = r"[ぁ-んァ-ヶー一-龯々〈〉「」『』。、{}]"
_MARKS: dict[str, dict[str, str]] = {
    # Beside Japanese, marks are as wide as the script; no space and no "" stand in it.
    "ja": {
        rf"(?<={_JAPANESE})[?!:;,()]|[(](?={_JAPANESE})": "a narrow mark",
        r"[\uff61-\uff9f]": "a narrow letter",
        r"[\"“”‘’]|(?<![A-Za-z])'": "a quotation mark of another language",
        r"「{2}|」{2}": "a quotation mark twice",
        rf"(?<={_JAPANESE}) (?={_JAPANESE})(?<!}} )": "a space",
    },
    # Curly around words; the apostrophe is the one on every keyboard.
    "en": {
        r'"|‘|’': "a quotation mark that is not “ or ”",
        r"(?<![A-Za-z}])'|'(?![a-z ])": "an apostrophe as a quotation mark",
        r"\.{3}": "three points instead of …",
        r"  ": "two spaces",
    },
}
_EDGES = r"^\s|\s$| \n"
_TYPED = re.compile("「@[^」]*」")  # what is typed in a group, with its space
_GLUE = {"post.before_line"}  # what stands between two others
_MEANT = {
    # Words a member may type; they are quoted as choices, the bot does not speak them.
    "commands",
}


def keys_in_code(root: Path) -> set[str]:
    """Return every key that `T`, `later`, `text` or `Refusal` names."""
    found: set[str] = set()
    for package in ("core", "bots"):
        messages = extract_from_dir(
            root / package,
            method_map=[("**.py", "python")],
            keywords={"T": None, "later": None, "text": None, "Refusal": None},
        )
        found.update(
            key
            for _, _, key, _, _ in messages
            if isinstance(key, str) and _KEY.fullmatch(key)
        )
    return found


def problems(root: Path) -> Iterator[str]:
    """Yield a line for each thing to mend."""
    used = keys_in_code(root)
    for language in LANGUAGES:
        known = phrases(language)
        yield from (f"{language}: no words for {key}" for key in used - set(known))
        yield from (f"{language}: {key} is not used" for key in set(known) - used)
        yield from (f"{language}: {key} is empty" for key in known if not known[key])
    yield from _uneven()
    yield from _odd()
    yield from _unflat()


def _odd() -> Iterator[str]:
    for language in LANGUAGES:
        for key, words in phrases(language).items():
            if key.split(".")[0] not in _MEANT and key not in _GLUE:
                yield from (
                    f"{language}: {key} has {it}" for it in marks(words, language)
                )


def marks(words: str, language: Language) -> Iterator[str]:
    """Yield what does not look the way the language is written."""
    for pattern, name in (*_MARKS[language].items(), (_EDGES, "a space at an edge")):
        found = re.search(pattern, _TYPED.sub("「」", words))
        if found:
            yield f"{name}: {found[0]!r}"


def _uneven() -> Iterator[str]:
    first, second = (phrases(language) for language in LANGUAGES)
    for key in set(first) & set(second):
        here, there = set(_PARAM.findall(first[key])), set(_PARAM.findall(second[key]))
        if here != there:
            yield f"{key}: parameters differ, {sorted(here)} and {sorted(there)}"


def _unflat() -> Iterator[str]:
    for language in LANGUAGES:
        for key, words in phrases(language).items():
            if key.split(".")[0] in _MEANT:
                continue
            for finding in tone.lint(_PARAM.sub("○", words), language):
                start, end = finding.span
                yield f"{language}: {key} sounds {finding.kind}: {words[start:end]!r}"


def main() -> int:
    """Print what is wrong; return 1 if anything is."""
    root = Path(__file__).resolve().parents[2]
    found = sorted(problems(root))
    for line in found:
        print(line, file=sys.stderr)  # noqa: T201 - a command line speaks by printing
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
