"""Makes the HTTP client of one server, with the rules that hold for every connection.

No redirect is followed (a 307 carries the prompt and `x-api-key` to the other host), loopback goes through no
proxy of the system's, certificates are always verified, and a key is in a header or nowhere. What httpx would
take from the environment by itself is off (`trust_env`): the proxy is looked up here, where it is known.
"""

import asyncio
import logging
import ssl
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx

from desktop import __version__
from desktop.domain.errors import CaFileUnusable, Cause, KeyInvalid, ProviderUnavailable
from desktop.domain.provider_options import check_options
from desktop.domain.providers import DIRECT, Endpoint, is_loopback_url
from desktop.providers.chunk_joining import JoiningTransport
from desktop.providers.limits import Limits

_KEEPALIVE_SECONDS = 2.0
"""Below the 5 s after which common servers hang up, so that no request meets a connection about to close."""

for _name in ("httpx", "httpcore"):  # at INFO they write whole URLs, at DEBUG headers
    logging.getLogger(_name).setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True)
class OpenedClient:
    """A client, and the host and port of the proxy that it goes through ("" if none)."""

    http: httpx.AsyncClient
    proxy: str


async def made_client(endpoint: Endpoint, limits: Limits) -> OpenedClient:
    """A client for the server at the endpoint's URL, with its key, headers, certificates and proxy.

    Raises `KeyInvalid`, what `check_options` does, `CaFileUnusable`, or `ProviderUnavailable(PROXY)`.
    """
    key = endpoint.api_key
    if key and (not (key.isascii() and key.isprintable()) or " " in key):
        raise KeyInvalid
    check_options(endpoint, has_key=bool(key))
    proxy = await _proxy_of(endpoint)
    needs_tls = endpoint.url.startswith("https://") or proxy.startswith("https://")
    # Loading authorities takes 60 ms. A context without any trusts nobody, so that nothing passes by mistake.
    context = (
        await asyncio.to_thread(_tls_context, endpoint.ca_file)
        if needs_tls
        else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    )
    try:
        # Without its own context, httpcore would load authorities once more, on this thread.
        for_proxy = context if proxy.startswith("https://") else None
        route = httpx.Proxy(proxy, ssl_context=for_proxy) if proxy else None
        http = httpx.AsyncClient(
            headers=_headers(endpoint),
            timeout=httpx.Timeout(limits.connect_seconds, read=None, write=limits.write_seconds),
            limits=httpx.Limits(keepalive_expiry=_KEEPALIVE_SECONDS),
            follow_redirects=False,
            trust_env=False,
            verify=context,
            proxy=route,
            # A handshake for each request would cost TLS more than small chunks do.
            transport=None if needs_tls or proxy else JoiningTransport(context),
        )
    except (ValueError, ImportError, httpx.InvalidURL):  # a proxy that is no URL, or one by SOCKS
        raise ProviderUnavailable(endpoint.url, Cause.PROXY, _host_of(proxy)) from None
    return OpenedClient(http, _host_of(proxy))


def _headers(endpoint: Endpoint) -> list[tuple[str, str]]:
    own = {
        "Accept": "application/json",
        "Accept-Encoding": "identity",
        "User-Agent": f"tars-desktop/{__version__}",
    }
    told = {name.lower() for name, _ in endpoint.headers}
    headers = [(name, value) for name, value in own.items() if name.lower() not in told]
    if endpoint.api_key:
        headers.append(("Authorization", f"Bearer {endpoint.api_key}"))
    return [*headers, *endpoint.headers]


async def _proxy_of(endpoint: Endpoint) -> str:
    """The URL of the proxy to go through, or "" for none."""
    if endpoint.proxy:
        return "" if endpoint.proxy == DIRECT else endpoint.proxy
    # In a thread: to see which hosts need none, Windows asks for their addresses.
    return "" if is_loopback_url(endpoint.url) else await asyncio.to_thread(_system_proxy, endpoint.url)


def _system_proxy(url: str) -> str:
    """What the environment says (`https_proxy`, `no_proxy`, …), or the settings of macOS and Windows."""
    parts = urlsplit(url)
    proxies = getproxies()
    found = proxies.get(parts.scheme) or proxies.get("all", "")
    if not found or proxy_bypass(parts.netloc):
        return ""
    return found if "://" in found else f"http://{found}"


def _host_of(proxy: str) -> str:
    """Host and port, without the password that the environment may have in it."""
    return proxy.partition("://")[2].rpartition("@")[2].partition("/")[0]


def _tls_context(ca_file: str) -> ssl.SSLContext:
    """Verifies against certifi's authorities (or SSL_CERT_FILE), the system's own, and those in the file."""
    context = httpx.create_ssl_context()
    context.load_default_certs()
    if ca_file:
        _load_certificates(context, ca_file)
    return context


def _load_certificates(context: ssl.SSLContext, ca_file: str) -> None:
    path = Path(ca_file).expanduser()
    if not path.exists():
        raise CaFileUnusable(ca_file, "missing")
    if not path.is_file():  # a pipe would be waited for
        raise CaFileUnusable(ca_file, "not-pem")
    try:
        context.load_verify_locations(cafile=path)
    except ssl.SSLError:
        raise CaFileUnusable(ca_file, "not-pem") from None
    except OSError as error:
        raise CaFileUnusable(ca_file, "unreadable", error.strerror or "") from None
