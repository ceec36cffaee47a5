"""From the command to the first answer, and the memory it takes.

`ainori serve` on an empty SQLite file, without a messenger and with LINE: until
`/readyz` says 200; with LINE, until the answer to a webhook posted at that moment is at
a stub of LINE; then the memory once the embedder is loaded.
"""

import contextlib
import json
import os
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil

from benchmarks.line_events import ACCESS_TOKEN, SECRET, webhooks
from benchmarks.machine import ROOT
from benchmarks.processes import free_port, started
from benchmarks.tables import Figures, middle

_AINORI = ROOT / ".venv" / "bin" / "ainori"
_WEBHOOK = "/line/webhook"
_SETTLES_S = 6.0
_PATIENCE_S = 30.0
_MIB = 1024 * 1024


def measure(rounds: int = 3) -> list[Figures]:
    """Start each kind a few times."""
    table = Figures(
        "Start and memory", ("what", "ready s", "first answer s", "RSS MiB"), named=1
    )
    for what, line in (("web only", False), ("web and LINE", True)):
        runs = [_start(line=line) for _ in range(rounds)]
        table.add(
            what,
            f"{middle([ready for ready, _, _ in runs]):.2f}",
            f"{middle([first for _, first, _ in runs]):.2f}" if line else "",
            f"{middle([mib for _, _, mib in runs]):.0f}",
        )
    table.notes.append(
        "First answer: to a webhook posted as soon as it was ready. "
        f"Memory {_SETTLES_S:.0f} s after the start, embedder loaded."
    )
    return [table]


def _start(*, line: bool) -> tuple[float, float, float]:
    """Return seconds until ready and until the first answer, and MiB at the end."""
    with tempfile.TemporaryDirectory() as held, _stub(Path(held), line=line) as stub:
        port = free_port()
        environment = {
            **os.environ,
            "AINORI_DATABASE_URL": f"sqlite:///{Path(held) / 'bench.db'}",
            "AINORI_PORT": str(port),
            **(_settings(stub) if line else {}),
        }
        began = time.perf_counter()
        process = subprocess.Popen(
            [_AINORI, "serve"],
            env=environment,
            cwd=held,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _until_ready(port, began)
            ready = first = time.perf_counter() - began
            if line:
                _post(port)
                _until_answered(stub, began)
                first = time.perf_counter() - began
            time.sleep(_SETTLES_S)
            memory = psutil.Process(process.pid).memory_info().rss / _MIB
        finally:
            process.terminate()
            process.wait(timeout=15)
    return ready, first, memory


@contextlib.contextmanager
def _stub(folder: Path, *, line: bool) -> Iterator[str]:
    """Give the address of a stub of LINE, where one is needed."""
    if not line:
        yield ""
        return
    port = free_port()
    command = ["-m", "benchmarks.line_stub", "--port", f"{port}"]
    url = f"http://127.0.0.1:{port}"
    with started(command, url=url, folder=folder, ready="/count") as running:
        yield running.url


def _settings(stub: str) -> dict[str, str]:
    return {
        "LINE_CHANNEL_SECRET": SECRET,
        "LINE_CHANNEL_ACCESS_TOKEN": ACCESS_TOKEN,
        "LINE_API_BASE": stub,
    }


def _post(port: int) -> None:
    """Post a webhook in which a stranger asks for help."""
    webhook = next(webhooks(_WEBHOOK, says="help", first=0, people=1, run="start"))
    head, _, body = webhook.request.partition(b"\r\n\r\n")
    lines = (line.split(": ", 1) for line in head.decode().split("\r\n")[1:])
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}{_WEBHOOK}", body, dict(lines), method="POST"
    )
    with urllib.request.urlopen(request, timeout=_PATIENCE_S):  # noqa: S310 - loopback
        return


def _until_answered(stub: str, began: float) -> None:
    while time.perf_counter() - began < _PATIENCE_S:
        with urllib.request.urlopen(f"{stub}/count", timeout=1) as said:  # noqa: S310
            if json.load(said)["tokens"]:
                return
        time.sleep(0.005)
    message = f"no answer after {_PATIENCE_S:.0f} s"
    raise TimeoutError(message)


def _until_ready(port: int, began: float) -> None:
    while time.perf_counter() - began < _PATIENCE_S:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=1):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.01)
    message = f"not ready after {_PATIENCE_S:.0f} s"
    raise TimeoutError(message)
