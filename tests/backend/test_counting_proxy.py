"""The proxy that counts a phone's bytes, when the server behind it goes and comes."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

from tests.support.counting_proxy import CountingProxy


def _call(proxy: CountingProxy) -> socket.socket:
    port = urlsplit(proxy.address).port
    assert port
    return socket.create_connection(("127.0.0.1", port), timeout=20)


def test_a_server_that_is_away_breaks_the_connection_and_the_proxy_goes_on() -> None:
    """Seen failing without the break: the proxy's thread ended, and every later call hung."""
    server = socket.create_server(("127.0.0.1", 0))
    place = server.getsockname()
    server.close()
    with CountingProxy(place[1]) as proxy:
        with _call(proxy) as phone:
            assert phone.recv(5) == b""
        with socket.create_server(place) as server:
            server.settimeout(20)
            with _call(proxy) as phone:
                connection, _ = server.accept()
                connection.sendall(b"alive")
                assert phone.recv(5) == b"alive"
                connection.close()
