"""Becomes a command when asked; what takes long to load is there already.

    python -m tests.zygote SOCKET

`tests/forked.py` asks over the socket. Each command is a fork of this process, which
has no threads and has decided nothing: it stands in the folder, has the environment
and the streams that it is asked to have, and ends as any other process.
"""

import gc
import json
import os
import runpy
import signal
import socket
import sys
from contextlib import suppress
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import bots

_LONGEST = 2**20
# What they say is decided when they are loaded: in which language, and how wide.
_DECIDE = ("bots.__main__", "bots.cli")


def load() -> None:
    """Load what commands need, and leave it alone when there is garbage."""
    for module in walk_packages(bots.__path__, "bots."):
        if not module.name.startswith(_DECIDE):
            import_module(module.name)
    gc.collect()
    gc.freeze()


def wait(line: socket.socket) -> dict[str, Any] | None:
    """Wait, and return what this fork is to become; None when nobody asks any more."""
    while True:
        asked, fds, _, _ = socket.recv_fds(line, _LONGEST, 4)
        while asked and not asked.endswith(b"\n"):
            asked += line.recv(_LONGEST)
        if not asked:
            return None
        if os.fork() == 0:
            line.close()
            return _become_a_child(json.loads(asked), *fds)
        for fd in fds:
            os.close(fd)
        with suppress(ChildProcessError):
            while os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG):
                pass


def _become_a_child(
    asked: dict[str, Any], stdin: int, stdout: int, stderr: int, report: int
) -> dict[str, Any]:
    """Fork once more: the first tells which process the second is, and how it ended."""
    child = os.fork()
    if child:
        for fd in (stdin, stdout, stderr):
            os.close(fd)
        os.write(report, b"%d\n" % child)
        _, status = os.waitpid(child, 0)
        os.write(report, b"%d\n" % os.waitstatus_to_exitcode(status))
        os._exit(0)
    os.close(report)
    for here, fd in enumerate((stdin, stdout, stderr)):
        os.dup2(fd, here)
        os.close(fd)
    # What was made for the streams of before knows whether those could seek.
    sys.stdin, sys.stdout = os.fdopen(0), os.fdopen(1, "w")
    sys.stderr = os.fdopen(2, "w", buffering=1, errors="backslashreplace")
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.chdir(asked["cwd"])
    os.environ.clear()
    os.environ.update(asked["env"])
    return asked


if __name__ == "__main__":
    # Whoever ends a test run by Ctrl+C ends the tests, and these this.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    load()
    become = wait(socket.socket(fileno=int(sys.argv[1])))
    if become is not None:
        sys.argv = [become["module"], *become["words"]]
        runpy.run_module(become["module"], run_name="__main__", alter_sys=True)
