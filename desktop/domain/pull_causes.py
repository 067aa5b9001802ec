"""Why a server gives a pull up."""

from enum import StrEnum


class PullCause(StrEnum):
    """The cause, as far as the server's words tell."""

    NOT_FOUND = "not-found"
    """The registry has no such model or tag."""
    NO_SPACE = "no-space"
    DENIED = "denied"
    """A private or gated model."""
    REGISTRY_UNREACHABLE = "registry-unreachable"
    """The server runs, but cannot reach the registry."""
    RATE_LIMITED = "rate-limited"
    SERVER_TOO_OLD = "server-too-old"
    CORRUPT = "corrupt"
    """What was downloaded does not have the digest that it should have."""
    UNSUPPORTED = "unsupported"
    """The server cannot run this kind of model."""
    OTHER = "other"


HEALS_BY_ITSELF = frozenset({PullCause.REGISTRY_UNREACHABLE, PullCause.RATE_LIMITED, PullCause.CORRUPT})
"""Another try may go better; after any other cause it would end the same."""
