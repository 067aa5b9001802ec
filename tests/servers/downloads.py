"""Downloads as a model server keeps them: what is there of each layer, and which models it makes.

Only sizes are simulated. As in Ollama (`server/download.go`): bytes of a layer survive whatever ends a pull,
and every pull of a layer goes on from what is there, whoever fetched it.
"""

import hashlib
import json
import os
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.servers.pull_faults import Armed, At, Effect, Held, Hold

CONFIG_TYPE = "application/vnd.docker.container.image.v1+json"
MANIFEST_TYPE = "application/vnd.docker.distribution.manifest.v2+json"


@dataclass(frozen=True, slots=True)
class Layer:
    """One blob: its digest (`sha256:` and 64 hex digits) and its size in bytes."""

    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class PublishedModel:
    """A model as a registry has it. The first layer is the weights, the last one the config."""

    name: str
    layers: tuple[Layer, ...]

    @property
    def total_bytes(self) -> int:
        return sum(layer.size for layer in self.layers)

    @property
    def manifest(self) -> bytes:
        """What the registry answers at `/v2/<namespace>/<model>/manifests/<tag>`."""
        *layers, config = [{"digest": layer.digest, "size": layer.size} for layer in self.layers]
        kinds = ("model", "template", "license", "params")
        parts = [
            {"mediaType": f"application/vnd.ollama.image.{kinds[min(at, 3)]}", **layer}
            for at, layer in enumerate(layers)
        ]
        value = {"schemaVersion": 2, "mediaType": MANIFEST_TYPE}
        return json.dumps(value | {"config": {"mediaType": CONFIG_TYPE, **config}, "layers": parts}).encode()

    @property
    def digest(self) -> str:
        """Of the manifest, 64 hex digits, as `/api/tags` has it."""
        return hashlib.sha256(self.manifest).hexdigest()


def published(name: str, *sizes: int, shares: tuple[Layer, ...] = (), edition: str = "") -> PublishedModel:
    """A model with layers of these sizes in bytes, after the layers that it has in common with others.

    Another `edition` of a name has other digests, as an update has.
    """
    own = (
        Layer(f"sha256:{hashlib.sha256(f'{name} {edition} {at}'.encode()).hexdigest()}", size)
        for at, size in enumerate(sizes)
    )
    return PublishedModel(name, (*shares, *own))


class Downloads:
    """What a server has, has in part, and could fetch; every pull of the double works on it.

    As long as `published` is empty, a double sends its script (`pull_records`, `pull_lines`) instead. With a
    `folder` everything but `published` is kept in `downloads.json` there, for the next process.
    Attributes may be set at any time, from any thread.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.published: dict[str, PublishedModel] = {}
        """The registry, by full name."""
        self.partial: dict[str, int] = {}
        """Bytes that are there of a layer that is not whole, by digest."""
        self.blobs: dict[str, int] = {}
        """Sizes of whole layers, by digest."""
        self.installed: dict[str, PublishedModel] = {}
        self.fetched_bytes = 0
        """All that ever came from the registry: a resumed pull adds only what was missing."""
        self.running = 0
        """Pulls under way now, those that a server lets wait left out."""
        self.most_running = 0
        self.bytes_per_second = 0.0
        """Of each layer, however many pull it; 0: `step_bytes` from one line to the next."""
        self.step_bytes = 0
        """0: a tenth of the layer."""
        self.line_seconds = 0.001
        """Between two lines of a layer; Ollama takes 0.06."""
        self.verify_seconds = 0.0
        self.gate = threading.Event()
        """Cleared: every pull is held before its next line."""
        self.gate.set()
        self._armed: list[Armed] = []
        self._lock = threading.RLock()
        self._pullers: Counter[str] = Counter()
        self._advanced_at: dict[str, float] = {}
        self._file = folder / "downloads.json" if folder else None
        self._read()

    def publish(self, *models: PublishedModel) -> None:
        """Put models into the registry; one that is there under a name is replaced, as by an update."""
        self.published.update((model.name, model) for model in models)

    def arm(self, at: At, effect: Effect, *, lasting: bool = False) -> Armed:
        """Make this happen to the first pull (or, lasting, to every pull) that gets there."""
        armed = Armed(at, effect, lasting)
        with self._lock:
            self._armed.append(armed)
        return armed

    def hold(self, at: At) -> Held:
        """Stop the first pull that gets there until it is released; the client may hang up meanwhile."""
        held = Held()
        self.arm(at, Hold(held))
        return held

    def disarm(self) -> None:
        """Nothing goes wrong from now on; what is held stays held."""
        with self._lock:
            self._armed.clear()

    def lose_partials(self) -> None:
        """What a server does with partial layers that are older than an hour when it starts."""
        with self._lock:
            self.partial.clear()
            self._write()

    def find(self, name: str) -> PublishedModel | None:
        """The published model that a client means by `name`, which may lack its tag."""
        return self.published.get(name) or self.published.get(f"{name}:latest")

    def had(self, layer: Layer) -> int:
        """Bytes that are there of a layer."""
        return self.blobs.get(layer.digest, self.partial.get(layer.digest, 0))

    def pullers(self, layer: Layer) -> int:
        """How many connections fetch a layer now."""
        return self._pullers[layer.digest]

    def install(self, model: PublishedModel) -> bool:
        """Write a model's manifest; all its layers are there from now on.

        Returns whether layers of the model that it replaces were thrown away.
        """
        with self._lock:
            for layer in model.layers:
                self._complete(layer)
            replaced = self.installed.get(model.name)
            self.installed[model.name] = model
            has_dropped = bool(replaced and self._drop_unused(replaced))
            self._write()
            return has_dropped

    def remove(self, name: str) -> None:
        """Delete a model, and those of its layers that no other model has."""
        with self._lock:
            if model := self.installed.pop(name, None):
                self._drop_unused(model)
            self._write()

    def add_blob(self, digest: str, size: int) -> None:
        """A layer that was uploaded."""
        with self._lock:
            self.blobs[digest] = size
            self._write()

    def spoil(self, layer: Layer) -> None:
        """Throw a layer away, as after a digest that does not fit."""
        with self._lock:
            self.blobs.pop(layer.digest, None)
            self._write()

    @contextmanager
    def pulling(self) -> Iterator[None]:
        """Count a pull as running."""
        with self._lock:
            self.running += 1
            self.most_running = max(self.most_running, self.running)
        try:
            yield
        finally:
            with self._lock:
                self.running -= 1

    @contextmanager
    def fetching(self, layer: Layer) -> Iterator[None]:
        """Be one of those who fetch a layer; it grows only while there is one."""
        with self._lock:
            self._pullers[layer.digest] += 1
            if self._pullers[layer.digest] == 1:
                self._advanced_at[layer.digest] = time.monotonic()
        try:
            yield
        finally:
            with self._lock:
                self._pullers[layer.digest] -= 1

    def advance(self, layer: Layer) -> int:
        """Fetch what is due of a layer by now, and give the bytes that are there."""
        with self._lock:
            had, now = self.had(layer), time.monotonic()
            due = self.step_bytes or -(-layer.size // 10)
            if self.bytes_per_second:
                due = int((now - self._advanced_at[layer.digest]) * self.bytes_per_second)
            if due > 0:
                self._advanced_at[layer.digest] = now
                self._set(layer, min(had + due, layer.size))
            return self.had(layer)

    def restart_clock(self) -> None:
        """Let the time until now bring no bytes, as after a pull was held."""
        with self._lock:
            self._advanced_at = dict.fromkeys(self._advanced_at, time.monotonic())

    def roll_back(self, layer: Layer, lost: int) -> None:
        """Lose bytes of a layer that is not whole, as when a chunk fails."""
        with self._lock:
            if layer.digest in self.partial:
                self.partial[layer.digest] = max(0, self.partial[layer.digest] - lost)
                self._write()

    def take_armed(self, at: At, had: int, layers: int) -> list[Armed]:
        """What is to happen at this point of a pull of so many layers, with `had` bytes of the layer."""
        with self._lock:
            struck = [armed for armed in self._armed if armed.at.is_reached(at, had, layers)]
            for armed in struck:
                armed.struck += 1
                if not armed.is_lasting:
                    self._armed.remove(armed)
            return struck

    def _set(self, layer: Layer, size: int) -> None:
        self.fetched_bytes += size - self.had(layer)
        if size == layer.size:
            self._complete(layer)
        else:
            self.partial[layer.digest] = size
        self._write()

    def _complete(self, layer: Layer) -> None:
        self.partial.pop(layer.digest, None)
        self.blobs[layer.digest] = layer.size

    def _drop_unused(self, model: PublishedModel) -> bool:
        used = {layer.digest for other in self.installed.values() for layer in other.layers}
        unused = {layer.digest for layer in model.layers} - used
        return any([self.blobs.pop(digest, None) for digest in unused])

    def _read(self) -> None:
        if self._file is None or not self._file.exists():
            return
        kept = json.loads(self._file.read_text(encoding="utf-8"))
        self.partial, self.blobs = kept["partial"], kept["blobs"]
        for entry in kept["installed"]:
            layers = tuple(Layer(**layer) for layer in entry["layers"])
            self.installed[entry["name"]] = PublishedModel(entry["name"], layers)

    def _write(self) -> None:
        if self._file is None:
            return
        kept = {"partial": self.partial, "blobs": self.blobs}
        installed = [asdict(model) for model in self.installed.values()]
        new = self._file.with_suffix(".new")
        new.write_text(json.dumps(kept | {"installed": installed}), encoding="utf-8")
        os.replace(new, self._file)
