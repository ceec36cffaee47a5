"""The page itself: its template, and the files the browser loads.

Owns what reaches the browser before any talk does. Must not know conversations.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import orjson
from jinja2 import Environment, StrictUndefined, Template
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from core.i18n.catalog import Language

FILES = Path(__file__).parent / "page"


class PageFiles(StaticFiles):
    """The styles and scripts of the page; browsers ask whether they changed."""

    def __init__(self) -> None:
        super().__init__(directory=FILES)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Answer with a file, which may be kept but not used unasked."""
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "no-cache"
        return response


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    source = (Path(__file__).parent / "page.html").read_text("utf-8")
    return environment.from_string(source)


@cache
def _modules() -> list[str]:
    """Return the scripts by name; fetched together they do not wait for one another."""
    return sorted(file.name for file in FILES.glob("*.js") if file.name != "theme.js")


def render_page(
    language: Language, words: Mapping[str, str], *, settings: Mapping[str, object]
) -> str:
    """Return the page.

    Args:
        language: Of all its words.
        words: `page_words` in that language.
        settings: What the script is told, in one attribute, because the policy
            forbids scripts inside the page; `phones` is 2 to play both sides.
    """
    told = orjson.dumps({**settings, "language": language, "words": words})
    return _template().render(
        language=language,
        other="en" if language == "ja" else "ja",
        words=words,
        modules=_modules(),
        phones=settings["phones"],
        settings=told.decode(),
    )
