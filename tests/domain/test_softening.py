"""An order said as a wish: only where grammar leaves no doubt, and nothing is lost."""

import csv
import re
from pathlib import Path

from core.coach.content import kept, numbers, turned
from core.coach.guard import faults
from core.coach.offline import said as coached
from core.domain.coaching import Flatness, SecondLook
from core.domain.sentences import Lang
from core.domain.tone import lint
from core.domain.tone.softening import changes, instead, softened
from tests.tables import every_row

PRESSING = re.compile(
    r"大?至急|必ず|絶対に?|[ごお](?=[確返])|今すぐ|厳|お願い"
    r"|\b(?:please|just|now|asap|immediately|soon as possible|as|at once|without fail"
    r"|no exceptions|sharp|i|need|want|expect|you(?:'d better)?|must|should|have|has"
    r"|not|do|don't|never|really|are|supposed|expected|to|will|be)\b",
    re.IGNORECASE,
)
ROWS: list[tuple[Lang, str, str]] = [
    (lang, row["said"], row["softer"])
    for lang in ("ja", "en")
    for row in csv.DictReader(
        (Path(__file__).parent / f"test_softer_{lang}.tsv")
        .read_text("utf-8")
        .splitlines(),
        delimiter="\t",
        quoting=csv.QUOTE_NONE,
    )
]


@every_row(ROWS)
def test_an_order_is_said_as_a_wish_or_left_alone(
    lang: Lang, said: str, wish: str
) -> None:
    assert softened(said, lang) == (wish or said)


@every_row(row for row in ROWS if row[2])
def test_what_was_asked_for_stays_said(lang: Lang, said: str, wish: str) -> None:
    bare = PRESSING.sub(" ", said)

    assert kept(bare, wish) > 0.7
    assert numbers(wish) == numbers(said)
    assert not turned([said], wish, lang)


@every_row(row for row in ROWS if row[2])
def test_a_wish_is_flat_and_stays_as_it_is(lang: Lang, said: str, wish: str) -> None:
    assert [one for one in lint(wish, lang) if one.kind in {"N1", "N4"}] == []
    assert softened(wish, lang) == wish
    assert changes(said, lang)


def test_instead_of_an_order_its_sentence_stands_as_a_wish() -> None:
    text = "公園で会いましょう。 必ず返信してください。看板、直しといて。"
    second = lint(text, "ja")[-1]

    other = instead(text, "ja", second)

    assert text[slice(*other.span)] == "看板、直しといて。"
    assert other.words == "看板、直しておいてもらえたらうれしいです。"


def test_where_grammar_leaves_a_doubt_the_suggestion_stands() -> None:
    (finding,) = lint("途中退席は認めません。", "ja")

    other = instead("途中退席は認めません。", "ja", finding)

    assert (other.span, other.words) == (finding.span, finding.suggestion)


@every_row(
    [
        ("ja", "あなたのせいで遅れた。", False),
        ("ja", "お金は払うから手伝って", False),
        ("en", "Why didn't you do it?", False),
        ("en", "The meeting is compulsory.", False),
        ("ja", "早く決めなさい", True),
        ("en", "You must decide now.", True),
    ]
)
def test_words_are_put_in_by_a_tap_only_where_they_make_a_sentence(
    lang: Lang, text: str, fits: bool
) -> None:
    finding = lint(text, lang)[0]

    assert instead(text, lang, finding).fits == fits


def test_a_second_look_names_what_it_has_no_sentence_for() -> None:
    looked = coached(Flatness("ja", "あなたのせいで遅れた。"))

    assert looked == SecondLook("あなたのせい", "")


@every_row(ROWS)
def test_the_coach_shows_what_its_own_guard_lets_pass(
    lang: Lang, said: str, wish: str
) -> None:
    ask = Flatness(lang, said)
    looked = coached(ask)

    assert looked is not None
    named_alone = isinstance(looked, SecondLook) and looked.quote and not looked.instead
    # A phrase that is only named has no other wording: all that a model may not do.
    found = {fault.code for fault in faults(ask, looked)}
    assert found == ({"empty"} if named_alone else set())
    if wish and isinstance(looked, SecondLook):
        assert looked.instead in wish
