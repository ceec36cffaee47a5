"""People who are asked for words, one for each place where the talk waits for some."""

from collections.abc import Awaitable, Callable

from tests.talk.cast import (
    Person,
    asks,
    neighbours,
    played_once,
    says_it_ended,
    under_way,
)
from tests.talk.talking import World

Scene = Callable[[World], Awaitable[Person]]


@played_once
async def _naming(here: World) -> Person:
    await here.community()
    person = Person(here.phone("new"), "", "ja", "")
    await person.phone.open(invite="SAKA24", language="ja")
    return person


@played_once
async def _outside(here: World) -> Person:
    person = Person(here.phone("new"), "", "ja", "")
    await person.phone.open(invite="NOSUCH", language="ja")
    return person


@played_once
async def _interview(here: World) -> Person:
    await here.community()
    person = Person(here.phone("new"), "", "ja", "")
    await person.phone.open(invite="SAKA24", name="ゆき", language="ja")
    await person.picks("welcome.begin")
    await person.picks("welcome.keep")
    return person


@played_once
async def _need(here: World) -> Person:
    yuki, _ = await neighbours(here)
    await yuki.commands("ask")
    return yuki


@played_once
async def _why(here: World) -> Person:
    yuki = await _need(here)
    await yuki.says("読書会の問いかけを一緒に")
    return yuki


@played_once
async def _my_part(here: World) -> Person:
    yuki = await _why(here)
    await yuki.picks("ask.skip")
    return yuki


@played_once
async def _earns_words(here: World) -> Person:
    yuki = await _my_part(here)
    await yuki.says("会場")
    await yuki.picks("ask.earns_somebody")
    return yuki


@played_once
async def _editing(here: World) -> Person:
    yuki, _ = await neighbours(here)
    await asks(yuki)
    await yuki.picks("ask.to_this_person")
    await yuki.picks("ask.edit")
    return yuki


@played_once
async def _idea(here: World) -> Person:
    _, ken = await under_way(here)
    await ken.picks("answer.suggest")
    return ken


@played_once
async def _part_way(here: World) -> Person:
    _, ken = await under_way(here)
    await ken.picks("answer.ride")
    await ken.picks("answer.part_of_it")
    return ken


@played_once
async def _passing(here: World) -> Person:
    _, ken = await under_way(here)
    await ken.picks("answer.pass")
    return ken


@played_once
async def _suggesting(here: World) -> Person:
    ken = await _passing(here)
    await ken.picks("answer.pass_somebody")
    return ken


@played_once
async def _mixing(here: World) -> Person:
    yuki, ken = await under_way(here)
    await ken.picks("answer.suggest")
    await ken.says("当日みんなで")
    await yuki.picks("follow.idea_mix")
    return yuki


@played_once
async def _contact(here: World) -> Person:
    yuki, ken = await under_way(here)
    await ken.picks("answer.ride")
    await ken.picks("answer.all_the_way")
    await yuki.picks("follow.hand_contact")
    return yuki


@played_once
async def _delight(here: World) -> Person:
    yuki, ken = await under_way(here)
    await ken.picks("answer.ride")
    await ken.picks("answer.all_the_way")
    await says_it_ended(yuki)
    await yuki.picks("follow.done")
    return yuki


@played_once
async def _growth_words(here: World) -> Person:
    yuki = await _delight(here)
    await yuki.picks("follow.skip_thanks")
    await yuki.picks("follow.moved")
    return yuki


@played_once
async def _next_step(here: World) -> Person:
    yuki = await _growth_words(here)
    await yuki.picks("follow.no_words")
    return yuki


@played_once
async def _post(here: World) -> Person:
    yuki, _ = await neighbours(here)
    await yuki.commands("post")
    return yuki


SCENES: tuple[Scene, ...] = (
    _naming,
    _outside,
    _interview,
    _need,
    _why,
    _my_part,
    _earns_words,
    _editing,
    _idea,
    _part_way,
    _passing,
    _suggesting,
    _mixing,
    _contact,
    _delight,
    _growth_words,
    _next_step,
    _post,
)
