"""Shields every test from this machine: its settings, its secrets, its network.

A developer's `.env`, a messenger's real token in the environment, a server that
happens to be reachable: none of them may decide how a test ends.
"""

import gc
import ipaddress
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from core.reading_settings import names

# As the command does, before numpy is loaded: threads that spin slow every test down.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# Where bytecode is not kept, each worker and each command a test starts would compile
# everything anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# A disk makes every commit wait until it is written, for a power cut no test stages.
_MEMORY, _ENOUGH = Path("/dev/shm"), 2 * 1024**3  # noqa: S108  folders in it are private
if (
    "TMPDIR" not in os.environ
    and os.access(_MEMORY, os.W_OK)
    and not os.statvfs(_MEMORY).f_flag & os.ST_NOEXEC
    and shutil.disk_usage(_MEMORY).free > _ENOUGH
):
    os.environ["TMPDIR"], tempfile.tempdir = str(_MEMORY), None

# Whatever language this machine speaks, commands are read in English here.
os.environ["LANGUAGE"] = "en"

# One authority to trust, which vouches for nobody: each HTTP client reads them all
# anew, and a system has 150.
os.environ["SSL_CERT_FILE"] = str(Path(__file__).with_name("nobody.pem"))

_ASKED: list[str] = []


def pytest_configure(config: pytest.Config) -> None:
    """Keep what is dear to make from process to process, and away from this machine."""
    if not hasattr(config, "workerinput"):
        folder = tempfile.mkdtemp(prefix="ainori-cache-")
        config.add_cleanup(partial(shutil.rmtree, folder, ignore_errors=True))
        os.environ["XDG_CACHE_HOME"] = folder


# Everything collected stays until the end; looking through it for garbage again and
# again took a fifth of the time.
gc.disable()


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Look for garbage among what tests make, not among the tests."""
    gc.freeze()
    gc.set_threshold(20_000)
    gc.enable()


class NoNetwork(RuntimeError):
    """A test tried to leave this machine."""


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take what an operator may set out of the environment."""
    for name in (*names(), "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session", autouse=True)
def _a_folder_without_env(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Stand where no `.env` lies."""
    before = Path.cwd()
    os.chdir(tmp_path_factory.mktemp("elsewhere"))
    yield
    os.chdir(before)


@pytest.fixture(autouse=True)
def _nobody_leaves_this_machine() -> Iterator[None]:
    """Fail a test that tried to, even if the code under test swallowed the error."""
    _ASKED.clear()
    yield
    assert _ASKED == [], "the network is out of bounds for tests; use a loopback server"


def _watch(event: str, given: tuple[Any, ...]) -> None:
    if event == "socket.connect":
        where = given[1]
    elif event == "socket.getaddrinfo":
        where = given[0]
    else:
        return
    host = where[0] if isinstance(where, tuple) else where
    if isinstance(where, str) and event == "socket.connect":
        return  # a socket file
    if not _is_loopback(host):
        _ASKED.append(f"{event} {host}")
        raise NoNetwork(f"{host!r} is not this machine")


def _is_loopback(host: object) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if name in {None, "", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(str(name).partition("%")[0]).is_loopback
    except ValueError:
        return False


sys.addaudithook(_watch)
