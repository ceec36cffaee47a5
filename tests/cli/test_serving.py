"""`ainori serve` and `ainori worker`: starting, stopping, and being refused."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from core.errors import AinoriError, Retryable
from tests.cli.conftest import Typed
from tests.cli.programs import Page, started
from tests.databases import TestedDatabase
from tests.empty_databases import (
    empty_database,
    empty_postgres,
    every_database,
    postgres_database,
)

__all__ = ["empty_database", "empty_postgres", "every_database", "postgres_database"]

pytestmark = pytest.mark.slow

MARK = "誰にも見られたくない言葉"


def test_a_visitor_is_answered_and_counted_and_nothing_they_say_is_logged(
    empty_database: TestedDatabase, tmp_path: Path
) -> None:
    with started(
        "serve", home=tmp_path, AINORI_DATABASE_URL=empty_database.url
    ) as program:
        page = Page(program.address())
        page.ask("/")
        page.post("me", {"kind": "arrived"})
        page.hears("me", entries=1)
        figures = _figures(page, until="ainori_messages_total{")
        page.say("me", MARK)
        page.hears("me", entries=3)
        assert page.ask("/readyz") == (200, {"database": True, "writing": True})

        assert program.end() == 0

    logged = "\n".join(program.err + program.out)
    assert MARK not in logged
    assert "Traceback" not in logged
    assert '"stopped"' in logged
    assert 'ainori_events_total{channel="web",what="handled"} 1.0' in figures
    assert 'ainori_messages_total{channel="web",what="sent"} 1.0' in figures
    assert 'ainori_sending_seconds_count{channel="web"} 1.0' in figures
    assert 'ainori_handling_seconds_count{channel="web"} 1.0' in figures
    labels = {part.split("=")[0] for line in figures for part in _labels(line)}
    assert labels <= {"channel", "what", "kind", "le", "version"} | PLATFORM


def _figures(page: Page, *, until: str) -> list[str]:
    """Return the figures once one is there: marks are written a little later."""
    while until not in (figures := str(page.ask("/metrics")[1])):
        time.sleep(0.02)
    return figures.splitlines()


PLATFORM = {"implementation", "major", "minor", "patchlevel"}


def _labels(line: str) -> list[str]:
    inside = line.partition("{")[2].partition("}")[0]
    return [] if line.startswith("#") or not inside else inside.split(",")


def test_a_parked_event_is_logged_without_its_words(
    tmp_path: Path, typed: Typed
) -> None:
    """A database whose table is gone breaks every handling; the words stay inside."""
    with started("serve", home=tmp_path) as program:
        page = Page(program.address())
        page.ask("/")
        page.post("me", {"kind": "arrived"})
        page.hears("me", entries=1)
        with closing(sqlite3.connect(tmp_path / "ainori.db")) as database:
            database.execute("ALTER TABLE members RENAME TO gone")
        page.say("me", MARK)
        program.wait_for("event parked")
        program.end()

    assert MARK not in "\n".join(program.err)
    found = typed("doctor", code=1)
    assert "parked web" in found
    assert MARK not in found


def test_a_second_process_on_the_same_file_or_port_is_refused_kindly(
    tmp_path: Path, typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    with started("serve", home=tmp_path) as program:
        port = program.address().rstrip("/").rpartition(":")[2]

        monkeypatch.setenv("AINORI_PORT", "0")
        with pytest.raises(Retryable, match="already serves 'ainori"):
            typed("serve")
        monkeypatch.setenv("AINORI_PORT", port)
        monkeypatch.setenv("AINORI_DATABASE_URL", "sqlite:///other.db")
        with pytest.raises(AinoriError, match=f"port {port} is taken") as refused:
            typed("serve")

    assert "AINORI_PORT" in str(refused.value)


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("sqlite:///nowhere/ainori.db", "there is no folder"),
        ("postgresql://a:secret@127.0.0.1:1/x", "the database does not answer"),
        ("mysql://a:secret@127.0.0.1/x", "AINORI_DATABASE_URL should be"),
    ],
)
def test_a_database_that_is_not_there_is_named_in_words(
    typed: Typed, monkeypatch: pytest.MonkeyPatch, url: str, says: str
) -> None:
    monkeypatch.setenv("AINORI_PORT", "0")
    monkeypatch.setenv("AINORI_DATABASE_URL", url)

    with pytest.raises(AinoriError) as refused:
        typed("serve")

    assert says in str(refused.value)
    assert "secret" not in str(refused.value)


def test_all_that_is_wrong_with_settings_is_said_at_once(
    tmp_path: Path, typed: Typed
) -> None:
    (tmp_path / ".env").write_text(
        "AINORI_PORT=door\nAINORI_TIMEZONE=Mars\nLINE_CHANNEL_SECRET=hidden-one\n",
        encoding="utf-8",
    )

    with pytest.raises(AinoriError) as refused:
        typed("serve")

    for name in ("AINORI_PORT", "AINORI_TIMEZONE", "LINE_CHANNEL_ACCESS_TOKEN"):
        assert name in str(refused.value)
    assert "hidden-one" not in str(refused.value)


def test_a_worker_needs_postgresql_and_says_so(tmp_path: Path, typed: Typed) -> None:
    with pytest.raises(Retryable, match="a worker needs PostgreSQL"):
        typed("worker")

    assert not (tmp_path / "ainori.db").exists()


def test_a_worker_helps_beside_serve_on_postgresql(
    empty_postgres: TestedDatabase, tmp_path: Path
) -> None:
    url = empty_postgres.url
    with (
        started("serve", home=tmp_path, AINORI_DATABASE_URL=url) as door,
        started("worker", home=tmp_path, AINORI_DATABASE_URL=url) as worker,
    ):
        worker.wait_for("working")
        page = Page(door.address())
        page.ask("/")
        page.post("me", {"kind": "arrived"})
        page.hears("me", entries=1)

        assert worker.end() == 0
        page.say("me", "ヘルプ")
        page.hears("me", entries=3)
        assert door.end() == 0
