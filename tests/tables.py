"""One test for a whole table: every row is tried, and each that fails is told.

    @every_row([("書く", "書いて"), ("泳ぐ", "泳いで")])
    def test_a_verb_has_its_form(verb: str, form: str) -> None: ...

For long tables whose rows cost less than a test around each of them.
"""

from collections.abc import Callable, Iterable
from typing import Any


def every_row(
    rows: Iterable[tuple[Any, ...]],
) -> Callable[[Callable[..., None]], Callable[[], None]]:
    """Hand a test every row of a table as its arguments; there has to be one."""
    table = list(rows)

    def over(check: Callable[..., None]) -> Callable[[], None]:
        def tried() -> None:
            assert table
            failed = []
            for row in table:
                try:
                    check(*row)
                except Exception as error:
                    error.add_note(f"The row: {row!r}")
                    failed.append(error)
            if failed:
                raise ExceptionGroup(f"{len(failed)} of {len(table)} rows", failed)

        tried.__name__, tried.__doc__ = check.__name__, check.__doc__
        tried.__module__ = check.__module__
        return tried

    return over
