"""How long and how large an answer may be before it counts as a failure."""

from dataclasses import dataclass

MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Budgets of one provider. Times are seconds; the defaults are what a cold model on a slow disk needs."""

    connect_seconds: float = 5.0
    write_seconds: float = 30.0
    answer_seconds: float = 30.0
    """For a short request: from its start to the last byte of the answer's body."""
    check_seconds: float = 4.0
    """The same for each request of a check, or of finding out what a server is: somebody waits for it."""
    first_token_seconds: float = 600.0
    """For a reply, and for loading a model: from the request to the first token, response head included."""
    idle_seconds: float = 120.0
    """Within a reply: without one complete line."""
    pull_idle_seconds: float = 600.0
    """Within a pull, after its first report: verifying a large model is silent for minutes. The same within
    the upload of a file, and for what the server makes of it."""
    pull_queue_seconds: float = 86_400.0
    """Before the first report of a pull, where the server runs some at once and lets the others wait."""
    suspend_gap_seconds: float = 5.0
    """A pause of the event loop longer than this (suspend, SIGSTOP) starts the running budget anew."""
    line_bytes: int = MEBIBYTE
    answer_bytes: int = 16 * MEBIBYTE
    """Of the body of a short answer, or of a reply that comes in one piece."""
    reply_characters: int = 16 * MEBIBYTE
    """Of the text of a streamed reply, reasoning included."""
    stream_bytes: int = 512 * MEBIBYTE
    """Of a streamed reply as it is sent: a token takes some 250 bytes with what is around it, and comments,
    empty records and garbage count here alone."""
    error_bytes: int = 64 * 1024
    """Read of an error's body; what follows is left."""
    garbage_records: int = 3
    """Unreadable records in a row that are skipped."""


DEFAULT_LIMITS = Limits()
