"""Settings: their names, what is said when they are wrong, and the table of them."""

import re
from pathlib import Path

import pytest

from core.reading_settings import (
    LOOKING_AROUND,
    Misconfigured,
    names,
    read_settings,
    unknown_names,
)
from core.settings import told
from core.settings_table import written_into
from tests.project.repository import ROOT

CONTRACT = {
    "AINORI_DATABASE_URL", "DATABASE_URL", "AINORI_BASE_URL", "AINORI_HOST",
    "AINORI_PORT", "AINORI_LANG", "AINORI_TIMEZONE",
    "AINORI_HELP_LINES_JA", "AINORI_HELP_LINES_EN",
    "LINE_CHANNEL_SECRET", "LINE_CHANNEL_ACCESS_TOKEN", "LINE_API_BASE",
    "LINE_DATA_API_BASE", "LINE_MONTHLY_QUOTA",
    "TELEGRAM_BOT_TOKEN", "TELEGRAM_API_BASE", "TELEGRAM_MODE",
    "TELEGRAM_WEBHOOK_SECRET", "TELEGRAM_ALLOWED_UPDATES",
    "OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_MODEL", "OPENAI_EMBEDDING_MODEL",
    "AINORI_MODEL", "AINORI_MODEL_NAME", "AINORI_MODEL_DEADLINE_S",
    "AINORI_MODEL_CALLS", "AINORI_MODEL_TOKENS", "AINORI_PROMPTS",
    "AINORI_EMBEDDING_URL",
}  # fmt: skip


def problems() -> str:
    """Read settings that are wrong and return what is said."""
    with pytest.raises(Misconfigured) as wrong:
        read_settings()
    return "\n".join(wrong.value.problems)


def test_the_names_are_the_ones_others_rely_on() -> None:
    assert set(names()) == CONTRACT


def test_without_any_setting_the_web_chat_runs_on_this_machine() -> None:
    settings = read_settings()

    assert settings.database_url.get_secret_value() == "sqlite:///ainori.db"
    assert (settings.host, settings.port) == ("127.0.0.1", 8765)
    assert (settings.lang, settings.timezone) == ("ja", "Asia/Tokyo")
    assert (settings.line_on, settings.telegram_on) == (False, False)


def test_a_text_model_is_on_with_a_key_or_an_address(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert not read_settings().model_on

    monkeypatch.setenv("OPENAI_MODEL", "some")
    assert "OPENAI_API_KEY is missing" in problems()

    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:11434/v1")
    assert read_settings().model_on

    monkeypatch.setenv("AINORI_MODEL", "off")
    assert not read_settings().model_on


@pytest.mark.parametrize(
    ("host", "near"),
    [
        ("127.0.0.1", True),
        ("[::1]", True),
        ("192.168.1.7", True),
        ("localhost", True),
        ("vectors", True),
        ("host.docker.internal", True),
        ("8.8.8.8", False),
        ("api.openai.com", False),
        ("127.0.0.1.example.org", False),
    ],
)
def test_only_a_server_near_by_can_be_ones_own(
    monkeypatch: pytest.MonkeyPatch, host: str, *, near: bool
) -> None:
    address = f"http://{host}:8010/v1"
    monkeypatch.setenv("AINORI_EMBEDDING_URL", address)

    if near:
        assert read_settings().embedding_url == address
    else:
        assert "in your own network" in problems()


@pytest.mark.parametrize("wrong", ["30", "a, b, c", "1, 2, 3, 4", "-1, 2, 3"])
def test_budgets_are_three_whole_numbers(
    monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    monkeypatch.setenv("AINORI_MODEL_CALLS", wrong)

    assert "three whole numbers" in problems()


def test_our_own_name_of_the_database_goes_before_the_usual_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://one")
    assert read_settings().database_url.get_secret_value() == "postgres://one"

    monkeypatch.setenv("AINORI_DATABASE_URL", "sqlite:///two.db")
    assert read_settings().database_url.get_secret_value() == "sqlite:///two.db"


def test_the_environment_goes_before_the_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / ".env"
    file.write_text("AINORI_PORT=1111\nAINORI_LANG=en\n", encoding="utf-8")
    monkeypatch.setenv("AINORI_PORT", "2222")

    settings = read_settings(file)

    assert (settings.port, settings.lang) == (2222, "en")


def test_an_empty_line_means_not_set(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("LINE_CHANNEL_SECRET=\nAINORI_PORT=\n", encoding="utf-8")

    settings = read_settings(file)

    assert (settings.line_on, settings.port) == (False, 8765)


def test_a_file_as_an_editor_on_windows_writes_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_bytes("AINORI_LANG=en\r\nAINORI_PORT=1111\r\n".encode("utf-8-sig"))

    settings = read_settings(file)

    assert (settings.lang, settings.port) == ("en", 1111)


def test_a_file_that_cannot_be_read_is_told_with_the_rest(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / ".env"
    file.write_bytes("AINORI_MODEL_NAME=文章の手伝い\n".encode("shift_jis"))
    monkeypatch.setenv("AINORI_PORT", "door")

    with pytest.raises(Misconfigured) as wrong:
        read_settings(file)

    assert wrong.value.problems == (
        f"{file} is not in UTF-8. Save it again with the encoding UTF-8.",
        "AINORI_PORT should be a whole number.",
    )
    assert read_settings(file, about={"AINORI_LANG"}).lang == "ja"


def test_a_line_that_says_nothing_is_named_by_number_and_never_repeated(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / ".env"
    file.write_text("AINORI_LANG=en\nTOKEN: a-secret token\n", encoding="utf-8")

    with pytest.raises(Misconfigured) as wrong:
        read_settings(file)

    (said,) = wrong.value.problems
    assert f"{file} line 2 says nothing" in said
    assert "a-secret" not in said
    assert caplog.text == ""


def test_a_name_that_is_nearly_one_is_found_and_others_are_left_alone(
    tmp_path: Path,
) -> None:
    file = tmp_path / ".env"
    file.write_text(
        "AINORI_BASE_UR=x\nline_chanel_secret=x\nAINORI_SOMETHING_ELSE=x\nPATH=x\nAINORI_PORT=1\n",
        encoding="utf-8",
    )

    assert list(unknown_names(file)) == [
        ("AINORI_BASE_UR", "AINORI_BASE_URL"),
        ("line_chanel_secret", "LINE_CHANNEL_SECRET"),
        ("AINORI_SOMETHING_ELSE", ""),
    ]
    assert list(unknown_names(tmp_path / "none")) == []


def test_what_is_wrong_and_what_is_missing_is_said_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AINORI_PORT", "70000")
    monkeypatch.setenv("AINORI_LANG", "fr")
    monkeypatch.setenv("AINORI_BASE_URL", "example.org")
    monkeypatch.setenv("LINE_CHANNEL_ACCESS_TOKEN", "token-of-line")
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "token-of-telegram")
    monkeypatch.setenv("TELEGRAM_MODE", "webhook")

    said = problems()

    for remedy in (
        "AINORI_PORT should be at most 65535.",
        "AINORI_LANG should be 'ja' or 'en'.",
        "AINORI_BASE_URL should be an address such as https://example.org.",
        "LINE_CHANNEL_SECRET is missing",
        "TELEGRAM_WEBHOOK_SECRET is missing",
        "Or set TELEGRAM_MODE=polling.",
    ):
        assert remedy in said
    assert "token-of" not in said


@pytest.mark.parametrize(
    ("secret", "taken"),
    [("a-Z_09", True), ("x" * 256, True), ("x" * 257, False), ("ひみつ", False),
     ("a b", False), ("a.b", False)],
)  # fmt: skip
def test_a_webhook_secret_has_only_the_letters_telegram_takes(
    monkeypatch: pytest.MonkeyPatch, secret: str, *, taken: bool
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "token-of-telegram")
    monkeypatch.setenv("TELEGRAM_MODE", "webhook")
    monkeypatch.setenv("AINORI_BASE_URL", "https://bot.example.org")
    monkeypatch.setenv("TELEGRAM_WEBHOOK_SECRET", secret)
    monkeypatch.setenv("AINORI_PORT", "70000")  # so that there is something to say

    wrong = "1 to 256 of A-Z a-z 0-9 _ -"
    assert (wrong in problems()) is not taken


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("AINORI_BASE_URL", "https://[bot.example.org", "https://example.org"),
        ("AINORI_BASE_URL", "https://bot.example.org:99999", "https://example.org"),
        ("AINORI_DATABASE_URL", "sqlite:///", "sqlite:///file.db"),
        ("AINORI_DATABASE_URL", "sqlite:///:memory:", "sqlite:///file.db"),
        ("AINORI_DATABASE_URL", "sqlite:///a.db?mode=ro", "sqlite:///file.db"),
        ("AINORI_DATABASE_URL", "postgresql://a:b@host:port/x", "user:password@host"),
        ("LINE_CHANNEL_ACCESS_TOKEN", "half\nof-it", "in one piece"),
        ("LINE_CHANNEL_SECRET", "old-one, my secret", "in one piece"),
        ("TELEGRAM_BOT_TOKEN", "123:ａｂｃ", "in one piece"),
        ("OPENAI_API_KEY", "“key”", "in one piece"),
    ],
)
def test_what_could_not_work_is_said_before_anything_begins(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str
) -> None:
    monkeypatch.setenv(name, value)

    told_of = next(one for one in problems().splitlines() if one.startswith(name))

    assert says in told_of
    assert value not in told_of.replace(says, "")


def test_spaces_around_a_secret_do_not_belong_to_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LINE_CHANNEL_SECRET", " new , old\n")
    monkeypatch.setenv("LINE_CHANNEL_ACCESS_TOKEN", "token\n")

    settings = read_settings(None)

    assert told(settings.line_channel_secret) == "new,old"
    assert told(settings.line_channel_access_token) == "token"


def test_a_first_look_only_minds_what_matters_to_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LINE_CHANNEL_SECRET", "half-configured")
    monkeypatch.setenv("LINE_MONTHLY_QUOTA", "many")
    monkeypatch.setenv("AINORI_LANG", "en")

    assert read_settings(about=LOOKING_AROUND).lang == "en"

    monkeypatch.setenv("AINORI_PORT", "door")
    with pytest.raises(Misconfigured) as wrong:
        read_settings(about=LOOKING_AROUND)
    assert wrong.value.problems == ("AINORI_PORT should be a whole number.",)


def test_secrets_are_not_shown_by_accident(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://user:p%40ss@host/name")
    monkeypatch.setenv("LINE_CHANNEL_SECRET", "first-secret, second-secret")
    monkeypatch.setenv("LINE_CHANNEL_ACCESS_TOKEN", "the-token")

    settings = read_settings()

    for secret in ("p%40ss", "p@ss", "first-secret", "second-secret", "the-token"):
        assert secret in settings.secrets()
        assert secret not in f"{settings} {settings!r}"


def test_the_table_in_the_documents_is_of_today() -> None:
    """Mend with: python -m core.settings_table docs/operations.md"""
    document = (ROOT / "docs/operations.md").read_text("utf-8")

    assert written_into(document) == document


def test_a_japanese_terminal_reads_what_is_wrong_in_japanese(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LANGUAGE", "ja")
    for name, value in {
        "AINORI_PORT": "door",
        "AINORI_MODEL_DEADLINE_S": "0",
        "LINE_MONTHLY_QUOTA": "-1",
        "AINORI_LANG": "fr",
        "AINORI_BASE_URL": "example.org",
        "AINORI_DATABASE_URL": "file",
        "AINORI_TIMEZONE": "Mars",
        "AINORI_EMBEDDING_URL": "https://far.example.org",
        "AINORI_MODEL_CALLS": "many",
        "AINORI_PROMPTS": "nowhere",
        "TELEGRAM_WEBHOOK_SECRET": "ひみつ",
        "TELEGRAM_BOT_TOKEN": "token-of-telegram",
        "TELEGRAM_MODE": "webhook",
        "LINE_CHANNEL_ACCESS_TOKEN": "token-of-line",
        "OPENAI_MODEL": "some",
    }.items():
        monkeypatch.setenv(name, value)
    file = tmp_path / ".env"
    file.write_text("TOKEN: secret\n", encoding="utf-8")

    with pytest.raises(Misconfigured) as wrong:
        read_settings(file)
    with pytest.raises(Misconfigured) as first:
        read_settings(file, about=LOOKING_AROUND)

    said = wrong.value.problems
    assert "AINORI_PORT は、整数で書きます。" in said
    assert "AINORI_LANG は、'ja'か'en'にします。" in said
    assert "AINORI_MODEL_DEADLINE_S は、1以上にします。" in said
    assert [one for one in said if not re.search("[ぁ-ん]", one)] == []
    assert "token-of" not in "".join(said)
    assert {one.split()[0] for one in first.value.problems} == {
        "AINORI_PORT", "AINORI_LANG", "AINORI_TIMEZONE",
    }  # fmt: skip
