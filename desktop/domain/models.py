"""Models as values: installed, loaded, described, and on their way."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A model a provider can answer with. Sizes are bytes; 0 and "" mean that the server does not say."""

    name: str
    size_bytes: int = 0
    parameters: str = ""
    quantization: str = ""
    family: str = ""
    context_length: int = 0
    digest: str = ""
    modified_at: str = ""
    capabilities: tuple[str, ...] = ()
    remote_host: str = ""
    """Where a cloud model really runs; "" if it runs on the server itself."""


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """A model in memory. `size_bytes` is all of it, `gpu_bytes` the part on the GPU; None means unknown."""

    name: str
    size_bytes: int | None = None
    gpu_bytes: int | None = None
    context_length: int = 0
    expires_at: str = ""


@dataclass(frozen=True, slots=True)
class ModelDetails:
    """What a provider tells about one model; "" and 0 where it does not."""

    name: str
    license: str = ""
    template: str = ""
    system: str = ""
    parameters_text: str = ""
    family: str = ""
    parameters: str = ""
    quantization: str = ""
    context_length: int = 0
    capabilities: tuple[str, ...] = ()
    weights: tuple[str, ...] = ()
    """Digests of the blobs with its weights: models that share one share its space on the disk."""


@dataclass(frozen=True, slots=True)
class RemoteModel:
    """What the registry says of a model that could be pulled; 0 and "" where it does not say."""

    name: str
    total_bytes: int = 0
    """Of all layers, which is what a pull of it fetches if none is there yet."""
    digest: str = ""
    """As `InstalledModel.digest` of the model once it is pulled."""


@dataclass(frozen=True, slots=True)
class PullProgress:
    """One report of a pull.

    `layer` is a digest or "", `completed_bytes` and `total_bytes` are of that layer (0 if unknown, and
    completed never above a known total); `overall_total_bytes` is the whole model where the server says it.
    """

    status: str
    layer: str = ""
    completed_bytes: int = 0
    total_bytes: int = 0
    overall_total_bytes: int = 0
    done: bool = False
