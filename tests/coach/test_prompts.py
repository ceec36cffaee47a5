"""What a model reads: as it was agreed on, short enough, and nobody's to bend."""

import re
from pathlib import Path

import pytest

from benchmarks.coaching.reading import longest
from core.coach.prompts import (
    LONGEST_PROMPT,
    NAME,
    Prompt,
    Prompts,
    estimated_tokens,
    shipped,
)
from core.domain.coaching import ASKS, Ask, Meaning
from core.domain.tone import lint
from tests.coach.asks import EVERY

SNAPSHOTS = Path(__file__).parent / "snapshots"
HELLO = Meaning("ja", "おはよう")


def steady(prompt: Prompt) -> str:
    """Return a prompt with the marks of this one call written out."""
    text = f"{prompt.system}\n\n----\n\n{prompt.user}\n"
    return text.replace(prompt.fence, "FENCE").replace(prompt.mark, "¤")


@pytest.mark.parametrize("ask", EVERY, ids=lambda ask: f"{ask.kind}-{ask.lang}")
def test_a_prompt_is_what_was_agreed_on(ask: Ask) -> None:
    """After a meant change: delete the file, run this twice, read the new one."""
    path = SNAPSHOTS / f"{ask.prompt}.{ask.lang}.txt"
    prompt = steady(Prompts().render(ask, names=("そうた", "なみ"), others=True))
    if not path.exists():
        path.write_text(prompt, "utf-8")
        pytest.fail(f"{path.name} was written; read it and run again")

    assert prompt == path.read_text("utf-8")


def test_the_longest_realistic_prompt_is_short_enough() -> None:
    sizes = {
        (ask.kind, ask.lang): Prompts().render(ask, names=(), others=True).tokens
        for ask in longest()
    }

    assert max(sizes.values()) <= LONGEST_PROMPT == 900, sizes
    assert (estimated_tokens("あいう"), estimated_tokens("abcde")) == (3, 2)


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
    ours = Prompts().render(HELLO, names=(), others=False)

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
        "no second part",
    ],
)
def test_a_template_that_does_not_render_is_passed_over(
    tmp_path: Path, source: str
) -> None:
    (tmp_path / "meaning.ja.j2").write_text(source, "utf-8")
    ours = Prompts().render(HELLO, names=(), others=False)

    prompt = Prompts(tmp_path).render(HELLO, names=(), others=False)

    assert prompt.hash == ours.hash
    assert "相乗り係" in prompt.system


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

    prompt = Prompts().render(ask, names=(), others=False)

    assert "{{ 7*7 }} {% raw %}" in prompt.user
    assert "~~~~" not in prompt.user
    assert "‹fake›" not in prompt.user
