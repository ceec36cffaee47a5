"""Effects about posts and cheers."""

from core.services import posting
from core.store import posts
from core.talk import notices
from core.talk.desk import Desk, Handlers
from core.talk.echoing import echo
from core.talk.effects.joining import Kept
from core.talk.effects.posts import (
    AnswerCheer,
    CheerLine,
    CheerPlaced,
    CheerSeen,
    KeepPost,
    LookAtCheer,
    LookAtPost,
    LookAtPosts,
    OfferHand,
    PostKept,
    PostSeen,
    PostShown,
    PostsSeen,
    ShowPost,
)
from core.talk.slow_work import schedule


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
    echo(desk, "post", post_id, effect.lines, effect.worded)
    if effect.community_id:
        schedule(desk, "embed", {"member_id": desk.member.id})
    return PostKept(post_id)


def _show(desk: Desk, effect: ShowPost) -> PostShown:
    before = posting.show(
        desk.conn,
        post_id=effect.post_id,
        member_id=desk.member.id,
        community_id=effect.community_id or None,
        now=desk.now,
    )
    if before is None:
        return PostShown(there=False)
    schedule(desk, "embed", {"member_id": desk.member.id})
    return PostShown(before, effect.community_id)


def _look_at_posts(desk: Desk, effect: LookAtPosts) -> PostsSeen:
    found = posting.newest(
        desk.conn,
        community_id=effect.community_id,
        reader_id=desk.member.id,
        most=effect.most,
    )
    return PostsSeen(tuple(found))


def _look_at_post(desk: Desk, effect: LookAtPost) -> PostSeen:
    reader = desk.member.id
    found = posting.readable(desk.conn, post_id=effect.post_id, reader_id=reader)
    if found is None:
        return PostSeen(None, None)
    cheered = posts.lines_cheered(desk.conn, effect.post_id, reader)
    return PostSeen(*found, cheered)


def _cheer(desk: Desk, effect: CheerLine) -> CheerPlaced:
    return _place(desk, effect.post_id, line=effect.line, words=effect.words)


def _offer_hand(desk: Desk, effect: OfferHand) -> CheerPlaced:
    return _place(desk, effect.post_id, line=posting.HAND, words=effect.words)


def _place(desk: Desk, post_id: str, *, line: str, words: str) -> CheerPlaced:
    placed = posting.cheer(
        desk.conn,
        ids=desk.ids,
        member_id=desk.member.id,
        post_id=post_id,
        line=line,
        words=words,
        now=desk.now,
    )
    if isinstance(placed, str):
        return CheerPlaced(placed)
    cheer_id, post = placed
    echo(desk, "cheer", cheer_id, {"words": words})
    name = desk.member.name
    if line == posting.HAND:
        quote = post.lines.get("with", "")
        notice = notices.hand_offered(name, quote=quote, words=words, cheer_id=cheer_id)
    else:
        quote = post.lines.get(line, "")
        notice = notices.cheered(
            name, line=line, quote=quote, words=words, cheer_id=cheer_id
        )
    desk.tell(post.member_id, notice, about=f"post:{post.id}")
    return CheerPlaced()


def _look_at_cheer(desk: Desk, effect: LookAtCheer) -> CheerSeen:
    found = posting.cheer_received(
        desk.conn, cheer_id=effect.cheer_id, author_id=desk.member.id
    )
    if found is None:
        return CheerSeen(None)
    cheered, post, friend = found
    line = "with" if cheered.line == posting.HAND else cheered.line
    return CheerSeen(friend, quote=post.lines.get(line, ""), words=cheered.words)


def _answer(desk: Desk, effect: AnswerCheer) -> Kept:
    found = posting.cheer_received(
        desk.conn, cheer_id=effect.cheer_id, author_id=desk.member.id
    )
    if found:
        cheered, post, friend = found
        posts.answer_cheer(desk.conn, cheered.id, effect.words)
        echo(desk, "cheer", cheered.id, {"answer": effect.words})
        notice = notices.cheer_answered(desk.member.name, effect.words)
        desk.tell(friend, notice, about=f"post:{post.id}")
    return Kept()


HANDLERS: Handlers = {
    KeepPost: _keep,
    ShowPost: _show,
    LookAtPosts: _look_at_posts,
    LookAtPost: _look_at_post,
    CheerLine: _cheer,
    OfferHand: _offer_hand,
    LookAtCheer: _look_at_cheer,
    AnswerCheer: _answer,
}
