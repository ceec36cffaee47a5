"""What waited comes with the next reply, under a line that says how much it is."""

from dataclasses import replace

import pytest
from sqlalchemy import Connection

from core.clock import RandomIds
from core.domain.members import Language
from core.store import people
from core.talk.channel import Gone, Sent
from core.talk.incoming import Address, CameBack, Left, Said, Unsent
from core.talk.outgoing import Text
from core.talk.teller import Teller
from core.talk.turn import Say
from tests.databases import TestedDatabase
from tests.talk.cast import LANGUAGES, Person, neighbour, riding, says_it_ended
from tests.talk.looking import looks_for_words, may_be_asked, says_how
from tests.talk.talking import LIMITS, KeepingChannel, World, world


async def _waits(here: World, *letters: int) -> None:
    """Let letters of so many messages each wait for Yuki."""

    def tell(conn: Connection) -> None:
        member = people.at(conn, Address("line", "yuki"))
        assert member
        teller = Teller(ids=RandomIds(), zone="Asia/Tokyo")
        for number, long in enumerate(letters):
            said = [Say(f"letter {number}.{part}") for part in range(long)]
            now = here.clock.now()
            assert teller.tell(conn, member, said, urgency="mail", now=now)

    await here.database.write(tell)
    await here.settle()


@pytest.mark.parametrize(
    ("language", "letters", "line"),
    [
        ("ja", (1,), "1件届いています。"),
        ("ja", (1, 2), "2件届いています。"),
        ("en", (1,), "One thing has arrived for you."),
        ("en", (2, 1), "2 things have arrived for you."),
    ],
)
async def test_mail_is_named_before_it_and_counted_in_letters(
    every_database: TestedDatabase,
    language: Language,
    letters: tuple[int, ...],
    line: str,
) -> None:
    channel = KeepingChannel("line", replace(LIMITS, mail_waits=True))
    async with world(every_database.at_hand(), channels={"line": channel}) as here:
        await here.community()
        yuki = await neighbour(here, "yuki", language=language, channel="line")
        await yuki.commands("help")
        before = yuki.phone.latest
        await _waits(here, *letters)
        await yuki.commands("help")

        first, *rest = yuki.phone.latest
        assert first == Text(line)
        mail, reply = rest[: sum(letters)], rest[sum(letters) :]
        assert all(isinstance(one, Text) and "letter" in one.text for one in mail)
        assert len(reply) == len(before)

        await yuki.commands("help")
        assert not yuki.phone.hears(line)


async def test_a_long_mailbox_fits_one_reply_with_its_line(
    every_database: TestedDatabase,
) -> None:
    channel = KeepingChannel("line", replace(LIMITS, mail_waits=True))
    async with world(every_database.at_hand(), channels={"line": channel}) as here:
        await here.community()
        yuki = await neighbour(here, "yuki", channel="line")
        await _waits(here, *[1] * 9)
        heard = 0
        for _ in range(9):
            await yuki.commands("help")
            assert len(yuki.phone.latest) <= LIMITS.messages
            mail = [one for one in yuki.phone.latest if "letter" in str(one)]
            heard += len(mail)
            assert (
                not mail
                or yuki.was_told("talk.mail_many", n=str(len(mail)))
                or (len(mail) == 1 and yuki.was_told("talk.mail_one"))
            )

        assert heard == 9


def _was_asked(person: Person, asker: Person) -> bool:
    return person.was_told("hint.arrived", name=asker.name)


async def test_a_question_for_words_waits_and_what_is_over_does_not_arrive(
    sqlite_database: TestedDatabase,
) -> None:
    channel = KeepingChannel("line", replace(LIMITS, mail_waits=True))
    async with world(sqlite_database.open(), channels={"line": channel}) as here:
        await here.community()
        yuki = await neighbour(here, "yuki", channel="line")
        ken = await neighbour(here, "ken", channel="line")
        miho = await neighbour(here, "miho", channel="line")
        await here.database.write(lambda conn: may_be_asked(conn, [ken], here))
        await looks_for_words(yuki)
        assert not _was_asked(ken, yuki)
        await ken.commands("help")
        assert _was_asked(ken, yuki)

        # What was said anew before it was read arrives once, in the later words.
        await says_how(ken, "本を配る人")
        await ken.picks("hint.anew")
        await ken.says("本を手渡して歩く人")
        await ken.picks("ask.send")
        await yuki.commands("help")
        assert yuki.heard.count(yuki.words("sounding.arrived", name=ken.name)) == 1
        assert "本を手渡して歩く人" in yuki.heard

        # A question taken back before anybody read it never arrives.
        await here.database.write(lambda conn: may_be_asked(conn, [yuki], here))
        await looks_for_words(miho)
        await miho.picks("ask.take_back")
        await yuki.commands("help")
        assert not _was_asked(yuki, miho)
        await ken.commands("help")
        assert not _was_asked(ken, miho)


async def test_mail_goes_on_waiting_where_no_free_reply_carries_it(
    sqlite_database: TestedDatabase,
) -> None:
    channel = KeepingChannel("line", replace(LIMITS, mail_waits=True))
    async with world(sqlite_database.open(), channels={"line": channel}) as here:
        await here.community()
        yuki = await neighbour(here, "yuki", language="en", channel="line")
        await yuki.commands("post")
        await yuki.does(Said("lent out the first book", message="m1"))
        await _waits(here, 1)

        await yuki.does(Unsent("m1"))
        await yuki.commands("help")

        lines = [one for one in yuki.phone.latest if "arrived for you" in str(one)]
        assert len(lines) == 1


@LANGUAGES
async def test_what_was_said_to_somebody_who_closed_us_out_waits_for_them(
    here: World, language: Language
) -> None:
    yuki, ken = await riding(here, language)
    await ken.does(Left())
    await says_it_ended(yuki)
    await yuki.picks("follow.done")
    await yuki.says("声が届いた")
    await yuki.picks("ask.send")
    quiet = len(ken.phone.heard)

    await ken.does(CameBack())
    assert len(ken.phone.heard) == quiet
    await ken.commands("help")

    assert "声が届いた" in ken.heard
    assert ken.was_told("talk.mail_many", n="2")
    await ken.commands("help")
    assert not ken.was_told("talk.mail_many", n="2")


async def test_what_did_not_arrive_waits_in_the_mailbox_there(
    every_database: TestedDatabase,
) -> None:
    channel = KeepingChannel("line", LIMITS)
    async with world(every_database.at_hand(), channels={"line": channel}) as here:
        await here.community()
        yuki = await neighbour(here, "yuki", channel="line")
        channel.outcome = Gone("blocked")
        await _waits(here, 1)
        await yuki.does(CameBack())
        channel.outcome = Sent()

        await yuki.commands("help")

        assert yuki.phone.words().count("letter 0.0") == 1
