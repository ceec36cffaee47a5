"""Effects about taking one's words along, and being forgotten."""

from datetime import timedelta
from typing import Any

from core.services import forgetting
from core.store import downloads
from core.talk.desk import Desk
from core.talk.effects import (
    BeforeErasing,
    Erase,
    ExportReady,
    Kept,
    LookBeforeErasing,
    PrepareExport,
)
from core.talk.forgetting import forget_member

LINK_LIVES = timedelta(minutes=30)


def _prepare(desk: Desk, effect: PrepareExport) -> ExportReady:
    # Whoever holds the link gets the words: it must not be guessed.
    token = "".join(desk.ids.token() for _ in range(3))
    downloads.add(
        desk.conn,
        token=token,
        member_id=desk.member.id,
        expires_at=desk.now + LINK_LIVES,
    )
    return ExportReady(f"/export/{token}")


def _look(desk: Desk, effect: LookBeforeErasing) -> BeforeErasing:
    return BeforeErasing(thanks=forgetting.wrote_thanks(desk.conn, desk.member.id))


def _erase(desk: Desk, effect: Erase) -> Kept:
    forget_member(desk, keep_thanks=effect.keep_thanks)
    return Kept()


HANDLERS: dict[type, Any] = {
    PrepareExport: _prepare,
    LookBeforeErasing: _look,
    Erase: _erase,
}
