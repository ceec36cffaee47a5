"""How fast we may send: buckets that fill slowly, one for each thing that is limited.

A bucket is one moment: when it will be full again. Taking a turn moves that moment on,
into the future if need be, so that whoever comes next waits behind whoever came first.
One process keeps the moments in memory.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bucket:
    """Something limited.

    Attributes:
        key: Its name, for one chat or for all.
        every_s: One turn comes free in so many seconds.
        burst: So many may be taken at once when nothing was for a while.
    """

    key: str
    every_s: float
    burst: int = 1

    def wait_s(self, full_in_s: float) -> float:
        """Return how long a turn waits that leaves the bucket full in so long."""
        return max(0.0, full_in_s - self.every_s * self.burst)


class Buckets:
    """Buckets in memory, for one process. Times are of any clock that only goes on."""

    _MOST = 4_096

    def __init__(self) -> None:
        """Begin with full buckets."""
        self._full_at: dict[str, float] = {}

    def take(self, buckets: Sequence[Bucket], now: float) -> float:
        """Take a turn of each bucket; return how many seconds to wait for it."""
        if len(self._full_at) > self._MOST:
            self._full_at = {k: at for k, at in self._full_at.items() if at > now}
        waits = [0.0]
        for bucket in buckets:
            full_at = max(self._full_at.get(bucket.key, now), now) + bucket.every_s
            self._full_at[bucket.key] = full_at
            waits.append(bucket.wait_s(full_at - now))
        return max(waits)

    def close(self, bucket: Bucket, seconds: float, now: float) -> None:
        """Let nobody take a turn for so long."""
        full_at = now + seconds + bucket.every_s * (bucket.burst - 1)
        self._full_at[bucket.key] = max(self._full_at.get(bucket.key, now), full_at)
