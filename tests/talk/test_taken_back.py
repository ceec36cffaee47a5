"""Words edited or taken back: the running interview follows, and the card."""

import pytest

from core.domain.members import Language
from core.talk.incoming import Edited, Said, Unsent
from tests.talk.cast import LANGUAGES
from tests.talk.interview import LINES, begun, kept_answers, vector_of
from tests.talk.talking import World


@LANGUAGES
async def test_an_edited_answer_reads_anew_and_one_taken_back_is_gone(
    everywhere: World, language: Language
) -> None:
    yuki = await begun(everywhere, language)
    origin, turn, destination, next_step = LINES[language]
    for number, line in enumerate((origin, turn, destination)):
        await yuki.does(Said(line, message=f"m{number}"))

    await yuki.does(Edited("m0", f"{origin}!"))
    assert yuki.was_told("talk.mended")
    assert yuki.was_told("vector.ask_next_step")
    await yuki.does(Unsent("m1"))
    assert yuki.was_told("talk.unsaid")
    for unknown in (Edited("m1", "x"), Unsent("m9"), Edited("m0", f"{origin}!")):
        await yuki.does(unknown)
        assert yuki.phone.latest == []
    kept = await everywhere.database.read(kept_answers)
    assert sorted(kept) == sorted([f"{origin}!", destination])

    await yuki.says(next_step)
    await yuki.does(Unsent("m2"))
    await yuki.picks("vector.as_it_is")
    await yuki.phone.tap("坂の上の台所")
    stored = await vector_of(everywhere, yuki)
    assert stored.origin == f"{origin}!"
    assert (stored.turn, stored.destination) == ("", "")

    # What is out goes as well, and its author is told and may say something else.
    await yuki.does(Unsent("m0"))
    assert yuki.was_told("talk.unsaid_there")
    assert (await vector_of(everywhere, yuki)).origin == ""
    await yuki.picks("road.mend_vector")
    assert yuki.was_told("vector.which_line")
    await yuki.does(Unsent("m0"))
    assert yuki.phone.latest == []


@pytest.mark.parametrize("change", [Edited("m0", "い" * 300), Unsent("m0")])
async def test_an_answer_that_is_looked_at_or_too_long_is_asked_for_once_more(
    here: World, change: Edited | Unsent
) -> None:
    yuki = await begun(here)
    await yuki.does(Said("あ" * 300, message="m0"))

    await yuki.does(change)

    assert yuki.was_told("vector.ask_origin")
    await yuki.says("営業を10年")
    assert yuki.was_told("vector.ask_turn")
