"""What can go wrong in a pull, where it happens, and how servers word it."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import Enum, auto


class Phase(Enum):
    """A point of a pull, in their order."""

    REQUEST = auto()
    """Nothing was sent: only here can a server still answer with a status of its own."""
    HEAD = auto()
    """200 was sent, and no line."""
    MANIFEST = auto()
    """After `pulling manifest`."""
    LAYER = auto()
    """In a layer, after a line."""
    LAYER_END = auto()
    """A layer is whole; nothing was said since."""
    VERIFYING = auto()
    """After `verifying sha256 digest`, before anything is verified."""
    VERIFIED = auto()
    WRITING = auto()
    """After `writing manifest`; the model is not there yet."""
    INSTALLED = auto()
    """The model is there, and `success` was not sent."""
    SUCCESS = auto()
    """After `success`, before the end of the response."""
    UPLOAD = auto()
    """In `POST /api/blobs/…`."""
    CREATING = auto()
    """In `POST /api/create`, after `parsing GGUF`."""


@dataclass(frozen=True, slots=True)
class At:
    """A point of a pull; `layer` counts from 0, or with -1 from the end, None is any.

    In a layer (and an upload) it is reached once `had` bytes are there, those of earlier pulls included.
    """

    phase: Phase
    layer: int | None = None
    had: int = 0

    def is_reached(self, now: "At", had: int, layers: int) -> bool:
        """Whether a pull of so many layers that is at `now` is here."""
        if self.phase is not now.phase or had < self.had:
            return False
        return self.layer is None or now.layer is None or self.layer % layers == now.layer

    def __str__(self) -> str:
        layer = {None: "", -1: "-last"}.get(self.layer, f"-{self.layer}")
        return f"{self.phase.name.lower()}{layer}{f'-{self.had}' if self.had else ''}"


PLACES = (
    At(Phase.REQUEST),
    At(Phase.HEAD),
    At(Phase.MANIFEST),
    At(Phase.LAYER, 0),
    At(Phase.LAYER, 0, 500_000),
    At(Phase.LAYER_END, 0),
    At(Phase.LAYER, 1),
    At(Phase.LAYER, -1),
    At(Phase.LAYER_END, -1),
    At(Phase.VERIFYING),
    At(Phase.VERIFIED),
    At(Phase.WRITING),
    At(Phase.INSTALLED),
    At(Phase.SUCCESS),
)
"""Where to cut a pull of three layers or more whose first one has over 500 kB; `ids=str` names them."""


@dataclass(frozen=True, slots=True)
class Cut:
    """The connection ends: in the orderly way or with a reset, and, if wanted, after half a line."""

    is_reset: bool = False
    in_line: bool = False


@dataclass(frozen=True, slots=True)
class EndOfStream:
    """The response ends as HTTP wants it, without another line."""


@dataclass(frozen=True, slots=True)
class Stall:
    """No byte grows any more until the client hangs up; with `says`, the lines go on all the same.

    Bytes that had come stay. `says` only makes a difference in a layer.
    """

    says: bool = False


@dataclass(frozen=True, slots=True)
class ErrorLine:
    """The server's own error record, and the end of the response."""

    text: str


@dataclass(frozen=True, slots=True)
class HttpError:
    """A status of its own; at `Phase.REQUEST` or `Phase.UPLOAD` only."""

    code: int
    text: str = "as scripted"


@dataclass(frozen=True, slots=True)
class RollBack:
    """So many bytes of the layer are lost, and have to come again: `completed` goes down."""

    lost: int


@dataclass(frozen=True, slots=True)
class Corrupt:
    """A layer has another digest than it should: it is thrown away, and the error line sent."""

    layer: int = 0


@dataclass(frozen=True, slots=True)
class Flood:
    """The same line so many times more."""

    lines: int = 1_000_000


@dataclass(frozen=True, slots=True)
class Report:
    """What a line says of a layer; None is absent."""

    digest: str | None
    total: int | None
    completed: int | None


@dataclass(frozen=True, slots=True)
class Distort:
    """From here to the end of this pull, lines of layers say this instead; what is really there grows on."""

    change: Callable[[Report], Report]


class Held:
    """A pull that is stopped at one point."""

    def __init__(self) -> None:
        self.reached = threading.Event()
        """Set as soon as the pull is there."""
        self.released = threading.Event()

    def release(self) -> None:
        self.released.set()


@dataclass(frozen=True, slots=True)
class Hold:
    """Stop until it is released."""

    held: Held


Effect = Cut | EndOfStream | Stall | ErrorLine | HttpError | RollBack | Corrupt | Flood | Distort | Hold


@dataclass(slots=True)
class Armed:
    """An effect that waits for a pull; `struck` counts how often it happened."""

    at: At
    effect: Effect
    is_lasting: bool = False
    struck: int = field(default=0)


def _without_total(report: Report) -> Report:
    return replace(report, total=None)


def _without_completed(report: Report) -> Report:
    return replace(report, completed=None)


def _without_digest(report: Report) -> Report:
    return replace(report, digest=None)


def _with_zero_total(report: Report) -> Report:
    return replace(report, total=0)


def _over_total(report: Report) -> Report:
    return replace(report, completed=(report.total or 0) * 3 + 1)


def _negative(report: Report) -> Report:
    return replace(report, completed=-1, total=-5)


def _with_another_digest(report: Report) -> Report:
    """Another one for every state of the layer."""
    return replace(report, digest=f"sha256:{report.completed or 0:064x}")


ODDITIES: dict[str, Distort] = {
    "total absent": Distort(_without_total),
    "completed absent": Distort(_without_completed),
    "digest absent": Distort(_without_digest),
    "total 0": Distort(_with_zero_total),
    "completed over total": Distort(_over_total),
    "negative": Distort(_negative),
    "digest changes": Distort(_with_another_digest),
}
"""Reports that make no sense, for `arm(At(Phase.LAYER), ODDITIES[…])`."""

NO_SUCH_MODEL = ErrorLine("pull model manifest: file does not exist")
NO_SPACE = ErrorLine(
    f"write /root/.ollama/models/blobs/sha256-{'a5fd3b62' * 8}-partial: no space left on device"
)
TOO_MANY_TRIES = ErrorLine(
    'max retries exceeded: Get "https://registry.example/v2/library/x/blobs/sha256:a5fd": '
    "net/http: TLS handshake timeout"
)
NO_REGISTRY = ErrorLine(
    'pull model manifest: Get "https://registry.ollama.ai/v2/library/x/manifests/latest": '
    "dial tcp: lookup registry.ollama.ai on 192.0.2.53:53: no such host"
)
NEWER_SERVER_NEEDED = ErrorLine(
    "pull model manifest: 412: \n\n"
    "The model you are attempting to pull requires a newer version of Ollama.\n\n"
    "Please download the latest version at:\n\n\thttps://ollama.com/download\n\n"
)
UNAUTHORIZED = ErrorLine("pull model manifest: unauthorized: access denied")
RATE_LIMITED = ErrorLine("pull model manifest: 429: too many requests")
"""What Ollama says (`server/images.go`, `server/download.go`), at `Phase.MANIFEST` or any later point."""


def digest_mismatch(digest: str) -> str:
    """The text of `Corrupt`."""
    return f"digest mismatch, file must be downloaded again: want {digest}, got sha256:{'0' * 64}"
