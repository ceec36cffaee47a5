"""What `ainori doctor` asks LINE about the account."""

from collections.abc import AsyncIterator

from bots.findings import Finding
from bots.line.account import Account, Refused, opened, within
from bots.line.setup import not_let_in, switched_off, switches, wanted_webhook
from core.i18n.operators import text
from core.settings import Settings

_LOW = 0.8


async def findings(settings: Settings) -> AsyncIterator[Finding]:
    """Give each finding as soon as it is there."""
    wanted = wanted_webhook(settings)
    if not wanted:
        says = text("setup.line_no_address")
        remedy = text("setup.line_set_address_first")
        yield Finding(text("setup.line"), "wrong", says, remedy)
    async with opened(settings) as account:
        try:
            says = text("setup.line_lets_in", name=await account.basic_id())
            yield Finding(text("setup.line"), "well", says)
        except Refused as refused:
            yield not_let_in(refused)
            return
        try:
            if wanted:
                yield await _webhook(account, wanted)
            yield await _month(account, settings)
        except Refused as refused:
            yield Finding(
                text("setup.line"), "look", refused.says, text("doctor.look_again")
            )
    yield switches()


async def _webhook(account: Account, wanted: str) -> Finding:
    what, known = text("setup.line_webhook"), await account.webhook()
    if known.address != wanted:
        there = known.address
        says = (
            text("setup.line_brings_elsewhere", there=there, wanted=wanted)
            if there
            else text("setup.line_brings_nowhere", wanted=wanted)
        )
        return Finding(what, "wrong", says, text("setup.line_set_up"))
    if not known.active:
        return switched_off(what)
    return Finding(what, "well", text("setup.line_brings", wanted=wanted))


async def _month(account: Account, settings: Settings) -> Finding:
    what, month = text("setup.line_month"), within(await account.month(), settings)
    used, most = month.used, month.most
    if most is None:
        return Finding(what, "well", text("setup.line_unlimited", used=str(used)))
    of = {"used": str(used), "most": str(most)}
    if used >= most:
        says, remedy = text("setup.line_used_up", **of), text("setup.line_goes_on")
        return Finding(what, "look", says, remedy)
    if used >= most * _LOW:
        return Finding(what, "look", text("setup.line_nearly", **of))
    return Finding(what, "well", text("setup.line_pushed", **of))
