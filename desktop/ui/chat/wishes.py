"""What a user may want of one message, as values that the page acts on."""

from dataclasses import dataclass

from desktop.domain.attachments import Attachment
from desktop.domain.catalog import ModelChoice


@dataclass(frozen=True, slots=True)
class Edit:
    """Ask a changed question beside the one of `turn_id`."""

    turn_id: int
    text: str


@dataclass(frozen=True, slots=True)
class Switch:
    """Show the branch through `turn_id`, which stands beside the turn that is shown."""

    turn_id: int


@dataclass(frozen=True, slots=True)
class Delete:
    """Delete a turn with all that follows it."""

    turn_id: int


@dataclass(frozen=True, slots=True)
class Regenerate:
    """Ask for another reply; of the model that is chosen in the composer if `choice` is None."""

    turn_id: int
    choice: ModelChoice | None = None


@dataclass(frozen=True, slots=True)
class Resume:
    """Go on with the last reply."""


@dataclass(frozen=True, slots=True)
class UndoDelete:
    """Bring back what was deleted last."""


@dataclass(frozen=True, slots=True)
class RaiseContext:
    """Give the chat the longer context that was proposed."""


@dataclass(frozen=True, slots=True)
class Look:
    """Show what was attached to a question, at `place` there; its content may have been left out."""

    turn_id: int
    place: int
    attachment: Attachment


Wish = Edit | Switch | Delete | Regenerate | Resume | UndoDelete | RaiseContext | Look
