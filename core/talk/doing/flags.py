"""Effects about flags."""

from collections.abc import Sequence

from core.delivery import subjects
from core.domain.flags import Flag
from core.i18n.catalog import language_of
from core.services import flags
from core.services import groups as grouping
from core.services.flags import SeenFlag
from core.store import communities, groups, people, talks
from core.talk import flag_notices, group_words
from core.talk.desk import Desk, Handlers
from core.talk.echoing import echo
from core.talk.effects.flags import (
    FlagHeld,
    FlagMissed,
    FlagMoved,
    FlagRaised,
    FlagSeen,
    FlagShown,
    FlagsSeen,
    FoldFlag,
    HoldFlag,
    LetGoOfFlag,
    LookAtFlag,
    LookAtFlags,
    MoveFlag,
    RaiseFlag,
    ShowInGroups,
)
from core.talk.effects.joining import Kept
from core.talk.incoming import Place

_SAID = ("purpose", "timing", "my_part", "earns_words")


def _raise(desk: Desk, effect: RaiseFlag) -> FlagRaised:
    raised = flags.raise_flag(
        desk.conn,
        ids=desk.ids,
        member_id=desk.member.id,
        community_id=effect.community_id,
        purpose=effect.purpose,
        timing=effect.timing,
        my_part=effect.my_part,
        earns=effect.earns,
        earns_words=effect.earns_words,
        seats=effect.seats,
        now=desk.now,
        day=effect.day,
    )
    if raised is not None:
        said = {name: getattr(effect, name) for name in _SAID}
        echo(desk, "flag", raised.id, said)
    return FlagRaised(raised, raised is not None and _more_groups(desk, raised))


def _look(desk: Desk, effect: LookAtFlags) -> FlagsSeen:
    if effect.own:
        seen = flags.raised(desk.conn, member_id=desk.member.id)
    else:
        homes = communities.of_member(desk.conn, desk.member.id)
        where = [home.id for home in homes]
        seen = flags.newest(
            desk.conn,
            reader_id=desk.member.id,
            community_ids=[effect.community_id] if effect.community_id else where,
            most=effect.most,
        )
    return FlagsSeen(tuple(_as_seen(desk, one) for one in seen))


def _as_seen(desk: Desk, one: SeenFlag) -> FlagSeen:
    more = one.mine and _more_groups(desk, one.flag)
    return FlagSeen(
        one.flag,
        one.raiser,
        one.mine,
        one.holding,
        one.holders,
        groups=more,
        distant=one.distant,
    )


def _more_groups(desk: Desk, flag: Flag) -> bool:
    """Whether there are groups that could see a flag and do not yet."""
    return bool(groups.unaware(desk.conn, flag.community_id, flag.id))


def _show_in_groups(desk: Desk, effect: ShowInGroups) -> FlagShown:
    places = grouping.put_up(
        desk.conn, flag_id=effect.flag_id, raiser_id=desk.member.id, now=desk.now
    )
    _show(desk, places, effect.flag_id)
    later = any(desk.teller.mail_waits(place.channel) for place in places)
    return FlagShown(nowhere=not places, later=later)


def _show(desk: Desk, places: Sequence[Place], flag_id: str) -> None:
    for place in places:
        one = grouping.one(desk.conn, place, flag_id)
        home = groups.home_of(desk.conn, place)
        if one is not None and home is not None:
            desk.teller.show(
                desk.conn,
                place,
                [group_words.card(one, desk.teller.today(desk.now))],
                language=language_of(home.language, desk.member.language),
                now=desk.now,
                about=f"flag:{flag_id}",
            )


def _look_at_one(desk: Desk, effect: LookAtFlag) -> FlagsSeen:
    seen = flags.one(desk.conn, flag_id=effect.flag_id, reader_id=desk.member.id)
    return FlagsSeen((_as_seen(desk, seen),) if seen else ())


def _hold(desk: Desk, effect: HoldFlag) -> FlagHeld | FlagMissed:
    held = flags.hold(
        desk.conn, flag_id=effect.flag_id, member_id=desk.member.id, now=desk.now
    )
    seen = flags.one(desk.conn, flag_id=effect.flag_id, reader_id=desk.member.id)
    if not isinstance(held, Flag):
        return FlagMissed(held, _as_seen(desk, seen) if seen else None)
    if seen is None:
        return FlagMissed("folded")
    told = flag_notices.joined(held, desk.member.name)
    desk.tell(seen.raiser, told, about=f"flag:{held.id}")
    return FlagHeld(_as_seen(desk, seen))


def _let_go(desk: Desk, effect: LetGoOfFlag) -> Kept:
    flags.let_go(desk.conn, flag_id=effect.flag_id, member_id=desk.member.id)
    return Kept()


def _move(desk: Desk, effect: MoveFlag) -> FlagMoved:
    holders = flags.move(
        desk.conn,
        flag_id=effect.flag_id,
        raiser_id=desk.member.id,
        timing=effect.timing,
        day=effect.day,
    )
    seen = flags.one(desk.conn, flag_id=effect.flag_id, reader_id=desk.member.id)
    if holders is None or seen is None:
        return FlagMoved(None)
    flag, about = seen.flag, f"flag:{effect.flag_id}"
    echo(desk, "flag", flag.id, {"timing": flag.timing})
    told = flag_notices.moved(flag, desk.teller.today(desk.now))
    for holder in people.several(desk.conn, holders).values():
        for lane in talks.lanes_of(desk.conn, holder.id):
            subjects.drop(desk.conn, lane, {about}, why="said anew")
        desk.tell(holder, told, about=about)
    places = groups.of_community(desk.conn, flag.community_id)
    for place in places:
        subjects.drop(desk.conn, place.lane, {about}, why="shown anew")
    _show(desk, places, flag.id)
    return FlagMoved(_as_seen(desk, seen))


def _fold(desk: Desk, effect: FoldFlag) -> Kept:
    seen = flags.one(desk.conn, flag_id=effect.flag_id, reader_id=desk.member.id)
    held = flags.fold(desk.conn, flag_id=effect.flag_id, raiser_id=desk.member.id)
    if seen and held is not None:
        tell_folded(desk, seen.flag, held)
    return Kept()


def tell_folded(desk: Desk, flag: Flag, holder_ids: Sequence[str]) -> None:
    """Tell those who held a flag that it was folded, and that another may be raised."""
    for holder in people.several(desk.conn, holder_ids).values():
        desk.tell(holder, flag_notices.folded(flag), about=f"flag:{flag.id}")


HANDLERS: Handlers = {
    RaiseFlag: _raise,
    LookAtFlags: _look,
    LookAtFlag: _look_at_one,
    HoldFlag: _hold,
    LetGoOfFlag: _let_go,
    MoveFlag: _move,
    FoldFlag: _fold,
    ShowInGroups: _show_in_groups,
}
