"""The same conversation, word for word, on every channel."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bots.console.script import read_script
from core.domain.members import Language
from tests.cli.programs import started
from tests.transcripts.channels import Where, keeps_the_rules, service_on
from tests.transcripts.conftest import Home
from tests.wire.line_phone import LinePhone

FOLDER = Path(__file__).parent
SCRIPTS = {path.stem: path for path in sorted(FOLDER.glob("*.*.txt"))}
LINKED = {path.stem: path for path in sorted((FOLDER / "linked").glob("*.txt"))}
SHOWN = [name for name in SCRIPTS if name.startswith("readme")]

# A request and its first answer go out unasked; a silent one costs its request alone.
# A call for help, and all that the two say until they have each other, does not wait.
# All else, an answer after an idea or thanks or a cheer, comes with the next message.
PUSHED = {
    "apart.ja": ["美和", "宗太"],
    "apart.en": ["Inês", "Femi"],
    "readme.ja": ["菜穂", "ゆき"],
    "readme.en": ["Stan", "Robin"],
    "ride.ja": ["テツ", "ひな"],
    "ride.en": ["Dougal", "Ellis"],
    "pass.ja": ["美和", "宗太", "志乃"],
    "pass.en": ["Inês", "Femi", "Tomasz"],
    "sos.ja": ["テツ", "菜穂", "宗太", "テツ", "テツ", "宗太"],
    "sos.en": ["Dougal", "Priya", "Femi", "Dougal", "Dougal", "Femi"],
}

pytestmark = pytest.mark.slow


def language_of(name: str) -> Language:
    """Return the language a transcript is in."""
    return "en" if name.endswith(".en") else "ja"


def test_every_talk_is_there_in_both_languages() -> None:
    for scripts in (SCRIPTS, LINKED):
        stems = {name.partition(".")[0] for name in scripts}
        both = {f"{stem}.{one}" for stem in stems for one in ("ja", "en")}
        assert set(scripts) == both


@pytest.mark.parametrize("name", SHOWN)
def test_what_the_readme_shows_is_played_by_the_command(
    name: str, tmp_path: Path
) -> None:
    chat = ("chat", "--lang", language_of(name), "--script", SCRIPTS[name])
    with started(*chat, home=tmp_path) as played:
        assert played.wait() == 0, played.err


@pytest.mark.parametrize(
    ("where", "name"),
    [
        *(("console", name) for name in SCRIPTS if name not in SHOWN),
        *(("web", name) for name in SCRIPTS),
    ],
)
async def test_a_talk_passes(
    where: Where, name: str, home: Home, tmp_path: Path
) -> None:
    script = read_script(SCRIPTS[name].read_text("utf-8"))
    there = await home(language_of(name))

    async with service_on(there, tmp_path, newcomers=where) as here:
        await here.play(script, name=name)


@pytest.mark.parametrize("name", SCRIPTS)
async def test_a_talk_passes_on_line_and_what_can_wait_waits(
    name: str, home: Home, tmp_path: Path
) -> None:
    script = read_script(SCRIPTS[name].read_text("utf-8"))
    there = await home(language_of(name))

    async with service_on(there, tmp_path, newcomers="line") as here:
        await here.play(script, name=name)

        assert here.pushed() == PUSHED.get(name, [])
        keeps_the_rules(here)


@pytest.mark.parametrize("name", SCRIPTS)
async def test_a_talk_passes_on_telegram(name: str, home: Home, tmp_path: Path) -> None:
    script = read_script(SCRIPTS[name].read_text("utf-8"))
    there = await home(language_of(name))

    async with service_on(there, tmp_path, newcomers="telegram") as here:
        await here.play(script, name=name)

        keeps_the_rules(here)


@pytest.mark.parametrize("name", SHOWN)
@pytest.mark.parametrize("elsewhere", ["web", "console", "telegram"])
async def test_a_talk_passes_between_line_and(
    elsewhere: Where, name: str, home: Home, tmp_path: Path
) -> None:
    script = read_script(SCRIPTS[name].read_text("utf-8"))
    there = await home(language_of(name))

    async with service_on(
        there, tmp_path, newcomers="line", neighbours=elsewhere
    ) as here:
        await here.play(script, name=name)

        _, asker = PUSHED[name]
        assert here.pushed() == [asker]
        keeps_the_rules(here)


@pytest.mark.parametrize(
    ("name", "on_line"),
    [
        ("ride.ja", "ひな"),
        ("ride.en", "Dougal"),
        ("pass.ja", "宗太"),
        ("pass.en", "Inês"),
    ],
)
async def test_a_ride_and_a_pass_between_one_on_line_and_others_on_telegram(
    name: str, on_line: str, home: Home, tmp_path: Path
) -> None:
    script = read_script(SCRIPTS[name].read_text("utf-8"))
    there = await home(language_of(name))

    async with service_on(
        there, tmp_path, newcomers="telegram", but={on_line: "line"}
    ) as here:
        await here.play(script, name=name)

        assert here.pushed() == [one for one in PUSHED[name] if one == on_line]
        keeps_the_rules(here)


@pytest.mark.parametrize("name", sorted(LINKED))
async def test_a_talk_is_linked_in_the_middle_and_goes_on_in_the_other_app(
    name: str, home: Home, tmp_path: Path
) -> None:
    script = read_script(LINKED[name].read_text("utf-8"))
    there = await home(language_of(name))

    async with service_on(
        there, tmp_path, newcomers="line", neighbours="telegram"
    ) as here:
        await here.play(script, name=name)

        # The answer found them on Telegram; one more request came to LINE, as chosen.
        keeps_the_rules(here)
        assert here.pushed() == []


async def test_a_talk_passes_where_labels_are_typed(home: Home, tmp_path: Path) -> None:
    name = "readme.en"
    script = read_script(SCRIPTS[name].read_text("utf-8"))
    there = await home(language_of(name))

    async with service_on(there, tmp_path, newcomers="line on a pc") as here:
        await here.play(script, name=name)

        assert here.pushed() == PUSHED[name]
        keeps_the_rules(here)


async def test_a_day_is_picked_in_lines_own_date_picker(
    home: Home, tmp_path: Path
) -> None:
    there = await home("ja")

    async with service_on(there, tmp_path, newcomers="line") as here:
        phone = here.phone("志乃")
        assert isinstance(phone, LinePhone)
        for words in ("旗", "川べりで声を出して本を読む"):
            await phone.say(words)
            await phone.heard()
        at = (datetime.now(UTC) + timedelta(days=40)).replace(hour=10, minute=30)
        await phone.pick("日と時間を選ぶ", f"{at:%Y-%m-%dT%H:%M}")
        said = "\n".join(map(str, await phone.heard()))

        assert f"{at.month}月{at.day}日（" in said
        assert "10:30、ですね。" in said
        assert "いくつにしましょう" in said
        keeps_the_rules(here)
