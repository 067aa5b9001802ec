"""Draws the README's pictures from the real window over a double of an Ollama: `make screenshots`."""

import subprocess
import sys

from desktop.domain.settings import Appearance
from scripts.chat_pictures import shoot_chats
from scripts.compare_pictures import shoot_compare
from scripts.composer_pictures import shoot_composer
from scripts.model_pictures import shoot_models
from scripts.scenes import LOST_AT_STEP, QUESTION, REPLY, RTX, T400, THOUGHT, take_the_port
from scripts.search_pictures import shoot_search
from scripts.settings_pictures import shoot_settings
from scripts.setup_pictures import shoot_setup
from scripts.studio import TARGET, Studio, application, opened_studio
from tests.servers.faults import Fault
from tests.servers.ollama import OllamaDouble
from tests.servers.openai_compatible import OpenAIDouble


def main() -> int:
    app, loop = application()
    with opened_studio(app, loop) as (studio, servers, folder):
        _shoot_chat(studio, servers.own)
        shoot_search(studio, servers.own)
        shoot_chats(studio, servers.own)
        shoot_composer(studio, servers.own, folder)
        shoot_compare(studio, loop, servers.own, servers.ollama, servers.workstation, TARGET)
        _shoot_health(studio, servers.own, servers.workstation)
        studio.with_gpu()
        servers.own.is_gpu_used, servers.workstation.api_key = True, ""
        studio.film(RTX)
        shoot_models(studio, servers.own, servers.registry, folder)
        _shoot_stack(studio)
        studio.close(loop)
        shoot_setup(app, loop, studio.theme, folder, TARGET)
        shoot_settings(app, loop, studio.theme, folder, TARGET)
    # Qt reads the scale of a screen once in a process.
    return subprocess.run([sys.executable, "-m", "scripts.german_pictures"], check=False).returncode


def _shoot_chat(studio: Studio, server: OllamaDouble) -> None:
    for title in ("Trip to the Harz in October", "Regex for semantic versions", "Letter to the landlord"):
        studio.ask(title)
    server.fragments = _pieces("The first half of the answer arrived, and then")
    server.fault, server.fault_after = Fault.CUT, 9
    studio.ask("Explain this traceback in the parser")
    studio.shoot("interrupted-light", Appearance.LIGHT)
    server.fault = None
    server.reply_with(*_pieces(REPLY), thinking=tuple(_pieces(THOUGHT)))
    server.tokens_per_second = 120
    studio.ask(QUESTION, until_words="subtract what")
    server.tokens_per_second = 0.5
    studio.shoot("chat-light", Appearance.LIGHT)
    studio.shoot("chat-dark", Appearance.DARK)
    studio.shoot("chat-small-dark", Appearance.DARK, (720, 480))


def _shoot_health(studio: Studio, server: OllamaDouble, workstation: OpenAIDouble) -> None:
    studio.window.show_health()
    studio.film(RTX)
    studio.shoot_both("health-well")
    studio.film(RTX, T400)
    studio.shoot_both("health-two-gpus")
    server.is_gpu_used, workstation.api_key = False, "another"
    studio.film(RTX, lost_at=LOST_AT_STEP)
    studio.shoot_both("health-gpu-lost")
    studio.without_gpu()
    studio.shoot_both("health-no-gpu")
    studio.engine.vanish()
    studio.without_gpu()
    studio.shoot_both("health-engine-stopped")


def _shoot_stack(studio: Studio) -> None:
    studio.with_gpu()
    studio.film(RTX)
    studio.window.show_stack()
    studio.shoot_both("stack-running")
    take_the_port(studio.engine)
    studio.engine.tell("destroy")
    studio.stack.start()
    studio.until_stack_failed()
    studio.shoot_both("stack-failed")


def _pieces(text: str) -> list[str]:
    return [text[start : start + 4] for start in range(0, len(text), 4)]


if __name__ == "__main__":
    sys.exit(main())
