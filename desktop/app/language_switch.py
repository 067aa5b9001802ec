"""When another language is spoken: at once, or after the question that is open.

Windows are made anew for another language, and a dialog goes with its window; what was typed into it would be
lost. Until it is closed the application speaks as before, all of it.
"""

from typing import TypeGuard

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop.app.language import Speech
from desktop.domain.settings import Language, Settings


class LanguageSwitch(QObject):
    """Has `Speech` follow the settings, between dialogs."""

    def __init__(self, speech: Speech, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self._wanted = Language.SYSTEM

    @Slot(Settings)
    def follow(self, settings: Settings) -> None:
        """Speak what the settings say, as soon as that loses nothing."""
        self._wanted = settings.language
        self._use()

    @Slot()
    def _use(self) -> None:
        question = next(filter(_is_question, QApplication.topLevelWidgets()), None)
        if question is None:
            self._speech.use(self._wanted)
        else:  # queued: what the dialog was for is done before
            question.finished.connect(self._use, Qt.ConnectionType.QueuedConnection)


def _is_question(widget: QWidget) -> TypeGuard[QDialog]:
    """Whether it waits for an answer; what only stands beside the windows does not."""
    return isinstance(widget, QDialog) and widget.isVisible() and widget.isModal()
