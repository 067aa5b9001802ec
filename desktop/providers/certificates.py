"""Until when a server's certificate holds, read from the connection that verified it."""

import ssl
from dataclasses import replace
from datetime import UTC, datetime

from desktop.domain.providers import Endpoint
from desktop.domain.urls import repaired_url, server_root
from desktop.providers import failures
from desktop.providers.http_client import made_client
from desktop.providers.limits import DEFAULT_LIMITS, Limits


async def certificate_expiry(endpoint: Endpoint, limits: Limits = DEFAULT_LIMITS) -> datetime | None:
    """The end of the certificate at the endpoint, in UTC; None without TLS. No key is sent.

    Raises `ProviderUnavailable`, or what the endpoint's options are refused with.
    """
    url = server_root(repaired_url(endpoint.url))
    if not url.startswith("https://"):
        return None
    opened = await made_client(replace(endpoint, url=url, api_key="", headers=()), limits)
    async with opened.http as client:
        with failures.translated(url, opened.proxy):
            async with client.stream("HEAD", url) as response:
                connection = response.extensions["network_stream"].get_extra_info("ssl_object")
                certificate = connection.getpeercert() if isinstance(connection, ssl.SSLObject) else None
    ends = (certificate or {}).get("notAfter")
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(ends), UTC) if isinstance(ends, str) else None
