"""Chats of any length in the store of a window under test."""

from desktop.domain.chat import Role
from desktop.domain.conversation import Turn
from desktop.domain.store import StoredChat, StoredTurn
from desktop.ui.chat.rows import Row
from desktop.ui.chat.transcript import Transcript
from tests.ui.conftest import Ui


def text_of(number: int) -> str:
    """Short questions; replies from one line to some thirty."""
    if number % 2 == 0:
        return f"Question {number}"
    return f"Reply {number}\n\n" + "\n\n".join(f"Line {n} of {number}." for n in range(number % 13 * 2))


def open_long(ui: Ui, count: int, title: str = "Long") -> None:
    """Store a chat with that many messages, and open it."""
    turns = (
        Turn(0, Role.USER if n % 2 == 0 else Role.ASSISTANT, text_of(n), model="m", created_at=1.0 + n)
        for n in range(count)
    )
    stored = tuple(StoredTurn(turn, place - 1) for place, turn in enumerate(turns))
    chat = StoredChat(title, 1.0, 1.0, stored, count - 1)
    (chat_id,) = ui.run(ui.store.import_chats((chat,)))
    ui.chats.refresh()
    ui.until(lambda: any(row.id == chat_id for row in ui.chats.state.summaries))
    ui.chats.open_chat(chat_id)
    ui.until(lambda: ui.chats.current.state.chat_id == chat_id)
    ui.until(lambda: is_still(ui.page.transcript))


def is_still(transcript: Transcript) -> bool:
    """Whether everything near the view is rendered."""
    return not any(transcript.is_unfinished(row) for row in transcript.live_turns())


def y_of(transcript: Transcript, row: Row) -> int:
    """The top of a row below the top of the view, as it is on the screen."""
    assert row.widget is not None
    return row.widget.mapTo(transcript.viewport(), row.widget.rect().topLeft()).y()
