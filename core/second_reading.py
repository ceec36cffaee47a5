"""A careful second look at those who came nearest, by a text model (docs/models.md).

Only where the asker agreed to it, and only at people who agreed as well: by sign
instead of name, with lines they publish to this very community. The model says whose
road is touched and quotes why; those it read trade places among themselves, so it can
neither add nor take away anybody's chance to be found. Whatever happens to it, the
first reading is there.
"""

import hashlib
import random
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy import Connection

from core.coach.sensitive import sensitive
from core.coach.working import ROADS_CONSENTS
from core.domain.coaching import Drafted, Roads, Touching, Wanted
from core.domain.helping import (
    NEAR_ENOUGH,
    Candidate,
    Lines,
    PublishedLine,
    Quote,
    Reason,
)
from core.domain.sentences import Lang
from core.matching.lexical import grams
from core.matching.places import traded
from core.matching.reasons import cut
from core.store import people
from core.store.asks import Ask
from core.store.engine import Database

MOST_READ = 10
"""People looked at twice: the first reading has the right one among ten far more often
than among three."""

_LINES = 3
_HEADING = ("destination", "next_step")


@dataclass(frozen=True, slots=True)
class Second:
    """What a second look came to.

    Attributes:
        near: Everybody, with those who were read in their new places.
        quotes: Words of theirs that say why, by member.
        by: What members are told the model is called; '' when it said nothing.
    """

    near: tuple[Candidate, ...]
    quotes: Mapping[str, str] = field(default_factory=dict)
    by: str = ""


@dataclass(frozen=True, slots=True)
class SecondReading:
    """Takes a second look where that may be."""

    database: Database
    draft: Callable[[Wanted], Awaitable[Drafted]]

    async def look(
        self,
        ask: Ask,
        near: tuple[Candidate, ...],
        *,
        free: Collection[str],
        published: Lines,
        seed: str,
    ) -> Second:
        """Look again at the nearest ten who may be asked and read.

        Args:
            ask: What is needed, where and by whom.
            near: Everybody with their closeness; nothing happens when nobody is near.
            free: Who may be shown at all.
            published: What each publishes here.
            seed: Of this search; the same one draws the same signs.
        """
        if all(one.closeness < NEAR_ENOUGH for one in near):
            return Second(near)
        find = partial(_readable, asker_id=ask.asker_id, free=free)
        lang, readable = await self.database.read(find)
        lines = {
            one.member_id: said
            for one in sorted(near, key=lambda one: -one.closeness)
            if one.member_id in readable
            and (said := lines_read(published[one.member_id], ask.looked_for, lang))
        }
        read = list(lines)[:MOST_READ]
        if len(read) <= 1:
            return Second(near)
        random.Random(seed).shuffle(read)  # noqa: S311 - signs by lot, not a secret
        wanted = Wanted(
            Roads(lang, ask.looked_for, tuple(lines[one] for one in read)),
            member_id=ask.asker_id,
            ref=hashlib.sha256(f"roads:{seed}".encode()).hexdigest()[:32],
            community_id=ask.community_id,
            others=tuple(read),
        )
        drafted = await self.draft(wanted)
        if not isinstance(drafted.answer, Touching):
            return Second(near)
        quotes = {read[place]: quote for place, quote in drafted.answer.people}
        order = [one for one in lines if one in quotes]
        return Second(traded(near, order, read), quotes, drafted.model)


def with_quote(
    reason: Reason | None, quoted: str, lines: Sequence[PublishedLine]
) -> Reason | None:
    """Return a reason with the model's quote in it, where it stands in a line still."""
    line = next((one for one in lines if quoted and quoted in one.text), None)
    if line is None:
        return reason
    quote = Quote(line.kind, cut(quoted))
    if reason is None or line.kind == reason.first.kind:
        return Reason(quote, reason.beside if reason else None)
    return Reason(reason.first, quote)


def _readable(
    conn: Connection, *, asker_id: str, free: Collection[str]
) -> tuple[Lang, set[str]]:
    """Return the asker's language, and who of them may be read when the asker asks."""
    asker = people.member(conn, asker_id)
    if asker is None or not people.agreed(conn, [asker_id], ROADS_CONSENTS):
        return "ja", set()
    return asker.language, people.agreed(conn, sorted(free), ROADS_CONSENTS)


def lines_read(
    published: Sequence[PublishedLine], need: str, lang: Lang
) -> tuple[str, ...]:
    """Choose what is read of somebody: where they head, and what shares most words.

    Of a long line the part nearest to the need; the prompt has room for so much.
    """
    asked = set(grams(need))
    said = [one for one in published if not sensitive(one.text, lang)]
    said.sort(
        key=lambda one: (one.kind not in _HEADING, -len(asked & set(grams(one.text))))
    )
    parts = dict.fromkeys(cut(one.text, need) for one in said[:_LINES])
    return tuple(part for part in parts if part)
