"""Reads the cases as asks; a case may carry what a careful model could answer."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from core.domain.coaching import (
    AboutBot,
    Ask,
    Flatness,
    FollowUp,
    Meaning,
    Place,
    PostDraft,
    RequestDraft,
    Roads,
    Slots,
    Wordings,
    usual_places,
)
from core.domain.formats import POST_LENGTHS, LineKey
from core.domain.sentences import Lang
from core.matching.reasons import cut

_LABELS: dict[Lang, dict[LineKey, str]] = {
    "ja": {
        "from": "どこから",
        "prev": "きのうの一歩",
        "now": "いま",
        "toward": "こっちへ",
        "next": "つぎの一歩",
        "with": "よかったら",
    },
    "en": {
        "from": "From",
        "prev": "Last step",
        "now": "Now",
        "toward": "Toward",
        "next": "Next",
        "with": "If you like",
    },
}
_QUESTIONS: dict[Lang, str] = {
    "ja": "行ってみたいところは、ありますか。ぼんやりのままで大丈夫です。",
    "en": "Where would you like to get to? Vague is fine.",
}
LANGUAGES: tuple[Lang, ...] = ("ja", "en")


@dataclass(frozen=True)
class Case:
    """An ask, and a reply that is fine, where we wrote one."""

    ask: Ask
    good: dict[str, Any] | None


def cases() -> list[Case]:
    """Return every case in both languages."""
    return [case for lang in LANGUAGES for case in _read(lang)]


def places(lang: Lang) -> tuple[Place, ...]:
    """Return the lines of the usual format."""
    return usual_places(_LABELS[lang])


def _read(lang: Lang) -> Iterator[Case]:
    path = files("benchmarks.coaching") / f"cases_{lang}.toml"
    written: dict[str, list[dict[str, Any]]] = tomllib.loads(path.read_text("utf-8"))
    for kind, rows in written.items():
        for row in rows:
            good = row.pop("good", None)
            yield Case(_ask(kind, lang, row), good)


def _ask(kind: str, lang: Lang, row: dict[str, Any]) -> Ask:
    match kind:
        case "post":
            before = tuple(row.pop("before", ()))
            return PostDraft(lang, places=places(lang), before=before, **row)
        case "request":
            mode = row.pop("mode", "usual")
            names = ("みなと", "あおい") if lang == "ja" else ("Minato", "Aoi")
            slots = Slots(helper_name=names[0], my_name=names[1], **row)
            return RequestDraft(lang, slots, (slots.their_words,), mode)
        case "follow_up":
            return FollowUp(lang, question=_QUESTIONS[lang], **row)
        case "wordings":
            return Wordings(lang, **row)
        case "meaning":
            return Meaning(lang, **row)
        case "about":
            return AboutBot(lang, **row)
        case _:
            return Flatness(lang, **row)


def longest() -> list[Ask]:
    """Return asks as long as they get while people write much: every field is full.

    Of what several people published as much is there as the second reading hands on.
    """
    found: list[Ask] = []
    for lang in LANGUAGES:
        fill = _FULL[lang]
        line, line2 = fill[: POST_LENGTHS["toward"]], fill[3 : POST_LENGTHS["next"]]
        found += [
            PostDraft(
                lang,
                notes=fill[:300],
                places=places(lang),
                step=line2,
                outcome="halfway",
                destination=line,
                lines=(("now", fill[:300]), ("next", line2)),
                before=(fill[:120],),
                mode="own_tone",
            ),
            RequestDraft(
                lang,
                Slots(
                    helper_name="みなと",
                    their_words=line,
                    my_destination=line2,
                    why=fill[:60],
                    step=fill[:60],
                    my_part=fill[:40],
                    timing=fill[:20],
                    closes_on="Thursday",
                ),
                (line, fill[:160]),
                now=fill[:300],
            ),
            FollowUp(lang, "turn", _QUESTIONS[lang], fill[:60], (fill[:200], line)),
            Wordings(lang, line, line2, fill[5:85]),
            Flatness(lang, fill[:300]),
            Meaning(lang, fill[:300]),
            Roads(lang, fill[:200], ((cut(line), cut(line2), cut(fill[5:])),) * 10),
            AboutBot(lang, fill[:300]),
        ]
    return found


_FULL: dict[Lang, str] = {
    "ja": "納屋の舟を直して、浜の子どもたちと乗れる日まで、板を選び、寸法を測る。" * 10,
    "en": "Mend the boat in the barn until the children can sail in it. " * 10,
}
