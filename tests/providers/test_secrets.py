"""The key goes into one header and nowhere else (T13 of the threat model)."""

import logging
import traceback
from collections.abc import Callable

import pytest

from desktop.domain.errors import ProviderError
from desktop.domain.providers import Endpoint, Provider
from tests.providers.conftest import PATIENT, QUICK, SIDES, Side, question, reply_of
from tests.servers.faults import AnyFault, Fault, Redirect, Status
from tests.servers.model_server import ModelServer
from tests.servers.scripted import ScriptedServer, chunk, chunked_head, refused_url, response

pytestmark = pytest.mark.anyio

CANARY = "sk-CANARY-7f3a9c"
ECHO = f'{{"error":{{"message":"Incorrect API key provided: {CANARY}","code":"invalid_api_key"}}}}'

FAULTS: dict[str, AnyFault | None] = {
    "success": None,
    "401 with the key": Status(401, raw=ECHO.encode()),
    "500 with the key": Status(500, raw=f"<html><body>Bearer {CANARY}</body></html>".encode()),
    "404 with the key": Status(404, raw=f"model for {CANARY} not found".encode()),
    "redirect with the key": Redirect(f"http://{CANARY}@127.0.0.1:9/?key={CANARY}"),
    "cut": Fault.CUT,
    "reset": Fault.RESET,
    "refused": Fault.REFUSE,
    "not HTTP": Fault.SSH_BANNER,
    "garbage": Fault.GARBAGE,
    "web page": Fault.HTML_200,
    "timed out": Fault.STALL_HEAD,
}


class Shown:
    """Everything that a user, a log or a crash report could come to see of what happened."""

    def __init__(self, caplog: pytest.LogCaptureFixture) -> None:
        self.texts: list[str] = []
        self._caplog = caplog
        caplog.set_level(logging.DEBUG)

    def error(self, error: BaseException | None) -> None:
        if error is not None:
            self.texts += traceback.format_exception(error)
            self.texts += [str(error), repr(error), repr(vars(error)), repr(error.args)]

    def value(self, value: object) -> None:
        self.texts += [repr(value), str(value)]

    def assert_clean(self) -> None:
        for record in self._caplog.records:
            self.texts += [record.getMessage(), repr(record.args), record.exc_text or ""]
        self._caplog.clear()
        assert self.texts
        assert not [text for text in self.texts if CANARY in text]


async def exercise(provider: Provider, model: str, shown: Shown) -> None:
    """Ask, list and check, and keep all that comes of it."""
    shown.value(provider)
    shown.value(provider.endpoint)
    reply = await reply_of(provider.chat(question(model)))
    shown.value(reply)
    shown.error(reply.error)
    for call in (provider.list_models, provider.check):
        try:
            shown.value(await call())
        except ProviderError as error:
            shown.error(error)


@pytest.mark.parametrize("name", FAULTS)
async def test_whatever_happens_the_key_is_not_shown(
    side: Side, server: ModelServer, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    shown = Shown(caplog)
    server.api_key = CANARY
    server.fault = FAULTS[name]
    server.fault_everywhere = not isinstance(server.fault, Fault) or server.fault is Fault.HTML_200
    provider = side.provider(Endpoint("test", "Test", server.url, api_key=CANARY), QUICK)
    await exercise(provider, side.model, shown)
    await provider.aclose()
    shown.assert_clean()
    if name == "success":
        assert {request.headers["authorization"] for request in server.requests} == {f"Bearer {CANARY}"}
        assert not [r for r in server.requests if CANARY in r.path or CANARY.encode() in r.raw]


async def test_a_key_that_comes_back_in_mid_stream_is_not_shown(
    side: Side, caplog: pytest.LogCaptureFixture
) -> None:
    shown = Shown(caplog)
    line = ECHO if side.name == "ollama" else f"data: {ECHO}\n"
    plan = [chunked_head(side.content_type), chunk(side.record('"Hello"')), chunk(f"{line}\n".encode())]
    with ScriptedServer(plan) as server:
        provider = side.provider(Endpoint("test", "Test", server.url, api_key=CANARY), PATIENT)
        reply = await reply_of(provider.chat(question(side.model)))
        await provider.aclose()
    assert reply.text == "Hello"
    assert reply.error is not None
    shown.error(reply.error)
    shown.assert_clean()


async def test_a_key_in_what_is_no_record_is_not_shown(side: Side, caplog: pytest.LogCaptureFixture) -> None:
    shown = Shown(caplog)
    prefix = "" if side.name == "ollama" else "data: "
    garbage = [chunk(f"{prefix}Bearer {CANARY} <<<\n\n".encode())] * 4
    with ScriptedServer([chunked_head(side.content_type), *garbage]) as server:
        provider = side.provider(Endpoint("test", "Test", server.url, api_key=CANARY), PATIENT)
        reply = await reply_of(provider.chat(question(side.model)))
        await provider.aclose()
    shown.error(reply.error)
    shown.assert_clean()


async def test_a_key_in_a_header_of_the_answer_is_not_logged(
    side: Side, caplog: pytest.LogCaptureFixture
) -> None:
    shown = Shown(caplog)
    answer = response(ECHO.encode(), headers=(f"Set-Cookie: key={CANARY}", f"X-Key: {CANARY}"))
    with ScriptedServer([answer]) as server:
        provider = side.provider(Endpoint("test", "Test", server.url, api_key=CANARY), PATIENT)
        await exercise(provider, side.model, shown)
        await provider.aclose()
    shown.assert_clean()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda key: f"{key}\n",
        lambda key: f"{key}\r\nX-Other: 1",
        lambda key: f"{key}ü",
        lambda key: f"{key}\x00",
        lambda key: f"{key} {key}",
    ],
    ids=["newline", "second header", "umlaut", "NUL", "space"],
)
async def test_a_key_that_was_pasted_badly_is_not_shown(
    side: Side, server: ModelServer, spoil: Callable[[str], str], caplog: pytest.LogCaptureFixture
) -> None:
    shown = Shown(caplog)
    provider = side.provider(Endpoint("test", "Test", server.url, api_key=spoil(CANARY)), PATIENT)
    await exercise(provider, side.model, shown)
    await provider.aclose()
    shown.assert_clean()
    assert not [request for request in server.requests if "x-other" in request.headers]


async def test_an_address_with_a_password_is_refused_or_silent(caplog: pytest.LogCaptureFixture) -> None:
    shown = Shown(caplog)
    for side in SIDES:
        url = refused_url().replace("//", f"//user:{CANARY}@")
        try:
            provider = side.provider(Endpoint("test", "Test", url), QUICK)
            reply = await reply_of(provider.chat(question(side.model)))
            await provider.aclose()
            shown.error(reply.error)
        except ProviderError as error:
            shown.error(error)
    shown.assert_clean()
