"""What can go wrong at a model server, as values that a double acts out."""

from dataclasses import dataclass
from enum import Enum, auto


class Fault(Enum):
    """How a double misbehaves.

    Those up to `GZIP` strike in the middle of a reply, after `fault_after` fragments; the others replace the
    answer. `REFUSE`, `SSH_BANNER` and `INFORMATIONAL` strike whatever is asked, the rest only what streams
    unless the double's `fault_everywhere` is set.
    """

    RESET = auto()
    """A TCP reset."""
    CUT = auto()
    """The connection ends in the orderly way, without the rest."""
    TRUNCATED = auto()
    """The response ends as HTTP wants it, but without the final record."""
    STALL = auto()
    """Nothing more, for ever."""
    DRIP = auto()
    """One byte every 10 ms, and never a whole line."""
    GARBAGE = auto()
    """Lines that are not records, for ever."""
    ERROR_LINE = auto()
    """The server's own error record, and the end."""
    LONG_LINE = auto()
    """100 MB without a line's end."""
    ENDLESS = auto()
    """The last fragment again and again."""
    SPLIT = auto()
    """Not a fault of the content: every byte of the reply comes in a chunk of its own."""
    GZIP = auto()
    """200 MB of spaces, compressed, before the rest."""

    STALL_HEAD = auto()
    """No answer at all."""
    HTML_200 = auto()
    """A web page."""
    HTML_500 = auto()
    """A proxy's error page."""
    MODEL_MISSING = auto()
    """The server's own 404."""

    REFUSE = auto()
    """Nothing listens."""
    SSH_BANNER = auto()
    """Another protocol."""
    INFORMATIONAL = auto()
    """1xx responses, for ever."""


@dataclass(frozen=True, slots=True)
class Status:
    """An error status with a body of the double's own kind of error (`message`), or with `raw` as it is."""

    code: int
    message: str = "as scripted"
    retry_after: str = ""
    raw: bytes | None = None
    content_type: str = "application/json"


@dataclass(frozen=True, slots=True)
class Redirect:
    """307 to another URL."""

    url: str


AnyFault = Fault | Status | Redirect
EVERYWHERE = (Fault.REFUSE, Fault.SSH_BANNER, Fault.INFORMATIONAL)

HTML_PAGE = (
    b"<!DOCTYPE html><html><head><title>It works!</title><style>p{color:red}</style></head>"
    b"<body><h1>It works!</h1><p>This is &lt;the&gt; default page.</p></body></html>"
)
HTML_ERROR = (
    b"<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center>"
    b"<hr><center>proxy</center></body></html>"
)
