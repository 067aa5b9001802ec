"""The pictures in German on a screen of 200 %, in a process of their own: `make screenshots` runs it."""

import os
import sys

os.environ["QT_SCALE_FACTOR"] = "2"  # before Qt is loaded

from desktop.adapters.locations import resources_dir
from desktop.app.language import Speech
from desktop.domain.settings import Appearance, Language
from scripts.scenes import RTX
from scripts.studio import Studio, application, opened_studio
from tests.servers.ollama import OllamaDouble

SIZE = (960, 640)
"""Of the window in logical pixels: a screen of 1920 x 1280 is full then."""
QUESTION = "Welche Quantisierung eines 8B-Modells passt auf eine Karte mit 12 GB?"
REPLY = """### Was passt
**Q4_K_M** braucht 6,2 GB bei 8k Kontext, **Q6_K** 7,9 GB. Beide lassen Platz für den Kontext:

| Quantisierung | Datei | VRAM bei 8k | Was zu erwarten ist |
|---|---|---|---|
| Q4_K_M | 4,9 GB | 6,2 GB | Die übliche Wahl |
| Q6_K | 6,6 GB | 7,9 GB | Kaum vom Original zu unterscheiden |

Ab **Q8_0** wird es eng, sobald der Kontext wächst.
"""


def main() -> int:
    app, loop = application()
    speech = Speech(app, resources_dir())
    speech.use(Language.GERMAN)
    with opened_studio(app, loop) as (studio, servers, _folder):
        _shoot_chat(studio, servers.own)
        studio.window.show_models()
        _shoot(studio, "german-200-models")
        studio.window.show_stack()
        _shoot(studio, "german-200-stack")
        studio.film(RTX)
        studio.window.show_health()
        _shoot(studio, "german-200-health")
        studio.close(loop)
    return 0


def _shoot_chat(studio: Studio, server: OllamaDouble) -> None:
    for title in (
        "Reise in den Harz im Oktober",
        "Regulärer Ausdruck für Versionen",
        "Brief an den Vermieter",
    ):
        studio.ask(title)
    server.reply_with(*(REPLY[at : at + 4] for at in range(0, len(REPLY), 4)))
    studio.ask(QUESTION)
    _shoot(studio, "german-200-chat")


def _shoot(studio: Studio, name: str) -> None:
    studio.shoot(f"{name}-light", Appearance.LIGHT, SIZE)
    studio.shoot(f"{name}-dark", Appearance.DARK, SIZE)


if __name__ == "__main__":
    sys.exit(main())
