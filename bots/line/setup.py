"""`ainori setup line`: the address of the webhook, and the menu under the talk.

Safe to repeat: what is right already is left alone, so that the hourly hundred menus
LINE allows are never touched without need.
"""

from collections.abc import AsyncIterator

from bots.findings import Finding
from bots.line.account import Account, Refused, opened
from bots.line.menu import alias, is_ours, menu, picture
from bots.line.webhook import PATH
from core.i18n.catalog import LANGUAGES, Language
from core.settings import Settings

_ADDRESS_LENGTH = 500


async def steps(settings: Settings) -> AsyncIterator[Finding]:
    """Set the account up, telling each step as soon as it is done."""
    if not settings.line_channel_access_token.get_secret_value().strip():
        yield Finding(
            "token",
            "wrong",
            "LINE_CHANNEL_ACCESS_TOKEN is not set",
            "Issue one in the LINE Developers console, tab Messaging API.",
        )
        return
    async with opened(settings) as account:
        try:
            yield Finding("account", "well", f"this is {await account.basic_id()}")
        except Refused as refused:
            yield not_let_in(refused)
            return
        for doing in (_webhook(account, settings), _menus(account, settings.lang)):
            try:
                async for finding in doing:
                    yield finding
            except Refused as refused:
                yield Finding("line", "wrong", str(refused), "Try again in a while.")
    yield switches()


def not_let_in(refused: Refused) -> Finding:
    """Tell that LINE does not take the token, or is not there."""
    if refused.status is None:
        return Finding("account", "wrong", str(refused), "Try again in a while.")
    return Finding(
        "account",
        "wrong",
        f"{refused}: it does not take LINE_CHANNEL_ACCESS_TOKEN",
        "Issue a new one in the LINE Developers console, tab Messaging API.",
    )


def switches() -> Finding:
    """Name the switches that no program can see or turn."""
    return Finding(
        "switches",
        "ask",
        "LINE lets only a person see these: Use webhook on, Webhook redelivery on, "
        "Error statistics aggregation on, Allow bot to join group chats on if you use "
        "groups; auto-reply messages off, greeting message off",
        "LINE Developers console, tab Messaging API; and LINE Official Account "
        "Manager, response settings.",
    )


def wanted_webhook(settings: Settings) -> str:
    """Return the address LINE is to bring events to, '' where it cannot."""
    return f"{settings.base_url}{PATH}" if settings.secure else ""


async def _webhook(account: Account, settings: Settings) -> AsyncIterator[Finding]:
    wanted = wanted_webhook(settings)
    if not wanted:
        yield Finding(
            "webhook",
            "wrong",
            "LINE only calls a public https address, and none is set",
            "Set AINORI_BASE_URL to it, then run this again.",
        )
        return
    if len(wanted) > _ADDRESS_LENGTH:
        yield Finding(
            "webhook",
            "wrong",
            f"LINE takes addresses of at most {_ADDRESS_LENGTH} characters",
            "Set AINORI_BASE_URL to a shorter one, then run this again.",
        )
        return
    known = await account.webhook()
    if known.address == wanted:
        yield Finding("webhook", "well", f"is {wanted} already")
    else:
        await account.set_webhook(wanted)
        yield Finding("webhook", "well", f"is now {wanted}")
    if trouble := await account.reaches(wanted):
        yield Finding(
            "webhook",
            "look",
            f"LINE called it and did not get through: {trouble}",
            "Start `ainori serve` behind that address, then run this again.",
        )
    else:
        yield Finding("webhook", "well", "LINE called it and got through")


async def _menus(account: Account, language: Language) -> AsyncIterator[Finding]:
    """Make both menus, lead the tabs to them, show one, and clear away older ones."""
    known = await account.menus()
    ids: dict[Language, str] = {}
    for one in LANGUAGES:
        wanted = menu(one)
        menu_id = known.get(wanted["name"], "")
        if not menu_id:
            menu_id = await account.make_menu(wanted)
        if wanted["name"] not in known or not await account.has_picture(menu_id):
            await account.give_picture(menu_id, picture(one))
            yield Finding("menu", "well", f"made in {one}, with its picture")
        else:
            yield Finding("menu", "well", f"in {one} is there already")
        ids[one] = menu_id
    leads = await account.aliases()
    for one, menu_id in ids.items():
        if leads.get(alias(one)) != menu_id:
            await account.name_menu(alias(one), menu_id, new=alias(one) not in leads)
    if await account.shown_menu() != ids[language]:
        await account.show_menu(ids[language])
        yield Finding("menu", "well", f"everybody sees the one in {language} now")
    for name, menu_id in known.items():
        if is_ours(name) and menu_id not in ids.values():
            await account.drop_menu(menu_id)
            yield Finding("menu", "well", "an older one was cleared away")
