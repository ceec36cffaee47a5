"""Checks the catalogues: `python -m core.i18n.check`.

Every key the code names has words in each language, no key is left over, both sides
take the same parameters, and the bot's own sentences pass the tone rules.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract_from_dir

from core.domain import tone
from core.i18n.catalog import LANGUAGES, phrases

_KEY = re.compile(r"[a-z_0-9]+(\.[a-z_0-9]+)+")
_PARAM = re.compile(r"\{(\w+)\}")
_MEANT = {
    # Words a member may type; they are quoted as choices, the bot does not speak them.
    "commands",
}


def keys_in_code(root: Path) -> set[str]:
    """Return every key named in `T`, `text` or `Refusal` under `core` and `bots`."""
    found: set[str] = set()
    for package in ("core", "bots"):
        messages = extract_from_dir(
            root / package,
            method_map=[("**.py", "python")],
            keywords={"T": None, "text": None, "Refusal": None},
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
    yield from _unflat()


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
