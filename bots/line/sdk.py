"""Loads what needs LINE's SDK, and of the SDK no more than that.

Its packages `linebot` and `linebot.v3` load all they offer whenever anything in them is
asked for: the API before this one with an HTTP library of its own, and models of
webhooks. Nothing here needs these, and they are 9 MB and a fifth of the time. So both
packages are put in place as the folders they are, without what stands in them. Whoever
loaded them before has them as they were.
"""

import sys
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from typing import Any


def load(name: str) -> Any:
    """Return a module, the SDK's own or one of ours that needs it."""
    for package in ("linebot", "linebot.v3"):
        found = None if package in sys.modules else find_spec(package)
        if found is not None:
            sys.modules[package] = module_from_spec(found)
    return import_module(name)
