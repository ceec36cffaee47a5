"""Where a text's own voice is heard."""

from core.domain.sentences import voice_of
from tests.tables import every_row


@every_row(
    [
        ("けん、ゆきです。「book club」と書いていたのを読みました。", "ja"),
        ("CanvaとInstagramの使い方を一緒に見ませんか。", "ja"),
        (
            "Hi けん, this is ゆき. I read 「場をつくる側になりたい」 of yours.",
            "en",
        ),
        ("Would you like to think up 盆踊り songs with me?", "en"),
        ("", "en"),
    ]
)
def test_a_message_speaks_the_language_of_its_own_words(
    words: str, speaks: str
) -> None:
    assert voice_of(words) == speaks
