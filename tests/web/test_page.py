"""The page in a real browser: two phones, the keyboard, drafts, and a lost line."""

import asyncio
from datetime import date, time

import pytest
from playwright.async_api import Browser, expect

from bots.registry import Played
from core.domain.calendar import When
from core.talk.incoming import Arrived, Chose, Place, Said
from core.talk.outgoing import Text
from tests.web.chromium import Desk, desk
from tests.web.scenes import REQUEST, scene
from tests.web.serving import PEOPLE
from tests.web.talker import Talker, something_of

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


HIDE = """hidden => {
  Object.defineProperty(document, 'hidden', {value: hidden, configurable: true})
  document.dispatchEvent(new Event('visibilitychange'))
}"""


async def test_one_person_plays_both_sides(table: Desk) -> None:
    await table.say(0, "こんにちは")
    await expect(table.phone(0).locator(".entry.theirs")).to_have_count(1)

    assert await table.texts(0, "theirs") == ["「こんにちは」ですね。"]
    assert await table.texts(1, "mine") == []
    assert await table.phone(1).get_attribute("aria-label") == "けんの電話"


async def test_the_first_time_a_newcomer_sits_beside_somebody_who_lives_here(
    browser: Browser,
) -> None:
    async with desk(browser, Talker(scene), first_time=True) as table:
        await expect(table.phone(0).locator(".name")).to_have_text("はじめての人")
        await expect(table.phone(0).locator(".chip")).to_have_count(3)
        await expect(table.phone(1).locator(".name")).to_have_text("ゆき")

        await table.page.set_viewport_size({"width": 320, "height": 568})
        assert await table.overflows() == 0


async def test_the_other_phone_shows_that_something_came(table: Desk) -> None:
    await table.say(0, "こんにちは")
    await table.talker.tell(something_of("ken"), REQUEST)

    await expect(table.phone(1)).to_have_class("phone unread")
    await expect(table.page.locator("[data-status]")).to_have_text(
        "けんの電話に、新しい言葉が届きました"
    )
    await table.phone(1).locator("textarea").focus()
    await expect(table.phone(1)).not_to_have_class("phone unread")


async def test_an_answer_that_comes_while_the_log_still_glides_is_followed(
    table: Desk,
) -> None:
    phone = table.phone(0)
    await table.page.emulate_media(reduced_motion="no-preference")
    for number in range(6):
        await table.say(0, f"{number}\n" + "ことば\n" * 20)
        await expect(phone.locator(".entry.theirs")).to_have_count(number + 1)

    newest = phone.locator(".entry.theirs .meta").last
    await expect(newest).to_be_in_viewport()
    await expect(phone.locator(".to-end")).to_be_hidden()
    await table.page.emulate_media(reduced_motion="reduce")


async def test_who_reads_further_up_is_left_there(table: Desk) -> None:
    phone = table.phone(0)
    for number in range(6):
        await table.say(0, f"{number}\n" + "ことば\n" * 5)
    await expect(phone.locator(".entry.theirs")).to_have_count(6)
    await phone.locator(".scroll").hover()
    await table.page.mouse.wheel(0, -3000)
    await expect(phone.locator(".entry.mine").first).to_be_in_viewport()

    await table.talker.tell(something_of("yuki"), [Text("あとから")])

    await expect(phone.locator(".to-end")).to_be_visible()
    await expect(phone.locator(".entry.mine").first).to_be_in_viewport()


async def test_a_day_half_picked_outlives_a_card_that_arrives(table: Desk) -> None:
    await table.say(0, "いつ")
    await table.phone(0).locator(".chip").get_by_text("日と時間を選ぶ").click()
    day = table.phone(0).locator(".calendar input")
    await day.fill("2026-12-24T18:30")

    await table.talker.tell(something_of("yuki"), REQUEST)

    await expect(table.phone(0).locator(".look-request")).to_be_visible()
    await expect(day).to_have_value("2026-12-24T18:30")
    await expect(day).to_be_focused()


async def test_a_double_tap_is_one_answer(table: Desk) -> None:
    await table.say(0, "依頼")
    await table.phone(0).get_by_role("button", name="乗ります").dblclick()
    await table.say(0, "こんにちは")

    assert [one.kind for one in table.done()] == ["said", "chose", "said"]


async def test_a_day_is_picked_in_a_calendar_with_a_way_back(table: Desk) -> None:
    await table.say(0, "いつ")
    chips = table.phone(0).locator(".chip")
    await chips.get_by_text("日と時間を選ぶ").click()
    await chips.get_by_text("もどる").click()
    await expect(chips).to_have_count(2)
    await chips.get_by_text("日と時間を選ぶ").click()
    await table.phone(0).locator(".calendar input").fill("2026-12-24T18:30")
    await chips.get_by_text("この日で").click()
    mine = table.phone(0).locator(".entry.mine .bubble").last

    await expect(mine).to_contain_text("2026年12月24日")
    await expect(mine).to_contain_text("18:30")
    picked = Chose("t-pick", When(date(2026, 12, 24), time(18, 30)))
    assert table.done()[-1] == picked
    await table.open()
    await expect(mine).to_contain_text("2026年12月24日")


async def test_everything_can_be_done_from_the_keyboard(table: Desk) -> None:
    page, keys = table.page, table.page.keyboard
    await table.phone(0).locator(".person").focus()
    await keys.press("Enter")
    await keys.type("たろう")
    await expect(page.get_by_role("option")).to_have_count(1)
    await keys.press("Enter")
    await expect(table.phone(0).locator(".name")).to_have_text("タロウ")

    await keys.type("一行目")
    await keys.press("Shift+Enter")
    await keys.type("二行目")
    await keys.press("Enter")
    await expect(table.phone(0).locator(".entry.mine .words")).to_have_text(
        "一行目\n二行目"
    )

    await keys.press("Shift+Tab")
    await keys.press("Enter")
    await keys.press("ArrowDown")
    await keys.press("ArrowRight")
    await expect(page.locator(":focus")).to_have_text("場")
    await keys.press("Escape")
    await expect(table.phone(0).locator(".tiles")).to_be_hidden()
    await expect(table.phone(0).locator(".menu")).to_be_focused()


async def test_the_people_dialog_moves_with_arrows_and_closes_with_escape(
    table: Desk,
) -> None:
    keys = table.page.keyboard
    await table.phone(1).locator(".person").focus()
    await keys.press("Enter")
    await expect(table.page.locator("li.active .name")).to_have_text("けん")
    await keys.press("ArrowDown")
    await expect(table.page.locator("li.active .name")).to_have_text("みほ")
    active = await table.page.get_by_role("combobox").get_attribute(
        "aria-activedescendant"
    )
    assert await table.page.locator(f"#{active} .name").inner_text() == "みほ"

    await keys.press("Escape")

    await expect(table.page.get_by_role("dialog")).to_be_hidden()
    await expect(table.phone(1).locator(".name")).to_have_text("けん")


async def test_taking_the_other_phone_s_person_changes_places(table: Desk) -> None:
    await table.phone(0).locator(".person").click()
    await table.page.get_by_role("option", name="けん").click()

    await expect(table.phone(0).locator(".name")).to_have_text("けん")
    await expect(table.phone(1).locator(".name")).to_have_text("ゆき")


async def test_a_newcomer_arrives_and_is_greeted(table: Desk) -> None:
    await table.phone(0).locator(".person").click()
    await table.page.get_by_role("option", name="はじめての人").click()

    await expect(table.phone(0).locator(".chip")).to_have_count(3)
    arrived = table.talker.taken[-1]
    assert isinstance(arrived.content, Arrived)
    assert arrived.place.id.startswith("new-")


async def test_a_newcomer_who_said_their_name_is_called_by_it(browser: Browser) -> None:
    here = list(PEOPLE)

    async def people() -> list[Played]:
        return here

    talker = Talker(scene)
    async with desk(browser, talker, people=people) as table:
        await table.phone(0).locator(".person").click()
        await table.page.get_by_role("option", name="はじめての人").click()
        await expect(table.phone(0).locator(".chip")).to_have_count(3)
        here.append(Played(talker.taken[-1].place.id, "なぎ", "海の見える台所"))

        await table.say(0, "なぎ")

        await expect(table.phone(0).locator(".name")).to_have_text("なぎ")
        assert await table.phone(0).get_attribute("aria-label") == "なぎの電話"


async def test_enter_during_composition_does_not_send(table: Desk) -> None:
    area = table.phone(0).locator("textarea")
    await area.fill("へんかんちゅう")
    await area.evaluate(
        """area => area.dispatchEvent(new KeyboardEvent('keydown',
        {key: 'Enter', isComposing: true, bubbles: true, cancelable: true}))"""
    )
    await area.evaluate(
        """area => area.dispatchEvent(new KeyboardEvent('keydown',
        {key: 'Enter', keyCode: 229, bubbles: true, cancelable: true}))"""
    )

    assert await area.input_value() == "へんかんちゅう"
    assert table.done() == []


async def test_quick_replies_go_with_the_next_message(table: Desk) -> None:
    await table.say(0, "下書き")
    chip = table.phone(0).get_by_role("button", name="いない", exact=True)
    await chip.click()

    await expect(table.phone(0).locator(".chips")).to_be_hidden()
    await expect(table.phone(0).locator(".entry.mine .words").last).to_have_text(
        "いない"
    )
    assert table.talker.taken[-1].content == Chose("t-no")


async def test_a_used_choice_of_a_card_still_shows_after_a_reload(table: Desk) -> None:
    await table.say(0, "依頼")
    await table.phone(0).get_by_role("button", name="乗ります").click()
    await expect(table.phone(0).locator(".entry.theirs")).to_have_count(2)

    await table.page.reload()

    chosen = table.phone(0).locator(".choice.chosen")
    await expect(chosen).to_have_count(1)
    assert "選びました" in (await chosen.inner_text())
    assert (await table.texts(0, "mine"))[-1] == "乗ります"


async def test_what_is_too_long_stays_where_it_was_written(table: Desk) -> None:
    area = table.phone(0).locator("textarea")
    await area.fill("縁" * 20_001)
    await area.press("Enter")

    await expect(table.phone(0).locator(".remark")).to_contain_text("20,000文字")
    assert len(await area.input_value()) == 20_001
    assert table.done() == []


async def test_what_could_not_be_posted_stays_and_arrives_once(table: Desk) -> None:
    await table.say(0, "つながっています")
    await table.context.set_offline(True)
    await table.phone(0).locator("textarea").fill("とどくかな")
    await table.phone(0).locator("textarea").press("Enter")
    failed = table.phone(0).locator(".entry.failed")
    await expect(failed).to_contain_text("まだ届いていません")
    await expect(table.phone(0).locator(".away")).to_be_visible()

    await table.context.set_offline(False)
    await table.page.reload()

    await expect(table.phone(0).locator(".entry.theirs")).to_have_count(2)
    await expect(failed).to_have_count(0)
    said = [one.text for one in table.done() if isinstance(one, Said)]
    assert said == ["つながっています", "とどくかな"]


async def test_a_line_that_never_answers_is_left_and_tried_again(
    browser: Browser,
) -> None:
    talker = Talker(scene)
    async with desk(browser, talker) as table:
        await table.page.evaluate(
            """() => {
              const wait = AbortSignal.timeout.bind(AbortSignal)
              AbortSignal.timeout = () => wait(200)
            }"""
        )
        await table.page.route("**/events?*", lambda _: asyncio.Event().wait())
        await table.phone(0).locator("textarea").fill("とどくかな")
        await table.phone(0).locator("textarea").press("Enter")
        await expect(table.phone(0).locator(".why")).to_have_text("まだ届いていません")

        await table.page.unroute_all(behavior="ignoreErrors")
        await table.phone(0).get_by_role("button", name="もう一度送る").click()

        await expect(table.phone(0).locator(".entry.theirs")).to_have_count(1)
        assert await table.texts(0, "mine") == ["とどくかな"]
        assert len(table.done()) == 1


async def test_a_refused_posting_can_be_written_again(table: Desk) -> None:
    await table.page.route(
        "**/events?*",
        lambda route: route.fulfill(
            status=400, content_type="application/json", body='{"say": "だめでした"}'
        ),
    )
    await table.phone(0).locator("textarea").fill("もういちど")
    await table.phone(0).locator("textarea").press("Enter")
    await expect(table.phone(0).locator(".why")).to_have_text("だめでした")

    await table.phone(0).get_by_role("button", name="書くところへ戻す").click()

    assert await table.phone(0).locator("textarea").input_value() == "もういちど"
    assert await table.texts(0, "mine") == []
    table.complaints.clear()


async def test_a_begun_line_survives_a_reload(table: Desk) -> None:
    await table.phone(0).locator("textarea").fill("書きかけ")

    await table.page.reload()

    await expect(table.phone(0).locator("textarea")).to_have_value("書きかけ")


async def test_answers_missed_while_away_come_after_returning(table: Desk) -> None:
    await table.say(0, "やあ")
    await expect(table.phone(0).locator(".entry.theirs")).to_have_count(1)
    await table.page.evaluate(HIDE, True)
    await table.talker.tell(something_of("yuki"), [Text("るすの間に")])

    await table.page.evaluate(HIDE, False)

    await expect(table.phone(0).locator(".entry.theirs")).to_have_count(2)


async def test_the_typing_sign_goes_when_the_answer_comes(table: Desk) -> None:
    await table.talker.channel.working(Place("web", "yuki"))
    await expect(table.phone(0).locator(".working")).to_be_visible()

    await table.talker.tell(something_of("yuki"), [Text("お待たせしました")])

    await expect(table.phone(0).locator(".working")).to_be_hidden()


async def test_little_moves_for_those_who_asked_for_calm(table: Desk) -> None:
    await table.talker.channel.working(Place("web", "yuki"))
    await expect(table.phone(0).locator(".working")).to_be_visible()

    assert await table.page.evaluate("document.getAnimations().length") == 0
