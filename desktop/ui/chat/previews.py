"""A look at what was attached to a question, whose content may have to be read from the disk first."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.domain.attachments import Attachment
from desktop.domain.text import label_text
from desktop.services.attached_content import AttachedContent, UnreadContent
from desktop.text.messages import Explanation, explain
from desktop.ui import formats
from desktop.ui.chat.attached import NAME_CHARACTERS, preview
from desktop.ui.chat.wishes import Look
from desktop.ui.theme import Theme


class Previews(QObject):
    """Opens what was wanted last over `page`, or says why that cannot be."""

    refused = Signal(Explanation)

    def __init__(self, theme: Theme, attached: AttachedContent, page: QWidget) -> None:
        super().__init__(page)
        self._theme, self._attached, self._page = theme, attached, page
        attached.found.connect(self._open)
        attached.failed.connect(self._refuse)

    def look(self, wish: Look) -> None:
        self._attached.want(wish.turn_id, wish.place, wish.attachment)

    def forget(self) -> None:
        """Another chat is shown."""
        self._attached.forget()

    @Slot(Attachment)
    def _open(self, attachment: Attachment) -> None:
        if self._page.isVisible() and preview(self._theme, attachment, self._page) is None:
            text = self.tr("{name} is no picture that can be shown.")
            self.refused.emit(Explanation(text.format(name=_name(attachment)), actions=()))

    @Slot(UnreadContent)
    def _refuse(self, unread: UnreadContent) -> None:
        name = _name(unread.attachment)
        if unread.error is None:
            text = self.tr("{name} is not kept with this chat any more. Open the file itself.")
            said = Explanation(text.format(name=name), actions=())
        else:
            cause = explain(unread.error, formats.translate)
            text = self.tr("{name} could not be read.").format(name=name)
            said = Explanation(f"{text} {cause.sentence}", cause.evidence, ())
        self.refused.emit(said)


def _name(attachment: Attachment) -> str:
    return label_text(attachment.name, NAME_CHARACTERS)
