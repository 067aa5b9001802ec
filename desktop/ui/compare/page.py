"""The page that asks several models the same question, and shows what each makes of it."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.attachments import Attachment
from desktop.domain.chat import PLAIN_SETUP, ChatSetup
from desktop.domain.comparison import Comparison
from desktop.domain.text import label_text
from desktop.services.comparison import ComparisonService
from desktop.services.providers import ProviderService
from desktop.text.messages import explain
from desktop.ui import formats
from desktop.ui.accessibility import announce
from desktop.ui.buttons import IconButton
from desktop.ui.compare.ask_bar import AskBar
from desktop.ui.compare.chosen import ChosenModels
from desktop.ui.compare.columns import Columns
from desktop.ui.labels import plain_label, tooltip_text
from desktop.ui.notice import Notice
from desktop.ui.shortcuts import add_shortcut
from desktop.ui.theme import Size, Theme

NARROW = 960
"""Of the window; below it the replies are stacked."""
QUESTION_CHARACTERS = 400
TOOLTIP_CHARACTERS = 4000


class ComparePage(QWidget):
    """Renders the `Comparison`, and hands on what the user wants of it."""

    left = Signal()
    """Back to the chat."""

    def __init__(
        self,
        theme: Theme,
        comparison: ComparisonService,
        providers: ProviderService,
        chosen: ChosenModels,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._comparison, self._chosen = comparison, chosen
        self._setup = PLAIN_SETUP
        self._was_busy = False
        self.back = IconButton(theme, "branch-left", self.tr("Back to the Chat"))
        self.title = plain_label(
            theme, self.tr("Compare models"), size=Size.TITLE, weight=QFont.Weight.DemiBold
        )
        self.question = plain_label(theme, size=Size.CHAT, wrap=True)
        self.question_box = QFrame()
        self.question_box.setProperty("kind", "soft")
        self.empty = plain_label(
            theme,
            self.tr(
                "Ask several models the same question, and go on with the reply that you like best. "
                "All replies are kept, as versions in one chat."
            ),
            tone="text3",
            wrap=True,
        )
        self.columns = Columns(theme)
        self.unsaved = Notice(theme)
        self.bar = AskBar(theme, providers, chosen)
        self.prompt = self.bar.prompt
        self._lay_out(theme)
        self.back.clicked.connect(self.left)
        self.bar.asked.connect(self._ask)
        self.bar.stopped.connect(self._stop_all)
        self.columns.stop_wanted.connect(self._stop)
        self.columns.retry_wanted.connect(comparison.retry)
        self.columns.go_on_wanted.connect(comparison.go_on)
        add_shortcut(self, "Escape", self.tr("Stop all replies"), self._stop_all)
        comparison.changed.connect(self._render)
        self._render(comparison.state)

    def ask(self, prompt: str, setup: ChatSetup, attachments: tuple[Attachment, ...] = ()) -> bool:
        """Ask all that are ticked; False if nothing was asked.

        Questions typed here later are asked with the same setup.
        """
        self._setup = setup
        return self._comparison.ask(prompt, self._chosen.choices, setup, attachments)

    def use_setup(self, setup: ChatSetup) -> None:
        """Ask with the system prompt and parameters of a chat."""
        self._setup = setup

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.columns.stack(is_stacked=self.window().width() < NARROW)

    @Slot(str)
    def _ask(self, prompt: str) -> None:
        if self._comparison.ask(prompt, self._chosen.choices, self._setup):
            self.bar.set_text("")

    @Slot()
    def _stop_all(self) -> None:
        self._comparison.stop()

    @Slot(int)
    def _stop(self, place: int) -> None:
        self._comparison.stop(place)

    @Slot(Comparison)
    def _render(self, state: Comparison) -> None:
        has_columns = bool(state.columns)
        names = [state.prompt, *(attached.name for attached in state.attachments)]
        text = "\n".join(name for name in names if name.strip())
        self.question.setText(label_text(text, QUESTION_CHARACTERS))
        self.question.setToolTip(tooltip_text(text[:TOOLTIP_CHARACTERS]))
        self.question_box.setVisible(has_columns)
        self.empty.setVisible(not has_columns)
        self.columns.setVisible(has_columns)
        self.columns.render_columns(state.columns)
        said = explain(state.unsaved, formats.translate) if state.unsaved is not None else None
        self.unsaved.show_explanation(replace(said, actions=()) if said is not None else None)
        self.bar.show_busy(is_busy=state.is_busy)
        if self._was_busy and not state.is_busy:
            announce(self.columns, self.tr("All replies have ended."))
        self._was_busy = state.is_busy

    def _lay_out(self, theme: Theme) -> None:
        header = QFrame()
        header.setProperty("kind", "header")
        top = QHBoxLayout(header)
        top.setContentsMargins(16, 9, 16, 9)
        top.setSpacing(8)
        self.title.setMinimumHeight(34)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        top.addWidget(self.back)
        top.addWidget(self.title, 1)
        box = QVBoxLayout(self.question_box)
        box.setContentsMargins(14, 8, 14, 8)
        box.addWidget(self.question)
        asked = QHBoxLayout()
        asked.setContentsMargins(20, 12, 20, 12)
        asked.addWidget(self.question_box)
        foot = QVBoxLayout()
        foot.setContentsMargins(20, 0, 20, 12)
        foot.setSpacing(8)
        foot.addWidget(self.unsaved)
        foot.addWidget(self.bar)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(header)
        layout.addLayout(asked)
        layout.addWidget(self.empty, 1)
        layout.addWidget(self.columns, 1)
        layout.addLayout(foot)
