"""What is told where a name was asked for."""

from core.domain.sos import tells
from tests.tables import every_row


@every_row(
    [
        ("船を降りた日から眠れない", True),
        ("眠れない。さみしい", True),
        ("I can't sleep since I left the ship", True),
        ("lost my job, help", True),
        ("ゆき", False),
        ("ゆきさん。", False),
        ("山田 ゆき", False),
        ("アレクサンドラさん", False),
        ("Christopher", False),
        ("Mary Ann Smith", False),
        ("", False),
    ]
)
def test_words_tell_or_name(text: str, told: bool) -> None:
    assert tells(text) == told
