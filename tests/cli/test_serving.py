"""`ainori serve` and `ainori worker`: starting, stopping, and being refused."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.programs import Page, ainori, started
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


def test_a_visitor_is_answered_and_nothing_they_say_is_logged(
    empty_database: TestedDatabase, tmp_path: Path
) -> None:
    with started(
        "serve", home=tmp_path, AINORI_DATABASE_URL=empty_database.url
    ) as program:
        page = Page(program.address())
        page.ask("/")
        page.post("me", {"kind": "arrived"})
        page.hears("me", entries=1)
        page.say("me", MARK)
        page.hears("me", entries=3)
        assert page.ask("/readyz") == (200, {"database": True, "writing": True})

        assert program.end() == 0

    logged = "\n".join(program.err + program.out)
    assert MARK not in logged
    assert "Traceback" not in logged
    assert '"stopped"' in logged


def test_figures_name_channels_and_no_person(tmp_path: Path) -> None:
    with started("serve", home=tmp_path) as program:
        page = Page(program.address())
        page.ask("/")
        page.post("me", {"kind": "arrived"})
        page.hears("me", entries=1)

        figures = _figures(page, until="ainori_messages_total{")

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


def test_a_parked_event_is_logged_without_its_words(tmp_path: Path) -> None:
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
    found = ainori("doctor", home=tmp_path)
    assert found.returncode == 1
    assert "parked web" in found.stdout
    assert MARK not in found.stdout


def test_a_second_process_on_the_same_file_or_port_is_refused_kindly(
    tmp_path: Path,
) -> None:
    with started("serve", home=tmp_path) as program:
        port = program.address().rstrip("/").rpartition(":")[2]
        other = f"sqlite:///{tmp_path / 'other.db'}"

        same_file = ainori("serve", home=tmp_path, AINORI_PORT="0")
        same_port = ainori(
            "serve", home=tmp_path, AINORI_PORT=port, AINORI_DATABASE_URL=other
        )

    assert same_file.returncode == same_port.returncode == 1
    assert "another process already serves 'ainori.db'" in same_file.stderr.lower()
    assert "Traceback" not in same_file.stderr
    assert f"Port {port} is taken" in same_port.stderr
    assert "AINORI_PORT" in same_port.stderr


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("sqlite:///nowhere/ainori.db", "there is no folder"),
        ("postgresql://a:secret@127.0.0.1:1/x", "the database does not answer"),
        ("mysql://a:secret@127.0.0.1/x", "AINORI_DATABASE_URL is to be"),
    ],
)
def test_a_database_that_is_not_there_is_named_in_words(
    tmp_path: Path, url: str, says: str
) -> None:
    done = ainori("serve", home=tmp_path, AINORI_PORT="0", AINORI_DATABASE_URL=url)

    assert done.returncode == 1
    assert says.lower() in done.stderr.lower()
    assert "Traceback" not in done.stderr
    assert "secret" not in done.stderr


def test_all_that_is_wrong_with_settings_is_said_at_once(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(
        "AINORI_PORT=door\nAINORI_TIMEZONE=Mars\nLINE_CHANNEL_SECRET=hidden-one\n",
        encoding="utf-8",
    )

    # From `.env` alone: a port in the environment would go before it.
    done = ainori("serve", home=tmp_path)

    for name in ("AINORI_PORT", "AINORI_TIMEZONE", "LINE_CHANNEL_ACCESS_TOKEN"):
        assert name in done.stderr
    assert "hidden-one" not in done.stderr
    assert done.returncode == 1


def test_a_worker_needs_postgresql_and_says_so(tmp_path: Path) -> None:
    done = ainori("worker", home=tmp_path)

    assert done.returncode == 1
    assert "a worker needs postgresql" in done.stderr.lower()
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
