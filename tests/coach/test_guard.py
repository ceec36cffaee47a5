"""The guard minds what was not said, and lets careful drafts through."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.coaching.reading import Case, cases
from core.coach.content import Said, kept, numbers, plain, turned
from core.coach.guard import Code, Fault, faults
from core.coach.kana import new_kana
from core.coach.offline import said
from core.coach.prompts import Prompts
from core.coach.replies import REPLIES, answer_of, changed
from core.domain.coaching import (
    AboutBot,
    Ask,
    CoachAnswer,
    Explained,
    Flatness,
    FollowUp,
    Meaning,
    Meant,
    PostDraft,
    PostLines,
    Question,
    SecondLook,
    Worded,
    Wording,
    Wordings,
)
from core.domain.sentences import Lang
from tests.coach.asks import EVERY, JAPANESE
from tests.tables import every_row

CASES = cases()
OURS = Prompts()
GOOD = [case for case in CASES if case.good]
POST = next(ask for ask in JAPANESE if isinstance(ask, PostDraft))
TIDY = replace(POST, mode="own_tone")


@every_row(zip(GOOD))
def test_a_careful_reply_passes(case: Case) -> None:
    prompt = OURS.render(case.ask, names=("みなと", "あおい"), others=True)
    reply = REPLIES[type(case.ask)].model_validate(case.good)
    values = {
        name: prompt.restored(text)
        for name, text in reply
        if isinstance(text, str) and name != "meaning"
    }

    answer = answer_of(case.ask, reply.model_copy(update=values))

    assert answer is not None
    assert faults(case.ask, answer, names=("みなと", "あおい")) == []


def test_there_are_enough_cases_in_both_languages() -> None:
    assert len(CASES) >= 30
    assert {case.ask.lang for case in CASES} == {"ja", "en"}
    assert len(GOOD) >= 15


@every_row(zip([*EVERY, *(case.ask for case in CASES)]))
def test_the_coachs_own_drafts_pass_too(ask: Ask) -> None:
    answer = said(ask)

    assert answer is None or faults(ask, answer) == []


def now(text: str) -> PostLines:
    """Return a post of one line beside what was said anyway."""
    return PostLines(
        (
            ("now", f"納屋の舟を見に行った。底板が2枚割れていた。{text}"),
            ("next", "つぎは板の寸法を測る。"),
            ("with", "木の選び方を話せる人がいたらうれしい。"),
        )
    )


@pytest.mark.parametrize(
    ("ask", "answer", "code"),
    [
        (TIDY, now("仲間が7人来た。"), "number"),
        (TIDY, now("三枚目も割れていた。"), "number"),
        (TIDY, now("鈴木さんと会った。"), "name"),
        (TIDY, now("https://evil.example を見た。"), "address"),
        (TIDY, now("call 03-1234-5678 "), "address"),
        (TIDY, now("灯台まで歩いた。"), "invented"),
        (TIDY, now("カヌーに乗った。"), "invented"),
        (TIDY, now("Подписывайся"), "language"),
        (TIDY, now("**大事**"), "signs"),
        (TIDY, now("\u202e"), "signs"),
        (TIDY, now("[N4]さんと。"), "signs"),
        (TIDY, now("さっさと測りなさい。"), "unflat"),
        (TIDY, PostLines((("now", "納屋の舟を見に行かなかった。"),)), "turned"),
        (TIDY, PostLines((("now", "納屋の舟を見に行った。"),)), "lost"),
        (TIDY, PostLines(()), "empty"),
        (POST, now("納屋の舟。"), ""),
        (
            POST,
            PostLines((("now", POST.notes.replace("割れて", "折れて")),)),
            "changed",
        ),
        (
            Wordings("ja", origin="銀行の窓口に12年"),
            Worded((Wording("origin", "銀行の窓口に13年"),)),
            "number",
        ),
        (
            Wordings("ja", origin="銀行の窓口に12年"),
            Worded((Wording("origin", "世界的な銀行家として活躍した12年"),)),
            "invented",
        ),
        (
            Wordings("en", destination="a street where old people laugh"),
            Worded((Wording("destination", "a palace in Vienna"),)),
            "invented",
        ),
        (
            FollowUp("ja", "origin", "?", "転勤"),
            Question("転勤は大変でしたね。"),
            "changed",
        ),
        (
            FollowUp("en", "origin", "?", "moving"),
            Question("Did moving to Paris hurt?"),
            "invented",
        ),
        (
            Flatness("ja", "早く書いて"),
            SecondLook("速く書いて", "書きませんか"),
            "changed",
        ),
        (Flatness("ja", "早く書いて"), SecondLook("早く書いて", ""), "empty"),
        (AboutBot("ja", "誰が見る?"), Explained("who_sees", "誰が見る"), ""),
        (AboutBot("ja", "誰が見る?"), Explained("who_sees", "運営が見る"), "changed"),
        (AboutBot("ja", "誰が見る?"), Explained("who_sees"), "empty"),
        (Meaning("en", "I need a break"), Meant("rest", "need a break"), ""),
        (Meaning("en", "I need a break"), Meant("leave", "leave me"), "changed"),
        (Meaning("en", "I need a break"), Meant("leave"), "empty"),
        (Meaning("en", "It rained"), Meant("nothing"), ""),
    ],
)
def test_what_was_not_said_is_found(
    ask: Ask, answer: CoachAnswer, code: Code | str
) -> None:
    found = [fault.code for fault in faults(ask, answer, names=("たけし",))]

    assert code in found if code else found == []


def test_a_member_nobody_mentioned_is_found_without_an_honorific() -> None:
    found = faults(TIDY, now("たけしも来た。"), names=("たけし",))

    assert [fault.code for fault in found if fault.what == "たけし"] == ["name"]


def rows(name: str) -> list[dict[str, str]]:
    """Read a table that lies beside this file."""
    with (Path(__file__).parent / name).open(encoding="utf-8") as table:
        return list(csv.DictReader(table, delimiter="\t"))


def toned(said: str, draft: str) -> list[Fault]:
    """Return what the guard minds in a line worded anew out of notes."""
    ask = replace(TIDY, notes=said, destination="", step="", outcome=None)
    return faults(ask, PostLines((("now", draft),)))


@every_row(zip(rows("guard_ja.tsv")))
def test_numbers_days_names_and_denials_stay_as_they_were_said(
    row: dict[str, str],
) -> None:
    found = toned(row["said"], row["draft"])

    assert (found == []) is (row["fit"] == "yes"), found


KANA = rows("kana_ja.tsv")
UNNOTICED = {
    "けんさんとけんかした",
    "古い家にすこし手を入れる",
    "畑でむすめと芋を掘った",
    "地図をえきで描く",
    "ひとりでさむい道を歩いた",
    "ひとりでしずかに歩いた",
}
"""Laid out by chance with what was said; the guard has no dictionary."""


@every_row(zip(KANA))
def test_what_is_invented_in_hiragana_is_found_and_endings_are_not(
    row: dict[str, str],
) -> None:
    found = list(new_kana(plain(row["draft"]), plain(row["said"])))

    if row["draft"] in UNNOTICED or not row["new"]:
        assert found == []
    else:
        assert len(found) == 1
        assert set(row["new"]) & set(found[0])


@every_row(zip(rows("polarity.tsv")))
def test_a_clause_of_one_word_is_turned_like_a_long_one(row: dict[str, str]) -> None:
    lang: Lang = "ja" if row["lang"] == "ja" else "en"
    clause = turned([row["said"]], row["draft"], lang)

    assert bool(clause) is (row["turned"] == "yes"), clause


def test_a_short_clause_is_not_turned_if_both_were_said() -> None:
    said = ["描けない日もある。描ける。", "行く。でも行かない日も。"]

    assert not turned(said, "描けるよ。", "ja")
    assert not turned(said, "行かないよ。", "ja")


def test_numbers_are_the_same_however_they_are_written() -> None:
    assert numbers("三冊と二十五人、3,000円、two") == {"3", "25", "3000", "2"}
    assert numbers("一人で十分。一緒に") == set()


def test_an_english_word_is_the_same_in_its_forms() -> None:
    said = Said(["I was going to see the boats and bring a board"])
    assert said.new("I went saw the boat brought a board") == []
    assert said.new("bought the boat") == ["bought"]


def test_denying_is_told_from_inviting() -> None:
    notes = ["雨の日は海へ行けない。でも毎朝歩きたい"]
    assert turned(notes, "雨の日は海へ行ける。", "ja")
    assert not turned(notes, "雨の日は海へ行けないけど、毎朝歩きたい", "ja")
    assert not turned(["海へ行く"], "海へ行きませんか", "ja")
    assert turned(["I can swim in the sea"], "I cannot swim in the sea", "en")


def test_changed_words_of_a_wording_are_marked() -> None:
    own, text = "銀行で窓口を12年", "銀行の窓口に12年"
    marked = [text[start:end] for start, end in changed(own, text)]

    assert marked == ["の", "に"]
    assert kept(own, text) == 1
