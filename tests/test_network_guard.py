"""The guard of the test suite holds: it refuses, and it remembers what was swallowed."""

from __future__ import annotations

import asyncio
import socket

import pytest

from tests.support import network
from tests.support.network import OutsideNetworkError


@pytest.fixture(autouse=True)
def _forgive(_no_network: None):
    yield
    network.ATTEMPTS.clear()


@pytest.mark.parametrize(
    "reach",
    [
        lambda: socket.getaddrinfo("example.com", 80),
        lambda: socket.gethostbyname("example.com"),
        lambda: socket.create_connection(("192.0.2.1", 80), timeout=1),
        lambda: socket.socket().connect(("192.0.2.1", 80)),
        lambda: socket.socket().connect_ex(("2001:db8::1", 80)),
        lambda: socket.socket(type=socket.SOCK_DGRAM).sendto(b"x", ("192.0.2.1", 53)),
        lambda: asyncio.run(asyncio.wait_for(asyncio.open_connection("192.0.2.1", 80), 1)),
    ],
)
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_beyond_this_machine_is_refused_and_remembered(reach):
    with pytest.raises(OutsideNetworkError):
        reach()
    assert len(network.ATTEMPTS) == 1


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "::1", None, b"localhost", "127.9.9.9", "0.0.0.0"]
)
def test_this_machine_is_let_through(host):
    assert network.is_this_machine(host)
    assert socket.getaddrinfo(host, 80)


@pytest.mark.parametrize(
    "host", ["example.com", "10.0.0.1", "localhost.example.com", "::ffff:8.8.8.8", b"x.cn"]
)
def test_others_are_not(host):
    assert not network.is_this_machine(host)


def test_a_server_on_this_machine_answers():
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as client,
    ):
        server.accept()[0].close()
        assert client.recv(1) == b""
