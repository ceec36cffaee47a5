"""Finding posts and people by words: the flow, and as people play it."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from core.domain.communities import Community
from core.domain.formats import Post
from core.domain.members import Member
from core.talk.effects.searching import LookForWords, WordsFound
from core.talk.flow import Facts
from core.talk.flows import search
from core.talk.flows.search import Seeking
from core.talk.turn import Opened
from tests.talk.flowing import Bench, check, explore
from tests.talk.two_rooms import moved_in, moved_in_en, posted, two_rooms

KEN = Member("ken", "けん", "ja")
HERE = Facts(
    Member("yuki", "ゆき", "ja"),
    datetime(2026, 3, 4, tzinfo=UTC),
    homes=(Community("kitchen", "坂の上の台所", "", None, taken=2),),
)
FOUND = WordsFound(((Post("p1", "ken", {"now": "本棚"}), KEN),), ((KEN, "海"),))
BENCH = Bench(
    search.FLOW,
    openings=(Opened(), Opened("", "本棚"), Opened("", "…")),
    facts=(HERE, replace(HERE, homes=())),
    answers={LookForWords: (FOUND, WordsFound())},
)


def test_it_keeps_the_promises_of_every_flow() -> None:
    check(explore(BENCH), passing=(Seeking,))


async def test_a_wish_in_free_words_finds_the_post(tmp_path: Path) -> None:
    async with two_rooms(tmp_path) as here:
        ken = await moved_in(here, "ken", "けん")
        await posted(ken, "本棚をみがいた")
        yuki = await moved_in(here, "yuki", "ゆき")
        await yuki.say("本棚についての投稿を探したい")
        await yuki.tap("言葉でさがす")
        assert yuki.hears("本棚をみがいた")
        assert yuki.hears("[応援を置く]")
        await yuki.tap("ほかの言葉で")
        assert yuki.hears("どんな言葉で"), yuki.words()
        await yuki.say("望遠鏡")
        assert yuki.hears("「望遠鏡」は、いま見えるところには"), yuki.words()
        assert yuki.hears("[一緒に動く人をさがす]")
        await yuki.say("検索")
        await yuki.say("けん")
        assert yuki.hears("けん")
        assert yuki.hears("「けん」が見つかった")


async def test_words_behind_the_command_are_looked_for_at_once(tmp_path: Path) -> None:
    async with two_rooms(tmp_path) as here:
        ken = await moved_in(here, "ken", "けん")
        await posted(ken, "本棚をみがいた")
        yuki = await moved_in(here, "yuki", "ゆき")

        for said in ("さがす　本棚", "/search 本棚", "search for 本棚"):
            await yuki.say(said)
            assert yuki.hears("「本棚」が見つかった"), yuki.words()

        await yuki.say("search for someone who likes shelves")
        assert not yuki.hears("「someone"), yuki.words()


async def test_in_english(tmp_path: Path) -> None:
    async with two_rooms(tmp_path) as here:
        ken = await moved_in(here, "ken", "Ken")
        await posted(ken, "One bookshelf by the door")
        yuki = await moved_in_en(here, "yuki", "Yuki")
        await yuki.say("find the post about bookshelves")
        await yuki.tap("Find by words")
        assert yuki.hears("One bookshelf by the door")
        await yuki.say("search")
        await yuki.tap("Not now")
        assert yuki.hears("Any time")
