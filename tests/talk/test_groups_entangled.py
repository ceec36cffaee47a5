"""What happens to flags in groups in the midst of something else: nothing leaks."""

from core.talk.incoming import Chose, Moved, Place, Said, Unsent
from core.talk.outgoing import Card
from tests.databases import every_database
from tests.talk.grouped import Group, Scene, scene
from tests.talk.meeting import seated
from tests.talk.talking import words_of

__all__ = ["every_database", "scene"]


async def test_of_two_groups_of_a_room_both_know_when_the_last_seat_is_taken(
    scene: Scene,
) -> None:
    here = scene.group.here
    other = Group(here, Place("web", "umibe", "group"))
    await other.calls("SAKA24", "ken")
    await scene.with_flag()
    assert "川べりで声を出して本を読む" in "".join(map(words_of, other.heard))
    for user, name in (("miho", "みほ"), ("tomo", "とも")):
        await seated(here, user, name)

    await scene.group.taps("この指とまれ", "ken")
    await scene.group.taps("この指とまれ", "miho")

    said = await other.taps("この指とまれ", "tomo")
    assert "席はうまっていました" in said
    assert "けん" not in said
    assert "みほ" not in said


async def test_a_flag_posted_in_a_group_that_moves_is_held_and_folded_where_it_went(
    scene: Scene,
) -> None:
    await scene.with_flag()
    await scene.group.does(Moved("umibe"))
    there = Group(scene.group.here, Place("web", "umibe", "group"))

    # Cards of before may come with either number.
    (card,) = [one for one in scene.group.heard if "この指とまれ" in words_of(one)][:1]
    assert isinstance(card, Card)
    hold = Chose(card.choices[0].token)
    assert "あと1席" in await there.does(hold, "ken")
    assert "ふたりのトークで" in await scene.group.does(hold, "ken")

    await scene.yuki.say("やめたい")
    await scene.yuki.tap("この場だけ出る")
    await scene.yuki.tap("出る")

    assert "たたまれています" in await there.does(hold, "ken")
    assert "立っている旗はありません" in await there.calls("旗")


async def test_a_purpose_taken_back_is_gone_from_the_groups_that_saw_it(
    scene: Scene,
) -> None:
    await scene.connected()
    await scene.yuki.say("旗を立てたい")
    await scene.yuki.does(Said("川べりの店をたたむ会", message="f1"))
    await scene.yuki.say("土曜")
    await scene.yuki.tap("2席")
    await scene.yuki.say("案内")
    await scene.yuki.tap("いない")
    await scene.yuki.tap("旗を立てる")
    await scene.yuki.tap("グループにも出す")
    await scene.yuki.tap("グループにも出す")
    assert "川べりの店をたたむ会" in "".join(map(words_of, scene.group.heard))

    await scene.yuki.does(Unsent("f1"))

    assert "川べりの店" not in await scene.group.calls("旗")
    said = await scene.group.taps("この指とまれ", "ken")
    assert "川べりの店" not in said
    assert "川べりの店" not in scene.ken.words()
