"""Which addresses may be named as a push service's, and which a connection may be opened to."""

from __future__ import annotations

import socket

import pytest

from backend.notifications.endpoints import (
    LONGEST,
    AddressRefused,
    EndpointRefused,
    Services,
    is_public,
    public_socket,
)

KNOWN = Services()


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/abc:APA91b-x_y",
        "https://fcm.googleapis.com:443/wp/abc",
        "https://updates.push.services.mozilla.com/wpush/v2/gAAAA",
        "https://web.push.apple.com/QOb",
        "https://wns2-par02p.notify.windows.com/w/?token=BQYAAAB%2fx",
    ],
)
def test_real_push_services_are_known(endpoint: str) -> None:
    target = KNOWN.target(endpoint)
    assert target.origin == "https://" + endpoint.split("/")[2].removesuffix(":443")
    assert not target.named


@pytest.mark.parametrize(
    ("endpoint", "why"),
    [
        ("http://fcm.googleapis.com/x", "not_https"),
        ("ftp://fcm.googleapis.com/x", "not_https"),
        ("//fcm.googleapis.com/x", "not_https"),
        ("https://fcm.googleapis.com:8443/x", "port"),
        ("https://fcm.googleapis.com:80/x", "port"),
        ("https://fcm.googleapis.com:99999/x", "malformed"),
        ("https://user@fcm.googleapis.com/x", "malformed"),
        ("https://fcm.googleapis.com@evil.example/x", "malformed"),
        ("https://fcm.googleapis.com", "malformed"),
        ("https://fcm.googleapis.com/", "malformed"),
        ("https://fcm.googleapis.com/x#y", "malformed"),
        ("https://fcm.googleapis.com\\@evil.example/x", "malformed"),
        ("https://fcm.googleapis.com/x\r\nHost: evil", "malformed"),
        ("https://fcm.googleapis.com /x", "malformed"),
        ("https://[fcm/x", "malformed"),
        ("https:///x", "malformed"),
        ("https://ｆcm.googleapis.com/x", "malformed"),
        ("https://fcm.googleapis.com./x", "unknown_service"),
        ("https://fcm.googleapis.com.evil.example/x", "unknown_service"),
        ("https://evilpush.apple.com.example/x", "unknown_service"),
        ("https://push.apple.com/x", "unknown_service"),
        ("https://localhost/x", "unknown_service"),
        ("https://10.0.0.1/x", "unknown_service"),
        ("https://[::1]/x", "unknown_service"),
        ("https://[::ffff:127.0.0.1]/x", "unknown_service"),
        ("https://2130706433/x", "unknown_service"),
        ("https://169.254.169.254/latest/meta-data", "unknown_service"),
        ("https://fcm.googleapis.com/" + "x" * LONGEST, "too_long"),
    ],
)
def test_everything_else_is_refused_with_its_reason(endpoint: str, why: str) -> None:
    with pytest.raises(EndpointRefused, match=f"^{why}$"):
        KNOWN.target(endpoint)


def test_an_operator_adds_names_and_writes_origins_out() -> None:
    own = Services(["push.example.vn", "*.Push.example.org", "push.example.net:8443"])
    assert not own.target("https://push.example.vn/x").named
    assert not own.target("https://a.push.example.org/x").named
    assert own.target("https://push.example.net:8443/x").named
    for other in (
        "https://push.example.vn:8443/x",
        "https://push.example.net/x",
        "http://push.example.net:8443/x",
    ):
        with pytest.raises(EndpointRefused):
            own.target(other)
    test = Services(["http://127.0.0.1:8090"])
    assert test.target("http://127.0.0.1:8090/notify/x").origin == "http://127.0.0.1:8090"
    with pytest.raises(EndpointRefused, match="not_https"):
        test.target("http://127.0.0.1:8091/notify/x")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.9.10",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.4",
        "100.64.0.1",
        "169.254.169.254",
        "0.0.0.0",  # noqa: S104 - To be refused.
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fc00::1",
        "ff02::1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::a00:1",
        "2002:a00:1::1",
        "2001:db8::1",
        "no address",
    ],
)
def test_private_addresses_are_not_public(address: str) -> None:
    """Seen failing for the translated ones without `_inside`."""
    assert not is_public(address)


@pytest.mark.parametrize("address", ["142.250.4.95", "2404:6800:4003:c00::5f", "64:ff9b::8efa:45f"])
def test_addresses_of_the_world_are(address: str) -> None:
    assert is_public(address)


def test_no_socket_is_made_for_a_private_address() -> None:
    kind = (socket.SOCK_STREAM, socket.IPPROTO_TCP, "")
    with pytest.raises(AddressRefused):
        public_socket((socket.AF_INET, *kind, ("127.0.0.1", 443)))
    made = public_socket((socket.AF_INET, *kind, ("142.250.4.95", 443)))
    made.close()
