"""`ainori setup line`: the address of the webhook, and the menu under the talk.

Safe to repeat: what is right already is left alone, so that the hourly hundred menus
LINE allows are never touched without need.
"""

from collections.abc import AsyncIterator

from bots.findings import Finding
from bots.line.account import Account, Called, Refused, opened
from bots.line.channel import build
from bots.line.menu import alias, is_ours, menu, picture
from bots.line.outcomes import NOT_ALLOWED
from bots.line.webhook import PATH
from core.i18n.catalog import LANGUAGES, Language
from core.i18n.operators import text
from core.settings import Settings, told
from core.talk.channel import Door

_ADDRESS_LENGTH = 500
_NOT_SIGNED = 403
"""What our own door answers to a signature that is not LINE's."""


async def steps(settings: Settings) -> AsyncIterator[Finding]:
    """Set the account up, telling each step as soon as it is done."""
    if not told(settings.line_channel_access_token).strip():
        yield Finding(
            text("setup.token"),
            "wrong",
            text("setup.line_token_missing"),
            text("setup.line_issue_token"),
        )
        return
    async with opened(settings) as account:
        try:
            name = await account.basic_id()
            says = text("setup.line_is", name=name)
            yield Finding(text("setup.account"), "well", says)
        except Refused as refused:
            yield not_let_in(refused)
            return
        fine = True
        for doing in (_webhook(account, settings), _menus(account, settings.lang)):
            try:
                async for finding in doing:
                    fine = fine and finding.how != "wrong"
                    yield finding
            except Refused as refused:
                fine = False
                yield Finding(
                    text("setup.line"), "wrong", refused.says, text("setup.try_again")
                )
    yield switches()
    if fine:
        says = text("setup.line_next", name=name)
        yield Finding(text("setup.next"), "ask", says, text("setup.codes"))


async def door(settings: Settings) -> Door:
    """Ask LINE what people call us, and return where they open the talk.

    Raises:
        Retryable: LINE does not say.
    """
    channel = build(
        access_token=told(settings.line_channel_access_token),
        api_base=settings.line_api_base,
    )
    try:
        await channel.introduce()
    finally:
        await channel.close()
    return channel.door


def not_let_in(refused: Refused) -> Finding:
    """Tell that LINE does not take the token, or cannot be asked just now."""
    what = text("setup.account")
    if refused.status not in NOT_ALLOWED:
        return Finding(what, "wrong", refused.says, text("setup.try_again"))
    says = text("setup.line_token_refused", status=str(refused.status))
    return Finding(what, "wrong", says, text("setup.line_issue_anew"))


def switches() -> Finding:
    """Name the switches that no program can see or turn."""
    return Finding(text("setup.switches"), "ask", text("setup.line_switches"))


def switched_off(what: str) -> Finding:
    """Tell that LINE knows the address and does not use it."""
    says, remedy = text("setup.line_switched_off"), text("setup.line_switch_on")
    return Finding(what, "wrong", says, remedy)


def wanted_webhook(settings: Settings) -> str:
    """Return the address LINE is to bring events to, '' where it cannot."""
    return f"{settings.base_url}{PATH}" if settings.secure else ""


async def _webhook(account: Account, settings: Settings) -> AsyncIterator[Finding]:
    what, wanted = text("setup.webhook"), wanted_webhook(settings)
    if not wanted:
        says, remedy = text("setup.line_no_address"), text("setup.line_set_address")
        yield Finding(what, "wrong", says, remedy)
        return
    if len(wanted) > _ADDRESS_LENGTH:
        says = text("setup.line_address_long", most=str(_ADDRESS_LENGTH))
        yield Finding(what, "wrong", says, text("setup.line_shorten"))
        return
    known = await account.webhook()
    if known.address == wanted:
        yield Finding(what, "well", text("setup.line_webhook_is", wanted=wanted))
    else:
        await account.set_webhook(wanted)
        known = await account.webhook()
        yield Finding(what, "well", text("setup.line_webhook_set", wanted=wanted))
    if not known.active:
        yield switched_off(what)
    yield _called(await account.call(wanted))


def _called(called: Called) -> Finding:
    """Tell what came of LINE's call in words, and what would help."""
    what = text("setup.webhook")
    if called.fine:
        return Finding(what, "well", text("setup.line_got_through"))
    why, remedy = _in_vain(called)
    return Finding(what, "look", text("setup.line_in_vain", why=why), remedy)


def _in_vain(called: Called) -> tuple[str, str]:
    start = text("setup.line_start")
    if called.status == _NOT_SIGNED:
        return text("setup.line_other_secret"), text("setup.line_copy_secret")
    if called.status > 0:
        return text("setup.line_answers", status=str(called.status)), start
    match called.reason:
        case "could_not_connect":
            remedy = text("setup.line_certificate", start=start)
            return text("setup.line_not_reached"), remedy
        case "request_timeout":
            return text("setup.line_late"), start
        case reason:
            return text("setup.line_says", reason=reason), start


def _named(language: Language) -> str:
    return text("setup.ja") if language == "ja" else text("setup.en")


async def _menus(account: Account, language: Language) -> AsyncIterator[Finding]:
    """Make both menus, lead the tabs to them, show one, and clear away older ones."""
    what, known = text("setup.menu"), await account.menus()
    ids: dict[Language, str] = {}
    for one in LANGUAGES:
        wanted = menu(one)
        menu_id = known.get(wanted["name"], "")
        if not menu_id:
            menu_id = await account.make_menu(wanted)
        if wanted["name"] not in known or not await account.has_picture(menu_id):
            await account.give_picture(menu_id, picture(one))
            says = text("setup.menu_made", name=_named(one))
        else:
            says = text("setup.menu_there", name=_named(one))
        yield Finding(what, "well", says)
        ids[one] = menu_id
    leads = await account.aliases()
    for one, menu_id in ids.items():
        if leads.get(alias(one)) != menu_id:
            await account.name_menu(alias(one), menu_id, new=alias(one) not in leads)
    if await account.shown_menu() != ids[language]:
        await account.show_menu(ids[language])
        says = text("setup.menu_shown", name=_named(language))
        yield Finding(what, "well", says)
    for name, menu_id in known.items():
        if is_ours(name) and menu_id not in ids.values():
            await account.drop_menu(menu_id)
            yield Finding(what, "well", text("setup.menu_cleared"))
