"""The beginning of long words ends where people would pause."""

from core.domain.shortening import first_sentence
from tests.tables import every_row

DRIVER = (
    "I drove a bus above the chip shop for eleven years, mostly nights,"
    " and somewhere along the way I saw that nobody talks"
)


@every_row(
    [
        ("short", 80, "short"),
        ("One. Two. Three goes on", 12, "One. Two."),
        (
            DRIVER,
            80,
            "I drove a bus above the chip shop for eleven years, mostly nights",
        ),
        (
            "left a note with my number 07700 900123",
            36,
            "left a note with my number 07700",
        ),
        (
            "バスを運転して十一年、夜のことが多くて、だれも話さない",
            22,
            "バスを運転して十一年、夜のことが多くて",
        ),
        ("x" * 50, 10, "x" * 10),
        ("あ" * 50, 10, "あ" * 10),
    ]
)
def test_it_ends_with_a_sentence_a_clause_or_a_word(
    text: str, most: int, line: str
) -> None:
    assert first_sentence(text, most) == line
    assert len(line) <= most
