"""Effects about vectors."""

from collections.abc import Collection

from core.domain.vectors import SHOWN_LINES
from core.services import sounding, vectors
from core.store import growth, people, roads
from core.talk.desk import Desk, Handlers
from core.talk.echoing import echo
from core.talk.effects.joining import Kept
from core.talk.effects.roads import (
    AskedDirection,
    EditionsSeen,
    GrowthNote,
    GrowthSeen,
    KeepAnswer,
    LookAtEditions,
    LookAtGrowth,
    LookAtNeighbours,
    Neighbour,
    NeighboursSeen,
    PublishVector,
    TakeStep,
)
from core.talk.slow_work import schedule


def _keep_answer(desk: Desk, effect: KeepAnswer) -> Kept:
    said = (one.message for one in desk.heard[::-1] if one.text == effect.text)
    vectors.keep_answer(
        desk.conn,
        ids=desk.ids,
        member_id=desk.member.id,
        question=effect.question,
        text=effect.text,
        message=next(said, ""),
        now=desk.now,
    )
    return Kept()


def _publish(desk: Desk, effect: PublishVector) -> Kept | None:
    vectors.publish(
        desk.conn,
        ids=desk.ids,
        member_id=desk.member.id,
        vector=effect.vector,
        community_ids=effect.communities,
        now=desk.now,
    )
    _echoed(desk, SHOWN_LINES if effect.helped else ())
    if not effect.communities:
        return Kept()
    schedule(desk, "neighbours", {"member_id": desk.member.id})
    return None


def _echoed(desk: Desk, worded: Collection[str] = ()) -> None:
    """Keep in mind which messages stand in the edition that was just stored."""
    edition = roads.edition_id(desk.conn, desk.member.id)
    now = roads.vector(desk.conn, desk.member.id)
    lines = {name: getattr(now, name) for name in ("turn", *SHOWN_LINES)}
    echo(desk, "vector", edition, lines, worded)


def _look_at_neighbours(desk: Desk, effect: LookAtNeighbours) -> NeighboursSeen:
    found = vectors.neighbours(
        desk.conn,
        member_id=desk.member.id,
        near=effect.member_ids,
        seed=desk.seed,
    )
    return NeighboursSeen(tuple(Neighbour(*one) for one in found))


def _take_step(desk: Desk, effect: TakeStep) -> Kept:
    vectors.take_step(
        desk.conn,
        ids=desk.ids,
        member_id=desk.member.id,
        next_step=effect.next_step,
        now=desk.now,
    )
    _echoed(desk)
    schedule(desk, "embed", {"member_id": desk.member.id})
    return Kept()


def _asked(desk: Desk, effect: AskedDirection) -> Kept:
    people.change(desk.conn, desk.member.id, asked_direction_at=desk.now)
    return Kept()


def _look_at_growth(desk: Desk, effect: LookAtGrowth) -> GrowthSeen:
    notes = growth.latest_notes(desk.conn, desk.member.id, most=effect.most)
    vector = roads.vector(desk.conn, desk.member.id)
    taken = sounding.standing_in(desk.conn, desk.member.id, vector)
    authors = people.several(desk.conn, [one.author_id for one in taken])
    return GrowthSeen(
        tuple(GrowthNote(one.moved, one.words, one.other, one.at) for one in notes),
        tuple(author.name for author in authors.values() if author.name),
    )


def _look_at_editions(desk: Desk, effect: LookAtEditions) -> EditionsSeen:
    """Leave out the edition that stands now, and those at or after `before`."""
    former = roads.editions(desk.conn, desk.member.id)[:-1]
    earlier = [
        one for one in former if not effect.before or one.edition < effect.before
    ]
    newest_first = earlier[::-1]
    return EditionsSeen(
        tuple(newest_first[: effect.most]), further=len(earlier) > effect.most
    )


HANDLERS: Handlers = {
    KeepAnswer: _keep_answer,
    PublishVector: _publish,
    TakeStep: _take_step,
    AskedDirection: _asked,
    LookAtGrowth: _look_at_growth,
    LookAtNeighbours: _look_at_neighbours,
    LookAtEditions: _look_at_editions,
}
