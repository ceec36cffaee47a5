"""What waited for a person, brought along with the reply to what they just said."""

from collections.abc import Sequence
from itertools import chain

from sqlalchemy import Connection

from core.delivery import outbox
from core.domain.members import Language
from core.store.talks import Offered
from core.talk import commands
from core.talk.outgoing import Message, Text, choices_of
from core.talk.turn import T
from core.talk.voice import word


def opened(
    conn: Connection, lane: str, room: int, language: Language, *, named: bool
) -> tuple[Message, ...]:
    """Take what waits in a lane, under a line that says how much it is.

    Args:
        conn: The connection of the transaction that enqueues the reply.
        lane: Whose mailbox.
        room: At most so many messages, that line among them.
        language: What the line is said in.
        named: Whether to say it, where the room allows both the line and the mail.
    """
    if room <= 0:
        return ()
    named = named and room > 1
    letters = outbox.take_waiting(conn, lane, room - 1 if named else room)
    mail = tuple(chain.from_iterable(letters))
    if not (named and mail):
        return mail
    many = T("talk.mail_many", n=str(len(letters)))
    line = T("talk.mail_one") if len(letters) == 1 else many
    return (Text(word(line, language)), *mail)


def offers(mail: Sequence[Message], asked: Offered) -> Offered:
    """Return what mail offers, for those who type a label instead of tapping it.

    It stands behind what was just asked: numbers count that, and its labels win.
    """
    if not mail:
        return ()
    taken = {commands.plain(label) for label, _ in asked}
    return tuple(
        (choice.label, choice.token)
        for choice in choices_of(mail)
        if commands.plain(choice.label) not in taken
    )
