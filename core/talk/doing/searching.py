"""Effects about finding posts and people by words."""

from core.services import searching
from core.talk.desk import Desk, Handlers
from core.talk.effects.searching import LookForWords, WordsFound


def _look(desk: Desk, effect: LookForWords) -> WordsFound:
    found = searching.find(
        desk.conn,
        reader_id=desk.member.id,
        words=effect.words,
        most=effect.most,
        seed=desk.seed,
    )
    return WordsFound(found.posts, found.people)


HANDLERS: Handlers = {LookForWords: _look}
"""What carries each effect out."""
