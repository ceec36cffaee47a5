"""Whoever types "back" is asked the question before, and nothing of it is kept."""

from core.domain.members import Language
from core.talk.turn import Picked
from tests.talk.cast import LANGUAGES, Person, neighbour
from tests.talk.pen import Pen
from tests.talk.talking import World
from tests.talk.totality import FACTS

BACK: dict[Language, str] = {"ja": "ひとつ前に戻る", "en": "go back"}


@LANGUAGES
async def test_in_the_first_interview(here: World, language: Language) -> None:
    await here.community(language=language)
    yuki = Person(here.phone("yuki"), "Yuki", language, "")
    await yuki.phone.open(invite="SAKA24", name="Yuki", language=language)
    await yuki.picks("welcome.begin")
    await yuki.picks("welcome.keep")
    await yuki.says({"ja": "営業を10年", "en": "ten years in sales"}[language])
    await yuki.picks("vector.skip")

    await yuki.says(BACK[language])
    assert yuki.was_told("vector.ask_turn")
    await yuki.says(BACK[language])

    assert yuki.was_told("vector.ask_origin")


@LANGUAGES
async def test_on_the_way_to_a_note(here: World, language: Language) -> None:
    await here.community(language=language)
    yuki = await neighbour(here, "yuki", language)
    await yuki.commands("ask")
    await yuki.says({"ja": "棚を組み立てる", "en": "put a shelf together"}[language])
    await yuki.picks("ask.skip")

    await yuki.says(BACK[language])

    assert yuki.may_pick("ask.that_road")


def test_on_a_post() -> None:
    pen = Pen(FACTS[1]).say("見学した").hear(Picked("one_back"))

    assert pen.turn.next.at == "now"
