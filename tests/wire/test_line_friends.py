"""LINE's own list of who added the account: paged, for verified accounts alone."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from bots.adding import looked, noted
from bots.line import account
from bots.registry import who_added
from core.domain.members import Member
from core.settings import Settings
from core.store import adding, people
from core.store.adding import Adding, Standing
from core.store.engine import Database
from core.talk.incoming import Address
from tests.line_fake.events import user_id
from tests.line_fake.server import ACCESS_TOKEN, SECRET, FakeLine
from tests.moments import until_so
from tests.wire.line_door import running_on

YUKI = Address("line", user_id("ゆき"))
NOW = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)
ADDED = Standing("added", None)


@pytest.fixture
async def line() -> AsyncIterator[FakeLine]:
    async with FakeLine() as fake:
        for name in ("ゆき", "けん", "みほ", "とも", "あき"):
            fake.person(name)
        fake.stranger("りく")
        yield fake


def settings(line: FakeLine, folder: Path) -> Settings:
    """Return what an operator set."""
    return Settings.model_validate(
        {
            "AINORI_DATABASE_URL": f"sqlite:///{folder / 'ainori.db'}",
            "LINE_CHANNEL_SECRET": SECRET,
            "LINE_CHANNEL_ACCESS_TOKEN": ACCESS_TOKEN,
            "LINE_API_BASE": line.url,
        }
    )


async def moves_in(database: Database, *, how: Adding) -> Member:
    """Let ゆき be somebody here of whom so much is known."""
    op = partial(people.add, id="yuki", name="ゆき", language="ja")
    member = await database.write(partial(op, now=NOW))
    bind = partial(people.bind, address=YUKI, member_id=member.id, now=NOW)
    await database.write(bind)
    await database.write(partial(adding.note, address=YUKI, adding=how))
    return member


async def test_all_pages_of_the_list_are_read(line: FakeLine, tmp_path: Path) -> None:
    line.api.account.verified = True
    line.api.account.friends_a_page = 2

    found = await account.friends(settings(line, tmp_path))

    assert found == {user_id(name) for name in ("ゆき", "けん", "みほ", "とも", "あき")}
    assert line.api.calls["ids"] == 3


async def test_where_the_account_is_not_verified_nothing_is_told_and_nothing_is_wrong(
    line: FakeLine, tmp_path: Path
) -> None:
    chosen = settings(line, tmp_path)
    async with running_on(line, tmp_path):
        assert await account.friends(chosen) is None
        assert [one async for one in noted("line", chosen)] == []


async def test_other_channels_have_no_such_list(line: FakeLine, tmp_path: Path) -> None:
    assert await who_added("telegram", settings(line, tmp_path)) is None


async def test_the_running_service_and_the_setup_note_who_is_here(
    line: FakeLine, tmp_path: Path
) -> None:
    known = partial(adding.standing, address=YUKI)
    async with running_on(line, tmp_path) as service:
        await moves_in(service.database, how="asked")
    line.api.account.verified = True
    async with running_on(line, tmp_path) as service:

        async def is_added() -> bool:
            return await service.database.read(known) == ADDED

        await until_so(is_added)
        op = partial(adding.note, address=YUKI, adding="left")
        await service.database.write(op)
    (step,) = [one async for one in noted("line", settings(line, tmp_path))]
    assert (step.how, step.says[-2:]) == ("well", " 1")
    async with running_on(line, tmp_path) as service:
        assert await service.database.read(known) == ADDED


async def test_before_there_is_a_database_setup_asks_nobody(
    line: FakeLine, tmp_path: Path
) -> None:
    assert [one async for one in noted("line", settings(line, tmp_path))] == []
    assert line.api.calls["ids"] == 0


async def test_a_line_that_does_not_answer_is_told_kindly(
    line: FakeLine, tmp_path: Path
) -> None:
    async with running_on(line, tmp_path):
        pass
    chosen = settings(line, tmp_path)
    nowhere = chosen.model_copy(update={"line_api_base": "http://127.0.0.1:9"})
    (step,) = [one async for one in noted("line", nowhere)]
    assert step.how == "look"


async def test_doctor_tells_how_many_are_not_known_and_what_helps(
    line: FakeLine, tmp_path: Path
) -> None:
    async with running_on(line, tmp_path) as service:
        fine = await looked(service.database)
        await moves_in(service.database, how="asked")
        wrote = partial(adding.wrote, address=YUKI)
        await service.database.write(partial(wrote, until=NOW))
        long_ago = await looked(service.database)
        lately = datetime.now(UTC) + timedelta(days=1)
        await service.database.write(partial(wrote, until=lately))
        now = await looked(service.database)

    assert fine.how == "well"
    assert long_ago.how == "look"
    assert "not known to have added it: 1; of these 1" in long_ago.says
    assert "`ainori setup line`" in long_ago.remedy
    assert (now.how, "of these 0" in now.says) == ("well", True)
