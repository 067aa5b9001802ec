"""A question that met a locked keyring is asked again by itself, once the keyring is unlocked."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt

from desktop.domain.catalog import ModelChoice, ProviderRow, Reach
from desktop.domain.errors import KeyringLocked, KeyringRefused
from desktop.domain.providers import Endpoint
from desktop.domain.secrets import KeyPlace
from desktop.providers.detection import connect
from desktop.services.key_retry import KeyRetry
from desktop.services.secrets import KeyTimes, SecretsService
from desktop.services.sources import AddressSource
from desktop.text.messages import Action
from tests.fake_secret_store import FakeSecretStore
from tests.servers.ollama import OllamaDouble
from tests.ui.conftest import Ui

KEY = "sk-lab"


class Asked:
    """A chat whose question met a locked keyring, and the server that wants the key in it."""

    def __init__(self, ui: Ui, server: OllamaDouble) -> None:
        self.ui, self.server = ui, server
        self.keyring = FakeSecretStore(KeyPlace.SECRET_SERVICE)
        self.keyring.keys["lab"] = KEY
        self.keyring.error = KeyringLocked()
        places = {"lab": KeyPlace.SECRET_SERVICE}
        file = FakeSecretStore(KeyPlace.FILE)
        self.secrets = SecretsService(self.keyring, file, places, lambda _: None, KeyTimes(retry_seconds=60))
        self.retry = KeyRetry(self.secrets, ui.providers, ui.chats)
        ui.page.unlock_wanted.connect(self.retry.unlock_for)
        ui.closing.append(self.secrets.aclose)
        endpoint = Endpoint("lab", "Lab", server.url)
        ui.providers.add(AddressSource(endpoint, connect, self.secrets.key_of))
        ui.providers.choose(ModelChoice("lab", "gemma3:270m"))
        ui.until(lambda: (row := self.row()) and row.reach is Reach.UNAVAILABLE)
        ui.ask("Hi")
        ui.until(lambda: ui.answers() and Action.UNLOCK in self.shown() and ui.is_quiet())

    def row(self) -> ProviderRow | None:
        return self.ui.providers.state.row("lab")

    def shown(self) -> list[Action]:
        """The ways out that the last answer shows."""
        return [action for action, way in self.ui.answers()[-1].notice.buttons.items() if way.isVisible()]

    def unlock(self) -> None:
        button = self.ui.answers()[-1].notice.buttons[Action.UNLOCK]
        self.ui.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def chats(self) -> int:
        return sum(request.path == "/api/chat" for request in self.server.requests)

    def is_known(self) -> bool:
        """Whether the provider has answered with the key."""
        row = self.row()
        return row is not None and row.reach is Reach.AVAILABLE and not row.is_checking


@pytest.fixture
def asked(ui: Ui) -> Iterator[Asked]:
    with OllamaDouble() as server:
        server.api_key = KEY
        yield Asked(ui, server)


def test_it_is_asked_again_once_the_keyring_is_unlocked(ui: Ui, asked: Asked) -> None:
    assert asked.chats() == 0
    asked.keyring.error = None
    asked.unlock()
    ui.until(lambda: ui.answer_text() == "Hello, world!" and ui.is_quiet())
    assert asked.chats() == 1
    assert ui.questions() == ["Hi"]
    assert asked.keyring.calls[-1] == "read lab secret-service asking"


def test_one_who_has_gone_on_is_not_asked_for(ui: Ui, asked: Asked) -> None:
    asked.keyring.error = None
    asked.keyring.gate.clear()
    asked.unlock()
    ui.providers.choose(ModelChoice("ollama", "gemma3:270m"))
    ui.ask("Another")
    ui.until(lambda: ui.answer_text() == "Hello, world!" and ui.is_quiet())
    asked.keyring.gate.set()
    ui.until(asked.is_known)
    assert asked.chats() == 0
    assert ui.questions() == ["Hi", "Another"]


def test_a_refused_unlocking_is_not_waited_for(ui: Ui, asked: Asked) -> None:
    asked.keyring.error = KeyringRefused()
    asked.unlock()
    ui.until(lambda: not asked.secrets.state.of("lab").is_busy)
    asked.keyring.error = None
    asked.secrets.unlock_and_retry("lab")
    ui.until(lambda: not asked.secrets.state.of("lab").is_busy)
    ui.providers.refresh()
    ui.until(asked.is_known)
    assert asked.chats() == 0
