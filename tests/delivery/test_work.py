"""Slow work is held by one, tried again, and always answered."""

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import Connection, text

from core.delivery import inbox, work
from core.talk.incoming import WorkDone
from tests.databases import TestedDatabase
from tests.delivery.bot import NOON, fresh_pass, place


def _ask(conn: Connection, row: str = "w1") -> None:
    work.enqueue(
        conn,
        id=row,
        kind="coach",
        ask="what?",
        place=place(),
        sender=None,
        reply_pass=fresh_pass(),
        now=NOON,
    )


def _claim(
    conn: Connection, *, later_s: float = 0, lease_s: float = 0.05
) -> list[work.Task]:
    return work.claim(
        conn,
        kinds=["coach"],
        most=5,
        lease_s=lease_s,
        now=NOON + timedelta(seconds=later_s),
    )


def _answers(conn: Connection) -> list[inbox.Pending]:
    return inbox.pending(conn, channels=["chan"], lanes=None, most=10)


def test_the_answer_is_an_event_and_the_pass_travels_along(
    every_database: TestedDatabase,
) -> None:
    every_database.run(_ask)
    (task,) = every_database.run(_claim)

    assert (task.kind, task.ask, task.attempts) == ("coach", "what?", 1)
    assert every_database.run(
        lambda conn: work.finish(conn, task, answer="{}", now=NOON)
    )

    (answer,) = every_database.read(_answers)
    assert answer.incoming is not None
    assert answer.incoming.event_id == "work:w1"
    assert answer.incoming.content == WorkDone("w1", "coach", "{}")
    assert answer.incoming.reply_pass == fresh_pass()
    assert answer.incoming.place == place()


def test_work_that_failed_is_answered_too(every_database: TestedDatabase) -> None:
    every_database.run(_ask)
    (task,) = every_database.run(_claim)

    every_database.run(
        lambda conn: work.finish(conn, task, answer="", error="no", now=NOON)
    )

    (answer,) = every_database.read(_answers)
    assert answer.incoming is not None
    assert answer.incoming.content == WorkDone("w1", "coach", "", failed=True)


def test_work_is_answered_once(every_database: TestedDatabase) -> None:
    every_database.run(_ask)
    (task,) = every_database.run(_claim)

    def finish(conn: Connection) -> bool:
        return work.finish(conn, task, answer="{}", now=NOON)

    assert every_database.run(finish)
    assert not every_database.run(finish)
    assert len(every_database.read(_answers)) == 1


def test_claimed_work_is_not_claimed_by_another(every_database: TestedDatabase) -> None:
    every_database.run(_ask)

    # On a busy machine the second look may come late.
    assert len(every_database.run(partial(_claim, lease_s=60))) == 1
    assert every_database.run(_claim) == []


def test_work_of_other_kinds_is_left_alone(every_database: TestedDatabase) -> None:
    every_database.run(_ask)

    def other(conn: Connection) -> list[work.Task]:
        return work.claim(conn, kinds=["paint"], most=5, lease_s=1, now=NOON)

    assert every_database.run(other) == []


def test_a_lease_ends_on_postgres_by_the_clock_of_the_database(
    postgres_database: TestedDatabase,
) -> None:
    postgres_database.run(_ask)
    postgres_database.run(_claim)
    postgres_database.run(lambda conn: conn.execute(text("SELECT pg_sleep(0.06)")))

    (again,) = postgres_database.run(_claim)

    assert again.attempts == 2


def test_a_renewed_lease_does_not_end(postgres_database: TestedDatabase) -> None:
    postgres_database.run(_ask)
    postgres_database.run(_claim)
    postgres_database.run(lambda conn: work.renew(conn, ["w1"], lease_s=60))
    postgres_database.run(lambda conn: conn.execute(text("SELECT pg_sleep(0.06)")))

    assert postgres_database.run(_claim) == []


def test_work_left_by_the_last_process_is_free_again_on_sqlite(
    sqlite_database: TestedDatabase,
) -> None:
    sqlite_database.run(_ask)
    sqlite_database.run(_claim)

    assert sqlite_database.run(work.release_all) == 1

    (again,) = sqlite_database.run(_claim)
    assert again.attempts == 2


def test_work_put_back_waits_until_it_is_due(every_database: TestedDatabase) -> None:
    every_database.run(_ask)
    (task,) = every_database.run(_claim)
    due = NOON + timedelta(seconds=10)
    every_database.run(
        lambda conn: work.put_back(conn, task, error="later", next_at=due)
    )

    assert every_database.run(lambda conn: _claim(conn, later_s=9)) == []
    assert len(every_database.run(lambda conn: _claim(conn, later_s=10))) == 1


@pytest.mark.parametrize("counted", [True, False])
def test_a_try_that_was_cut_short_does_not_count(
    every_database: TestedDatabase, *, counted: bool
) -> None:
    every_database.run(_ask)
    (task,) = every_database.run(_claim)
    every_database.run(
        lambda conn: work.put_back(conn, task, error="", next_at=NOON, counted=counted)
    )

    (again,) = every_database.run(_claim)

    assert again.attempts == (2 if counted else 1)


def test_a_clock_that_was_far_ahead_holds_no_work_back(
    every_database: TestedDatabase,
) -> None:
    every_database.run(_ask)
    (task,) = every_database.run(_claim)
    far = NOON + timedelta(days=400)
    every_database.run(
        lambda conn: work.put_back(conn, task, error="later", next_at=far)
    )

    assert len(every_database.run(_claim)) == 1
