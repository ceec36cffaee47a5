"""The log: `name key=value` for people, one JSON object a line for machines.

Secrets are taken out where lines are written, so that no library can let one slip.
Tracebacks name files and lines but not what an error says, because that may be a
member's words. Nothing but this module sets up logging.
"""

import json
import logging
import re
import sys
import traceback
from collections.abc import Iterator, MutableMapping, Sequence
from typing import Any, TextIO
from urllib.parse import quote

import structlog

HIDDEN = "[hidden]"

# Their INFO lines hold addresses with tokens in them, and every request.
_CHATTY = (
    "aiohttp",
    "alembic",
    "asyncio",
    "httpcore",
    "httpx",
    "linebot",
    "openai",
    "sqlalchemy",
    "telegram",
    "uvicorn",
)
_SHAPES = (
    # A Telegram token wherever it stands, also one nobody told us about.
    re.compile(r"\d{6,}:[A-Za-z0-9_-]{30,}"),
    re.compile(r"(?<=Bearer )[^\s'\"]+"),
    # The password of a URL.
    re.compile(r"(?<=://)[^\s/@:]*:[^\s/@]+(?=@)"),
)
_SHORTEST_SECRET = 4

_PAIRS = re.compile(r"(?P<said>[^%=]+?),?(?P<pairs>( \w+=%[sd])+)")
_KEY = re.compile(r"(\w+)=")


class Redactor:
    """Takes secrets out of text."""

    def __init__(self, secrets: Sequence[str]) -> None:
        spellings = {one for secret in secrets for one in _spellings(secret)}
        # The longest first, for one secret may begin with another.
        known = sorted(spellings, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, known))) if known else None

    def clean(self, text: str) -> str:
        """Return text without secrets."""
        if self._known is not None:
            text = self._known.sub(HIDDEN, text)
        for shape in _SHAPES:
            text = shape.sub(HIDDEN, text)
        return text


class _RedactingFormatter(structlog.stdlib.ProcessorFormatter):
    """Formats a record, whoever made it, and cleans the line that comes out."""

    def __init__(self, redactor: Redactor, **how: Any) -> None:
        super().__init__(**how)
        self._redactor = redactor

    def format(self, record: logging.LogRecord) -> str:
        """Return the line as it is written."""
        return self._redactor.clean(super().format(record))


def set_up_logs(
    secrets: Sequence[str] = (),
    *,
    stream: TextIO | None = None,
    as_json: bool | None = None,
    level: int = logging.INFO,
) -> None:
    """Send all log lines to one stream, and nothing secret among them.

    Args:
        secrets: What never appears, however it is quoted.
        stream: Where lines go; standard error if None.
        as_json: One object a line; None to do so unless a person is looking.
        level: The least that is written.
    """
    out = sys.stderr if stream is None else stream
    machine = not out.isatty() if as_json is None else as_json
    handler = logging.StreamHandler(out)
    handler.setFormatter(
        _RedactingFormatter(
            Redactor(secrets),
            foreign_pre_chain=_steps(),
            use_get_message=False,
            pass_foreign_args=True,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _as_json() if machine else _as_words,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_steps(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
    )


def _steps() -> list[structlog.typing.Processor]:
    return [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        _taken_apart,
        structlog.processors.TimeStamper("iso", utc=True),
        _where_it_broke,
    ]


def _taken_apart(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Give each `key=%s` of a line its own place, where a machine looks for it."""
    words, args = str(event["event"]), event.pop("positional_args", ())
    found = _PAIRS.fullmatch(words)
    if found and args and isinstance(args, tuple):
        event["event"] = found["said"]
        event.update(zip(_KEY.findall(found["pairs"]), args, strict=True))
    elif args:
        event["event"] = words % args
    return event


def _where_it_broke(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Put an error's type and place into the line; its words stay out."""
    given = event.pop("exc_info", None)
    error = sys.exc_info()[1] if given is True else given
    if isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        event["error"] = type(error).__name__
        event["at"] = " < ".join(_places(error))
    # What the standard library would print has the words in it.
    record = event.get("_record")
    if isinstance(record, logging.LogRecord):
        record.exc_info = record.exc_text = None
    return event


def _places(error: BaseException) -> Iterator[str]:
    """Yield the innermost places an error came through, and those of its causes."""
    seen: BaseException | None = error
    while seen is not None:
        if seen is not error:
            yield type(seen).__name__
        frames = traceback.extract_tb(seen.__traceback__)
        for frame in reversed(frames[-6:]):
            yield f"{_module(frame.filename)}:{frame.lineno} {frame.name}"
        seen = seen.__cause__ or seen.__context__


def _module(path: str) -> str:
    """Return the end of a path, which is enough to find it and names no machine."""
    return "/".join(path.replace("\\", "/").split("/")[-3:])


def _as_json() -> structlog.typing.Processor:
    # default=str: a value that JSON lacks must not lose the line.
    return structlog.processors.JSONRenderer(default=str, ensure_ascii=False)


def _as_words(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> str:
    """Return a line as a person reads it."""
    time = str(event.pop("timestamp", ""))[11:19]
    level = str(event.pop("level", ""))
    event.pop("logger", None)
    said = str(event.pop("event", ""))
    mark = "" if level == "info" else f"{level.upper()} "
    rest = " ".join(f"{key}={_plain(value)}" for key, value in event.items())
    return f"{time} {mark}{said} {rest}".rstrip()


def _plain(value: object) -> str:
    text = str(value)
    return repr(text) if not text or " " in text else text


def _spellings(secret: str) -> Iterator[str]:
    """Yield a secret as it may stand in a line: plain, in an address, in a repr."""
    if len(secret) < _SHORTEST_SECRET:
        return
    yield secret
    yield quote(secret, safe="")
    yield quote(secret)
    yield repr(secret)[1:-1]
    yield json.dumps(secret)[1:-1]
