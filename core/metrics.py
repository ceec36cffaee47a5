"""Figures for operators, counted from what the runtime tells.

Labels name channels, outcomes and kinds of work, never a person: the figures are open
to whoever may read `/metrics`.
"""

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
)

from core import __version__
from core.runtime import Happened

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
            "ainori_answer_seconds",
            "From writing a message down to the platform's word that it has it",
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
        version = Gauge(
            "ainori_version", "Always 1", ["version"], registry=self.registry
        )
        version.labels(__version__).set(1)

    def hear(self, happened: Happened) -> None:
        """Count one thing the runtime tells."""
        what, where, seconds = happened.what, happened.where, happened.seconds
        if what in _EVENTS:
            counter, took = self._events, self._handling
        elif what in _WORK:
            counter, took = self._work, self._working
        else:
            counter, took = self._messages, self._sending
        counter.labels(where, what).inc(happened.count)
        if seconds:
            took.labels(where).observe(seconds)
