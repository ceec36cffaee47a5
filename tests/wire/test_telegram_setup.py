"""`ainori setup telegram` and what `ainori doctor` sees, through the real library."""

import pytest

from bots.findings import Finding
from bots.registry import door_of, look_at
from bots.telegram import checkup, setup
from bots.telegram.commands import ALONE, IN_GROUPS
from bots.telegram.parse import KINDS
from core.errors import Retryable
from core.i18n.catalog import LANGUAGES
from core.settings import Settings
from core.talk.commands import command
from tests.telegram_fake import updates
from tests.telegram_fake.server import SECRET, FakeTelegram

WEBHOOK = "https://bot.example.org/telegram/webhook"


def settings(telegram: FakeTelegram, **more: object) -> Settings:
    """Return what an operator set."""
    return Settings.model_validate(
        {
            "AINORI_BASE_URL": "https://bot.example.org",
            "TELEGRAM_BOT_TOKEN": updates.TOKEN,
            "TELEGRAM_WEBHOOK_SECRET": SECRET,
            "TELEGRAM_API_BASE": telegram.url,
            **more,
        }
    )


async def set_up(telegram: FakeTelegram, **more: object) -> list[Finding]:
    """Set the bot up."""
    return [step async for step in setup.steps(settings(telegram, **more))]


async def look(telegram: FakeTelegram, **more: object) -> dict[str, Finding]:
    """Look at the bot."""
    found = [one async for one in checkup.findings(settings(telegram, **more))]
    return {one.what: one for one in found}


async def test_a_bot_gets_its_commands_by_place_and_language(
    telegram: FakeTelegram,
) -> None:
    steps = await set_up(telegram)

    told = telegram.api.settings
    for code in ("", *(f" {one}" for one in LANGUAGES)):
        alone = told[f"setMyCommands all_private_chats{code}"]["commands"]
        here = told[f"setMyCommands all_group_chats{code}"]["commands"]
        assert [one["command"] for one in alone] == list(ALONE)
        assert [one["command"] for one in here] == list(IN_GROUPS)
        assert told[f"setMyDescription{code}"]["description"]
        assert told[f"setMyShortDescription{code}"]["short_description"]
    assert told["setChatMenuButton"]["menu_button"] == {"type": "commands"}
    assert [one.what for one in steps if one.how != "well"] == ["switches", "next"]
    assert "t.me/ainori_test_bot?start=" in steps[-1].says


async def test_setting_up_again_leaves_alone_what_is_right(
    telegram: FakeTelegram,
) -> None:
    await set_up(telegram)
    before = telegram.api.changes
    await set_up(telegram)

    assert telegram.api.changes == before


def test_every_command_of_the_lists_is_understood_when_it_is_typed() -> None:
    names = {name: command(f"/{name}") for name in (*ALONE, *IN_GROUPS)}

    assert all(names.values()), names


async def test_the_webhook_follows_the_mode_and_goes_with_it(
    telegram: FakeTelegram,
) -> None:
    await set_up(telegram, TELEGRAM_MODE="webhook")
    assert telegram.api.webhook == {
        "url": WEBHOOK,
        "secret_token": SECRET,
        "allowed_updates": list(KINDS),
    }
    assert (await look(telegram))["telegram way in"].how == "wrong"
    seen = await look(telegram, TELEGRAM_MODE="webhook")
    assert seen["telegram way in"].how == "well"

    await set_up(telegram, TELEGRAM_MODE="polling")
    assert telegram.api.webhook == {"url": ""}
    assert (await look(telegram))["telegram way in"].how == "well"
    seen = await look(telegram, TELEGRAM_MODE="webhook")
    assert seen["telegram way in"].how == "wrong"


async def test_a_token_that_is_refused_is_said_and_never_told(
    telegram: FakeTelegram,
) -> None:
    wrong = "1:never-to-be-seen"
    steps = await set_up(telegram, TELEGRAM_BOT_TOKEN=wrong)
    seen = await look(telegram, TELEGRAM_BOT_TOKEN=wrong)

    assert [one.how for one in (*steps, *seen.values())] == ["wrong", "wrong"]
    assert "does not take the token" in steps[0].says
    assert "never-to-be-seen" not in repr((steps, seen))


async def test_the_way_in_is_a_link_that_carries_the_code(
    telegram: FakeTelegram,
) -> None:
    door = await door_of("telegram", settings(telegram))

    assert door(code="PQR234") == "https://t.me/ainori_test_bot?start=PQR234"
    with pytest.raises(Retryable):
        await door_of("telegram", settings(telegram, TELEGRAM_BOT_TOKEN="1:wrong"))


async def test_nobody_at_the_other_end_is_no_fault_of_the_token(
    telegram: FakeTelegram,
) -> None:
    found = await look(telegram, TELEGRAM_API_BASE="http://127.0.0.1:1")

    assert found["telegram"].says.startswith("no answer from Telegram")
    assert "TELEGRAM_API_BASE" in found["telegram"].remedy
    assert "TOKEN" not in found["telegram"].remedy


@pytest.mark.parametrize(
    ("port", "taken"), [("", True), (":8443", True), (":8765", False)]
)
async def test_a_port_that_telegram_never_calls_is_named_with_those_it_does(
    telegram: FakeTelegram, port: str, *, taken: bool
) -> None:
    base = f"https://bot.example.org{port}"

    steps = await set_up(telegram, AINORI_BASE_URL=base, TELEGRAM_MODE="webhook")

    way_in = next(step for step in steps if step.what == "way in")
    assert (way_in.how == "well") is taken
    assert bool(telegram.api.webhook["url"]) is taken
    assert taken or "8443" in way_in.remedy


async def test_what_waits_and_what_went_wrong_at_telegram_is_seen(
    telegram: FakeTelegram,
) -> None:
    telegram.api.trouble = "Connection refused"
    telegram.api.me["can_read_all_group_messages"] = True
    seen = await look(telegram)

    assert "Connection refused" in seen["telegram updates"].says
    assert seen["telegram groups"].how == "look"


async def test_a_secret_that_telegram_repeats_is_not_shown(
    telegram: FakeTelegram,
) -> None:
    telegram.api.trouble = f"Wrong response from /{SECRET}/{updates.TOKEN}: 502"

    looking = look_at("telegram", settings(telegram))
    assert looking is not None
    said = str([one async for one in looking])

    assert "Wrong response from" in said
    assert SECRET not in said
    assert updates.TOKEN not in said


@pytest.mark.usefixtures("in_japanese")
async def test_a_japanese_terminal_is_told_in_japanese_how_it_went(
    telegram: FakeTelegram,
) -> None:
    await set_up(telegram, TELEGRAM_MODE="webhook")
    elsewhere = {
        "AINORI_BASE_URL": "https://bot.example.org:8765",
        "TELEGRAM_MODE": "webhook",
    }

    told = [*await set_up(telegram, **elsewhere), *(await look(telegram)).values()]
    said = [(one.how, f"{one.what} {one.says}") for one in told]

    assert ("well", "コマンド もう伝わっています") in said
    assert ("well", "Telegram @ainori_test_bot として入れました") in said
    port, polling = [says for how, says in said if how == "wrong"]
    assert port.startswith("届き方 https://bot.example.org:8765/telegram/webhook の")
    assert port.endswith("ようなポートを、Telegram は呼びません")
    assert polling.startswith(f"Telegram の届き方 {WEBHOOK} を Telegram が呼ぶので")
    switches, again = [says for how, says in said if how == "ask"]
    assert switches == again
    assert switches.startswith("人の手で ここはプログラムには変えられません。")
