"""Effects about posts and cheers."""

from typing import Any

from core.services import posting
from core.store import people, practice
from core.talk import notices
from core.talk.desk import Desk
from core.talk.doing.roads import schedule
from core.talk.effects import (
    AnswerCheer,
    CheerLine,
    KeepPost,
    Kept,
    LookAtPost,
    LookAtPosts,
    PostKept,
    PostSeen,
    PostsSeen,
)


def _keep(desk: Desk, effect: KeepPost) -> PostKept:
    post_id = posting.keep(
        desk.conn,
        ids=desk.ids,
        member_id=desk.member.id,
        lines=effect.lines,
        outcome=effect.outcome,
        previous_id=effect.previous_id,
        community_id=effect.community_id,
        now=desk.now,
    )
    if effect.community_id:
        schedule(desk, "embed", {"member_id": desk.member.id})
    return PostKept(post_id)


def _look_at_posts(desk: Desk, effect: LookAtPosts) -> PostsSeen:
    found = posting.newest(
        desk.conn,
        community_id=effect.community_id,
        reader_id=desk.member.id,
        most=effect.most,
    )
    return PostsSeen(tuple(found))


def _look_at_post(desk: Desk, effect: LookAtPost) -> PostSeen:
    found = posting.readable(
        desk.conn, post_id=effect.post_id, reader_id=desk.member.id
    )
    return PostSeen(*found) if found else PostSeen(None, None)


def _cheer(desk: Desk, effect: CheerLine) -> Kept:
    cheered = posting.cheer(
        desk.conn,
        ids=desk.ids,
        member_id=desk.member.id,
        post_id=effect.post_id,
        line=effect.line,
        words=effect.words,
        now=desk.now,
    )
    if cheered is None:
        return Kept()
    cheer_id, post = cheered
    author = people.member(desk.conn, post.member_id)
    if author:
        desk.teller.tell(
            desk.conn,
            author,
            notices.cheered(
                desk.member.name,
                line=effect.line,
                quote=post.lines.get(effect.line, ""),
                words=effect.words,
                cheer_id=cheer_id,
            ),
            urgency="mail",
            now=desk.now,
            about=f"post:{post.id}",
        )
    return Kept()


def _answer(desk: Desk, effect: AnswerCheer) -> Kept:
    cheer = practice.cheer(desk.conn, effect.cheer_id)
    post = practice.post(desk.conn, cheer.post_id) if cheer else None
    if cheer is None or post is None or post.member_id != desk.member.id:
        return Kept()
    practice.answer_cheer(desk.conn, cheer.id, effect.words)
    friend = people.member(desk.conn, cheer.member_id)
    if friend:
        desk.teller.tell(
            desk.conn,
            friend,
            notices.cheer_answered(desk.member.name, effect.words),
            urgency="mail",
            now=desk.now,
            about=f"post:{post.id}",
        )
    return Kept()


HANDLERS: dict[type, Any] = {
    KeepPost: _keep,
    LookAtPosts: _look_at_posts,
    LookAtPost: _look_at_post,
    CheerLine: _cheer,
    AnswerCheer: _answer,
}
