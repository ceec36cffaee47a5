"""What people under a flag are told without having asked; see `core.talk.notices`."""

from collections.abc import Sequence

from core.domain.flags import Flag
from core.talk.notices import called
from core.talk.turn import Option, Say, Saying, T


def joined(flag: Flag, name: str) -> Sequence[Saying]:
    """Somebody holds on to your flag."""
    return (
        Say(
            T("flag.somebody_joined", name=called(name), purpose=flag.purpose),
            (Option(T("flag.see"), "see", flag.id, flow="flag"),),
        ),
    )


def held(flag: Flag) -> Sequence[Saying]:
    """You took a seat in a group, where no more was said of it."""
    return (
        Say(
            T("flag.held", purpose=flag.purpose),
            (Option(T("flag.see"), "see", flag.id, flow="flag"),),
        ),
    )


def folded(flag: Flag) -> Sequence[Saying]:
    """A flag you held was folded; anybody may raise one next."""
    return (
        Say(
            T("flag.was_folded", purpose=flag.purpose),
            (Option(T("flag.raise_beside"), "beside", flag.id, flow="flag"),),
        ),
    )
