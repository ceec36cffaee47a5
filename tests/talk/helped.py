"""Worlds in which a text model helps, and what is read on the phones there."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from core.coach.companion import Companion
from core.coach.openai_coach import Endpoint, OpenAiModel
from core.domain.coaching import MODEL_CONSENT
from core.domain.members import Language
from core.store import people
from core.talk.outgoing import Draft
from tests.coach.hostile import Hostile, hostile
from tests.databases import TestedDatabase
from tests.talk.cast import Person, asks, neighbours, to_card_of
from tests.talk.talking import World, world

NAME = "Akari"
THANKS: dict[Language, str] = {
    "ja": "読んでくれて、うれしいです。",
    "en": "I'm glad you read this far.",
}


@asynccontextmanager
async def helped(
    database: TestedDatabase, language: Language, *, model: str = "well"
) -> AsyncIterator[tuple[World, Hostile]]:
    """Open a world with a text model on the loopback."""
    async with hostile() as server:
        endpoint = Endpoint(model, base_url=server.base_url, name=NAME, retries=0)
        companion = Companion(OpenAiModel(endpoint), deadline_s=5)
        await companion.warm()
        async with world(
            database.at_hand(), language=language, companion=companion
        ) as here:
            yield here, server


async def agrees(here: World, person: Person) -> None:
    """Let somebody have answered yes to the question about the text model."""
    await here.database.write(
        lambda conn: people.add_consent(
            conn,
            id=f"consent-{person.id}"[:32],
            member_id=person.id,
            what=MODEL_CONSENT,
            wording="1",
            given=True,
            now=here.clock.now(),
        )
    )


def drafts(person: Person) -> list[Draft]:
    """Return the drafts that arrived since the person last did something."""
    return [one for one in person.phone.latest if isinstance(one, Draft)]


def words_by(draft: Draft, source: str) -> str:
    """Return the words of a draft that one side wrote."""
    return "".join(part.text for part in draft.parts if part.source == source)


async def to_draft(
    here: World, language: Language, *, need: str = ""
) -> tuple[Person, Person, Draft]:
    """Return an asker with her first draft to a helper."""
    yuki, ken = await neighbours(here, language)
    await asks(yuki, need=need)
    await to_card_of(yuki, ken)
    [first] = drafts(yuki)
    return yuki, ken, first
