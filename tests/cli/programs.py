"""The real command in a process of its own."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from tests.forked import Forked, forked

PATIENCE_S = 40.0


def ainori(
    *words: str | Path, home: Path, **environment: str
) -> "subprocess.CompletedProcess[str]":
    """Run a command to its end, with everything it writes below `home`."""
    return subprocess.run(
        [sys.executable, "-m", "bots", *map(str, words)],
        cwd=home,
        env=_environment(home, environment),
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE_S,
    )


class Program:
    """A command that goes on, as a fork of what has loaded everything."""

    def __init__(self, process: Forked, out: IO[str], err: IO[str]) -> None:
        self._process, self._streams = process, (out, err)
        self.out: list[str] = []
        self.err: list[str] = []
        self._readers = [
            threading.Thread(target=_gather, args=(stream, lines), daemon=True)
            for stream, lines in ((out, self.out), (err, self.err))
        ]
        for reader in self._readers:
            reader.start()

    def address(self) -> str:
        """Wait until it tells where it is reached."""
        began = time.monotonic()
        while time.monotonic() - began < PATIENCE_S:
            for line in tuple(self.out):
                if line.startswith("Ainori is here:"):
                    return line.split()[-1]
            for line in tuple(self.err):
                if '"serving"' in line:
                    return str(json.loads(line)["address"])
            if self._process.poll() is not None:
                break
            time.sleep(0.05)
        raise AssertionError(f"it did not start: {self.out} {self.err}")

    def wait_for(self, word: str) -> None:
        """Wait until a line of the log has a word in it."""
        began = time.monotonic()
        while not any(word in line for line in tuple(self.err)):
            assert time.monotonic() - began < PATIENCE_S, self.err
            assert self._process.poll() is None, self.err
            time.sleep(0.05)

    def end(self) -> int:
        """Ask it to end, as an operator does, and return its exit code."""
        self._process.send_signal(signal.SIGTERM)
        return self.wait()

    def wait(self) -> int:
        """Wait until it ends and return its exit code."""
        code = self._process.wait(PATIENCE_S)
        for reader in self._readers:
            reader.join()
        return code

    def kill(self) -> None:
        """End it if it still runs."""
        self._process.kill()
        self._process.wait()
        for reader in self._readers:
            reader.join()
        for stream in self._streams:
            stream.close()


@contextmanager
def started(*words: str | Path, home: Path, **environment: str) -> Iterator[Program]:
    """Start a command; it is gone after the block."""
    (out, stdout), (err, stderr) = os.pipe(), os.pipe()
    process = forked(
        "bots",
        *words,
        cwd=home,
        env=_environment(home, {"AINORI_PORT": "0"} | environment),
        stdout=stdout,
        stderr=stderr,
    )
    os.close(stdout)
    os.close(stderr)
    program = Program(
        process, os.fdopen(out, encoding="utf-8"), os.fdopen(err, encoding="utf-8")
    )
    try:
        yield program
    finally:
        program.kill()


class Page:
    """What a page does, for somebody on this machine."""

    def __init__(self, address: str) -> None:
        self._host = urlsplit(address).netloc
        self._cookie = ""

    def ask(self, path: str, body: Any = None) -> tuple[int, Any]:
        """Return status and JSON (or text) of an answer."""
        client = HTTPConnection(self._host, timeout=PATIENCE_S)
        headers = {"Origin": f"http://{self._host}", "Cookie": self._cookie}
        try:
            client.request(
                "GET" if body is None else "POST",
                path,
                None if body is None else json.dumps(body),
                headers,
            )
            answer = client.getresponse()
            self._cookie = (answer.headers["Set-Cookie"] or self._cookie).split(";")[0]
            said = answer.read().decode()
        finally:
            client.close()
        kind = answer.headers.get("Content-Type", "")
        return answer.status, json.loads(said) if "json" in kind else said

    def say(self, phone: str, text: str) -> None:
        """Write something from a phone."""
        self.post(phone, {"kind": "said", "text": text})

    def post(self, phone: str, content: dict[str, str]) -> None:
        """Let something happen on a phone."""
        status, said = self.ask(
            f"/chat/{phone}/events", {"id": str(uuid.uuid4()), **content}
        )
        assert status == 202, said

    def history(self, phone: str) -> list[Any]:
        """Return what was said on a phone."""
        status, said = self.ask(f"/chat/{phone}/history")
        assert status == 200, said
        return list(said["entries"])

    def hears(self, phone: str, *, entries: int) -> list[Any]:
        """Wait until so many lines are there, and return them."""
        began = time.monotonic()
        while len(found := self.history(phone)) < entries:
            assert time.monotonic() - began < PATIENCE_S, found
            time.sleep(0.05)
        return found


def _environment(home: Path, given: dict[str, str]) -> dict[str, str]:
    return {
        "HOME": str(home),
        "PATH": os.environ["PATH"],
        "PYTHONUTF8": "1",
        # What is tested is the checkout, wherever the process stands.
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "PYTHONWARNINGS": "error",
        "XDG_CACHE_HOME": os.environ["XDG_CACHE_HOME"],
        "XDG_DATA_HOME": str(home / "share"),
        **given,
    }


def _gather(stream: IO[str], lines: list[str]) -> None:
    for line in stream:
        lines.append(line.rstrip("\n"))
