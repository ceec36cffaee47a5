"""The whole error tree of the project.

    AinoriError
    |- Refusal      the rules say no; a person hears it kindly, nobody is paged
    |- Retryable    something outside was not ready; the same thing may work later
    `- Broken       a fault of ours or of a stored row; it is parked for the operator

Adapters translate the errors of their libraries at the edge; library errors never
enter core.
"""


class AinoriError(Exception):
    """Base of everything this project raises on purpose."""


class Refusal(AinoriError):
    """A rule of the practice says no, and a catalogue phrase says it kindly."""

    def __init__(self, key: str, **params: str) -> None:
        super().__init__(key)
        self.key = key
        self.params = params


class Retryable(AinoriError):
    """Not now; `after_s` seconds from now is a sensible time to try again."""

    def __init__(self, message: str, *, after_s: float = 1.0) -> None:
        super().__init__(message)
        self.after_s = after_s


class Broken(AinoriError):
    """A row or a piece of code is wrong; the row is parked and an operator looks."""
