"""Starts what is measured as processes of their own, and ends them."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.machine import ROOT

# What would lead a bot elsewhere, or change what it does.
_OURS = ("AINORI_", "LINE_", "TELEGRAM_", "OPENAI_", "DATABASE_URL")
_PATIENCE_S = 60.0
# A process that does nothing still looks at its timers.
_STILL_CPU_S, _LOOK_S, _LOOKS = 0.03, 0.5, 6


@dataclass(frozen=True, slots=True)
class Started:
    """A process that answers HTTP."""

    process: subprocess.Popen[bytes]
    url: str
    took_s: float

    def memory_mib(self) -> float:
        """Return its resident memory now."""
        return float(psutil.Process(self.process.pid).memory_info().rss) / 2**20

    def cpu_s(self) -> float:
        """Return the processor time it has taken so far."""
        times = psutil.Process(self.process.pid).cpu_times()
        return float(times.user + times.system)

    def settle(self) -> None:
        """Wait until it does nothing: what is done once after a start is done."""
        still, until = 0, time.monotonic() + _PATIENCE_S
        while still < _LOOKS and time.monotonic() < until:
            before = self.cpu_s()
            time.sleep(_LOOK_S)
            still = still + 1 if self.cpu_s() - before < _STILL_CPU_S else 0


@contextlib.contextmanager
def started(
    command: Sequence[str],
    *,
    url: str,
    folder: Path,
    ready: str = "/",
    env: Mapping[str, str] | None = None,
) -> Iterator[Started]:
    """Run a command until the block ends; begin the block when it answers.

    Args:
        command: Arguments after `python`.
        url: Where it will answer.
        folder: Where it runs and leaves its log.
        ready: A path that answers 200 once it is ready.
        env: What it is told, beside our environment without our own settings.
    """
    log = folder / f"{command[1]}.log"
    began = time.perf_counter()
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=folder,
            env={**_environment(), **(env or {})},
            stdout=out,
            stderr=out,
        )
    try:
        _wait(process, url + ready, log)
        yield Started(process, url, time.perf_counter() - began)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    """Return a port that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _environment() -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(_OURS) and not name.lower().endswith("_proxy")
    }
    return {**kept, "PYTHONPATH": str(ROOT)}


def _wait(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    until = time.monotonic() + _PATIENCE_S
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - loopback
                return
        except OSError:
            time.sleep(0.01)
    raise RuntimeError(f"nothing answers at {url}: {log.read_text('utf-8')[-2000:]}")
