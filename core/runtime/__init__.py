"""The runtime: from the inbox to the handler, and from the outbox to the channels.

The only part of core that is asynchronous. Knows no platform and no rule of the
practice.
"""

from core.runtime.machine import Runtime
from core.runtime.shared import Happened, Pace

__all__ = ["Happened", "Pace", "Runtime"]
