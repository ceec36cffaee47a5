"""People who look for words, and willing ones who are asked how they put it."""

from sqlalchemy import Connection

from core.domain.members import Language
from core.domain.sounding import HINTS_CONSENT
from core.store import people
from tests.talk.cast import Person, neighbours, played_once
from tests.talk.talking import World

WORDS: dict[Language, str] = {
    "ja": "本を手から手へ渡して歩く人",
    "en": "walking about and passing books on",
}


@played_once
async def willing_neighbours(
    here: World, language: Language = "ja", *, willing: tuple[str, ...] = ("ken",)
) -> list[Person]:
    """Seat ゆき, who will look for words, and people who may be asked for them."""
    seated = await neighbours(here, language, helpers=willing)
    await here.database.write(lambda conn: may_be_asked(conn, seated[1:], here))
    return seated


def may_be_asked(conn: Connection, asked: list[Person], here: World) -> None:
    """Let people be willing, as the settings do."""
    for person in asked:
        people.add_consent(
            conn,
            id=f"willing-{person.id}"[:32],
            member_id=person.id,
            what=HINTS_CONSENT,
            wording="test",
            given=True,
            now=here.clock.now(),
        )


async def looks_for_words(person: Person, line: str = "vector.toward") -> None:
    """Ask how others might put a line, all of the card shown."""
    await person.commands("road")
    await person.picks("sounding.begin")
    await person.picks(line)
    await person.picks("sounding.send")


async def says_how(person: Person, words: str = "") -> None:
    """Say a sentence, and send it."""
    await person.picks("hint.write")
    await person.says(words or WORDS[person.language])
    await person.picks("ask.send")
