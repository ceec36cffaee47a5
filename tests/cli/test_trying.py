"""`ainori try` from the first start to the second."""

import socket
from pathlib import Path

import pytest

from core.errors import AinoriError
from tests.cli.conftest import Typed
from tests.cli.programs import Page, Program, started

pytestmark = pytest.mark.slow


def test_one_neighbourhood_from_the_first_start_to_a_fresh_one(
    tmp_path: Path, typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        with started("try", "--port", port, home=tmp_path) as program:
            address = program.address()
            page = Page(address)
            _a_port_that_is_taken_is_no_obstacle(program, port)
            _everybody_can_be_played(page)
            page.say("shino", "ヘルプ")
            before = page.hears("shino", entries=2)
            with pytest.raises(AinoriError, match=f"open already at {address}"):
                typed("try", "--fresh")
            assert page.ask("/readyz")[0] == 200
            assert program.end() == 0

    with started("try", home=tmp_path) as program:
        page = Page(program.address())
        assert page.history("shino") == before
        assert [line["from"] for line in before] == ["me", "bot"]
        assert program.end() == 0

    with started("try", "--fresh", home=tmp_path) as program:
        assert Page(program.address()).history("shino") == []


def _a_port_that_is_taken_is_no_obstacle(program: Program, port: str) -> None:
    assert Page(program.address()).ask("/healthz") == (200, "ok\n")
    assert f":{port}/" not in program.address()
    assert f"Port {port} is taken" in "\n".join(program.out)


def _everybody_can_be_played(page: Page) -> None:
    status, found = page.ask("/chat/people")

    assert status == 200
    assert len(found["people"]) > 20
    assert all(person["name"] for person in found["people"])


def test_a_newcomer_comes_in_by_the_invite_of_the_community(tmp_path: Path) -> None:
    with started("try", "--lang", "en", home=tmp_path) as program:
        page = Page(program.address())
        page.post("new-1", {"kind": "arrived", "invite": "BENCH7"})

        (said,) = page.hears("new-1", entries=1)

    assert said["from"] == "bot"
