"""Says what a figure was measured on: machine, versions, load, and the disk's fsync.

The same disk may be ten times faster an hour later, so a figure without the fsync
beside it means nothing.
"""

import os
import platform
import statistics
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[1]
_BLOCK = b"x" * 4096
_LIBRARIES = (
    "line-bot-sdk",
    "python-telegram-bot",
    "aiogram",
    "httpx",
    "aiohttp",
    "fastapi",
    "starlette",
    "uvicorn",
    "uvloop",
    "sqlalchemy",
)


def ground() -> Path:
    """Return a folder on the disk of the checkout, for databases and probes."""
    folder = ROOT / ".build" / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def fsync_ms(writes: int = 100) -> float:
    """Return the median time of appending 4 KiB and having it on the disk."""
    times = []
    with tempfile.TemporaryFile(dir=ground()) as file:
        for _ in range(writes):
            began = time.perf_counter()
            file.write(_BLOCK)
            file.flush()
            os.fsync(file.fileno())
            times.append(time.perf_counter() - began)
    return statistics.median(times) * 1000


def load() -> float:
    """Return the load of the last minute."""
    return float(psutil.getloadavg()[0])


def machine() -> str:
    """Return a line about the machine."""
    memory_gib = psutil.virtual_memory().total / 2**30
    return (
        f"{os.cpu_count()} cores ({_processor()}), {memory_gib:.0f} GiB, "
        f"{platform.system()} {platform.release()}"
    )


def versions() -> str:
    """Return a line about what ran."""
    named = (f"{name} {version(name)}" for name in _LIBRARIES)
    return f"Python {platform.python_version()}, {', '.join(named)}"


def _processor() -> str:
    if sys.platform != "linux":
        return platform.processor() or platform.machine()
    for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
        name, _, value = line.partition(":")
        if name.strip() == "model name":
            return value.strip()
    return platform.machine()
