"""Sends messages: one after the other at a place, places in parallel.

Chooses the way (pass, plain, wait), hands the parcel to its channel and writes down
what became of it. The rules are in core.delivery.retry and core.delivery.outbox.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from core.delivery import outbox, quota, retry
from core.delivery.outbox import Parcel
from core.errors import Retryable
from core.runtime.lanes import Lane, Lanes
from core.runtime.ledger import Entry, Ledger, judged, settle, unsent, waits
from core.runtime.shared import Happened, Shared, log
from core.talk.channel import (
    Channel,
    Delivery,
    Gone,
    Limits,
    MonthOver,
    Outcome,
    PassSpent,
    Rejected,
    Sent,
    TryLater,
    Unknown,
)
from core.talk.fit import fit, objects

_PASSES_REMEMBERED = 1000
_PATIENCE_S = 30.0
_SEEMS_SENT = "sent before, it seems: the pass is spent"


class Sending:
    """The pump between the outbox and the channels."""

    def __init__(
        self, shared: Shared, our: Lanes, *, channels: Mapping[str, Channel]
    ) -> None:
        self._shared = shared
        self._lanes = our
        self._channels = channels
        self._ledger = Ledger(shared)
        self._slots = asyncio.Semaphore(shared.pace.senders)
        self._known: set[str] = set()
        self._handed_over: set[str] = set()
        self._spent: OrderedDict[str, None] = OrderedDict()

    def add(self, lane: Lane, parcel: Parcel) -> None:
        """Put a parcel in line for its place, unless it is there."""
        if parcel.id in self._known:
            return
        self._known.add(parcel.id)
        lane.parcels.append(parcel)
        if not lane.sending:
            lane.sending = True
            self._shared.spawn(self._run(lane))

    def put_back(self, parcel: Parcel) -> None:
        """Let go of a parcel that was marked `sending` and not handed over."""
        self._ledger.add(unsent(parcel, now=self._shared.clock.now()))

    def forget(self, lane: Lane) -> None:
        """Let go of the parcels of a lane we lost; whoever has it will see to them."""
        self._known.difference_update(parcel.id for parcel in lane.parcels)
        lane.parcels.clear()

    async def put_back_all(self, lane: Lane) -> None:
        """Mark what was to be sent and was not, before somebody else takes the lane."""
        self._put_back_all(lane)
        await self._ledger.write()

    def overlooked(self, parcel: Parcel) -> bool:
        """Say whether a row seen in `sending` is in nobody's hands by now."""
        age = self._shared.clock.now() - parcel.next_at
        longest_s = self._shared.pace.send_deadline_s + _PATIENCE_S
        return age.total_seconds() > longest_s and parcel.id not in self._known

    async def close(self) -> None:
        """Put back what never left, and write down the last marks."""
        for lane in self._lanes:
            self._put_back_all(lane)
        await self._ledger.write()

    def _put_back_all(self, lane: Lane) -> None:
        for parcel in lane.parcels:
            if parcel.state == "sending" and parcel.id not in self._handed_over:
                self.put_back(parcel)

    async def _run(self, lane: Lane) -> None:
        try:
            while lane.parcels and lane.ours() and not self._shared.closing.is_set():
                parcel = lane.parcels[0]
                later = await self._send_or_leave(lane, parcel)
                if not lane.parcels:
                    break
                if later is not None:
                    lane.parcels[0] = later
                    continue
                lane.parcels.popleft()
                self._known.discard(parcel.id)
        finally:
            lane.sending = False
            self._lanes.rest(lane, now=asyncio.get_running_loop().time())

    async def _send_or_leave(self, lane: Lane, parcel: Parcel) -> Parcel | None:
        try:
            return await self._send(lane, parcel)
        except Retryable:
            # Closing, and the database is not ready.
            return parcel
        except Exception as error:
            # Still in the database: the next look, or start, brings it back.
            log.error("message left id=%s error=%s", parcel.id, type(error).__name__)
            return None

    async def _send(self, lane: Lane, parcel: Parcel) -> Parcel | None:
        """Send one parcel; return it as it must be tried later, or None."""
        if parcel.state != "sending":
            await self._until_due(parcel)
            if not lane.ours() or self._shared.closing.is_set():
                return parcel
            if not await self._shared.surely(partial(outbox.begin, parcel=parcel)):
                return None
            parcel = outbox.begun(parcel)
            if not lane.ours():
                self.put_back(parcel)
                return None
            lane.parcels[0] = parcel
        self._shared.checkpoint("sending")
        async with self._slots:
            if not lane.ours():
                self.put_back(parcel)
                return None
            entry = await self._deliver(parcel)
        self._shared.checkpoint("answered")
        if entry.mark.state == "ready":
            self._shared.tell(Happened("later", parcel.place.channel))
            await self._shared.surely(partial(settle, [entry]))
            return replace(parcel, state="ready", next_at=entry.mark.next_at)
        self._ledger.add(entry)
        return None

    async def _until_due(self, parcel: Parcel) -> None:
        wait_s = (parcel.next_at - self._shared.clock.now()).total_seconds()
        if 0 < wait_s <= retry.LONGEST_S:
            await self._shared.pause(wait_s)

    async def _deliver(self, parcel: Parcel) -> Entry:
        channel = self._channels[parcel.place.channel]
        if parcel.messages is None:
            return self._judge(parcel, Rejected("the row cannot be read"))
        fresh = self._fresh(parcel)
        if (
            parcel.again
            and parcel.reply_pass
            and parcel.reply_pass.token in self._spent
        ):
            return self._judge(parcel, Unknown(_SEEMS_SENT))
        while True:
            match retry.way(
                parcel.urgency, fresh=fresh, mail_waits=channel.limits.mail_waits
            ):
                case "wait":
                    return waits(parcel, now=self._shared.clock.now())
                case "pass":
                    outcome = await self._answer(channel, parcel)
                case "plain":
                    outcome = await self._unasked(channel, parcel)
            if not (isinstance(outcome, PassSpent) and fresh):
                return self._judge(parcel, outcome)
            if parcel.again:
                return self._judge(parcel, Unknown(_SEEMS_SENT))
            fresh = False

    async def _answer(self, channel: Channel, parcel: Parcel) -> Outcome:
        """Send with the pass; what does not fit into one sending is counted.

        Not in a group: where a month is counted, no rest goes there.
        """
        offset_h = channel.limits.month_offset_h
        if offset_h is None or parcel.place.kind == "group":
            return await self._hand_over(channel, parcel, fresh=True)
        rest = _sendings(parcel, channel.limits) - 1
        if rest <= 0:
            return await self._hand_over(channel, parcel, fresh=True)
        now = self._shared.clock.now()
        on = quota.page(channel.name, now, offset_h=offset_h)
        taken = partial(quota.take, parcel=parcel, on=on, people=rest, in_any_case=True)
        await self._shared.surely(taken)
        outcome = await self._hand_over(channel, parcel, fresh=True)
        if not isinstance(outcome, Sent | Unknown):
            await self._shared.surely(partial(quota.give_back, outbox_id=parcel.id))
        return outcome

    async def _unasked(self, channel: Channel, parcel: Parcel) -> Outcome:
        """Send without a pass, within what the month carries where that is counted."""
        offset_h = channel.limits.month_offset_h
        if offset_h is None:
            return await self._hand_over(channel, parcel, fresh=False)
        on = quota.page(channel.name, self._shared.clock.now(), offset_h=offset_h)
        # A group counts its members, so nothing unasked goes there.
        if parcel.place.kind == "group" or not await self._shared.surely(
            partial(
                quota.take,
                parcel=parcel,
                on=on,
                people=_sendings(parcel, channel.limits),
            )
        ):
            return MonthOver("kept for what matters more")
        outcome = await self._hand_over(channel, parcel, fresh=False)
        if isinstance(outcome, Gone | Rejected | MonthOver):
            await self._shared.surely(partial(quota.give_back, outbox_id=parcel.id))
        if isinstance(outcome, MonthOver):
            log.warning("month over channel=%s", channel.name)
            await self._shared.surely(partial(quota.over, on=on))
        return outcome

    def _judge(self, parcel: Parcel, outcome: Outcome) -> Entry:
        return judged(
            parcel,
            outcome,
            now=self._shared.clock.now(),
            table=self._shared.pace.sending_s,
            jitter=self._shared.jitter(),
        )

    async def _hand_over(
        self, channel: Channel, parcel: Parcel, *, fresh: bool
    ) -> Outcome:
        delivery = Delivery(
            id=parcel.id,
            place=parcel.place,
            messages=parcel.messages or (),
            reply_pass=parcel.reply_pass if fresh else None,
            retry_key=parcel.retry_key,
            attempt=parcel.attempts,
            silent=parcel.silent,
            answers=parcel.urgency == "reply",
        )
        self._handed_over.add(parcel.id)
        outcome: Outcome
        try:
            async with asyncio.timeout(self._shared.pace.send_deadline_s):
                outcome = await channel.send(delivery)
        except TimeoutError:
            outcome = Unknown("no answer before the deadline")
        except Exception as error:
            log.exception("channel broke channel=%s", channel.name)
            outcome = Unknown(f"the channel raised {type(error).__name__}")
        self._handed_over.discard(parcel.id)
        if delivery.reply_pass is not None and not isinstance(outcome, TryLater):
            self._spend(delivery.reply_pass.token)
        return outcome

    def _fresh(self, parcel: Parcel) -> bool:
        reply_pass = parcel.reply_pass
        return (
            reply_pass is not None
            and reply_pass.until > self._shared.clock.now()
            and reply_pass.token not in self._spent
        )

    def _spend(self, token: str) -> None:
        self._spent[token] = None
        if len(self._spent) > _PASSES_REMEMBERED:
            self._spent.popitem(last=False)


def _sendings(parcel: Parcel, limits: Limits) -> int:
    """Return how many sendings the words of a parcel need on a channel."""
    count = objects(fit(parcel.messages or (), limits), limits)
    return max(1, -(-count // limits.messages))
