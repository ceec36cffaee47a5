"""Where a Chromium is, for the tests marked `browser`; downloads none.

`make test` asks `python -m tests.browser` whether to leave those tests out.
"""

import os
import shutil
import sys
from pathlib import Path

_COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_MAC_APPS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
# Where `playwright install chromium` puts it on Linux and on a Mac.
_CACHES = (".cache/ms-playwright", "Library/Caches/ms-playwright")
_CACHED = (
    "chromium-*/chrome-linux*/chrome",
    "chromium-*/chrome-mac*/*/Contents/MacOS/*",
)


def find_chromium() -> Path | None:
    """Return the Chromium to drive: `AINORI_CHROMIUM`, an installed or a cached one."""
    named = os.environ.get("AINORI_CHROMIUM")
    if named:
        return Path(named)
    for command in _COMMANDS:
        if found := shutil.which(command):
            return Path(found)
    candidates = [Path(app) for app in _MAC_APPS]
    for cache in _CACHES:
        for pattern in _CACHED:
            candidates += sorted((Path.home() / cache).glob(pattern), reverse=True)
    return next((path for path in candidates if path.is_file()), None)


if __name__ == "__main__":
    chromium = find_chromium()
    if chromium is None:
        sys.exit(1)
    sys.stdout.write(f"Browser tests drive {chromium}\n")
