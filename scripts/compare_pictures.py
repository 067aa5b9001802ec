"""The pictures of one question to several models, and of the quick question."""

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.app.loop import DesktopEventLoop
from desktop.domain.settings import Appearance
from desktop.services.comparison import ComparisonService
from desktop.ui.compare.chosen import ChosenModels
from desktop.ui.compare.entry import CompareEntry
from desktop.ui.quick.window import QuickWindow
from scripts.scenes import QUESTION, REPLY
from tests.servers.faults import Status
from tests.servers.model_server import ModelServer
from tests.servers.ollama import OllamaDouble
from tests.servers.openai_compatible import OpenAIDouble

if TYPE_CHECKING:  # that module imports some of these
    from scripts.studio import Studio

NARROW = (760, 600)
SHORT = """Take **Q6_K**: it is hard to tell from the original, and 12 GB leave room for the context.

1. Load the model with a context of 8k.
2. Ask the driver what is in use: `nvidia-smi --query-gpu=memory.used --format=csv`
3. Subtract what the desktop holds.
"""
ASIDE = "What does Q4_K_M mean?"
ASIDE_REPLY = "**Q4** is four bits for each weight, **K** the grouping, and **M** the medium of three sizes."


def shoot_compare(
    studio: "Studio",
    loop: DesktopEventLoop,
    server: OllamaDouble,
    ollama: OllamaDouble,
    workstation: OpenAIDouble,
    target: Path,
) -> None:
    """Leaves the chat page in front."""
    comparison = ComparisonService(studio.store, studio.providers)
    chosen = ChosenModels(studio.providers)
    entry = CompareEntry(studio.theme, studio.window, studio.chats, comparison, studio.providers, chosen)
    _speak(server, REPLY, 60, thinking=("The user has a 12 GB card.",))
    _speak(ollama, SHORT, 200)
    workstation.fault, workstation.fault_after = Status(500, "out of memory: tried to allocate 512 MiB"), 0
    entry.show()
    entry.page.ask(QUESTION, studio.chats.current.state.setup)
    studio.until(lambda: "pynvml" in comparison.state.columns[0].reply.content)
    server.tokens_per_second = 0.5
    studio.shoot_both("compare")
    studio.shoot("compare-narrow-light", Appearance.LIGHT, NARROW)
    studio.shoot("compare-narrow-dark", Appearance.DARK, NARROW)
    studio.until(loop.create_task(comparison.aclose()).done)
    workstation.fault = None
    studio.window.show_chat()
    _shoot_quick(studio, server, target)


def _shoot_quick(studio: "Studio", server: OllamaDouble, target: Path) -> None:
    _speak(server, ASIDE_REPLY, 0)
    quick = QuickWindow(studio.theme, studio.chats, studio.providers)
    quick.bring_up()
    quick.ask_anew(ASIDE)
    studio.until(lambda: quick.conversation is not None and not quick.conversation.is_busy)
    for appearance in (Appearance.LIGHT, Appearance.DARK):
        studio.theme.use(appearance)
        studio.spin(0.5)
        quick.grab().save(str(target / f"quick-{appearance}.png"))
        print(f"docs/screenshots/quick-{appearance}.png")
    quick.hide()
    quick.deleteLater()


def _speak(server: ModelServer, text: str, tokens_per_second: float, thinking: tuple[str, ...] = ()) -> None:
    server.reply_with(*(text[start : start + 4] for start in range(0, len(text), 4)), thinking=thinking)
    server.tokens_per_second = tokens_per_second
