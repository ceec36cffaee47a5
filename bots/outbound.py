"""What every client of a messenger needs on its way out.

Knows no platform. The environment is read once and not at every request.
"""

from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp

HERE = ("localhost", "127.0.0.1", "::1")

NEVER_ASKED = (
    aiohttp.ClientConnectorError,
    aiohttp.ClientHttpProxyError,
    aiohttp.ConnectionTimeoutError,
)
"""What goes wrong before a request leaves: no name, no route, no proxy, no TLS."""


def proxy_to(address: str) -> str | None:
    """Return the proxy that the environment names for an address."""
    parts = urlsplit(address)
    if parts.hostname in HERE or proxy_bypass(parts.hostname or ""):
        return None
    return getproxies().get(parts.scheme)
