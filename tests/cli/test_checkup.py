"""`ainori doctor`: each finding with its remedy, and nobody's words."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from bots.checkup import look_at_everything
from bots.findings import Finding
from bots.seeding import seed
from core.clock import RandomIds, SystemClock
from core.delivery.inspection import why
from core.matching.embedder import BigramEmbedder
from core.reading_here import ReadingHere
from core.reading_settings import read_settings
from core.store.engine import open_database
from core.workers import Reader
from tests.cli.conftest import Typed
from tests.coach.hostile import hostile

WORDS = "だれにも見せない言葉"


@pytest.fixture
def database(typed: Typed, tmp_path: Path) -> Path:
    """Make the operator's database."""
    typed("migrate")
    return tmp_path / "ainori.db"


def change(database: Path, statement: str, **values: object) -> None:
    """Change a row as no program of ours would."""
    with closing(sqlite3.connect(database)) as conn, conn:
        conn.execute(statement, values)


async def look() -> dict[str, Finding]:
    """Look at everything."""
    found = [one async for one in look_at_everything(read_settings())]
    return {one.what: one for one in found}


def files(folder: Path) -> list[Path]:
    """Return what lies in a folder."""
    return list(folder.iterdir())


def told(finding: Finding) -> tuple[str, str]:
    """Return how it is and what is said about it."""
    return finding.how, f"{finding.says} {finding.remedy}"


PARK = """INSERT INTO inbox
    (channel, event_id, lane, at, body, state, error, received_at) VALUES
    ('line', 'e1', 'line:U1', :at, :words, 'parked', :trace, :at)"""
LOSE = """INSERT INTO outbox
    (id, lane, channel, place, place_kind, body, urgency, silent, about, retry_key,
    state, next_at, created_at, error) VALUES
    (:state, 'line:U1', 'line', 'U1', 'direct', :words, 'reply', 0, '', 'k',
    :state, :at, :at, '429 too many requests')"""


@pytest.mark.slow
@pytest.mark.usefixtures("database")
def test_all_is_well_in_a_fresh_database(typed: Typed) -> None:
    said = typed("doctor")

    for what in ("settings", "channels", "database", "tables", "events", "messages"):
        assert f"  ok {what}: " in said
    assert "look communities: none yet" in said
    assert "embedder: " in said


async def test_a_database_that_is_not_there_yet_is_not_made_by_looking(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)

    how, said = told((await look())["database"])

    assert how == "look"
    assert "sqlite:///ainori.db: not there yet" in said
    assert "`ainori migrate`" in said
    assert files(tmp_path) == []


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("sqlite:///nowhere/ainori.db", "there is no folder"),
        ("sqlite:///letter.db", "not a SQLite database"),
        ("sqlite:///.", "name a file in AINORI_DATABASE_URL"),
        ("postgresql://a:secret@127.0.0.1:1/x", "AINORI_DATABASE_URL leads to it"),
    ],
)
async def test_a_database_that_cannot_be_used_is_one_finding_among_the_others(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, url: str, says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "letter.db").write_text("dear members " * 100, encoding="utf-8")
    monkeypatch.setenv("AINORI_DATABASE_URL", url)

    found = await look()

    how, said = told(found["database"])
    assert how == "wrong"
    assert says in said
    assert "secret" not in said
    assert {"disk", "embedder", "text model"} <= found.keys()


async def test_a_name_nobody_reads_is_told_with_the_one_that_is_near(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("AINORI_BASE_ULR=x\n", encoding="utf-8")

    found = [one async for one in look_at_everything(read_settings())]

    assert (found[1].how, found[1].remedy) == ("look", "Is AINORI_BASE_URL meant?")
    assert found[1].says.startswith("AINORI_BASE_ULR in .env is not a name")


@pytest.mark.slow
def test_parked_events_and_lost_messages_are_shown_without_their_words(
    typed: Typed, database: Path
) -> None:
    trace = (
        "Traceback (most recent call last):\n"
        '  File "/somewhere/core/talk/engine.py", line 41, in handle\n'
        "    raise ValueError(words)\n"
        f"ValueError: {WORDS}\n"
    )
    at = datetime.now(UTC).isoformat(timespec="microseconds")
    change(database, PARK, at=at, words=WORDS, trace=trace)
    change(database, LOSE, at=at, words=WORDS, state="unknown")
    change(database, LOSE, at=at, words=WORDS, state="dead")

    said = typed("doctor", code=1)

    assert f"parked line #1 {at[:10]} {at[11:16]} UTC: " in said
    assert "ValueError at talk/engine.py:41 in handle" in said
    assert "unknown line" in said
    assert "dead line" in said
    assert "429 too many requests" in said
    assert WORDS not in said


@pytest.mark.parametrize(
    ("error", "shown"),
    [
        ("the row cannot be read", "the row cannot be read"),
        ("", ""),
        (
            '  File "C:\\\\x\\core\\talk\\turn.py", line 3, in t\nKeyError: \'' + WORDS,
            "KeyError at talk\\turn.py:3 in t",
        ),
        (
            f'  File "/a/b/c.py", line 3, in t\nValueError: {WORDS}\n{WORDS} もっと',
            "an error at b/c.py:3 in t",
        ),
    ],
)
def test_of_an_error_only_kind_and_place_are_told(error: str, shown: str) -> None:
    assert why(error) == shown


async def test_old_and_new_tables_are_told_apart(database: Path) -> None:
    change(database, "UPDATE alembic_version SET version_num = '0000'")
    assert told((await look())["tables"]) == (
        "wrong",
        "not there yet Run `ainori migrate`.",
    )

    change(database, "UPDATE alembic_version SET version_num = '9999'")
    how, said = told((await look())["tables"])
    assert (how, "from a newer version (9999)" in said) == ("wrong", True)


@pytest.mark.usefixtures("database")
def test_settings_that_do_not_fit_are_all_named(
    typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AINORI_PORT", "door")
    monkeypatch.setenv("LINE_CHANNEL_SECRET", "hidden-one")

    said = typed("doctor", code=1)

    assert "AINORI_PORT should be a whole number." in said
    assert "LINE_CHANNEL_ACCESS_TOKEN is missing" in said
    assert "hidden-one" not in said


@pytest.mark.usefixtures("database")
async def test_line_without_a_public_address_is_wrong(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LINE_CHANNEL_SECRET", "hidden-one")
    monkeypatch.setenv("LINE_CHANNEL_ACCESS_TOKEN", "hidden-two")
    monkeypatch.setenv("LINE_API_BASE", "http://127.0.0.1:9")

    found = await look()

    how, said = told(found["line"])
    assert (how, "Set AINORI_BASE_URL to it" in said) == ("wrong", True)
    assert "hidden" not in repr(found)


@pytest.mark.usefixtures("database")
async def test_roads_are_not_read_elsewhere_without_a_text_model(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENAI_EMBEDDING_MODEL", "some")

    how, said = told((await look())["roads afar"])

    assert (how, "set OPENAI_MODEL" in said) == ("look", True)


@pytest.mark.usefixtures("database")
async def test_a_model_that_reads_roads_elsewhere_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with hostile() as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        monkeypatch.setenv("OPENAI_MODEL", "well")
        monkeypatch.setenv("OPENAI_EMBEDDING_MODEL", "roads")
        found = await look()
        monkeypatch.setenv("OPENAI_EMBEDDING_MODEL", "500")
        broken = await look()

    assert told(found["roads afar"])[0] == "well"
    assert "0 of 0" in told(found["read afar"])[1]
    assert told(broken["roads afar"])[0] == "wrong"


@pytest.mark.usefixtures("database")
async def test_a_server_of_ones_own_needs_no_text_model(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with hostile() as server:
        monkeypatch.setenv("OPENAI_API_KEY", "for-somebody-else")
        monkeypatch.setenv("AINORI_EMBEDDING_URL", server.base_url)
        nameless = await look()
        monkeypatch.setenv("OPENAI_EMBEDDING_MODEL", "roads")
        found = await look()

    assert "Set OPENAI_EMBEDDING_MODEL" in told(nameless["roads afar"])[1]
    assert told(found["roads afar"])[0] == "well"
    assert told(found["read afar"])[1].strip() == "0 of 0 members"
    assert server.heard
    assert "for-somebody-else" not in repr(server.headers)


async def test_how_far_the_reading_of_words_has_come_is_told(database: Path) -> None:
    clock, kept = SystemClock(), open_database(f"sqlite:///{database}")
    moving_in = partial(
        seed, ids=RandomIds(), now=clock.now(), language="en", channel="web"
    )
    await kept.write(moving_in)

    how, said = told((await look())["read"])
    assert (how, said.startswith("0 of ")) == ("look", True)
    assert "in the background" in said

    await Reader(ReadingHere(kept, clock)).warm()
    await kept.close()
    how, said = told((await look())["read"])
    read, every = said.split()[0:3:2]
    assert (how, read) == ("well", every)
    assert int(every) > 0


async def test_a_text_model_that_is_half_set_up_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert told((await look())["text model"])[0] == "well"

    monkeypatch.setenv("OPENAI_API_KEY", "hidden")

    how, said = told((await look())["text model"])
    assert (how, "OPENAI_MODEL" in said, "hidden" in said) == ("look", True, False)


@contextmanager
def answering(status: int) -> Iterator[str]:
    """Answer everything with a status; gives the address."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.usefixtures("database")
async def test_an_address_that_is_not_https_is_no_public_address(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with answering(200) as address:
        monkeypatch.setenv("AINORI_BASE_URL", address)

        how, said = told((await look())["outside"])

    assert (how, "Messengers only call https." in said) == ("wrong", True)


@pytest.mark.usefixtures("database")
async def test_an_address_nobody_answers_at_comes_with_the_remedy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AINORI_BASE_URL", "https://127.0.0.1:1")

    how, said = told((await look())["outside"])

    assert how == "wrong"
    assert "https://127.0.0.1:1 does not answer" in said
    assert "Start `ainori serve`" in said


@pytest.mark.usefixtures("database")
async def test_an_embedder_that_does_not_load_is_told_with_the_remedy() -> None:
    found = [one async for one in look_at_everything(read_settings(), BigramEmbedder)]

    how, said = told(next(one for one in found if one.what == "embedder"))
    assert (how, "Reinstall" in said) == ("wrong", True)


def speak_japanese(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sit at a Japanese terminal."""
    monkeypatch.delenv("LANGUAGE")
    monkeypatch.setenv("LANG", "ja_JP.UTF-8")


def test_a_japanese_terminal_reads_japanese(
    typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    speak_japanese(monkeypatch)
    monkeypatch.setenv("AINORI_BASE_URL", "http://town.example")

    said = typed("doctor", code=1)

    assert "  ok 設定：読めました。" in said
    assert "look データベース：sqlite:///ainori.db は、まだありません\n" in said
    assert "       -> `ainori serve` か `ainori migrate` が作ります。" in said
    assert " !!  外から：http://town.example は https のアドレスではありません" in said


async def test_at_a_japanese_terminal_nothing_is_found_in_english(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = datetime.now(UTC).isoformat(timespec="microseconds")
    change(database, PARK, at=at, words="{}", trace="")
    change(database, LOSE, at=at, words="{}", state="dead")
    speak_japanese(monkeypatch)
    monkeypatch.setenv("AINORI_BASE_URL", "https://127.0.0.1:1")
    async with hostile() as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        monkeypatch.setenv("OPENAI_MODEL", "well")
        monkeypatch.setenv("OPENAI_EMBEDDING_MODEL", "roads")
        found = [one async for one in look_at_everything(read_settings())]

    assert {one.how for one in found} == {"well", "look", "wrong"}
    words = [words for one in found for words in (one.what, one.says, one.remedy)]
    assert [
        one for one in words if one and not re.search("[ぁ-んァ-ヶ一-龯]", one)
    ] == []
