"""The page from which a member takes their own words along, and the archive itself.

Owns the addresses under `/export/` and how an archive looks. Must not know channels;
what goes into an archive is core's.
"""

import io
import zipfile
from dataclasses import asdict
from datetime import datetime
from functools import cache, partial

import orjson
from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from core.clock import Clock
from core.i18n.catalog import Language, language_of
from core.services.exporting import Archive, archive
from core.store import downloads, people
from core.store.engine import Database
from core.talk.words_left import words_left

# A page may post to itself only; it carries its own styles, so that it can be kept.
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
}
_SECONDS_STAMP = (1980, 1, 1, 0, 0, 0)


def routes(
    database: Database, clock: Clock, *, zone: str, language: Language = "ja"
) -> list[Route]:
    """Return the addresses an export link points to, for `bots.http.build_app`.

    Opening the link shows a button; only pressing it uses the link up. So the preview
    that messengers fetch of every link costs nobody their words.

    Args:
        database: Where links and words are.
        clock: When a link is too old.
        zone: Name of the time zone that moments are written in.
        language: Of the page for links that open nothing.
    """

    async def door(request: Request) -> Response:
        op = partial(_whose, token=request.path_params["token"], clock=clock)
        found = await database.read(op)
        if found is None:
            return _page("closed", _asked_for(request, language), status=410)
        return _page("door", found)

    async def take(request: Request) -> Response:
        token = request.path_params["token"]
        taken = await database.write(
            partial(_take, token=token, clock=clock, zone=zone)
        )
        if taken is None:
            return _page("closed", _asked_for(request, language), status=410)
        words, spoken = taken
        return Response(
            pack(words, spoken),
            media_type="application/zip",
            headers={
                **_HEADERS,
                "Content-Disposition": 'attachment; filename="ainori.zip"',
            },
        )

    return [
        Route("/export/{token}", door, methods=["GET", "HEAD"]),
        Route("/export/{token}", take, methods=["POST"]),
    ]


def _whose(conn: Connection, token: str, clock: Clock) -> Language | None:
    member_id = downloads.opens(conn, token, clock.now())
    member = people.member(conn, member_id) if member_id else None
    return member.language if member else None


def _take(
    conn: Connection, token: str, clock: Clock, zone: str
) -> tuple[Archive, Language] | None:
    now = clock.now()
    member_id = downloads.use(conn, token, now)
    member = people.member(conn, member_id) if member_id else None
    words = archive_of(conn, member.id, zone, now=now) if member else None
    return (words, member.language) if words and member else None


def archive_of(
    conn: Connection, member_id: str, zone: str, *, now: datetime
) -> Archive | None:
    """Gather all a member may take along, with what they left unfinished."""
    unfinished = [asdict(one) for one in words_left(conn, member_id, now)]
    return archive(conn, member_id, zone, now=now, unfinished=unfinished)


def _asked_for(request: Request, default: Language) -> Language:
    wanted = request.headers.get("accept-language", "")
    return language_of(wanted.partition(",")[0], default)


def _page(name: str, language: Language, *, status: int = 200) -> Response:
    page = _template(f"export_{name}.{language}.html.j2").render()
    return HTMLResponse(page, status_code=status, headers=_HEADERS)


def pack(words: Archive, language: Language) -> bytes:
    """Return an archive as a zip: `words.html` to read, `words.json` for programs."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archived:
        for name, content in (
            ("words.html", render(words, language).encode()),
            ("words.json", orjson.dumps(asdict(words), option=orjson.OPT_INDENT_2)),
        ):
            # No moment of this machine: the archive tells its own.
            entry = zipfile.ZipInfo(f"ainori/{name}", _SECONDS_STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archived.writestr(entry, content)
    return packed.getvalue()


def render(words: Archive, language: Language) -> str:
    """Return an archive as a page that needs nothing else."""
    return _template(f"export.{language}.html.j2").render(
        made_at=words.made_at, member=words.member, **words.sections
    )


@cache
def _template(name: str) -> Template:
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=PackageLoader("bots"),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)
