"""Commands that do one thing and end."""

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bots.cli.app import app
from bots.cli.bench import measure
from core import __version__
from core.errors import AinoriError
from core.store.migrations import head
from tests.cli.conftest import Typed
from tests.cli.programs import ainori
from tests.project.repository import ROOT

INTERRUPTED = """
import sys
from bots.__main__ import main

class CtrlC:
    def find_spec(self, name, *_):
        if name == "bots.cli.app":
            raise KeyboardInterrupt

sys.meta_path.insert(0, CtrlC())
main()
"""


def test_the_version_is_told_without_loading_anything(tmp_path: Path) -> None:
    assert ainori("--version", home=tmp_path).stdout == f"ainori {__version__}\n"


def test_the_program_is_called_by_its_name() -> None:
    assert app.info.name == "ainori"


def test_expected_trouble_is_told_without_a_traceback(tmp_path: Path) -> None:
    done = ainori("invite", "nowhere", home=tmp_path)

    assert done.returncode == 1
    assert "No community 'nowhere'" in done.stderr
    assert "ainori community list" in done.stderr
    assert "Traceback" not in done.stderr


def test_ctrl_c_ends_a_command_that_is_still_being_loaded() -> None:
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )

    assert (done.returncode, done.stderr) == (130, "")


def test_whoever_reads_may_stop_reading(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "bots", "--help"],
            cwd=ROOT,
            check=False,
            stdout=writing,
            stderr=subprocess.PIPE,
            text=True,
        )
    finally:
        os.close(writing)

    assert (done.returncode, done.stderr) == (1, "")


def test_a_terminal_without_a_locale_gets_every_letter(tmp_path: Path) -> None:
    plain = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}

    done = ainori("community", "add", "縁側", home=tmp_path, **plain)

    assert done.stdout.startswith("縁側 is there.")


def test_a_terminal_of_another_alphabet_gets_what_it_can_show(tmp_path: Path) -> None:
    narrow = {"PYTHONIOENCODING": "cp1252"}

    done = ainori("community", "add", "Porch 縁側", home=tmp_path, **narrow)

    assert done.returncode == 0
    assert "Porch ?? is there." in done.stdout


def test_another_core_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "core").mkdir()
    (tmp_path / "core/__init__.py").write_text("", encoding="utf-8")

    done = ainori("--version", home=tmp_path)

    assert done.returncode == 1
    assert "Another package named 'core' is in the way" in done.stderr


def test_a_community_comes_with_a_code_and_the_way_in(typed: Typed) -> None:
    said = typed("community", "add", "縁側", "--purpose", "並んで座る")

    code = said.splitlines()[1]
    assert re.fullmatch(r"[A-Z2-9]{6}", code)
    assert f"http://127.0.0.1:8765/?invite={code}" in said
    assert f"縁側  {code}  0 of 150 seats taken" in typed("community", "list")


@pytest.mark.parametrize("name", ["", " \u3000 "])
def test_a_community_without_a_name_is_not_made(typed: Typed, name: str) -> None:
    with pytest.raises(AinoriError, match="needs a name"):
        typed("community", "add", name)


def test_codes_are_added_and_closed(typed: Typed) -> None:
    first = typed("community", "add", "Porch").splitlines()[1]

    both = typed("invite", "Porch", "--new")
    left = typed("invite", first.lower(), "--close")

    assert first in both
    assert first not in left
    assert len(re.findall(r"^[A-Z2-9]{6}$", left, re.MULTILINE)) == 1


def test_the_public_address_is_in_the_link(
    typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed("community", "add", "Porch")
    monkeypatch.setenv("AINORI_BASE_URL", "https://ride.example.org/")

    assert "https://ride.example.org/?invite=" in typed("invite", "Porch")


def test_a_messenger_that_does_not_answer_holds_no_invitation_up(
    typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:nobody")
    monkeypatch.setenv("TELEGRAM_API_BASE", "http://127.0.0.1:1")

    said = typed("community", "add", "Porch")

    assert "/?invite=" in said
    assert "  Telegram  send the bot the code\n" in said


def test_two_communities_of_one_name_are_told_apart_by_code(typed: Typed) -> None:
    codes = [typed("community", "add", "Porch").splitlines()[1] for _ in range(2)]

    with pytest.raises(AinoriError, match="name one by code"):
        typed("invite", "Porch")
    assert codes[1] in typed("invite", codes[1])


@pytest.mark.parametrize(
    ("language", "says"),
    [("en", " is not set.*file .env in this"), ("ja", " が.*フォルダの .env にも")],
)
@pytest.mark.parametrize(
    ("messenger", "switch"),
    [("line", "LINE_CHANNEL_SECRET"), ("telegram", "TELEGRAM_BOT_TOKEN")],
)
def test_setting_up_says_where_it_looked_for_what_is_missing(
    typed: Typed,
    monkeypatch: pytest.MonkeyPatch,
    messenger: str,
    switch: str,
    *,
    language: str,
    says: str,
) -> None:
    monkeypatch.setenv("LANGUAGE", language)

    with pytest.raises(AinoriError, match=f"{switch}{says}"):
        typed("setup", messenger)


def test_migrating_says_from_where_to_where(typed: Typed, tmp_path: Path) -> None:
    assert f"from revision 0000 to {head()}" in typed("migrate")
    assert (tmp_path / "ainori.db").stat().st_mode & 0o077 == 0
    assert f"at revision {head()} already" in typed("migrate")


def test_measurements_are_left_out_of_an_installation_and_it_says_so(
    tmp_path: Path,
) -> None:
    """A folder of their name without the program in it is not them."""
    (tmp_path / "benchmarks").mkdir()
    (tmp_path / "benchmarks/__init__.py").write_text("", encoding="utf-8")

    done = ainori("bench", home=tmp_path)

    assert done.returncode == 1
    assert "in a checkout of Ainori `make check`" in done.stderr


def test_measurements_say_when_the_libraries_of_the_tests_are_missing() -> None:
    with pytest.raises(AinoriError, match="`make check` installs them"):
        measure("benchmarks", "bench", [], needs="no_such_library")


@pytest.fixture
def sample(typed: Typed) -> None:
    """Let the sample community live in the operator's database."""
    from functools import partial  # noqa: PLC0415

    from bots.cli.records import settings, written  # noqa: PLC0415
    from bots.cli.shell import run  # noqa: PLC0415
    from bots.seeding import seed  # noqa: PLC0415
    from core.clock import RandomIds, SystemClock  # noqa: PLC0415

    now = SystemClock().now()
    move_in = partial(seed, ids=RandomIds(), now=now, language="ja", channel="web")
    run(written(settings(), move_in))


@pytest.mark.usefixtures("sample")
def test_a_member_can_be_given_their_words(typed: Typed, tmp_path: Path) -> None:
    file = tmp_path / "words.zip"

    typed("export", "web:shino", str(file))

    with zipfile.ZipFile(file) as archive:
        words = json.loads(archive.read("ainori/words.json"))
    assert words["member"]["name"] == "志乃"
    assert file.stat().st_mode & 0o077 == 0
    with pytest.raises(AinoriError, match="is there already"):
        typed("export", "web:shino", str(file))


@pytest.mark.usefixtures("sample")
def test_a_member_is_forgotten_only_after_a_yes(typed: Typed) -> None:
    typed("forget", "web:shino", keys="n\n", code=1)
    typed("export", "web:shino", "still.zip")

    typed("forget", "web:shino", keys="y\n")

    with pytest.raises(AinoriError, match="nobody is known as 'web:shino'"):
        typed("export", "web:shino", "gone.zip")


@pytest.mark.usefixtures("sample")
def test_only_somebody_who_sits_there_can_decide(typed: Typed) -> None:
    typed("community", "add", "Elsewhere")

    with pytest.raises(AinoriError, match="have no seat in Elsewhere"):
        typed("community", "owner", "Elsewhere", "web:gen")
    assert "decides for" in typed("community", "owner", "BENCH7", "web:gen")
    assert "志乃 decides for" in typed("community", "owner", "BENCH7", "志乃")


@pytest.mark.usefixtures("sample")
def test_of_several_with_one_name_the_one_in_the_room_is_meant(typed: Typed) -> None:
    from bots.cli.records import settings, written  # noqa: PLC0415
    from bots.cli.shell import run  # noqa: PLC0415
    from core.clock import SystemClock  # noqa: PLC0415
    from core.store import people  # noqa: PLC0415
    from core.talk.incoming import Address  # noqa: PLC0415

    now = SystemClock().now()

    def come_in(conn: Connection) -> None:
        people.add(conn, id="other", name="志乃", language="ja", now=now)
        people.bind(conn, Address("line", "U1"), "other", now)

    run(written(settings(), come_in))

    assert "志乃 decides for" in typed("community", "owner", "BENCH7", "志乃")
    with pytest.raises(AinoriError, match=r"several are called '志乃'.*line:U1"):
        typed("export", "志乃", "whose.zip")


@pytest.mark.usefixtures("sample")
def test_somebody_who_sits_there_is_asked_to_keep_watch_and_let_go(
    typed: Typed,
) -> None:
    typed("community", "add", "Elsewhere")
    with pytest.raises(AinoriError, match="have no seat in Elsewhere"):
        typed("community", "keeper", "Elsewhere", "web:gen")

    assert "is asked as soon as" in typed("community", "keeper", "BENCH7", "web:gen")

    with pytest.raises(AinoriError, match="were asked already"):
        typed("community", "keeper", "BENCH7", "web:gen")
    released = typed("community", "keeper", "BENCH7", "web:gen", "--release")
    assert "keeps watch over" in released
    with pytest.raises(AinoriError, match="do not keep watch"):
        typed("community", "keeper", "BENCH7", "web:gen", "--release")


@pytest.mark.slow
def test_a_talk_is_played_from_lines_as_they_are_typed(
    typed: Typed, tmp_path: Path
) -> None:
    (tmp_path / "talk.txt").write_text("ヘルプ\n", encoding="utf-8")

    talk = typed("chat", "--script", "talk.txt", "--lang", "ja")

    assert "1. きょうの一枚" in talk


@pytest.mark.slow
def test_a_transcript_that_goes_elsewhere_ends_with_what_was_heard(
    typed: Typed, tmp_path: Path
) -> None:
    (tmp_path / "talk.txt").write_text(
        "@shino\n> help\n< no such words\n", encoding="utf-8"
    )

    with pytest.raises(AinoriError, match=r"talk.txt:3: shino did not hear"):
        typed("chat", "--script", "talk.txt", "--lang", "en")


@pytest.mark.slow
def test_time_passes_in_a_transcript(typed: Typed, tmp_path: Path) -> None:
    (tmp_path / "talk.txt").write_text(
        "@shino\n> help\n+ 3d 2h\n> help\n", encoding="utf-8"
    )

    assert typed("chat", "--script", "talk.txt", "--lang", "en").count("> help") == 2


@pytest.mark.usefixtures("sample")
def test_at_a_japanese_terminal_commands_speak_japanese(
    typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "ja")

    made = typed("community", "add", "縁側")
    code = made.splitlines()[1]

    assert made.startswith("縁側ができました。\n")
    assert f"場の主になる人が入ったら：\n  ainori community owner {code} 名前" in made
    assert "150席のうち0席に人がいます" in typed("community", "list")
    assert "志乃が、" in typed("community", "owner", "BENCH7", "志乃")
    with pytest.raises(AinoriError, match="見守り人ではありません"):
        typed("community", "keeper", "BENCH7", "志乃", "--release")
    assert "志乃にすぐ届きます" in typed("community", "keeper", "BENCH7", "志乃")
    assert "志乃と、その言葉をすべて消しますか" in typed(
        "forget", "志乃", keys="n\n", code=1
    )
    with pytest.raises(AinoriError, match="'だれか' という人が見つかりません"):
        typed("export", "だれか", "words.zip")
    with pytest.raises(AinoriError, match="'どこか' という場がありません"):
        typed("invite", "どこか")
