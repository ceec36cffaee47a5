"""Commands inside the test's own process, in a folder of its own."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog
from typer.testing import CliRunner

from bots.cli.app import app
from core.errors import AinoriError

Typed = Callable[..., str]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Typed]:
    """Type commands; gives what they print, raises what they complain of."""
    monkeypatch.chdir(tmp_path)
    root = logging.getLogger()
    before = (root.handlers[:], root.level)

    def run(*words: str, keys: str = "", code: int = 0) -> str:
        done = CliRunner().invoke(app, words, input=keys)
        if isinstance(done.exception, AinoriError):
            raise done.exception
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        assert done.exit_code == code, done.output
        return done.output

    yield run
    root.handlers[:], root.level = before
    structlog.reset_defaults()
