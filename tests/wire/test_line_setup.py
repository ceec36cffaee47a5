"""`ainori setup line` and what `ainori doctor` sees, through the real SDK."""

from collections.abc import AsyncIterator

import pytest

from bots.findings import Finding
from bots.line import checkup, setup
from bots.line.menu import alias, menu
from bots.registry import door_of, look_at
from core.errors import Retryable
from core.settings import Settings
from tests.line_fake.server import ACCESS_TOKEN, SECRET, FakeLine

WEBHOOK = "https://bot.example.org/line/webhook"


@pytest.fixture
async def line() -> AsyncIterator[FakeLine]:
    async with FakeLine(quota=200) as fake:
        yield fake


def settings(line: FakeLine, **more: object) -> Settings:
    """Return what an operator set."""
    return Settings.model_validate(
        {
            "AINORI_BASE_URL": "https://bot.example.org",
            "LINE_CHANNEL_SECRET": SECRET,
            "LINE_CHANNEL_ACCESS_TOKEN": ACCESS_TOKEN,
            "LINE_API_BASE": line.url,
            "LINE_DATA_API_BASE": line.url,
            **more,
        }
    )


async def set_up(line: FakeLine, **more: object) -> list[Finding]:
    """Set the account up."""
    return [step async for step in setup.steps(settings(line, **more))]


async def look(line: FakeLine, **more: object) -> dict[str, Finding]:
    """Look at the account."""
    found = [one async for one in checkup.findings(settings(line, **more))]
    return {one.what: one for one in found}


async def test_an_account_gets_its_webhook_and_a_menu_in_each_language(
    line: FakeLine,
) -> None:
    steps = await set_up(line)

    account = line.api.account
    assert account.webhook == WEBHOOK
    assert account.menus.keys() == account.pictures.keys()
    assert {one["name"] for one in account.menus.values()} == {
        menu("ja")["name"],
        menu("en")["name"],
    }
    assert account.aliases.keys() == {alias("ja"), alias("en")}
    assert account.shown == account.aliases[alias("ja")]
    assert [step.what for step in steps if step.how != "well"] == ["switches", "next"]
    assert "add @ainori as a friend" in steps[-1].says


async def test_setting_up_again_changes_nothing(line: FakeLine) -> None:
    await set_up(line)
    line.api.account.changes.clear()

    steps = await set_up(line)

    assert line.api.account.changes == []
    assert any("is there already" in step.says for step in steps)


async def test_a_menu_of_an_earlier_version_is_cleared_away_and_a_strangers_is_not(
    line: FakeLine,
) -> None:
    account = line.api.account
    account.menus = {
        "old": {**menu("ja"), "name": "ainori ja 0"},
        "theirs": {**menu("ja"), "name": "spring"},
    }

    await set_up(line)

    assert "old" not in account.menus
    assert "theirs" in account.menus


async def test_a_setup_that_broke_off_before_the_picture_is_finished(
    line: FakeLine,
) -> None:
    await set_up(line)
    line.api.account.pictures.pop(line.api.account.shown)

    await set_up(line)

    assert line.api.account.shown in line.api.account.pictures


async def test_the_operators_language_is_the_one_everybody_sees(line: FakeLine) -> None:
    await set_up(line)
    await set_up(line, AINORI_LANG="en")

    assert line.api.account.shown == line.api.account.aliases[alias("en")]


async def test_without_a_public_address_the_menu_is_made_all_the_same(
    line: FakeLine,
) -> None:
    steps = await set_up(line, AINORI_BASE_URL="http://127.0.0.1:8765")

    assert line.api.account.webhook is None
    assert line.api.account.shown
    assert [step.what for step in steps if step.how == "wrong"] == ["webhook"]


async def test_a_token_that_line_does_not_take_is_told_with_its_remedy(
    line: FakeLine,
) -> None:
    (step,) = await set_up(line, LINE_CHANNEL_ACCESS_TOKEN="not-this-one")

    assert step.how == "wrong"
    assert "LINE_CHANNEL_ACCESS_TOKEN" in step.says
    assert "not-this-one" not in f"{step.says}{step.remedy}"
    assert line.api.account.changes == []


@pytest.mark.parametrize(
    ("status", "reason", "says", "remedy"),
    [
        (502, "ERROR_STATUS_CODE", "says 502", "Start `ainori serve`"),
        (403, "ERROR_STATUS_CODE", "LINE_CHANNEL_SECRET", "tab Basic settings"),
        (0, "COULD_NOT_CONNECT", "nothing could be reached", "certificate"),
        (0, "REQUEST_TIMEOUT", "no answer came in time", "Start `ainori serve`"),
        (-1, "UNCLASSIFIED", "unclassified", "Start `ainori serve`"),
    ],
)
async def test_a_call_in_vain_is_told_in_words(
    line: FakeLine, status: int, reason: str, says: str, remedy: str
) -> None:
    line.api.account.gets_through = (status, reason)

    steps = await set_up(line)

    (step,) = [step for step in steps if step.how == "look"]
    assert step.says.startswith("LINE called it in vain: ")
    assert says in step.says
    assert remedy in step.remedy


async def test_an_address_that_line_knows_and_does_not_use_is_told(
    line: FakeLine,
) -> None:
    line.api.account.active = False

    steps = await set_up(line)

    (wrong,) = [step for step in steps if step.how == "wrong"]
    assert "Use webhook on" in wrong.remedy
    assert "next" not in {step.what for step in steps}


async def test_the_way_in_is_a_link_with_the_code_ready_to_be_sent(
    line: FakeLine,
) -> None:
    door = await door_of("line", settings(line))

    assert door(code="PQR234") == "https://line.me/R/oaMessage/%40ainori/?PQR234"
    with pytest.raises(Retryable, match="does not take LINE_CHANNEL"):
        await door_of("line", settings(line, LINE_CHANNEL_ACCESS_TOKEN="not-this-one"))


async def test_doctor_sees_an_account_that_is_well(line: FakeLine) -> None:
    await set_up(line)
    line.api.account.used = 37

    found = await look(line)

    assert "37 of 200" in found["line month"].says
    assert {one.how for one in found.values()} == {"well", "ask"}


async def test_doctor_names_the_switches_that_only_a_person_can_set(
    line: FakeLine,
) -> None:
    told = [(await look(line))["switches"], (await set_up(line))[-2]]

    for switches in told:
        assert switches.how == "ask"
        for name in (
            "redelivery",
            "Error statistics",
            "join group chats",
            "greeting message off",
            "auto-response messages off",
        ):
            assert name in switches.says


async def test_the_picture_of_a_menu_goes_to_the_host_for_data(line: FakeLine) -> None:
    async with FakeLine(quota=200) as data:
        await set_up(line, LINE_DATA_API_BASE=data.url)

        assert line.api.account.pictures == {}
        assert data.api.account.pictures.keys() == line.api.account.menus.keys()


async def test_an_address_longer_than_line_takes_is_told_with_its_remedy(
    line: FakeLine,
) -> None:
    base = "https://bot.example.org/" + "a" * 480

    steps = await set_up(line, AINORI_BASE_URL=base)

    assert line.api.account.webhook is None
    (wrong,) = [step for step in steps if step.how == "wrong"]
    assert "500" in wrong.says
    assert "AINORI_BASE_URL" in wrong.remedy


async def test_doctor_names_each_thing_that_is_wrong_and_its_remedy(
    line: FakeLine,
) -> None:
    assert "ainori setup line" in (await look(line))["line webhook"].remedy

    await set_up(line)
    line.api.account.active = False
    assert "Use webhook" in (await look(line))["line webhook"].remedy

    line.api.account.used = 200
    assert "waits" in (await look(line))["line month"].says
    assert "of 100 " in (await look(line, LINE_MONTHLY_QUOTA=100))["line month"].says


async def test_doctor_is_not_kept_by_a_line_that_is_not_there(line: FakeLine) -> None:
    found = await look(line, LINE_API_BASE="http://127.0.0.1:9")

    assert found["account"].says.startswith("no answer from LINE")


async def test_a_line_that_cannot_be_asked_is_no_fault_of_the_token(
    line: FakeLine,
) -> None:
    (step,) = await set_up(line, LINE_API_BASE=f"{line.url}/nowhere")

    assert (step.how, step.says) == ("wrong", "LINE answered 404")
    assert "TOKEN" not in step.remedy


async def test_a_secret_that_line_repeats_is_not_shown(line: FakeLine) -> None:
    line.api.account.webhook = f"https://bot:password1@there.example/{ACCESS_TOKEN}"

    looking = look_at("line", settings(line))
    assert looking is not None
    said = str([one async for one in looking])

    assert "there.example" in said
    assert ACCESS_TOKEN not in said
    assert "password1" not in said


@pytest.mark.usefixtures("in_japanese")
async def test_a_japanese_terminal_is_told_in_japanese_how_it_went(
    line: FakeLine,
) -> None:
    line.api.account.active = False

    steps = [(one.how, f"{one.what} {one.says}") for one in await set_up(line)]
    found = [(one.how, f"{one.what} {one.says}") for one in (await look(line)).values()]

    off = "Webhook LINE はアドレスを知っていますが、Webhook の利用がオフなので"
    assert ("well", f"Webhook {WEBHOOK} にしました") in steps
    assert ("well", "メニュー 英語のものを、絵をつけて作りました") in steps
    assert ("well", "LINE @ainori として入れました") in found
    for told, name in ((steps, ""), (found, "LINE の ")):
        (wrong,) = [says for how, says in told if how == "wrong"]
        (ask,) = [says for how, says in told if how == "ask"]
        assert wrong.startswith(f"{name}{off}")
        assert "「あいさつメッセージ」をオフに" in ask


@pytest.mark.usefixtures("in_japanese")
@pytest.mark.parametrize(
    ("status", "reason", "says"),
    [
        (502, "ERROR_STATUS_CODE", "返事は502でした"),
        (403, "ERROR_STATUS_CODE", "LINE_CHANNEL_SECRET が"),
        (0, "COULD_NOT_CONNECT", "つながりません"),
        (0, "REQUEST_TIMEOUT", "間に合いませんでした"),
        (-1, "UNCLASSIFIED", "LINE によると、unclassified です"),
    ],
)
async def test_a_japanese_terminal_is_told_in_japanese_of_a_call_in_vain(
    line: FakeLine, status: int, reason: str, says: str
) -> None:
    line.api.account.gets_through = (status, reason)

    (step,) = [step for step in await set_up(line) if step.how == "look"]

    assert step.says.startswith("LINE に呼んでもらいましたが、届きませんでした。")
    assert says in step.says
    assert step.remedy.endswith("もう一度どうぞ。")
