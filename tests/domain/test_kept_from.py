"""Whom words want to keep a distance from; what is told of others is no such wish."""

from core.domain.meaning import kept_from
from tests.tables import every_row


@every_row(
    [
        ("けんさんとは組みたくない", "けん"),
        ("けんさんをブロック", "けん"),
        ("けんさんとは離れておきたい", "けん"),
        ("けんとは、もう一緒にやりたくないです。", "けん"),
        ("すみません、佐藤さんと距離をおきたいんですが", "佐藤"),
        ("けんさんにわたしを見せないで", "けん"),
        ("この人とは組みたくない", ""),
        ("組みたくない人がいるんだけど", ""),
        ("ブロックしたい", ""),
        ("ちょっと距離をおきたいです", ""),
        ("誰とも会いたくない", None),
        ("みんなと距離をおきたい", None),
        ("けんさんと組みたい", None),
        ("けんさんとは組みたくないと言われた", None),
        ("「けんさんをブロック」という本", None),
        ("block Ken", "Ken"),
        ("pls dont pair me with ken", "ken"),
        ("I'd rather not be paired with Ken", "Ken"),
        ("don't show me to Ken", "Ken"),
        ("I don't want to work with Ken Smith any more", "Ken Smith"),
        ("keep Ken away from me", "Ken"),
        ("I want to keep my distance from him", ""),
        ("there's someone I'd rather not meet", ""),
        ("could you keep Dougal and me apart?", "Dougal"),
        ("I really don't want to end up next to Ellis", "Ellis"),
        ("stop putting me with Femi", "Femi"),
        ("there's one person I can't be around", ""),
        ("つねさんとはご一緒したくないんです", "つね"),
        ("ひとり、顔を合わせたくない人がいます", ""),
        ("I don't want to end up in a mess", None),
        ("I don't want to be late", None),
        ("don't show me the list", None),
        ("she asked me to block Ken", None),
        ("I have writer's block", None),
    ]
)
def test_words_name_whom_to_keep_a_distance_from(text: str, whom: str | None) -> None:
    assert kept_from(text) == whom
