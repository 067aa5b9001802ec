"""Makes the HTTP client of one server, with the rules that hold for every connection.

No redirect is followed (a 307 carries the prompt and `x-api-key` to the other host), loopback never goes
through a proxy, certificates are always verified, and a key is in a header or nowhere.
"""

import asyncio
import logging
import ssl
from urllib.request import getproxies

import httpx

from desktop import __version__
from desktop.domain.errors import Cause, KeyInvalid, ProviderUnavailable
from desktop.domain.providers import is_loopback_url
from desktop.domain.urls import repaired_url
from desktop.providers.chunk_joining import JoiningTransport
from desktop.providers.limits import Limits

_KEEPALIVE_SECONDS = 2.0
"""Below the 5 s after which common servers hang up, so that no request meets a connection about to close."""

for _name in ("httpx", "httpcore"):  # at INFO they write whole URLs, at DEBUG headers
    logging.getLogger(_name).setLevel(logging.WARNING)


async def made_client(url: str, key: str, limits: Limits) -> httpx.AsyncClient:
    """A client for the server at `url`; `key` "" means none.

    Raises `KeyInvalid`, or `ProviderUnavailable` for a bad URL or a proxy setting that cannot be used.
    """
    repaired_url(url)  # only for its judgement: httpx takes ports that no socket takes
    headers = {
        "Accept": "application/json",
        "Accept-Encoding": "identity",
        "User-Agent": f"tars-desktop/{__version__}",
    }
    if key:
        if not (key.isascii() and key.isprintable()) or " " in key:
            raise KeyInvalid
        headers["Authorization"] = f"Bearer {key}"
    is_loopback = is_loopback_url(url)
    may_need_proxy = not is_loopback and bool(getproxies().keys() - {"no"})
    needs_tls = url.startswith("https://") or may_need_proxy
    # Loading authorities takes 60 ms. A context without any trusts nobody, so that nothing passes by mistake.
    context = await asyncio.to_thread(_tls_context) if needs_tls else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        return httpx.AsyncClient(
            headers=headers,
            timeout=httpx.Timeout(limits.connect_seconds, read=None, write=limits.write_seconds),
            limits=httpx.Limits(keepalive_expiry=_KEEPALIVE_SECONDS),
            follow_redirects=False,
            trust_env=not is_loopback,
            verify=context,
            # A handshake for each request would cost TLS more than small chunks do.
            transport=None if needs_tls else JoiningTransport(context),
        )
    except (ValueError, ImportError, httpx.InvalidURL):  # a proxy that is no URL, or one by SOCKS
        raise ProviderUnavailable(url, Cause.OTHER, "the proxy of this environment") from None


def _tls_context() -> ssl.SSLContext:
    """Verifies against certifi's authorities (or SSL_CERT_FILE) and the system's own."""
    context = httpx.create_ssl_context()
    context.load_default_certs()
    return context
