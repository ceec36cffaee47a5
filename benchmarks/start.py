"""From the command to the first answer, and the memory it takes.

`ainori serve` on an empty SQLite file, without a messenger and with LINE, until
`/readyz` says 200; then the memory once the embedder is loaded.
"""

import os
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import psutil

from benchmarks.machine import ROOT
from benchmarks.processes import free_port
from benchmarks.tables import Figures, middle

_AINORI = ROOT / ".venv" / "bin" / "ainori"
_LINE = {"LINE_CHANNEL_SECRET": "bench", "LINE_CHANNEL_ACCESS_TOKEN": "bench"}
_SETTLES_S = 6.0
_PATIENCE_S = 30.0
_MIB = 1024 * 1024


def measure(rounds: int = 3) -> list[Figures]:
    """Start each kind a few times."""
    table = Figures("Start and memory", ("what", "ready s", "RSS MiB"), named=1)
    for what, secrets in (("web only", {}), ("web and LINE", _LINE)):
        runs = [_start(secrets) for _ in range(rounds)]
        ready = middle([seconds for seconds, _ in runs])
        memory = middle([mib for _, mib in runs])
        table.add(what, f"{ready:.2f}", f"{memory:.0f}")
    table.notes.append(f"Memory {_SETTLES_S:.0f} s after the start, embedder loaded.")
    return [table]


def _start(secrets: dict[str, str]) -> tuple[float, float]:
    """Return the seconds until ready, and the MiB once everything is loaded."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        environment = {
            **os.environ,
            **secrets,
            "AINORI_DATABASE_URL": f"sqlite:///{Path(folder) / 'bench.db'}",
            "AINORI_PORT": str(port),
        }
        began = time.perf_counter()
        process = subprocess.Popen(
            [_AINORI, "serve"],
            env=environment,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _until_ready(port, began)
            ready = time.perf_counter() - began
            time.sleep(_SETTLES_S)
            memory = psutil.Process(process.pid).memory_info().rss / _MIB
        finally:
            process.terminate()
            process.wait(timeout=15)
    return ready, memory


def _until_ready(port: int, began: float) -> None:
    while time.perf_counter() - began < _PATIENCE_S:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=1):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.01)
    message = f"not ready after {_PATIENCE_S:.0f} s"
    raise TimeoutError(message)
