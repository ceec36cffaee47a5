"""`ainori bench`: the measurements, where they are."""

import runpy
import sys
from importlib.util import find_spec

import typer

from core.errors import AinoriError
from core.i18n.operators import text


def bench(context: typer.Context) -> None:
    """Measure this machine; everything after the name goes to the measurements."""
    measure("benchmarks", "bench", context.args)


def measure(
    module: str, command: str, args: list[str], *, needs: str = "psutil"
) -> None:
    """Run measurements, which stay in the checkout and use what the tests use.

    Raises:
        AinoriError: They, or the library they need, are not there.
    """
    program = f"{module}.__main__" if module == "benchmarks" else module
    if find_spec("benchmarks") is None or find_spec(program) is None:
        raise AinoriError(text("operator.not_installed", command=command))
    if find_spec(needs) is None:
        raise AinoriError(text("operator.needs_tests"))
    sys.argv = [f"ainori {command}", *args]
    runpy.run_module(module, run_name="__main__")
