"""Draws the README's pictures from the real window over a double of an Ollama: `make screenshots`."""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is loaded

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from desktop.adapters.chat_store import SqliteChatStore
from desktop.adapters.locations import resources_dir
from desktop.app.loop import DesktopEventLoop
from desktop.domain.catalog import ModelChoice
from desktop.domain.providers import Endpoint
from desktop.domain.settings import Appearance, Settings
from desktop.domain.stack import StackOptions
from desktop.providers.detection import connect
from desktop.services.chats import ChatsService
from desktop.services.providers import ProviderService
from desktop.services.settings import SettingsService
from desktop.services.sources import AddressSource, probe
from desktop.services.stack import StackService
from desktop.services.stack_operations import StackOperations
from desktop.ui.main_window import MainWindow
from desktop.ui.theme import Theme
from tests.fake_stack_engine import FakeStackEngine
from tests.servers.faults import Fault
from tests.servers.ollama import OllamaDouble

TARGET = Path(__file__).parent.parent / "docs" / "screenshots"
DEADLINE_SECONDS = 20.0
QUESTION = "Compare the quantizations of an 8B model for a 12 GB card, and show how to read the VRAM in use."
REPLY = """### Which quantization fits
All of these leave the context on the card. Below **Q4** answers get visibly worse, so start there:

| Quantization | File | VRAM at 8k | What to expect |
|---|---|---|---|
| Q4_K_M | 4.9 GB | 6.2 GB | The usual choice, room for context |
| Q6_K | 6.6 GB | 7.9 GB | Hard to tell from the original |
| Q8_0 | 8.5 GB | 9.8 GB | Fits, with 2 GB to spare |

To see what is in use while a reply runs, ask the driver instead of guessing:

```python
import pynvml as nvml
nvml.nvmlInit()
card = nvml.nvmlDeviceGetHandleByIndex(0)
memory = nvml.nvmlDeviceGetMemoryInfo(card)
print(f"{memory.used / 2**30:.1f} GiB in use")  # 9.1 GiB in use
```

The figure covers every process on the card, so subtract what the desktop holds before the model loads.
"""


class Studio:
    """The window with a model server behind it."""

    def __init__(self, app: QApplication, loop: DesktopEventLoop, server: OllamaDouble, folder: Path) -> None:
        self._app, self._server = app, server
        opening = loop.create_task(SqliteChatStore.open(folder / "private" / "chats.db"))
        self._until(opening.done)
        self.theme = Theme(app, resources_dir())
        source = AddressSource(Endpoint("model-runner", "Model Runner", server.url), connect)
        self.providers = ProviderService([source], ModelChoice("model-runner", "qwen3:8b"))
        self.store = opening.result()
        self.chats = ChatsService(self.store, self.providers)
        engine = FakeStackEngine()
        self.settings = SettingsService(Settings(), _keep_nothing)
        self.stack = StackService(engine, StackOperations(engine, partial(probe, connect)), StackOptions())
        self.window = MainWindow(self.theme, self.chats, self.providers, self.stack, self.settings)
        self.providers.refresh()
        self._until(lambda: self.providers.state.rows[0].models)
        self.window.show()

    def ask(self, text: str, *, until_words: str = "") -> None:
        """Ask in a new chat; return at the end of the reply, or when it holds `until_words`."""
        self.chats.new_chat()
        self.chats.current.send(text, self.providers.state.choice)
        chat = self.chats.current
        if until_words:
            self._until(lambda: until_words in chat.state.turns[-1].content)
        else:
            self._until(lambda: not chat.is_busy)

    def shoot(self, name: str, appearance: Appearance, size: tuple[int, int] = (1280, 800)) -> None:
        self.theme.use(appearance)
        self.window.resize(*size)
        self.window.page.composer.setFocus()
        self._spin(0.8)
        self.window.grab().save(str(TARGET / f"{name}.png"))
        print(f"docs/screenshots/{name}.png")

    def close(self, loop: DesktopEventLoop) -> None:
        for work in (
            self.stack.aclose(),
            self.settings.aclose(),
            self.chats.aclose(),
            self.providers.aclose(),
            self.store.aclose(),
        ):
            self._until(loop.create_task(work).done)
        self.window.hide()

    def _until(self, condition: Callable[[], object]) -> None:
        deadline = time.monotonic() + DEADLINE_SECONDS
        while not condition():
            assert time.monotonic() < deadline, "this took too long"
            self._app.processEvents()

    def _spin(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        self._until(lambda: time.monotonic() > end)


async def _keep_nothing(_settings: Settings) -> None:
    """The pictures change no settings."""


def main() -> int:
    app = QApplication([])
    font = QFont("Inter")
    font.setPixelSize(13)
    app.setFont(font)
    loop = DesktopEventLoop(app)
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, OllamaDouble() as server, loop.stepped_by_qt():
        server.models = {"qwen3:8b": 5_200_000_000}
        server.loaded = ["qwen3:8b"]
        studio = Studio(app, loop, server, Path(folder))
        for title in ("Trip to the Harz in October", "Regex for semantic versions", "Letter to the landlord"):
            studio.ask(title)
        server.fragments = _pieces("The first half of the answer arrived, and then")
        server.fault, server.fault_after = Fault.CUT, 9
        studio.ask("Explain this traceback in the parser")
        studio.shoot("interrupted-light", Appearance.LIGHT)
        server.fault = None
        server.reply_with(*_pieces(REPLY), thinking=("The user has a 12 GB card.",))
        server.tokens_per_second = 120
        studio.ask(QUESTION, until_words="subtract what")
        server.tokens_per_second = 0.5
        studio.shoot("chat-light", Appearance.LIGHT)
        studio.shoot("chat-dark", Appearance.DARK)
        studio.shoot("chat-small-dark", Appearance.DARK, (720, 480))
        studio.close(loop)
    loop.close()
    return 0


def _pieces(text: str) -> list[str]:
    return [text[start : start + 4] for start in range(0, len(text), 4)]


if __name__ == "__main__":
    sys.exit(main())
