"""What happens at the same moment: the database decides, and kindly."""

from functools import partial

from sqlalchemy import Connection

from core.domain.requests import LAPSE_AFTER, Request
from core.errors import Refusal
from core.services import asking
from core.store import asks
from tests.databases import TestedDatabase
from tests.services.people import NOW
from tests.services.requesting import at_once, open_ask, rides, send, sent, settle


async def test_of_many_yeses_on_one_seat_one_rides(
    every_database: TestedDatabase,
) -> None:
    helpers = [f"helper{number}" for number in range(6)]

    def begin(conn: Connection) -> list[Request]:
        settle(conn, "yuki", *helpers)
        ask = open_ask(conn, "yuki")
        found = []
        for number, helper in enumerate(helpers):
            now = NOW + number * LAPSE_AFTER
            request = send(conn, ask, "yuki", helper, now=now)
            assert isinstance(request, Request)
            found.append(request)
        return found

    requests = every_database.run(begin)
    now = NOW + len(helpers) * LAPSE_AFTER
    answers = await at_once(
        every_database, [partial(rides, request=one, now=now) for one in requests]
    )

    assert sum(isinstance(one, Request) for one in answers) == 1
    assert answers.count("seat_taken") == len(helpers) - 1


async def test_of_many_who_ask_one_person_at_once_one_request_arrives(
    every_database: TestedDatabase,
) -> None:
    askers = [f"asker{number}" for number in range(6)]

    def begin(conn: Connection) -> list[str]:
        settle(conn, "ken", *askers)
        return [open_ask(conn, asker) for asker in askers]

    opened = every_database.run(begin)
    answers = await at_once(
        every_database,
        [
            partial(send, ask_id=ask, asker=asker, helper="ken")
            for ask, asker in zip(opened, askers, strict=True)
        ],
    )

    assert sum(isinstance(one, Request) for one in answers) == 1
    assert answers.count("not_now") == len(askers) - 1


async def test_one_asker_on_many_phones_has_three_open_requests_at_most(
    every_database: TestedDatabase,
) -> None:
    helpers = [f"helper{number}" for number in range(6)]

    def begin(conn: Connection) -> list[str]:
        settle(conn, "yuki", *helpers)
        return [open_ask(conn, "yuki") for _ in helpers]

    opened = every_database.run(begin)
    answers = await at_once(
        every_database,
        [
            partial(send, ask_id=ask, asker="yuki", helper=helper)
            for ask, helper in zip(opened, helpers, strict=True)
        ],
    )

    assert sum(isinstance(one, Request) for one in answers) == 3
    assert answers.count("own_limit") == 3


async def test_an_answer_and_a_taking_back_at_once_leave_one_of_them(
    every_database: TestedDatabase,
) -> None:
    def begin(conn: Connection) -> Request:
        settle(conn, "yuki", "ken")
        return sent(conn, "yuki", "ken")

    request = every_database.run(begin)

    def take_back(conn: Connection) -> object:
        return asking.take_back(conn, request_id=request.id, asker_id="yuki", now=NOW)

    answers = await at_once(
        every_database, [partial(_rides_or_refused, request=request), take_back]
    )

    taken = every_database.read(lambda conn: asks.ask(conn, request.ask_id))
    assert taken is not None
    state = every_database.read(lambda conn: asks.request(conn, request.id))
    assert state is not None
    assert sum(isinstance(one, Request) for one in answers) == 1
    assert (state.state, taken.taken) in {("accepted", 1), ("withdrawn", 0)}


def _rides_or_refused(conn: Connection, request: Request) -> object:
    try:
        with conn.begin_nested():
            return rides(conn, request)
    except Refusal as refusal:
        return refusal.key
