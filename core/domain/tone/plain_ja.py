"""Says Japanese that bows without the bow: 「お読みになりましたか」, 「読みましたか」.

Owns the verbs that raise what somebody does or lower what one does oneself, where
grammar leaves no doubt what the plain polite form is; です and ます stay. It must not
know which sentences are tried. Whatever cannot be told for sure stays as it is.
"""

import re
from collections.abc import Callable
from functools import partial

from core.domain.grammar.casual_ja import dictionary, negative, past
from core.domain.grammar.verbs_ja import Verb, from_stem

_Made = Callable[[re.Match[str]], str | None]

_STEM = (
    r"(?P<stem>[一-龯々](?:(?![をがはもにとの])[一-龯々ぁ-ん]){0,4}?"
    r"[いきぎしちにびみりえけげせてねべめれ])"
)
_NO_DEED = (
    r"(?!気|昼|茶|世話|祭り|守り|別れ|互い|年寄り|影|陰|大事|見え|好き|任せ"
    r"|休み(?:くだ|下さ|にな))"
)
_NOUN = r"(?P<noun>(?!飯|近所|厄介|迷惑|馳走|縁|自由|自愛|一緒|遠慮|覧)[一-龯々]{2})"
_IRREGULAR = {
    "覧": Verb("見て", "見"),
    "召し上が": Verb("食べて", "食べ"),
    "おっしゃ": Verb("言って", "言い"),
    "越し": Verb("来て", "来"),
}
_A_TO_I = dict(zip("わらかがさたなばま", "いりきぎしちにびみ", strict=True))
_TO_SURU = re.compile(r"(?:[一-龯]{2}|[ァ-ヴー]|を)$")


def plain(text: str) -> str | None:
    """Return a text without bows; None if nothing in it bows in a way that is sure."""
    if re.search(r"[「」『』]", text):
        return None
    said = text
    for pattern, made in _RULES:
        said = pattern.sub(partial(_or_as_it_is, made), said)
    return said if said != text else None


def _or_as_it_is(made: _Made, found: re.Match[str]) -> str:
    said = made(found)
    return found.group() if said is None else said


def _form(stem: str, verb: Verb, how: str) -> str | None:
    """Return a verb in the form that 「なり…」, 「なって」, 「なった」 had."""
    match how:
        case "り" | "い":
            return stem
        case "って":
            return verb.te
        case "った":
            return past(stem, verb)
        case "る":
            return dictionary(stem, verb)
        case _:
            denied = negative(stem, verb)
            return denied and denied.removesuffix("ない")


def _raised(found: re.Match[str]) -> str | None:
    verb = from_stem(found["stem"])
    return _form(found["stem"], verb, found["how"]) if verb else None


def _raised_noun(found: re.Match[str]) -> str | None:
    stem = found["noun"] + "し"
    said = {"って": "して", "った": "した", "る": "する"}.get(found["how"], "し")
    return stem[:-1] + said


def _known(key: str) -> _Made:
    verb = _IRREGULAR[key]

    def made(found: re.Match[str]) -> str | None:
        if key == "おっしゃ":
            forms = {"る": "言う", "ら": "言わ", "った": "言った"}
            return forms.get(found["how"]) or _form(verb.stem, verb, found["how"])
        if key == "召し上が" and re.search(
            r"(?:茶|酒|水|コーヒー|湯|飲み物)を$", found.string[: found.start()]
        ):
            drinks = Verb("飲んで", "飲み")
            return _form("飲み", drinks, found["how"])
        return _form(verb.stem, verb, found["how"])

    return made


def _asked(found: re.Match[str]) -> str | None:
    """Read 「お書きください」 and 「お書きいただけ…」."""
    verb = from_stem(found["stem"])
    return f"{verb.te}{found['rest']}" if verb else None


def _let_me(found: re.Match[str]) -> str | None:
    """Read 「参加させていただき…」: what one is let do is what one does."""
    before, sound = found["before"], found["sound"]
    if sound == "さ" and _TO_SURU.search(before):
        stem = before + "し"
    elif sound == "さ" and re.search(
        r"[えけげせてねべめれいきぎじちにびみり]$", before
    ):
        stem = before
    elif re.search(r"[一-龯]$", before):
        stem = before + _A_TO_I[sound]
    else:
        return None
    verb = from_stem(stem)
    if verb is None:
        return None
    how = {"き": "り", "く": "る", "いて": "って", "いた": "った"}[found["how"]]
    return _form(stem, verb, how)


def _received(found: re.Match[str]) -> str:
    said = {"け": "え", "き": "い", "く": "う", "いて": "って", "いた": "った"}
    return f"{found['before']}もら{said[found['how']]}"


def _own(found: re.Match[str]) -> str | None:
    """Read 「お送りします」 and 「お送りいたします」."""
    verb = from_stem(found["stem"])
    if verb is None:
        return None
    how = {"し": "り", "して": "って", "した": "った"}[found["how"]]
    return _form(found["stem"], verb, how)


def _looked(stem: str) -> _Made:
    def made(found: re.Match[str]) -> str | None:
        verb = from_stem(stem) or Verb(stem + "て", stem)
        how = {"し": "り", "して": "って", "した": "った"}[found["how"]]
        return _form(stem, verb, how)

    return made


def _as(words: str) -> _Made:
    return lambda found: found.expand(words)


_HOW = r"(?P<how>り(?=ま[すしせ]|たい|そう)|って|った|る|ら(?=な))"
_HOW_SU = r"(?P<how>し(?=ま[すしせ]|たい)|して|した(?!い))"
_AFFIX = r"(?P<rest>(?:ください|下さい|いただ|頂))"

_RULES: tuple[tuple[re.Pattern[str], _Made], ...] = tuple(
    (re.compile(pattern), made)
    for pattern, made in (
        (rf"ご覧にな{_HOW}", _known("覧")),
        (r"ご覧(?=くださ|下さ|いただ|頂)", _as("見て")),
        (r"お越し(?=くださ|下さ|いただ|頂)", _as("来て")),
        (rf"お越しにな{_HOW}", _known("越し")),
        (rf"召し上が{_HOW}", _known("召し上が")),
        (
            r"おっしゃ(?P<how>い(?=ま[すしせ])|って|った|る|ら(?=な))",
            _known("おっしゃ"),
        ),
        (rf"お{_NO_DEED}{_STEM}にな{_HOW}", _raised),
        (rf"(?:ご|御){_NOUN}にな{_HOW}", _raised_noun),
        (
            (
                r"(?:(?:ご|御)(?=[一-龯]{2}な))?(?P<noun>[一-龯]{2}|(?<=[一-龯ァ-ヴーを])|(?<=どう))"
                r"なさ(?P<how>い(?=ま[すし])|って|った|る|ら(?=な))"
            ),
            _raised_noun,
        ),
        (
            (
                r"(?P<before>(?:[一-龯ァ-ヴー]{1,8}[ぁ-ん]?|を))(?P<sound>[わらかがさたなばま])せて"
                r"(?:いただ|頂)(?P<how>き(?=ま[すし]|たい)|く|いて|いた)"
            ),
            _let_me,
        ),
        (rf"お{_NO_DEED}{_STEM}{_AFFIX}", _asked),
        (rf"(?:ご|御){_NOUN}{_AFFIX}", _as(r"\g<noun>して\g<rest>")),
        (
            r"(?P<before>[てでを])(?:いただ|頂)(?P<how>け(?=ま|る|れ|た|な)|き(?=ま[すし]|たい)|く|いて|いた)",
            _received,
        ),
        (r"拝見(?:いた)?" + _HOW_SU, _looked("見")),
        (r"拝読(?:いた)?" + _HOW_SU, _looked("読み")),
        (r"拝[聴聞](?:いた)?" + _HOW_SU, _looked("聞き")),
        (r"拝借(?:いた)?" + _HOW_SU, _looked("借り")),
        (
            (
                r"お(?!願い|待ち|邪魔|勧め|誘い|返し|手伝い|渡し|届け|呼び|参り|祈り|話し|出かけ|休み"
                rf"|寺|墓|宮|店|家){_STEM}(?:いた)?{_HOW_SU}"
            ),
            _own,
        ),
        (rf"(?:ご|御){_NOUN}(?:いたし|致し)(?=ま|て)", _as(r"\g<noun>し")),
        (r"(?<=[一-龯ァ-ヴーを])(?<!願い)(?:いたし|致し)(?=ま[すしせ]|て)", _as("し")),
        (r"でございま(?=[すし])", _as("で")),
        (r"(?<=[がはも])ございま(?=[すしせ])", _as("ありま")),
        (r"(?<=[てでにが])おりま(?=[すしせ])", _as("いま")),
        (r"と存じ(?=ます)", _as("と思い")),
        (r"(?<=[はもをが])存じ(?=ません)", _as("知り")),
        (
            rf"お(?!願い|礼|詫び){_STEM}申し上げ(?=ま[すしせ])",
            _as(r"\g<stem>"),
        ),
        (rf"(?:ご|御){_NOUN}申し上げ(?=ま[すしせ])", _as(r"\g<noun>し")),
        (r"(?<=[がはもをとら])申し(?:上げ)?(?=ま[すしせ])", _as("言い")),
        (r"(?<=[てで])参り(?=ま[すしせ])", _as("来")),
        (r"お(?=(?:返事|名前|手紙|考え|気持ち)[をはがもの])", _as("")),
        (r"お(?=話を(?:見|聞|読))", _as("")),
        (r"ご(?=(?:都合|本|意見|希望|予定|住所)[をはがもの])", _as("")),
    )
)
