"""What `ainori doctor` asks LINE about the account."""

from collections.abc import AsyncIterator

from bots.findings import Finding
from bots.line.account import Account, Refused, opened, within
from bots.line.setup import not_let_in, switched_off, switches, wanted_webhook
from core.settings import Settings

_LOW = 0.8


async def findings(settings: Settings) -> AsyncIterator[Finding]:
    """Give each finding as soon as it is there."""
    wanted = wanted_webhook(settings)
    if not wanted:
        yield Finding(
            "line",
            "wrong",
            "LINE only calls a public https address, and none is set",
            "Set AINORI_BASE_URL to it, then run `ainori setup line`.",
        )
    async with opened(settings) as account:
        try:
            yield Finding("line", "well", f"lets us in as {await account.basic_id()}")
        except Refused as refused:
            yield not_let_in(refused)
            return
        try:
            if wanted:
                yield await _webhook(account, wanted)
            yield await _month(account, settings)
        except Refused as refused:
            yield Finding("line", "look", str(refused), "Look again in a while.")
    yield switches()


async def _webhook(account: Account, wanted: str) -> Finding:
    known = await account.webhook()
    if known.address != wanted:
        return Finding(
            "line webhook",
            "wrong",
            f"LINE brings events to {known.address or 'nowhere'}, not to {wanted}",
            "`ainori setup line`",
        )
    if not known.active:
        return switched_off("line webhook")
    return Finding("line webhook", "well", f"LINE brings events to {wanted}")


async def _month(account: Account, settings: Settings) -> Finding:
    month = within(await account.month(), settings)
    most = month.most
    if most is None:
        return Finding("line month", "well", f"{month.used} pushed, without a limit")
    says = f"{month.used} of {most} messages pushed this month"
    if month.used >= most:
        return Finding(
            "line month",
            "look",
            f"{says}: what is sent unasked now waits for the person's next message",
            "It goes on by itself on the 1st; a larger plan is chosen in LINE Official "
            "Account Manager.",
        )
    if month.used >= most * _LOW:
        return Finding("line month", "look", f"{says}; replies are free and go on")
    return Finding("line month", "well", f"{says}; replies are free")
