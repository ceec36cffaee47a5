"""What a model reads: as it was agreed on, short enough, and nobody's to bend."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any, get_args

import pytest

from benchmarks.coaching.reading import longest
from core.coach.guard import Code
from core.coach.prompts import (
    LONGEST_PROMPT,
    NAME,
    Prompt,
    Prompts,
    estimated_tokens,
    shipped,
)
from core.domain.coaching import ASKS, Ask, Meaning, PostDraft, RequestDraft, Roads
from core.domain.coaching.asks import PostMode, RequestMode
from core.domain.formats import Outcome
from core.domain.sentences import Lang
from core.domain.tone import lint
from tests.coach.asks import EVERY
from tests.tables import every_row

SNAPSHOTS = Path(__file__).parent / "snapshots"
HELLO = Meaning("ja", "おはよう")
OURS = Prompts()
"""Each of these compiles the templates anew."""


def steady(prompt: Prompt) -> str:
    """Return a prompt with the marks of this one call written out."""
    text = f"{prompt.system}\n\n----\n\n{prompt.user}\n"
    return text.replace(prompt.fence, "FENCE").replace(prompt.mark, "¤")


@pytest.mark.parametrize("ask", EVERY, ids=lambda ask: f"{ask.kind}-{ask.lang}")
def test_a_prompt_is_what_was_agreed_on(ask: Ask) -> None:
    """After a meant change: delete the file, run this twice, read the new one."""
    path = SNAPSHOTS / f"{ask.prompt}.{ask.lang}.txt"
    prompt = steady(OURS.render(ask, names=("そうた", "なみ"), others=True))
    if not path.exists():
        path.write_text(prompt, "utf-8")
        pytest.fail(f"{path.name} was written; read it and run again")

    assert prompt == path.read_text("utf-8")


def test_the_longest_realistic_prompt_is_short_enough() -> None:
    sizes = {
        (ask.kind, ask.lang): OURS.render(ask, names=(), others=True).tokens
        for ask in longest()
    }

    assert len(sizes) == 2 * len(ASKS)
    assert LONGEST_PROMPT == 900
    assert all(size <= LONGEST_PROMPT for size in sizes.values()), sizes
    assert (estimated_tokens("あいう"), estimated_tokens("abcde")) == (3, 2)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_of_ten_people_as_many_lines_are_read_as_there_is_room_for(lang: Lang) -> None:
    """One at least of everybody, and of each as many as of the others."""
    line = {"ja": "木の手ざわりを人に手渡せる工房", "en": "a workshop for wood " * 6}
    need = {"ja": "底板に使う木を一緒に選ぶ。" * 20, "en": "choose the wood. " * 20}

    def lines_of(people: int, times: int) -> list[str]:
        said = tuple(f"{at}{line[lang] * times}" for at in range(3))
        ask = Roads(lang, need[lang], (said,) * people)
        prompt = OURS.render(ask, names=(), others=True)
        assert prompt.tokens <= LONGEST_PROMPT
        shown = re.findall(r"^P\d+: (.+)$", prompt.user, re.MULTILINE)
        assert len(shown) == people
        return shown

    assert {one.count(" / ") for one in lines_of(3, 1)} == {2}
    assert {one.count(" / ") for one in lines_of(10, 1)} <= {0, 1}
    assert {one.count(" / ") for one in lines_of(10, 5)} == {0}
    assert all(len(one) > 20 for one in lines_of(10, 5))


EXTREMES = {
    "nothing": "",
    "space": " \n\u3000",
    "endless": "納屋の舟。the boat " * 5000,
    "one long word": "ん" * 20_000,
    "template": "{{ 1/0 }} {% raw %} {# #} ~~~~ {{",
    "unseen": "\u202e\u0000\ufeff\u2028‹›ˆ¦†",
    "stand-ins": "[N1] [W1] @a_b 090-1111-2222 a@b.jp https://x.example",
    "several scripts": "🧵👨‍👩‍👧 زورق лодка 船 boat",
}


def filled(value: Any, words: str, *, name: str = "") -> Any:
    """Return a value with these words in every field that people write."""
    match value:
        case str() if name in {"lang", "kind", "key", "about", "mode", "outcome"}:
            return value
        case str() if name == "tone":
            return value
        case str():
            return words
        case tuple():
            return tuple(filled(one, words, name=name) for one in value)
        case _ if is_dataclass(value) and not isinstance(value, type):
            own = {
                field.name: filled(getattr(value, field.name), words, name=field.name)
                for field in fields(value)
            }
            return type(value)(**own)
        case _:
            return value


def in_every_way(ask: Ask) -> Iterator[Ask]:
    """Yield an ask in every mode and with every outcome that its template knows."""
    match ask:
        case PostDraft():
            for mode, outcome in product(get_args(PostMode), get_args(Outcome)):
                yield replace(ask, mode=mode, outcome=outcome)
            yield ask
        case RequestDraft():
            yield from (replace(ask, mode=mode) for mode in get_args(RequestMode))
        case _:
            yield ask


@every_row(product(EVERY, EXTREMES.values()))
def test_every_template_renders_whatever_stands_in_its_words(
    ask: Ask, words: str
) -> None:
    for one in in_every_way(ask):
        for others in (True, False):
            extreme = filled(one, words)

            prompt = OURS.render(extreme, names=(words[:9], "なみ"), others=others)

            assert prompt.fence in prompt.user
            assert prompt.tokens <= LONGEST_PROMPT
            for sign in ("{{ fence", "{% if", "Undefined"):
                assert sign not in prompt.system + prompt.user


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_what_was_wrong_is_named_for_every_code(lang: Lang) -> None:
    ask = next(one for one in EVERY if one.lang == lang)
    prompt = OURS.render(ask, names=(), others=False)
    said = {
        code: OURS.again(prompt, lang, code=code, what="{{ x }}" * 99)
        for code in get_args(Code)
    }

    assert len(set(said.values())) == len(said)
    assert all(len(one) < 400 for one in said.values())
    assert all("{{ x }}" in one for one in said.values())


def test_a_long_text_is_not_cut_within_a_name() -> None:
    for length in range(1500, 1700, 7):
        text = "、".join(["板" * 9] * 400)[:length] + "たけしも来た"
        ask = Meaning("ja", "@kazuo_b " * 400 + text)

        prompt = OURS.render(ask, names=("たけし",), others=False)

        for part in ("たけ", "kazu", "@k"):
            assert part not in prompt.user


def test_our_templates_are_flat_and_there_in_both_languages() -> None:
    for ask in ASKS:
        for lang in ("ja", "en"):
            source = shipped(f"{ask.prompt}.{lang}.j2")
            assert source is not None
            assert "~~~~" in source
    for name in ("_voice.ja.j2", "_again.ja.j2", "_voice.en.j2", "_again.en.j2"):
        assert shipped(name)
    shown = [shipped("meaning.ja.j2") or "", shipped("about_bot.ja.j2") or ""]
    assert [lint(text, "ja") for text in shown] == [[], []]


def test_an_operators_own_prompt_goes_before_ours(tmp_path: Path) -> None:
    (tmp_path / "meaning.ja.j2").write_text("うちの言い方\n~~~~\n{{ text }}", "utf-8")
    ours = OURS.render(HELLO, names=(), others=False)

    theirs = Prompts(tmp_path).render(HELLO, names=(), others=False)

    assert (theirs.system, theirs.user) == ("うちの言い方", "おはよう")
    assert theirs.hash != ours.hash
    assert re.fullmatch(r"[0-9a-f]{12}", theirs.hash)


@pytest.mark.parametrize(
    "source",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}\n~~~~\n{{ text }}",
        "{{ unknown }}\n~~~~\n{{ text }}",
        "{% for %}\n~~~~\n",
        "{{ range(10**9) | list }}\n~~~~\n{{ text }}",
        "{% include '../../../etc/passwd' %}\n~~~~\n{{ text }}",
        "{{ {}[text] }}\n~~~~\n{{ text }}",
        "no second part",
    ],
)
def test_a_template_that_does_not_render_is_passed_over(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, source: str
) -> None:
    (tmp_path / "meaning.ja.j2").write_text(source, "utf-8")
    ours = OURS.render(HELLO, names=(), others=False)

    prompt = Prompts(tmp_path).render(HELLO, names=(), others=False)

    assert prompt.hash == ours.hash
    assert "相乗り係" in prompt.system
    assert "an own prompt fails" in caplog.text
    assert HELLO.text not in caplog.text


def test_no_file_outside_of_the_folder_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret\n~~~~\nsecret", "utf-8")
    folder = tmp_path / "prompts"
    folder.mkdir()
    (folder / "meaning.ja.j2").symlink_to(secret)

    prompt = Prompts(folder).render(HELLO, names=(), others=False)

    assert "secret" not in prompt.system
    for name in (
        "../meaning.ja.j2",
        "meaning.ja.j2/..",
        "/etc/passwd",
        "meaning.fr.j2",
    ):
        assert not NAME.fullmatch(name)


def test_words_that_look_like_a_template_stay_words() -> None:
    ask = Meaning("ja", "{{ 7*7 }} {% raw %} ~~~~ ‹fake›")

    prompt = OURS.render(ask, names=(), others=False)

    assert "{{ 7*7 }} {% raw %}" in prompt.user
    assert "~~~~" not in prompt.user
    assert "‹fake›" not in prompt.user
