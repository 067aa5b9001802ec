"""What people paste becomes the base of a server, or an error that repeats no password."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import Cause, ProviderUnavailable
from desktop.domain.urls import openai_base, repaired_url, server_root


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("  http://127.0.0.1:8080/ \n", "http://127.0.0.1:8080"),
        ("localhost:11434", "http://localhost:11434"),
        ("//localhost:11434", "http://localhost:11434"),
        ("ollama.example", "http://ollama.example"),
        ("HTTPS://API.Example/v1/", "https://api.example/v1"),
        ("https://api.example/v1/chat/completions", "https://api.example/v1"),
        ("https://api.example/v1/completions/", "https://api.example/v1"),
        ("https://api.example/api/v1/models?limit=3#top", "https://api.example/api/v1"),
        ("http://h:1/api/chat", "http://h:1"),
        ("http://h:1/api/tags/", "http://h:1"),
        ("http://h:1/api/", "http://h:1/api"),
        ("https://gateway.example/api", "https://gateway.example/api"),
        ("https://gateway.example/api/v1/chat/completions", "https://gateway.example/api/v1"),
        ("http://h:1//v1", "http://h:1/v1"),
        ("http://h:", "http://h"),
        ("[::1]:8080", "http://[::1]:8080"),
        ("http://[::1]", "http://[::1]"),
        ("http://bücher.example", "http://bücher.example"),
        ("h:12434/engines/v1", "http://h:12434/engines/v1"),
    ],
)
def test_an_address_is_repaired(text: str, url: str) -> None:
    assert repaired_url(text) == url
    assert repaired_url(url) == url


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "http://",
        "ftp://h",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://h:99999",
        "http://h:0",
        "http://h:port",
        "http://a b",
        "http://h/a b",
        "http://h\x00",
        "http://[::1",
        "http://<script>",
        "https://user:secret@h",
        "user:secret@h",
        "https://user:secret@h:99999",
        "https://secret@h/v1",
    ],
)
def test_what_is_no_address_is_refused_without_repeating_a_password(text: str) -> None:
    with pytest.raises(ProviderUnavailable) as caught:
        repaired_url(text)
    assert caught.value.cause is Cause.BAD_URL
    assert "secret" not in str(caught.value) + repr(caught.value.args)


@given(st.text(max_size=40))
def test_any_text_gives_an_address_or_the_error(text: str) -> None:
    try:
        url = repaired_url(text)
    except ProviderUnavailable:
        return
    assert url.startswith(("http://", "https://"))
    assert not url.endswith("/")
    assert repaired_url(url) == url


def test_the_root_of_a_server_and_the_base_of_the_openai_dialect() -> None:
    assert server_root("http://h:1/v1") == "http://h:1"
    assert server_root("http://h:1/engines/v1") == "http://h:1"
    assert server_root("http://h:1/api") == "http://h:1"
    assert server_root("http://h:1/api/v1") == "http://h:1/api"
    assert server_root("http://h:1/proxy") == "http://h:1/proxy"
    assert openai_base("http://h:1") == "http://h:1/v1"
    assert openai_base("http://h:1/v1") == "http://h:1/v1"
    assert openai_base("http://h:1/v1beta/openai") == "http://h:1/v1beta/openai"
