"""What drafts are like: the built-in coach, and the text model if one is set up."""

import argparse
import asyncio
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.coaching.reading import Case, cases, places
from benchmarks.machine import ROOT
from benchmarks.tables import Figures, middle, ms, percentile
from bots.coaching import companion
from core.coach.companion import Companion, Use
from core.coach.content import Said, kept, units
from core.coach.guard import faults
from core.coach.offline import drafted
from core.coach.prompts import Prompts
from core.domain.coaching import (
    Drafted,
    PostDraft,
    PostLines,
    RequestDraft,
    RequestParts,
)
from core.domain.sentences import Lang
from core.domain.tone import lint
from core.domain.wording.request_check import check_request
from core.reading_settings import read_settings

DOCUMENT = "models.md"
_ROUNDS = 20


@dataclass
class Tally:
    """What came of the cases of one kind and language."""

    by_model: list[bool] = field(default_factory=list)
    schema: list[bool] = field(default_factory=list)
    fit: list[bool] = field(default_factory=list)
    slots: list[bool] = field(default_factory=list)
    flat: list[bool] = field(default_factory=list)
    kept: list[float] = field(default_factory=list)
    new: list[float] = field(default_factory=list)
    length: list[int] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    tokens: list[int] = field(default_factory=list)


def run(given: argparse.Namespace) -> list[Figures]:
    """Draft every case; return tables."""
    tables = [_own_cases("the built-in coach", None), _speed()]
    if (coach := companion(read_settings())) is not None:
        tables.append(_own_cases(coach.model.name, coach))
    if given.outside is not None:
        tables += _outside(given.outside)
    return tables


def _own_cases(who: str, coach: Companion | None) -> Figures:
    table = Figures(
        f"Drafts of {who}, own cases",
        (
            "ask", "language", "cases", "the model's", "schema", "fit", "slots", "flat",
            "kept", "new", "units", "time (ms)", "tokens",
        ),
        named=2,
    )  # fmt: skip
    for (kind, lang), tally in asyncio.run(_tallies(coach)).items():
        table.add(
            kind,
            lang,
            str(len(tally.fit)),
            _share(tally.by_model),
            _share(tally.schema),
            _share(tally.fit),
            _share(tally.slots),
            _share(tally.flat),
            f"{_mean(tally.kept):.2f}" if tally.kept else "",
            f"{_mean(tally.new):.2f}" if tally.new else "",
            f"{_mean(tally.length):.0f}" if tally.length else "",
            ms(middle(tally.seconds)),
            f"{_mean(tally.tokens):.0f}" if any(tally.tokens) else "",
        )
    table.notes.append(
        "schema: every answer that the model gave was of the form asked for. "
        "fit: nothing that the guard minds. slots: everything a request needs. flat: "
        "no phrase of the tripwire's that the member had not said. kept: content of "
        "the notes found again. new: content nobody said, the format's words aside "
        "(in a request the guard minds it). "
        "units: characters in Japanese, words in English. Nothing to say counts as fit."
    )
    return table


async def _tallies(coach: Companion | None) -> dict[tuple[str, str], Tally]:
    tallies: defaultdict[tuple[str, str], Tally] = defaultdict(Tally)
    for case in cases():
        ask = case.ask
        began = time.perf_counter()
        use = Use()
        if coach is None:
            draft = drafted(ask, "off")
        else:
            draft, use = await coach.draft(ask, names=(), others=True, member_id="")
        took = time.perf_counter() - began
        _add(tallies[ask.kind, ask.lang], case, draft, use, took)
    if coach is not None:
        await coach.model.close()
    return tallies


def _add(tally: Tally, case: Case, draft: Drafted, use: Use, took: float) -> None:
    ask, answer = case.ask, draft.answer
    tally.seconds.append(took)
    tally.by_model.append(draft.by == "model")
    tally.tokens.append((use.tokens_in or 0) + (use.tokens_out or 0) + use.guessed)
    if use.calls and draft.why not in {"late", "resting"}:
        tally.schema.append(not use.unread)
    tally.fit.append(answer is None or not faults(ask, answer))
    match ask, answer:
        case PostDraft(), PostLines(lines=lines):
            text = "\n".join(line for _, line in lines)
            tally.kept.append(kept(ask.notes, text))
            said = Said(ask.own())
        case RequestDraft(slots=slots), RequestParts(text=text):
            missing = check_request(
                text,
                lang=ask.lang,
                their_words=slots.their_words,
                my_part=slots.my_part,
                earns=slots.earns,
                earns_words=slots.earns_words,
                owner=slots.owner,
            )
            tally.slots.append(not missing)
            tally.kept.append(kept(slots.step, text))
            _looks(tally, ask.lang, text, "\n".join((*ask.own(), *ask.theirs())))
            return
        case _:
            return
    tally.new.append(len(said.new(text)) / max(1, len(units(text))))
    _looks(tally, ask.lang, text, ask.notes)


def _looks(tally: Tally, lang: Lang, text: str, said: str) -> None:
    added = [one for one in lint(text, lang) if text[slice(*one.span)] not in said]
    tally.flat.append(not added)
    tally.length.append(len(text) if lang == "ja" else len(text.split()))


def _speed() -> Figures:
    """Time what is added to a call: rendering the prompt, and looking at a draft."""
    prompts, rendering, looking = Prompts(), [], []
    for number in range(_ROUNDS):
        for case in cases():
            answer = drafted(case.ask, "off").answer
            began = time.process_time()
            prompts.render(case.ask, names=("みなと", "あおい") * 75, others=True)
            rendered = time.process_time()
            if answer is not None:
                faults(case.ask, answer, names=("みなと", "あおい") * 75)
            done = time.process_time()
            if number:
                rendering.append(rendered - began)
                looking.append(done - rendered)
    table = Figures(
        "Added to a draft, CPU time in ms", ("what", "p50", "p95", "longest"), named=1
    )
    both = [one + two for one, two in zip(rendering, looking, strict=True)]
    for what, times in (
        ("prompt with 150 names", rendering),
        ("guard", looking),
        ("both", both),
    ):
        table.add(what, ms(middle(times)), ms(percentile(times, 95)), ms(max(times)))
    return table


def _outside(folder: Path) -> list[Figures]:
    """Run the scorers of others on the built-in coach."""
    drafts = Figures(
        "Drafting by the built-in coach, data of others",
        ("input", "people", "kept", "new", "numbers", "flipped", "characters"),
    )
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as words:
        words.write("\n".join(place.label for place in places("ja")))
        words.flush()
        for given in ("facts", "interview"):
            named = "benchmarks.coaching.outside:drafter"
            found = _scored(
                folder / "score_drafting.py",
                *("--drafter", named, "--input", given, "--allow", words.name),
            )
            line = found[-1] if found else {}
            drafts.add(
                given,
                *(
                    line.get(name, "")
                    for name in ("n", "kept", "new", "numbers", "flipped", "chars")
                ),
            )
    rewriting = Figures(
        "Flattening by the built-in coach, data of others",
        ("set", "texts", "chrF", "untouched", "kept", "new", "changed"),
    )
    named = "benchmarks.coaching.outside:rewriter"
    for line in _scored(folder / "score_rewrite.py", "--rewriter", named):
        cells = (line.get(one, "") for one in ("n", "chrf", "copy", "kept", "new"))
        rewriting.add(line.get("set", ""), *cells, line.get("changed", ""))
    return [drafts, rewriting]


def _scored(scorer: Path, *options: str) -> Sequence[dict[str, str]]:
    done = subprocess.run(
        [sys.executable, str(scorer), "--split", "dev", *options],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    lines = done.stdout.replace("(copy ", "copy=").splitlines()
    return [dict(re.findall(r"(\w+)=([\w.]+)", line)) for line in lines if "n=" in line]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / max(1, len(values))


def _share(values: Sequence[bool]) -> str:
    return f"{sum(values)}/{len(values)}" if values else ""
