"""The people of a small room who ask and answer, met in either language.

    async with world(database) as here:
        yuki, ken, miho = await neighbours(here, helpers=("ken", "miho"))
        await asks(yuki)
        await sends(yuki, ken)
        assert ken.was_told("answer.arrived", name="ゆき")

Labels and sentences are named by their keys, so that a dialogue holds in both
languages and whatever the catalogues say; the words themselves are played in
tests/transcripts.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import wraps
from typing import Any, TypeVar

import pytest
from sqlalchemy import Connection

from core.clock import RandomIds
from core.domain.formats import AINORI_5
from core.domain.members import Language
from core.domain.requests import Request
from core.domain.vectors import Vector
from core.i18n.catalog import text
from core.services import joining, vectors
from core.store import asks as stored
from core.store import people, posts
from core.talk.incoming import Address, Arrived, Chose, Content, Said
from core.talk.outgoing import Card, Draft
from tests.talk.straight import Moment, StraightWorld
from tests.talk.talking import Phone, World

LANGUAGES = pytest.mark.parametrize("language", ["ja", "en"])
"""Plays a test in both."""

P = TypeVar("P", bound="Person | list[Person] | tuple[Person, ...]")
Scene = Callable[..., Awaitable[P]]

NEED: dict[Language, str] = {
    "ja": "6月の読書会の問いかけを一緒に考えてくれる人いる?",
    "en": "Who could help me think up questions for the book circle in June?",
}
MY_PART: dict[Language, str] = {
    "ja": "会場と案内",
    "en": "the room and the invitations",
}
ROADS: dict[Language, dict[str, Vector]] = {
    "ja": {
        "yuki": Vector("営業を10年", "", "人に本を手渡せる場所", "一箱本棚を借りる"),
        "ken": Vector("配達を8年", "", "場をつくる側になりたい", "読書会の問いかけ"),
        "miho": Vector("介護の仕事", "", "読書会の問いかけを集める", "10人の場で話す"),
        "tomo": Vector("保育園", "", "絵本を1冊つくる", "読書会で問いかけをする"),
        "aki": Vector("印刷所", "", "読書会の問いかけの冊子", "紙を選ぶ"),
    },
    "en": {
        "yuki": Vector("ten years in sales", "", "handing people books", "a shelf"),
        "ken": Vector("deliveries", "", "questions for a book circle", "ask a friend"),
        "miho": Vector("a care home", "", "book circle questions", "speak to ten"),
        "tomo": Vector("a nursery", "", "a picture book", "book circle questions"),
        "aki": Vector("a print shop", "", "book circle questions, bound", "paper"),
    },
}
NAMES: dict[Language, dict[str, str]] = {
    "ja": {
        "yuki": "ゆき",
        "ken": "けん",
        "miho": "みほ",
        "tomo": "とも",
        "aki": "あき",
    },
    "en": {},
}


@dataclass
class Person:
    """Somebody with a phone, who hears one language."""

    phone: Phone
    name: str
    language: Language
    id: str

    def words(self, key: str, **params: str) -> str:
        """Return a phrase as this person reads it."""
        return text(key, self.language, **params)

    async def picks(self, key: str, **params: str) -> str:
        """Tap the newest choice with this phrase on it."""
        return await self.phone.tap(self.words(key, **params))

    async def says(self, words: str) -> str:
        """Write something."""
        return await self.phone.say(words)

    async def commands(self, name: str) -> str:
        """Write one of the words that are understood anywhere."""
        return await self.says(self.words(f"commands.{name}").split("|")[0])

    async def does(self, content: Content) -> str:
        """Let something else happen on this phone."""
        return await self.phone.does(content)

    def was_told(self, key: str, **params: str) -> bool:
        """Whether this phrase arrived since this person last did something."""
        return self.phone.hears(self.words(key, **params))

    def may_pick(self, key: str) -> bool:
        """Whether a choice with this phrase on it arrived since then."""
        return f"[{self.words(key)}]" in self.phone.words()

    @property
    def heard(self) -> str:
        """What arrived since this person last did something."""
        return self.phone.words()


def played_once(scene: Scene[P]) -> Scene[P]:
    """Let a scene that begins a world be played once; later worlds go on from there.

    Only where the world is one in memory and nothing has happened in it.
    """
    ended: dict[str, tuple[Moment, P]] = {}

    @wraps(scene)
    async def begin(here: World, *args: Any, **options: Any) -> P:
        if not (isinstance(here, StraightWorld) and here.untouched):
            return await scene(here, *args, **options)
        key = repr((args, options))
        if key not in ended:
            people = await scene(here, *args, **options)
            ended[key] = (here.moment(), _met_again(people, here))
            return people
        moment, people = ended[key]
        here.go_on_from(moment)
        return _met_again(people, here)

    return begin


def _met_again(people: P, here: World) -> P:
    """Return the same people with their phones in another world."""
    if isinstance(people, Person):
        phone = replace(people.phone, here=here)
        return replace(people, phone=phone)
    return type(people)(_met_again(one, here) for one in people)


async def neighbour(
    here: World,
    user: str,
    language: Language = "ja",
    *,
    code: str = "SAKA24",
    vector: Vector | None = None,
    channel: str = "web",
) -> Person:
    """Seat somebody who is known already and shows a vector in the room."""
    name = NAMES[language].get(user, user.title())
    road = vector or ROADS[language].get(user, Vector())
    now, ids = here.clock.now(), RandomIds()

    def settle(conn: Connection) -> str:
        member = people.add(conn, id=ids.new(), name=name, language=language, now=now)
        people.bind(conn, Address(channel, user), member.id, now)
        room, seated, _ = joining.join(conn, member_id=member.id, code=code, now=now)
        assert room is not None
        assert seated
        if road.put_into_words:
            vectors.publish(
                conn,
                ids=ids,
                member_id=member.id,
                vector=road,
                community_ids=[room.id],
                now=now,
            )
        return member.id

    member_id = await here.database.write(settle)
    person = Person(here.phone(user, channel), name, language, member_id)
    await person.does(Arrived())
    return person


@played_once
async def neighbours(
    here: World, language: Language = "ja", *, helpers: tuple[str, ...] = ("ken",)
) -> list[Person]:
    """Seat ゆき, who will ask, and those who may be on the way."""
    await here.community(language=language)
    return [await neighbour(here, user, language) for user in ("yuki", *helpers)]


async def asks(
    asker: Person, *, need: str = "", earns: str = "", part: str = ""
) -> None:
    """Ask who could help, up to the people who are shown."""
    if need:
        await asker.commands("ask")
    await asker.says(need or NEED[asker.language])
    await asker.picks("ask.skip")
    await asker.says(part or MY_PART[asker.language])
    if not earns:
        await asker.picks("ask.earns_nobody")
        return
    await asker.picks("ask.earns_somebody")
    await asker.says(earns)


async def sends(asker: Person, to: Person) -> None:
    """Write to one of the people who were shown, and send the draft as it is."""
    await to_card_of(asker, to)
    await asker.picks("ask.send")


async def to_card_of(
    asker: Person, to: Person, *, choice: str = "ask.to_this_person"
) -> None:
    """Choose one of the people who were shown."""
    wanted = asker.words(choice)
    for message in reversed(asker.phone.latest):
        if isinstance(message, Card) and message.title == to.name:
            token = next(one.token for one in message.choices if one.label == wanted)
            await asker.does(Chose(token))
            return
    raise AssertionError(f"{to.name} was not shown; heard last:\n{asker.heard}")


@played_once
async def under_way(here: World, language: Language = "ja") -> tuple[Person, Person]:
    """Return an asker and a helper with a request between them, just sent."""
    yuki, ken = await neighbours(here, language)
    await asks(yuki)
    await sends(yuki, ken)
    return yuki, ken


@played_once
async def riding(here: World, language: Language = "ja") -> tuple[Person, Person]:
    """Return an asker and a helper who said yes to all of it."""
    yuki, ken = await under_way(here, language)
    await ken.picks("answer.ride")
    await ken.picks("answer.all_the_way")
    return yuki, ken


async def request_between(here: World, asker: Person, helper: Person) -> Request:
    """Return the latest request from one to the other, as it is stored."""
    now = here.clock.now()
    found = await here.database.read(
        lambda conn: stored.of_member(conn, asker.id, since=now - timedelta(days=365))
    )
    return next(one for one in found if one.helper_id == helper.id)


async def says_it_ended(person: Person) -> None:
    """Say "it's finished" of the only ride, up to the question what became of it."""
    await person.commands("ended")


def draft_of(person: Person) -> str:
    """Return the latest draft somebody was shown."""
    return next(
        one.text for one in reversed(person.phone.heard) if isinstance(one, Draft)
    )


def titles_of(person: Person) -> list[str]:
    """Return the titles of the cards somebody was just shown."""
    return [one.title for one in person.phone.latest if isinstance(one, Card)]


async def leaves(person: Person) -> None:
    """Leave the only room, whatever runs."""
    await person.does(Said("/stop"))
    if not person.may_pick("leave.one_room"):
        await person.does(Said("/stop"))
    await person.picks("leave.one_room")
    await person.picks("leave.part")


async def shared(
    here: World,
    author_id: str,
    lines: Mapping[str, str],
    *,
    ago: timedelta = timedelta(),
) -> None:
    """Let somebody have shared a post with the room."""
    at = here.clock.now() - ago
    await here.database.write(
        lambda conn: posts.add_post(
            conn,
            id=RandomIds().new(),
            member_id=author_id,
            community_id="room",
            format=AINORI_5,
            lines=lines,
            previous_id=None,
            outcome=None,
            now=at,
        )
    )
