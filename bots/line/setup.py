"""`ainori setup line`: the address of the webhook, and the menu under the talk.

Safe to repeat: what is right already is left alone, so that the hourly hundred menus
LINE allows are never touched without need.
"""

from collections.abc import AsyncIterator

from bots.findings import Finding
from bots.line.account import Account, Called, Refused, opened
from bots.line.channel import build
from bots.line.menu import alias, is_ours, menu, picture
from bots.line.webhook import PATH
from core.i18n.catalog import LANGUAGES, Language
from core.settings import Settings, told
from core.talk.channel import Door

_ADDRESS_LENGTH = 500
_NOT_SIGNED = 403
"""What our own door answers to a signature that is not LINE's."""
_START = (
    "Start `ainori serve`, let that address lead to AINORI_HOST and AINORI_PORT, then "
    "run this again."
)
_WAYS_TO_FAIL = {
    "could_not_connect": (
        "nothing could be reached there",
        f"LINE wants a name that is known outside, and a public certificate. {_START}",
    ),
    "request_timeout": ("no answer came in time", _START),
}


async def steps(settings: Settings) -> AsyncIterator[Finding]:
    """Set the account up, telling each step as soon as it is done."""
    if not told(settings.line_channel_access_token).strip():
        yield Finding(
            "token",
            "wrong",
            "LINE_CHANNEL_ACCESS_TOKEN is not set",
            "Issue one in the LINE Developers console, tab Messaging API.",
        )
        return
    async with opened(settings) as account:
        try:
            name = await account.basic_id()
            yield Finding("account", "well", f"this is {name}")
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
                yield Finding("line", "wrong", str(refused), "Try again in a while.")
    yield switches()
    if fine:
        yield Finding(
            "next",
            "ask",
            f"add {name} as a friend, and send it an invite code",
            "`ainori community list` shows the codes; `ainori doctor` looks once more.",
        )


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
        "LINE shows these to a person only\n"
        "LINE Developers console, tab Messaging API: Webhook redelivery on; Error "
        "statistics aggregation on; Allow bot to join group chats on for groups\n"
        "LINE Official Account Manager, response settings: auto-response messages "
        "off; greeting message off",
    )


def switched_off(what: str) -> Finding:
    """Tell that LINE knows the address and does not use it."""
    return Finding(
        what,
        "wrong",
        "LINE knows the address and brings nothing there: its use is switched off",
        "LINE Developers console, tab Messaging API: Use webhook on.",
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
        known = await account.webhook()
        yield Finding("webhook", "well", f"is now {wanted}")
    if not known.active:
        yield switched_off("webhook")
    yield _called(await account.call(wanted))


def _called(called: Called) -> Finding:
    """Tell what came of LINE's call in words, and what would help."""
    if called.fine:
        return Finding("webhook", "well", "LINE called it and got through")
    says, remedy = _WAYS_TO_FAIL.get(called.reason, ("", _START))
    if called.status == _NOT_SIGNED:
        says = "LINE_CHANNEL_SECRET is not the one of this account"
        remedy = (
            "Copy it from the LINE Developers console, tab Basic settings, start "
            "`ainori serve` again, then run this again."
        )
    elif called.status > 0:
        says = f"what answers there says {called.status}"
    says = says or called.reason
    return Finding("webhook", "look", f"LINE called it in vain: {says}", remedy)


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
