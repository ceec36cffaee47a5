"""How long reading a message and composing one take, beside a naive list of words."""

import re
import time
from collections.abc import Callable
from functools import partial

from benchmarks.tables import Figures
from core.domain.sentences import Lang
from core.domain.tone import lint
from core.domain.wording.composing import Slots, compose

_ROUNDS = 50
_LONG: dict[Lang, str] = {
    "ja": "朝市の机を一緒に並べませんか。会場は私がやります。" * 8,
    "en": "Would you like to walk the old road together? I'll bring tea. " * 7,
}
_NAIVE = re.compile(
    r"しろ|なさい|べき|恐縮|存じ|円|報酬|\b(?:must|asap|humbly|pay|fee)\b"
)


def measure() -> list[Figures]:
    """Measure a long message of each language."""
    table = Figures(
        "Words: milliseconds of CPU time, the quickest of many, after loading",
        ("language", "characters", "lint", "a list of ten words", "compose"),
    )
    for lang, text in _LONG.items():
        slots = Slots(helper_name="A", their_words=text[:20], step=text[:30])
        table.add(
            lang,
            str(len(text)),
            _quickest(partial(lint, text)),
            _quickest(partial(_NAIVE.findall, text)),
            _quickest(partial(compose, slots, lang)),
        )
    return [table]


def _quickest(once: Callable[[], object]) -> str:
    taken = []
    for _ in range(_ROUNDS):
        began = time.process_time()
        once()
        taken.append(time.process_time() - began)
    return f"{min(taken) * 1000:.2f}"
