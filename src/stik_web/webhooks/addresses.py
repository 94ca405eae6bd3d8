"""Where webhooks may go: nobody may have our network asked for them.

An address is checked as it is written, and each time it is called what its name stands
for then: a name that leads into our network by then is refused, too.
"""

import socket
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from stik.errors import StikError

_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_TO_IPV4 = IPv6Network("64:ff9b::/96")
"""Addresses that a gateway turns into any of IPv4, ours among them."""


class AddressRefused(StikError):
    """A webhook may not go there."""

    def __init__(self, url: str, sentence: str) -> None:
        super().__init__(f"{url} {sentence}")


@dataclass(frozen=True)
class Address:
    """A URL taken apart; `may_be_private` lets it lead into private networks."""

    url: str
    is_secure: bool
    host: str
    port: int
    path: str
    may_be_private: bool

    @property
    def is_loopback(self) -> bool:
        """Return whether it is written as this very machine."""
        return self.host in _LOOPBACK


def address_of(url: str, *, may_be_private: bool) -> Address:
    """Return where a URL leads.

    Raises
    ------
    AddressRefused
        Where no webhook may go there, as far as it can be seen.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise AddressRefused(url, "is no address; write https://host/path.") from error
    is_secure = parts.scheme == "https"
    if parts.scheme not in {"http", "https"} or not host or parts.username is not None:
        raise AddressRefused(url, "cannot be called; write https://host/path.")
    if any(sign.isspace() or ord(sign) > 126 or ord(sign) < 33 for sign in url):
        raise AddressRefused(url, "holds signs that need escaping; write them as %XX.")
    path = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    port = port or (443 if is_secure else 80)
    found = Address(url, is_secure, host, port, path, may_be_private)
    if not (is_secure or found.is_loopback or may_be_private):
        raise AddressRefused(url, "is not encrypted; write https://.")
    with suppress(ValueError):  # a name: what it stands for is seen when it is called
        _check(ip_address(host), found)
    return found


def resolved(address: Address) -> str:
    """Return the number that a name stands for now.

    Raises
    ------
    AddressRefused, OSError
        Where one of its numbers may not be called, or it has none.
    """
    found = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
    numbers = [str(each[4][0]) for each in found]
    for number in numbers:
        _check(ip_address(number.partition("%")[0]), address)
    return numbers[0]


def _check(number: IPv4Address | IPv6Address, address: Address) -> None:
    """Do nothing, or refuse a number of our own network, or one that is nobody's."""
    mapped = getattr(number, "ipv4_mapped", None)
    if mapped is not None:
        _check(mapped, address)
    elif number.is_loopback:
        if not address.is_loopback:
            raise AddressRefused(address.url, "leads to this machine; name another.")
    elif _is_never_called(number):
        raise AddressRefused(address.url, "leads nowhere that may be called.")
    elif not number.is_global:
        if not address.may_be_private:
            raise AddressRefused(
                address.url,
                "leads into a private network; set webhooks_to_private_networks to "
                "allow it.",
            )
    elif not address.is_secure:
        raise AddressRefused(address.url, "is not encrypted; write https://.")


def _is_never_called(number: IPv4Address | IPv6Address) -> bool:
    is_embedded = isinstance(number, IPv6Address) and (
        number in _TO_IPV4 or number.sixtofour is not None or number.teredo is not None
    )
    return (
        is_embedded
        or number.is_link_local  # among them what clouds tell their machines
        or number.is_multicast
        or number.is_unspecified
        or number.is_reserved
    )
