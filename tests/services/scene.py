"""Two people who share everything two members can, for tests of what becomes of it."""

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection, select

from core.clock import RandomIds
from core.domain.calendar import When
from core.domain.sounding import Shown, Sounding
from core.domain.vectors import Vector
from core.services import asking, flags, posting, riding, sounding, vectors
from core.store import communities, growth, posts, soundings
from core.store.metadata import metadata
from core.talk.forgetting import sweep
from tests.databases import TestedDatabase
from tests.talk.talking import Phone, World, world

KEN, KENS_ID = "欅田けん", "user-of-ken-4711"
YUKI = "ゆき"
IDS = RandomIds()

ORIGIN = "給食室で鍋をかき混ぜていた十二年"
DESTINATION = "知らない人どうしが同じ鍋を囲める場所"
STEP = "銅の鍋をひとつ借りてくる"
SECRET = "父が倒れた冬に道が変わった"
POST = "鍋屋の軒先で店主と立ち話をした"
CHEER = "その棚の話をもっと聞きたいです"
ANSWER = "読んでくれて鍋もよろこんでいます"
NEED = "芋煮の火の番をひとばん一緒に"
EARNS = "薪代だけ受け取る人がいます"
IDEA = "火の番は交代制の当番表でどうでしょう"
CONTACT = "ken-no-renraku@example.org"
THANKS = "おかげさまで夜どおし火が消えませんでした"
GROWTH = "囲む場所が少しだけ見えてきた"
DAY = When(date(2027, 1, 3), time(10, 30))
PURPOSE = "河原で大鍋をかこむ夕べ"
LOOKING = "湯気の立つ言葉がまだ見つからない"
HINT = "棚から棚へ話をはこぶ人と書くかも"
SPOKEN = (
    ORIGIN, DESTINATION, STEP, SECRET, POST, CHEER, ANSWER, NEED, EARNS, IDEA,
    CONTACT, GROWTH, PURPOSE, LOOKING, HINT,
)  # fmt: skip
YUKIS_WORDS = "市の本棚を見にきました"
YUKIS_THANKS = "欅田けんさんのひと工夫で、みんなが話し出しました"


def everything(conn: Connection) -> Iterator[tuple[str, str]]:
    """Yield every value of every row of every table, with where it stands."""
    for table in metadata.sorted_tables:
        for row in conn.execute(select(table)):
            for column, value in row._mapping.items():
                text = value.hex() if isinstance(value, bytes) else str(value)
                yield f"{table.name}.{column}", text


def traces(conn: Connection, *needles: str) -> set[str]:
    """Return where any of these strings stands, as they are or escaped in JSON."""
    escaped = {json.dumps(needle)[1:-1] for needle in needles}
    wanted = {*needles, *escaped}
    return {
        f"{where}: {needle}"
        for where, text in everything(conn)
        for needle in wanted
        if needle in text
    }


@dataclass
class Scene:
    """Two people who share a lot, and the ids of what they share."""

    here: World
    ken: Phone
    yuki: Phone
    ken_id: str
    yuki_id: str
    request: str = ""

    async def traces(self, *needles: str) -> set[str]:
        """Look for strings in every table."""
        return await self.here.database.read(lambda conn: traces(conn, *needles))

    async def sweep(self, ahead: timedelta = timedelta()) -> int:
        """Sweep as the service does every hour."""
        now = self.here.clock.now() + ahead
        return await self.here.database.write(lambda conn: sweep(conn, now))


async def enter(phone: Phone, name: str) -> None:
    await phone.open(invite="SAKA24")
    await phone.say(name)
    await phone.tap("あとで")


@asynccontextmanager
async def scene(database: TestedDatabase) -> AsyncIterator[Scene]:
    """Let two people meet in a room."""
    async with world(database.at_hand(), base_url="https://ainori.example") as here:
        await here.community()
        ken, yuki = here.phone(KENS_ID), here.phone("yuki")
        await enter(ken, KEN)
        await enter(yuki, YUKI)
        found = Scene(
            here, ken, yuki, await here.member_id(KENS_ID), await here.member_id("yuki")
        )
        await here.database.write(lambda conn: _share(conn, found, here.clock.now()))
        yield found


def _share(conn: Connection, found: Scene, now: datetime) -> None:
    """Write into every table that holds a member's words."""
    ken, yuki = found.ken_id, found.yuki_id
    for _ in range(2):
        vectors.publish(
            conn,
            ids=IDS,
            member_id=ken,
            vector=Vector(ORIGIN, SECRET, DESTINATION, STEP),
            community_ids=["room"],
            now=now,
        )
    vectors.keep_answer(
        conn,
        ids=IDS,
        member_id=ken,
        question="turn",
        text=SECRET,
        message="",
        now=now,
    )
    _post(conn, ken, POST, now, cheered_by=yuki, words=YUKIS_WORDS)
    _post(conn, yuki, YUKIS_WORDS, now, cheered_by=ken, words=CHEER)
    _ride(conn, ken, yuki, now, thanks=THANKS)
    found.request = _ride(conn, yuki, ken, now, thanks=YUKIS_THANKS, text=_note())
    growth.note_growth(
        conn,
        request_id=found.request,
        member_id=ken,
        moved="moved",
        words=GROWTH,
        now=now,
    )
    flag = flags.raise_flag(
        conn,
        ids=IDS,
        member_id=ken,
        community_id="room",
        purpose=PURPOSE,
        timing="",
        my_part=IDEA,
        earns=True,
        earns_words=EARNS,
        seats=3,
        now=now,
        day=DAY,
    )
    assert flag is not None
    flags.hold(conn, flag_id=flag.id, member_id=yuki, now=now)
    _look_for_words(conn, ken, yuki, now, note=LOOKING, words=YUKIS_WORDS)
    _look_for_words(conn, yuki, ken, now, note=YUKIS_WORDS, words=HINT)
    communities.set_owner(conn, "room", ken)


def _look_for_words(
    conn: Connection, asker: str, author: str, now: datetime, *, note: str, words: str
) -> None:
    """Let one ask how the other might put it; thanks go back."""
    question = Sounding(
        IDS.new(),
        asker,
        "room",
        "origin",
        Shown(ORIGIN * (note == LOOKING), note=note),
        now,
    )
    soundings.add(conn, question)
    hint_id = IDS.new()
    assert soundings.add_hint(conn, id=hint_id, sounding=question, author_id=author)
    assert sounding.say(conn, hint_id=hint_id, author_id=author, words=words, now=now)
    thanks = THANKS if note == LOOKING else YUKIS_THANKS
    sounding.thank(conn, hint_id=hint_id, asker_id=asker, words=thanks, now=now)


def _note() -> str:
    return f"{KEN}さん、「{DESTINATION}」と書いていましたね。一緒にどうですか。"


def _post(
    conn: Connection,
    author: str,
    text: str,
    now: datetime,
    *,
    cheered_by: str,
    words: str,
) -> None:
    post_id = posting.keep(
        conn,
        ids=IDS,
        member_id=author,
        lines={"now": text, "next": text},
        outcome=None,
        previous_id=None,
        community_id="room",
        now=now,
    )
    cheered = posting.cheer(
        conn,
        ids=IDS,
        member_id=cheered_by,
        post_id=post_id,
        line="now",
        words=words,
        now=now,
    )
    assert cheered is not None
    if words == YUKIS_WORDS:
        posts.answer_cheer(conn, cheered[0], ANSWER)


def _ride(
    conn: Connection,
    asker: str,
    helper: str,
    now: datetime,
    *,
    thanks: str,
    text: str = NEED,
) -> str:
    """Let one ask, the other answer with an idea, and both hand a contact over."""
    kens = text == NEED
    ask_id = asking.open_ask(
        conn,
        ids=IDS,
        asker_id=asker,
        community_id="room",
        need=NEED if kens else YUKIS_WORDS,
        why=DESTINATION if kens else "",
        my_part=IDEA if kens else "",
        earns=False,
        earns_words="",
        now=now,
    )
    request = asking.send(
        conn,
        ids=IDS,
        ask_id=ask_id,
        asker_id=asker,
        helper_id=helper,
        text=text,
        their_words="" if kens else DESTINATION,
        now=now,
    )
    assert not isinstance(request, str), request
    moved = asking.ride(
        conn,
        request_id=request.id,
        helper_id=helper,
        stretch="" if kens else IDEA,
        now=now,
    )
    assert not isinstance(moved, str), moved
    ken, other = (asker, helper) if kens else (helper, asker)
    riding.hand_contact(conn, request_id=request.id, member_id=ken, words=CONTACT)
    riding.hand_contact(conn, request_id=request.id, member_id=other, words="yuki@")
    riding.end(conn, request_id=request.id, member_id=asker, ending="done", now=now)
    riding.thank(
        conn,
        request_id=request.id,
        member_id=asker,
        delight=thanks[:12],
        text=thanks,
        now=now,
    )
    return request.id
