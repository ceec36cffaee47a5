"""Looks at the `.env` file itself, before anybody reads settings out of it.

Owns what may be wrong with it as a file: letters, rights, lines. Must not know what a
setting means.
"""

import io
import logging
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from pathlib import Path

from dotenv import dotenv_values
from dotenv.parser import parse_stream

from core.i18n.operators import text

ENCODING = "utf-8-sig"
"""UTF-8, also with the mark at its beginning that some editors on Windows write."""

# It warns of lines that it leaves out; here they are told as what is wrong.
logging.getLogger("dotenv").setLevel(logging.ERROR)


def unreadable(file: Path) -> str:
    """Return why a file cannot be read at all, and the remedy; '' where it can."""
    try:
        file.read_text(ENCODING)
    except (FileNotFoundError, IsADirectoryError):
        return ""
    except UnicodeDecodeError:
        return text("config.not_utf8", file=str(file))
    except OSError as error:
        return text("config.no_right", file=str(file), why=str(error.strerror))
    return ""


def odd_lines(file: Path) -> Iterator[str]:
    """Name each line that says nothing; the line itself may hold a secret."""
    if not file.is_file():
        return
    for binding in parse_stream(io.StringIO(file.read_text(ENCODING))):
        if binding.error:
            line = str(binding.original.line)
            yield text("config.odd_line", file=str(file), line=line)


def strangers(file: Path, known: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield each name nobody reads that looks like one, and which one, '' for none."""
    if not file.is_file() or unreadable(file):
        return
    beginnings = {f"{name.split('_')[0]}_" for name in known}
    for name in dotenv_values(file, encoding=ENCODING):
        loud = name.upper()
        if loud not in known and loud.startswith(tuple(beginnings)):
            near = get_close_matches(loud, known, n=1, cutoff=0.75)
            yield name, near[0] if near else ""
