"""Said above the composer while a search hit waits for the end of a reply."""

from PySide6.QtWidgets import QWidget

from desktop.text.messages import Explanation
from desktop.ui.notice import Notice
from desktop.ui.theme import Theme


class AwaitedNotice(Notice):
    """Dismissed, the hit is not shown any more."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, is_dismissable=True, is_warning=True, parent=parent)

    def show_awaited(self, *, is_awaited: bool) -> None:
        text = self.tr(
            "The message that was found cannot be shown beside the reply that arrives. "
            "It comes when the reply has ended; stop the reply to see it now."
        )
        self.show_explanation(Explanation(text, actions=()) if is_awaited else None)
