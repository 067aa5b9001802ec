"""What the pictures of the models page show: a shelf of models, pulls under way, and a file to import."""

import time
from dataclasses import dataclass
from pathlib import Path

from desktop.adapters.chat_store import SqliteChatStore
from tests.servers.downloads import published
from tests.servers.loopback import Connection, Request
from tests.servers.model_server import Route
from tests.servers.ollama import OllamaDouble

GB = 10**9
DAY = 86_400
MIB = 1024**2
APACHE = "Apache License\n                           Version 2.0, January 2004\n"
CHATML = "{{- range .Messages }}<|im_start|>{{ .Role }}\n{{ .Content }}<|im_end|>\n{{ end }}"


@dataclass(frozen=True, slots=True)
class Shelved:
    """One model that the double has."""

    size: int
    parameters: str
    context: int
    capabilities: tuple[str, ...]
    used_days_ago: float | None = None
    quantization: str = "Q4_K_M"


SHELF = {
    "llama3:8b": Shelved(4_900_000_000, "8.0B", 8192, ("completion", "tools"), 1),
    "qwen2.5-coder:14b": Shelved(9 * GB, "14.8B", 32768, ("completion", "tools"), 1.1),
    "qwen3:8b": Shelved(5_200_000_000, "8.2B", 40960, ("completion", "thinking"), 0),
    "gemma3:12b": Shelved(8_100_000_000, "12.2B", 131072, ("completion", "vision"), 3),
    "llama3.3:70b": Shelved(42_500_000_000, "70.6B", 131072, ("completion", "tools")),
    "nomic-embed-text": Shelved(274_000_000, "137M", 2048, ("embedding",), 22, "F16"),
}
PHI = published("phi4:14b", 9_100_000_000, 1_500, 485)
GEMMA = published("gemma3:4b", 3_300_000_000, 1_500, 485)


class ShelfDouble(OllamaDouble):
    """An Ollama whose list and details tell of each model what it really has."""

    def route(self, request: Request) -> Route | None:
        routes: dict[tuple[str, str], Route] = {
            ("GET", "/api/tags"): self._list,
            ("POST", "/api/show"): self._tell,
        }
        return routes.get((request.method, request.path)) or super().route(request)

    def fill(self) -> None:
        """Put the shelf's models into the list, and two into the registry, one of them half there."""
        self.models = {name: model.size for name, model in SHELF.items()}
        self.downloads.publish(PHI, GEMMA)
        self.downloads.partial[PHI.layers[0].digest] = 5_300_000_000
        self.downloads.bytes_per_second = 48_200_000
        self.downloads.line_seconds = 0.06

    def _list(self, to: Connection, _: Request) -> None:
        models = [_listed(name, size) for name, size in self.models.items()]
        self.send_json(to, {"models": models})

    def _tell(self, to: Connection, request: Request) -> None:
        name = str(request.field("model"))
        facts = {
            "license": APACHE,
            "template": CHATML,
            "parameters": 'stop  "<|im_start|>"\nstop  "<|im_end|>"',
            "details": _details(name),
            "model_info": {"general.architecture": "llama", "llama.context_length": _shelved(name).context},
            "capabilities": _shelved(name).capabilities,
        }
        self.send_json(to, facts)


class ShelfStore(SqliteChatStore):
    """A store that remembers when the shelf's models were used last."""

    async def last_uses(self) -> dict[tuple[str, str], float]:
        now = time.time()
        return {
            ("Model Runner", name): now - model.used_days_ago * DAY
            for name, model in SHELF.items()
            if model.used_days_ago is not None
        }


def gguf_file(folder: Path) -> str:
    """A file that looks like a model."""
    path = folder / "qwen3-14b-finetuned.Q4_K_M.gguf"
    with path.open("wb") as file:
        file.write(b"GGUF\x03\0\0\0")
        file.truncate(64 * MIB)
    return str(path)


def _shelved(name: str) -> Shelved:
    return SHELF.get(name) or Shelved(GB, "1.0B", 8192, ("completion",))


def _listed(name: str, size: int) -> dict[str, object]:
    identity = {"name": name, "model": name, "digest": published(name, 1).digest}
    facts = {"size": size, "modified_at": "2026-11-21T09:12:44Z", "details": _details(name)}
    return identity | facts | {"capabilities": _shelved(name).capabilities}


def _details(name: str) -> dict[str, object]:
    model = _shelved(name)
    sizes = {"parameter_size": model.parameters, "quantization_level": model.quantization}
    return {"family": "llama", "context_length": model.context} | sizes
