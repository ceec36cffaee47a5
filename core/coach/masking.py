"""Stand-ins for names and addresses on the way to a text model, and back.

Owns what is hidden and how it comes back. It must not know who is who: names are given
as plain texts. What is hidden too often does no harm, since it is put back as it was.
"""

import re
from dataclasses import dataclass, field

from core.coach.naming import ADDRESS, CALLED, E_MAIL, NO_NAME, finding

_STAND_IN = re.compile(r"[\[［【〔<(]\s*([NUEHTW])(\d{1,2})\s*[\]］】〕>)]?")


@dataclass(slots=True)
class Masks:
    """Which stand-in is used for what, in one ask."""

    names: tuple[str, ...] = ()
    hidden: dict[str, str] = field(default_factory=dict)
    _names: re.Pattern[str] | None = None

    def __post_init__(self) -> None:
        self._names = finding(self.names)

    def hide(self, text: str) -> str:
        """Return a text in which stand-ins stand for names and addresses."""
        masked = E_MAIL.sub(lambda one: self._stand_in("E", one.group()), text)
        masked = ADDRESS.sub(
            lambda one: self._stand_in(one.lastgroup or "U", one.group()), masked
        )
        if self._names is not None:
            masked = self._names.sub(
                lambda one: self._stand_in("N", one.group()), masked
            )
        return CALLED.sub(self._called, masked)

    def restore(self, text: str) -> str:
        """Put back what was hidden; a stand-in nobody gave out is left as it is."""
        originals = {stand_in: what for what, stand_in in self.hidden.items()}

        def back(found: re.Match[str]) -> str:
            return originals.get(f"[{found[1]}{found[2]}]", found.group())

        return _STAND_IN.sub(back, text) if originals else text

    def _called(self, found: re.Match[str]) -> str:
        name = found["name"]
        if NO_NAME.search(name):
            return name
        return self._stand_in("N", name)

    def _stand_in(self, kind: str, what: str) -> str:
        if what not in self.hidden:
            self.hidden[what] = f"[{kind}{len(self.hidden) + 1}]"
        return self.hidden[what]
