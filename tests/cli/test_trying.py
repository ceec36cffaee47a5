"""`ainori try` from the first start to the second."""

import socket
from pathlib import Path

import pytest

from tests.cli.programs import Page, ainori, started

pytestmark = pytest.mark.slow


def test_everybody_in_the_sample_community_can_be_played(tmp_path: Path) -> None:
    with started("try", home=tmp_path) as program:
        page = Page(program.address())

        status, found = page.ask("/chat/people")

    assert status == 200
    assert len(found["people"]) > 20
    assert all(person["name"] for person in found["people"])


def test_what_was_said_is_there_again_at_the_second_start(tmp_path: Path) -> None:
    with started("try", home=tmp_path) as program:
        page = Page(program.address())
        page.say("shino", "ヘルプ")
        before = page.hears("shino", entries=2)
        assert program.end() == 0

    with started("try", home=tmp_path) as program:
        after = Page(program.address()).history("shino")

    assert [line["from"] for line in before] == ["me", "bot"]
    assert after == before


def test_starting_over_forgets_what_was_said(tmp_path: Path) -> None:
    with started("try", home=tmp_path) as program:
        page = Page(program.address())
        page.say("shino", "ヘルプ")
        page.hears("shino", entries=2)
        program.end()

    with started("try", "--fresh", home=tmp_path) as program:
        assert Page(program.address()).history("shino") == []


def test_a_port_that_is_taken_is_no_obstacle(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with started("try", "--port", str(port), home=tmp_path) as program:
            address = program.address()

            assert Page(address).ask("/healthz") == (200, "ok\n")
            assert f":{port}/" not in address
            assert f"Port {port} is taken" in "\n".join(program.out)


def test_a_second_one_says_where_the_first_is_open(tmp_path: Path) -> None:
    with started("try", home=tmp_path) as program:
        address = program.address()

        second = ainori("try", "--fresh", home=tmp_path)

        assert Page(address).ask("/readyz")[0] == 200
    assert second.returncode == 1
    assert f"open already at {address}" in second.stderr
    assert "Traceback" not in second.stderr


def test_a_newcomer_comes_in_by_the_invite_of_the_community(tmp_path: Path) -> None:
    with started("try", "--lang", "en", home=tmp_path) as program:
        page = Page(program.address())
        page.post("new-1", {"kind": "arrived", "invite": "BENCH7"})

        (said,) = page.hears("new-1", entries=1)

    assert said["from"] == "bot"
