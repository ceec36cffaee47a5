"""The command `ainori`, also as `python -m bots`."""

import os
import sys

import core
from bots.garbage import keep_together, look_seldom


def main() -> None:
    """Run a command; expected trouble is told in words, without a traceback."""
    try:
        try:
            _run()
        finally:
            sys.stdout.flush()
    except KeyboardInterrupt:
        # Also while the command is still being loaded.
        sys.exit(130)
    except BrokenPipeError:
        # Whoever read us has seen enough, as `head` has; the rest goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def _run() -> None:
    if getattr(core, "APP", "") != "ainori":
        where = getattr(core, "__file__", "?")
        sys.exit(
            f"Another package named 'core' is in the way: {where}. Start Ainori by "
            "the command `ainori`, in an environment of its own."
        )
    look_seldom()
    keep_together()
    # A community is a small matrix: more threads win microseconds, and between two
    # uses they spin and take half the processor away. Set before numpy is loaded.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from bots.cli.app import app  # noqa: PLC0415 - only with the right `core`
    from bots.cli.shell import complain, speak_anything  # noqa: PLC0415
    from core.errors import AinoriError  # noqa: PLC0415

    speak_anything()
    try:
        app()
    except AinoriError as trouble:
        complain(str(trouble).splitlines())
        sys.exit(1)


if __name__ == "__main__":
    main()
