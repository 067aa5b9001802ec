"""An HTTP proxy in both of its forms: `CONNECT` for TLS, and whole URLs for plain HTTP (RFC 9110, 9112)."""

import socket
import threading
from collections.abc import Mapping
from urllib.parse import urlsplit

from tests.servers.loopback import Connection, HungUp, LoopbackServer, Request
from tests.servers.scripted import response


class ProxyDouble(LoopbackServer):
    """Knows hosts by name and where each is on this computer; with a `status` it refuses whatever is asked.

    `requests` has the requests as they came to the proxy: `path` is `host:port` for `CONNECT`, else a URL.
    """

    def __init__(self, ports: Mapping[str, int], status: str = "") -> None:
        super().__init__()
        self._ports = ports
        self._status = status

    def handle(self, connection: Connection) -> None:
        request = connection.read_request()
        if request is None:
            return
        self.requests.append(request)
        is_tunnel = request.method == "CONNECT"
        host = urlsplit(f"//{request.path}" if is_tunnel else request.path).hostname or ""
        status = self._status or ("" if host in self._ports else "502 Bad Gateway")
        if status:
            connection.send(response(b"no", status=status, content_type="text/plain"))
            return
        with socket.create_connection(("127.0.0.1", self._ports[host])) as target:
            if is_tunnel:
                connection.send(b"HTTP/1.1 200 Connection established\r\n\r\n")
            else:
                target.sendall(_forwarded(request))
            back = threading.Thread(target=_carry_back, args=(target, connection), daemon=True)
            back.start()
            _carry_there(connection, target)
            back.join(10)


def _forwarded(request: Request) -> bytes:
    """The request as the server is to have it, which closes the connection after its answer."""
    parts = urlsplit(request.path)
    headers = {**request.headers, "connection": "close"}
    lines = [f"{request.method} {parts.path or '/'} HTTP/1.1", *(f"{k}: {v}" for k, v in headers.items())]
    return "\r\n".join((*lines, "", "")).encode("latin-1") + request.raw


def _carry_there(connection: Connection, target: socket.socket) -> None:
    while data := connection.receive():
        try:
            target.sendall(data)
        except OSError:
            return
    try:
        target.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # the server was faster


def _carry_back(target: socket.socket, connection: Connection) -> None:
    try:
        while data := target.recv(65536):
            connection.send(data)
    except (OSError, HungUp):
        pass
    connection.interrupt()
