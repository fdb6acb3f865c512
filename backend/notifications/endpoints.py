"""Which addresses we let browsers name as their push service's. Pure, but for the socket's check.

A subscription is an address that a stranger gives and our server then calls: without a guard it
would reach whatever stands beside the server. So only known push services over https on port 443
are taken, and when a message leaves, the very address that the connection is opened to is looked
at: a name whose answer changes between two looks (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import errno
import ipaddress
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import SplitResult, urlsplit

LONGEST: Final = 1024
"""Characters of an endpoint; those of today's push services have 150 to 700."""
KNOWN: Final = (
    "fcm.googleapis.com",
    "*.push.services.mozilla.com",
    "*.push.apple.com",
    "*.notify.windows.com",
)
"""The push services of Chrome and its relatives, Firefox, Safari and Edge."""
_HTTPS_PORT = 443
_TRANSLATED: Final = ipaddress.ip_network("64:ff9b::/96")
"""NAT64: the last four bytes are an IPv4 address that this one leads to."""


class EndpointRefused(ValueError):
    """Why an address is none of a push service: `too_long`, `not_https`, `malformed`, `port`,
    `unknown_service`."""


@dataclass(frozen=True, slots=True)
class Target:
    """A push service: its origin, and whether the operator named this very origin (then its
    address may be a private one)."""

    origin: str
    named: bool


class Services:
    """The allow-list: names, names below a `*.`, and origins that the operator wrote out.

    An entry is `push.example.org`, `*.push.example.org`, `push.example.org:8443` or, for tests and
    the demo alone, `http://127.0.0.1:8090`.
    """

    def __init__(self, extra: Iterable[str] = ()) -> None:
        own = [entry.lower() for entry in extra]
        self._origins = frozenset(origin for e in own if (origin := _written_out(e)) is not None)
        names = [*KNOWN, *(e for e in own if _written_out(e) is None)]
        self._names = frozenset(name for name in names if not name.startswith("*."))
        self._below = tuple(name[1:] for name in names if name.startswith("*."))

    def target(self, endpoint: str) -> Target:
        """Whose endpoint this is; raises EndpointRefused."""
        if len(endpoint) > LONGEST:
            raise EndpointRefused("too_long")
        parts = _split(endpoint)
        host = parts.hostname or ""
        origin = f"{parts.scheme}://{parts.netloc.lower()}"
        if origin in self._origins:
            return Target(origin, named=True)
        if parts.scheme != "https":
            raise EndpointRefused("not_https")
        if parts.port not in (None, _HTTPS_PORT):
            raise EndpointRefused("port")
        if host not in self._names and not host.endswith(self._below):
            raise EndpointRefused("unknown_service")
        return Target(f"https://{host}", named=False)


def _written_out(entry: str) -> str | None:
    """The origin of an entry that names scheme or port; None for a plain name."""
    if "://" in entry:
        return entry.rstrip("/")
    return f"https://{entry}" if ":" in entry else None


def _split(endpoint: str) -> SplitResult:
    """The parts, of an address made of what addresses are made of, with no name or password."""
    if not endpoint.isascii() or not endpoint.isprintable() or set(endpoint) & set(' "<>\\^`{|}'):
        raise EndpointRefused("malformed")
    try:
        parts = urlsplit(endpoint)
        parts.port  # noqa: B018 - Reading it raises where it is no number.
    except ValueError as error:
        raise EndpointRefused("malformed") from error
    if not parts.hostname or "@" in parts.netloc or parts.fragment or parts.path in ("", "/"):
        raise EndpointRefused("malformed")
    return parts


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the world: not this machine, not its network, not a way
    around that check (an IPv4 address inside an IPv6 one)."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = _inside(found)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast


def _inside(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if address in _TRANSLATED:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None


class AddressRefused(OSError):
    """A push service's name led to an address that is not public."""


def public_socket(info: tuple[Any, ...]) -> socket.socket:
    """A socket for this address alone, refused when it is not public: the last look there is."""
    family, kind, protocol, _, address = info
    if not is_public(str(address[0])):
        raise AddressRefused(errno.EACCES, "not a public address")
    return socket.socket(family, kind, protocol)
