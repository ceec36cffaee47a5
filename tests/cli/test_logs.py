"""The log: readable, and nobody's secrets or words in it."""

import io
import json
import logging
from collections.abc import Callable, Iterator
from urllib.parse import quote

import aiohttp
import pytest
import structlog

from core.logs import HIDDEN, set_up_logs

TOKEN = "7712345678:AAF-an_invented_token_of_35_letters_"
CHANNEL_SECRET = "c/h4nn+el=s3cret"
SECRETS = (TOKEN, CHANNEL_SECRET, "short-lived")
SetUp = Callable[..., io.StringIO]


@pytest.fixture
def set_up() -> Iterator[SetUp]:
    """Set up the log into a text, and put everything back afterwards."""
    root = logging.getLogger()
    before = (root.handlers[:], root.level)
    levels = {
        name: logger.level
        for name, logger in logging.root.manager.loggerDict.items()
        if isinstance(logger, logging.Logger)
    }

    def into_text(secrets: tuple[str, ...] = SECRETS, **how: bool) -> io.StringIO:
        out = io.StringIO()
        set_up_logs(secrets, stream=out, **how)
        return out

    yield into_text
    root.handlers[:], root.level = before
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
    structlog.reset_defaults()


@pytest.mark.parametrize("as_json", [True, False])
def test_no_secret_comes_through_however_it_is_written(
    set_up: SetUp, as_json: bool
) -> None:
    out = set_up(as_json=as_json)

    logging.getLogger("httpx").warning(
        'HTTP Request: %s %s "HTTP/1.1 200 OK"',
        "POST",
        f"https://api.telegram.org/bot{TOKEN}/sendMessage",
    )
    logging.getLogger("aiohttp.client").error("headers=%r", {"X": CHANNEL_SECRET})
    log = structlog.get_logger("ours")
    log.info("asked", url=f"https://h/?s={quote(CHANNEL_SECRET, safe='')}")
    log.info("given", words={"secret": CHANNEL_SECRET, "also": ["short-lived"]})

    written = out.getvalue()
    assert written.count(HIDDEN) >= 5
    for secret in SECRETS:
        assert secret not in written
        assert quote(secret, safe="") not in written


def test_tokens_nobody_told_us_about_are_known_by_their_shape(set_up: SetUp) -> None:
    out = set_up(())
    log = structlog.get_logger("ours")

    log.info("asked", url=f"https://api.telegram.org/bot{TOKEN}/getMe")
    log.info("headers", authorization="Bearer abc.def-123")
    log.info("database", url="postgresql://ainori:pass-word@host/name")

    for secret in (TOKEN, "abc.def-123", "pass-word"):
        assert secret not in out.getvalue()


async def test_the_error_of_a_real_client_is_logged_without_the_address(
    set_up: SetUp,
) -> None:
    out = set_up()

    async with aiohttp.ClientSession() as client:
        try:
            await client.get(f"http://127.0.0.1:1/bot{TOKEN}/getMe")
        except aiohttp.ClientError as error:
            logging.getLogger("bots").exception("asking failed error=%s", error)

    assert TOKEN not in out.getvalue()
    assert "ClientConnector" in out.getvalue()


@pytest.mark.parametrize("as_json", [True, False])
def test_an_error_is_told_by_kind_and_place_and_not_by_its_words(
    set_up: SetUp, as_json: bool
) -> None:
    out = set_up(as_json=as_json)

    try:
        try:
            int("ひみつの言葉")
        except ValueError as error:
            raise KeyError("もっとひみつ") from error
    except KeyError as error:
        logging.getLogger("core").exception("handling broke seq=%d", 7)
        structlog.get_logger("core").error("a task broke", exc_info=error)

    written = out.getvalue()
    assert "ひみつ" not in written
    assert ('"seq": 7' if as_json else "seq=7") in written
    for told in ("KeyError", "ValueError", "test_logs.py"):
        assert written.count(told) >= 2


def test_libraries_that_log_every_request_are_quiet(set_up: SetUp) -> None:
    out = set_up()

    for name in ("httpx", "aiohttp.access", "uvicorn.error", "sqlalchemy.engine"):
        logging.getLogger(name).info("GET /?invite=BENCH7")

    assert out.getvalue() == ""


def test_a_line_is_an_object_for_machines_and_words_for_people(set_up: SetUp) -> None:
    out = set_up(as_json=True)
    structlog.get_logger("ours").info("swept", rows=3)
    line = json.loads(out.getvalue())
    assert (line["event"], line["rows"], line["level"]) == ("swept", 3, "info")

    out = set_up(as_json=True)
    logging.getLogger("core").info("read anew members=%d of=%d", 3, 16)
    line = json.loads(out.getvalue())
    assert (line["event"], line["members"], line["of"]) == ("read anew", 3, 16)

    out = set_up(as_json=False)
    logging.getLogger("core").info("read anew members=%d of=%d", 3, 16)
    assert out.getvalue().endswith("read anew members=3 of=16\n")

    out = set_up(as_json=False)
    structlog.get_logger("ours").warning("waits", why="it is locked", rows=3)
    assert out.getvalue().endswith("WARNING waits why='it is locked' rows=3\n")
