"""Who holds a port, with real sockets."""

import os
import socket
import sys
from collections.abc import Iterator

import pytest

from desktop.adapters.port_holder import find_port_holder
from desktop.domain.stack import PortHolder


@pytest.fixture
def server() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening


def test_the_program_that_listens_is_named(server: socket.socket) -> None:
    port = server.getsockname()[1]
    holder = find_port_holder(port)
    assert holder is not None
    if sys.platform == "linux":
        with open("/proc/self/comm") as name:
            assert holder == PortHolder(port, name.read().strip(), os.getpid())
    else:
        assert holder == PortHolder(port)


def test_one_that_listens_on_version_six_only_is_found_too() -> None:
    if not socket.has_ipv6:
        pytest.skip("no IPv6 here")
    try:
        listening = socket.create_server(("::1", 0), family=socket.AF_INET6)
    except OSError as error:
        pytest.skip(f"no IPv6 here: {error}")
    with listening:
        assert find_port_holder(listening.getsockname()[1]) is not None


def test_a_port_nobody_listens_on_is_free(server: socket.socket) -> None:
    port = server.getsockname()[1]
    server.close()
    assert find_port_holder(port) is None


def test_what_remains_of_a_closed_connection_does_not_hold_a_port(server: socket.socket) -> None:
    port = server.getsockname()[1]
    with socket.create_connection(("127.0.0.1", port)) as client:
        accepted, _ = server.accept()
        accepted.close()  # it keeps the port in TIME_WAIT
        client.recv(1)
    server.close()
    assert find_port_holder(port) is None


def test_looking_leaves_the_port_free(server: socket.socket) -> None:
    port = server.getsockname()[1]
    server.close()
    assert find_port_holder(port) is None
    with socket.create_server(("127.0.0.1", port)):
        assert find_port_holder(port) is not None
