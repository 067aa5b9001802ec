"""What may be asked of a connection to a provider: its headers, its proxy, and where a key may go.

The rules are the same while a provider is edited and when its client is made.
"""

from desktop.domain.errors import Cause, HeaderRefused, KeyUnencrypted, ProviderUnavailable
from desktop.domain.providers import Endpoint
from desktop.domain.settings_reading import is_header, is_proxy
from desktop.domain.urls import repaired_url

RESERVED_HEADERS = frozenset(
    {
        "accept-encoding",
        "authorization",
        "connection",
        "content-encoding",
        "content-length",
        "content-type",
        "expect",
        "host",
        "keep-alive",
        "proxy-authorization",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    }
)
"""What the connection, the body or the key sets: another value would make another request of it."""
_SECRET_WORDS = frozenset(
    {"apikey", "auth", "authorization", "cookie", "credential", "key", "password", "secret", "token"}
)


def check_options(endpoint: Endpoint, *, has_key: bool) -> None:
    """Whether requests may be sent as the endpoint says, `has_key` telling that one would go with them.

    Raises `ProviderUnavailable` for an address of the server or the proxy that is none, `HeaderRefused`, or
    `KeyUnencrypted`.
    """
    repaired_url(endpoint.url)
    if not is_proxy(endpoint.proxy):
        raise ProviderUnavailable(endpoint.url, Cause.PROXY, "not the address of an HTTP proxy")
    for name, value in endpoint.headers:
        if name.lower() in RESERVED_HEADERS:
            raise HeaderRefused(name, "reserved")
        if not is_header(name, value):
            raise HeaderRefused(name, "unsendable")
    has_secret = has_key or any(is_secret_header(name) for name, _ in endpoint.headers)
    if has_secret and endpoint.url.startswith("http://") and not endpoint.is_local:
        raise KeyUnencrypted(endpoint.url)


def is_secret_header(name: str) -> bool:
    """Whether the name of a header says that its value is a key, such as `X-Api-Key`."""
    return not _SECRET_WORDS.isdisjoint(name.lower().replace("_", "-").split("-"))
