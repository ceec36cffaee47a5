"""Who receives money, where the answer is typed instead of tapped."""

from core.talk.flow import Heard
from core.talk.flows.words import says_no, says_yes
from core.talk.incoming import Said
from core.talk.turn import Picked


def who_earns(said: Said) -> Heard:
    """Return a plain yes or no as the choice it stands for; other words as they are."""
    if says_no(said.text):
        return Picked("nobody")
    return Picked("somebody") if says_yes(said.text) else said
