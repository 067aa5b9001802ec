"""Where a key may go, and which headers are keys."""

from dataclasses import replace

import pytest

from desktop.domain.errors import Cause, HeaderRefused, KeyUnencrypted, ProviderUnavailable
from desktop.domain.provider_options import check_options, is_secret_header
from desktop.domain.providers import DIRECT, Endpoint

NEAR = Endpoint("near", "Near", "http://127.0.0.1:8080")
FAR = Endpoint("far", "Far", "http://gpu-box.lan:8080")


@pytest.mark.parametrize(
    "endpoint",
    [
        NEAR,
        replace(NEAR, url="http://localhost:1"),
        replace(NEAR, url="http://[::1]:1"),
        replace(NEAR, proxy=DIRECT),
        replace(NEAR, proxy="http://127.0.0.1:3128"),
        replace(FAR, url="https://gpu-box.lan"),
        replace(FAR, url="https://gpu-box.lan", proxy="http://proxy.lan:3128"),
    ],
    ids=lambda endpoint: f"{endpoint.url} {endpoint.proxy}",
)
def test_a_key_may_stay_here_or_go_encrypted(endpoint: Endpoint) -> None:
    check_options(endpoint, has_key=True)


@pytest.mark.parametrize(
    "endpoint",
    [
        FAR,
        replace(FAR, proxy="http://127.0.0.1:3128"),
        replace(NEAR, url="http://0.0.0.0:8080"),
        replace(NEAR, url="http://127.0.0.1.example:8080"),
        replace(NEAR, url="http://localhost.example"),
        replace(NEAR, proxy="http://proxy.lan:3128"),
    ],
    ids=lambda endpoint: f"{endpoint.url} {endpoint.proxy}",
)
def test_a_key_goes_nowhere_else_and_without_one_all_may_be_asked(endpoint: Endpoint) -> None:
    with pytest.raises(KeyUnencrypted):
        check_options(endpoint, has_key=True)
    with pytest.raises(KeyUnencrypted):
        check_options(replace(endpoint, headers=(("X-API-Key", "1"),)), has_key=False)
    check_options(replace(endpoint, headers=(("X-Project", "1"),)), has_key=False)


@pytest.mark.parametrize(
    ("name", "is_secret"),
    [
        ("X-Api-Key", True),
        ("api_key", True),
        ("X-Auth-Token", True),
        ("Cookie", True),
        ("OpenAI-Organization", False),
        ("X-Keyboard", False),
        ("X-Title", False),
    ],
)
def test_a_header_that_is_called_a_key_is_one(name: str, is_secret: bool) -> None:
    assert is_secret_header(name) is is_secret


def test_what_cannot_be_sent_or_reached_is_refused() -> None:
    with pytest.raises(HeaderRefused):
        check_options(replace(NEAR, headers=(("HOST", "x"),)), has_key=False)
    for endpoint, cause in (
        (replace(NEAR, proxy="ftp://x"), Cause.PROXY),
        (replace(NEAR, url="ftp://x"), Cause.BAD_URL),
    ):
        with pytest.raises(ProviderUnavailable) as caught:
            check_options(endpoint, has_key=False)
        assert caught.value.cause is cause
