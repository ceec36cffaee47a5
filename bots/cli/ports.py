"""A port to listen on, before anything else is set up."""

import errno
import socket
from ipaddress import ip_address

from core.errors import Retryable
from core.i18n.operators import text

_TRIES = 50
_BACKLOG = 2048


def listen(host: str, port: int, *, or_next: bool = False) -> socket.socket:
    """Return a socket that listens.

    Args:
        host: The address to listen on.
        port: 0 takes any free one.
        or_next: Take the next free one where this one is taken.

    Raises:
        Retryable: With the remedy.
    """
    ports = range(port, min(port + _TRIES, 65536)) if or_next and port else [port]
    for one in ports:
        try:
            return _bound(host, one)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                says = text(
                    "operator.cannot_listen",
                    host=host,
                    port=str(one),
                    why=str(error.strerror),
                )
                raise Retryable(says) from error
    raise Retryable(text("operator.port_taken", port=str(port)))


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
        made.listen(_BACKLOG)
    except OSError:
        made.close()
        raise
    made.setblocking(False)
    return made


def address(sock: socket.socket) -> str:
    """Return what to type into a browser on this machine."""
    host, port = sock.getsockname()[:2]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104 - compared, not bound
    if ":" in shown and not shown.startswith("["):
        shown = f"[{shown}]"
    return f"http://{shown}:{port}/"


def is_here_only(sock: socket.socket) -> bool:
    """Tell whether only this machine can reach it."""
    return ip_address(sock.getsockname()[0]).is_loopback
