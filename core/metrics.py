"""Figures for operators, counted from what the runtime tells.

Labels name channels, outcomes and kinds of work, never a person: the figures are open
to whoever may read `/metrics`.
"""

import time
from functools import cache

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Info,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
)

from core import __version__
from core.coach.companion import Use
from core.delivery.quota import Standing
from core.runtime import Happened
from core.runtime.shared import What
from core.talk.channel import Channel, Delivery, Limits, Outcome
from core.talk.incoming import Place
from core.workers import Worker

# When a counter began is nothing anybody asks, and a line for each.
disable_created_metrics()  # type: ignore[no-untyped-call]

_BUCKETS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 60.0)
_EVENTS = frozenset({"accepted", "handled", "failed", "parked"})
_WORK = frozenset({"answered", "gave_up"})


class Figures:
    """Everything that is counted; `hear` goes to `Runtime.listen`."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        self._events = Counter(
            "ainori_events",
            "Events by what became of them: accepted, handled, failed, parked",
            ["channel", "what"],
            registry=self.registry,
        )
        self._handling = Histogram(
            "ainori_handling_seconds",
            "From taking an event up to the commit of what it led to",
            ["channel"],
            buckets=_BUCKETS_S,
            registry=self.registry,
        )
        self._messages = Counter(
            "ainori_messages",
            "Messages by what became of them: sent, later, waiting, unknown, dead",
            ["channel", "what"],
            registry=self.registry,
        )
        self._sending = Histogram(
            "ainori_sending_seconds",
            "How long the platform took to say what became of a message",
            ["channel"],
            buckets=_BUCKETS_S,
            registry=self.registry,
        )
        self._work = Counter(
            "ainori_work",
            "Slow work by how it ended: answered, gave_up",
            ["kind", "what"],
            registry=self.registry,
        )
        self._working = Histogram(
            "ainori_work_seconds",
            "How long slow work took",
            ["kind"],
            buckets=_BUCKETS_S,
            registry=self.registry,
        )
        self._drafts = Counter(
            "ainori_drafts",
            "Drafts asked of the coach, by how they ended; the model's are `answered` "
            "and `mended`, all others the coach's own",
            ["ask", "outcome"],
            registry=self.registry,
        )
        self._tokens = Counter(
            "ainori_model_tokens",
            "Tokens of the text model as it told: in, out; as guessed where it did not",
            ["way"],
            registry=self.registry,
        )
        self._drafting = Histogram(
            "ainori_model_seconds",
            "How long the text model took for a draft",
            buckets=_BUCKETS_S,
            registry=self.registry,
        )
        self._month = Gauge(
            "ainori_month_messages",
            "Messages of this month where a platform counts them: used, most",
            ["channel", "what"],
            registry=self.registry,
        )
        Info("ainori_build", "Which version this is", registry=self.registry).info(
            {"version": __version__}
        )
        # A label is looked up and checked anew each time; an event has four of them.
        self._counted = cache(self._counter)
        self._handled = cache(self._handling.labels)

    def hear(self, happened: Happened) -> None:
        """Count one thing the runtime tells."""
        what, where = happened.what, happened.where
        self._counted(what, where).inc(happened.count)
        if what == "handled":
            self._handled(where).observe(happened.seconds)

    def _counter(self, what: What, where: str) -> Counter:
        if what in _EVENTS:
            return self._events.labels(where, what)
        if what in _WORK:
            return self._work.labels(where, what)
        return self._messages.labels(where, what)

    def count_draft(self, ask: str, outcome: str, use: Use) -> None:
        """Count how one draft ended, and what it took."""
        self._drafts.labels(ask, outcome).inc()
        self._tokens.labels("in").inc(use.tokens_in or 0)
        self._tokens.labels("out").inc(use.tokens_out or 0)
        self._tokens.labels("guessed").inc(use.guessed)
        if use.calls:
            self._drafting.observe(use.latency_ms / 1000)

    def month(self, channel: str, standing: Standing) -> None:
        """Show how a counted month stands."""
        self._month.labels(channel, "used").set(standing.used)
        if standing.most is not None:
            self._month.labels(channel, "most").set(standing.most)

    def timed_worker(self, kind: str, worker: Worker) -> Worker:
        """Return a worker whose time is noted."""

        async def timed(ask: str) -> str:
            with self._working.labels(kind).time():
                return await worker(ask)

        return timed

    def timed_channel(self, channel: Channel) -> Channel:
        """Return a channel whose sendings' time is noted."""
        return _TimedChannel(channel, self._sending.labels(channel.name))


class _TimedChannel:
    """A channel, watched."""

    def __init__(self, channel: Channel, seconds: Histogram) -> None:
        self._channel = channel
        self._seconds = seconds

    @property
    def name(self) -> str:
        """The word that stands before the colon of a lane."""
        return self._channel.name

    @property
    def limits(self) -> Limits:
        """What the channel can carry."""
        return self._channel.limits

    async def send(self, delivery: Delivery) -> Outcome:
        """Send and note how long that took."""
        began = time.perf_counter()
        try:
            return await self._channel.send(delivery)
        finally:
            self._seconds.observe(time.perf_counter() - began)

    async def working(self, place: Place) -> None:
        """Show that an answer is on its way."""
        await self._channel.working(place)
