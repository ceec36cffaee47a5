"""Commands in processes of their own that do not load everything anew.

    bot = forked("bots", "serve", cwd=folder, env={...})
    bot.send_signal(SIGTERM)
    assert bot.wait(40) == 0

They are forks of one process for each process of a test session (`tests/zygote.py`).
That a command starts from nothing is told by tests/cli/test_commands.py, and for the
installed one by tests/project/test_wheel.py.
"""

import atexit
import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]


class Forked:
    """A running command, as `subprocess.Popen` shows it."""

    def __init__(self, report: int) -> None:
        self.returncode: int | None = None
        self._report = os.fdopen(report)
        self.pid = int(self._report.readline())

    def poll(self) -> int | None:
        """Return its exit code, minus the signal that killed it; None if it runs."""
        return self._ended(0)

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end and return its exit code.

        Raises:
            TimeoutError: It goes on for longer than `timeout`, in seconds.
        """
        code = self._ended(timeout)
        if code is None:
            raise TimeoutError(f"it still runs after {timeout} s")
        return code

    def send_signal(self, which: int) -> None:
        """Send it a signal, if it still runs."""
        if self.poll() is None:
            os.kill(self.pid, which)

    def kill(self) -> None:
        """Kill it, if it still runs."""
        self.send_signal(signal.SIGKILL)

    def _ended(self, timeout: float | None) -> int | None:
        if self.returncode is None:
            if not select.select([self._report], [], [], timeout)[0]:
                return None
            self.returncode = int(self._report.readline())
            self._report.close()
        return self.returncode


def forked(
    module: str,
    *words: str | Path,
    cwd: Path,
    env: Mapping[str, str],
    stdout: int | None = None,
    stderr: int | None = None,
) -> Forked:
    """Start a module as `python -m` does.

    Args:
        module: Its name.
        words: What follows it.
        cwd: The folder it stands in.
        env: All of its environment.
        stdout: The file descriptor it writes to; nowhere if None.
        stderr: The one it complains to; nowhere if None.
    """
    what = {"module": module, "words": [*map(str, words)]}
    asked = json.dumps({**what, "cwd": str(cwd), "env": dict(env)})
    report, told = os.pipe()
    nowhere = os.open(os.devnull, os.O_RDWR)
    streams = [nowhere if one is None else one for one in (None, stdout, stderr)]
    socket.send_fds(_zygote(), [asked.encode() + b"\n"], [*streams, told])
    os.close(nowhere)
    os.close(told)
    return Forked(report)


@cache
def _zygote() -> socket.socket:
    """Start the process that becomes the commands."""
    ours, theirs = socket.socketpair()
    kept = ("PATH", "HOME", "XDG_CACHE_HOME", "TMPDIR")
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.zygote", str(theirs.fileno())],
        cwd=ROOT,
        env={
            **{name: os.environ[name] for name in kept if name in os.environ},
            "OPENBLAS_NUM_THREADS": "1",
            "PYTHONUTF8": "1",
            "PYTHONWARNINGS": "error",
        },
        stdout=subprocess.DEVNULL,
        pass_fds=[theirs.fileno()],
    )
    theirs.close()

    def end() -> None:
        ours.close()
        process.wait()

    atexit.register(end)
    return ours
