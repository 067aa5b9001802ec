"""One of the compared models: who it is, what it does, how fast it is, and its reply."""

from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.comparison import Column
from desktop.domain.conversation import Outcome, Phase
from desktop.domain.text import label_text
from desktop.text.messages import Action, Explanation, explain
from desktop.ui import formats
from desktop.ui.busy_ring import BusyRing
from desktop.ui.buttons import ActionButton, IconButton
from desktop.ui.chat.reply_words import phase_text
from desktop.ui.compare.figures import Figures
from desktop.ui.compare.following import FollowingArea
from desktop.ui.compare.thoughts import Thoughts
from desktop.ui.labels import plain_label, set_tone
from desktop.ui.models.elided import ElidedLabel
from desktop.ui.notice import Notice
from desktop.ui.rendering.reply_view import ReplyView
from desktop.ui.theme import Size, Theme


class ReplyColumn(QFrame):
    """Renders one `Column`; its place in the comparison comes with every signal."""

    stop_wanted = Signal(int)
    retry_wanted = Signal(int)
    go_on_wanted = Signal(int)

    def __init__(self, theme: Theme, place: int, go_on: str = "", parent: QWidget | None = None) -> None:
        """`go_on` is what its last button says, if not the usual."""
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.place = place
        self._shown: Column | None = None
        self.model = ElidedLabel(theme, weight=QFont.Weight.DemiBold)
        self.provider = ElidedLabel(theme, tone="text2")
        self.remote = plain_label(theme, self.tr("Leaves this computer"), size=Size.CAPTION)
        self.remote.setProperty("kind", "pill-warn")
        self.stop = IconButton(theme, "stop", self.tr("Stop This One"))
        self.retry = IconButton(theme, "regenerate", self.tr("Ask This One Again"))
        self.copy = IconButton(theme, "copy", self.tr("Copy Reply"))
        self.ring = BusyRing(theme)
        self.phase = plain_label(theme, size=Size.DETAIL, weight=QFont.Weight.Medium)
        self.figures = Figures(theme)
        self.thoughts = Thoughts(theme)
        self.reply = ReplyView(theme)
        self.notice = Notice(theme)
        self.go_on = ActionButton(theme, go_on or self.tr("Go On with This One"), "chat")
        self.area = FollowingArea(self._content())
        self._lay_out()
        self.stop.clicked.connect(self._stop)
        self.retry.clicked.connect(self._retry)
        self.copy.clicked.connect(self._copy)
        self.go_on.clicked.connect(self._go_on)
        self.notice.chosen.connect(self._retry)

    def render_column(self, column: Column) -> None:
        if column is not self._shown:
            if self._shown is None or not column.reply.content.startswith(self._shown.reply.content):
                self.area.start_over()
            self._shown = column
            self._render(column)
        self.go_on.setEnabled(bool(column.reply.content))

    def _render(self, column: Column) -> None:
        reply, is_busy = column.reply, column.is_busy
        self.model.show_text(label_text(reply.model) or self.tr("Default model"))
        self.provider.show_text(label_text(reply.provider))
        self.remote.setVisible(not reply.is_local)
        self.stop.setVisible(is_busy)
        self.retry.setVisible(not is_busy)
        self.copy.setVisible(not is_busy and bool(reply.content))
        self.ring.setVisible(is_busy and not column.is_waiting)
        words = self._said(column)
        self.phase.setText(words)
        set_tone(self.phase, "accent_text" if column.phase is not Phase.IDLE else "text2")
        self.figures.render_turn(reply, column.phase)
        self.thoughts.render_turn(reply, column.phase)
        self.reply.setVisible(bool(reply.content))
        self.reply.set_text(reply.content, is_open=column.phase is Phase.ANSWERING)
        self.notice.show_explanation(None if is_busy else _explanation(column))
        self.setAccessibleName(f"{label_text(reply.model)}, {label_text(reply.provider)}: {words}")

    def _said(self, column: Column) -> str:
        if column.is_waiting:
            return self.tr("Waits for its turn")
        if column.is_busy:
            return phase_text(column.phase)
        return {
            Outcome.STOPPED: self.tr("Stopped"),
            Outcome.FAILED: self.tr("Failed"),
            Outcome.INTERRUPTED: self.tr("Interrupted"),
        }.get(column.reply.outcome, self.tr("Complete"))

    def _content(self) -> QWidget:
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(16, 12, 12, 12)
        layout.setSpacing(8)
        for part in (self.notice, self.thoughts, self.reply):
            layout.addWidget(part)
        layout.addStretch(1)
        return content

    def _lay_out(self) -> None:
        names = QHBoxLayout()
        names.setSpacing(8)
        names.addWidget(self.model)
        names.addWidget(self.provider)
        names.addStretch(1)
        for button in (self.copy, self.retry, self.stop):
            names.addWidget(button)
        state = QHBoxLayout()
        state.setSpacing(8)
        for part in (self.ring, self.phase, self.remote):
            state.addWidget(part)
        state.addStretch(1)
        head = QVBoxLayout()
        head.setContentsMargins(16, 8, 8, 10)
        head.setSpacing(6)
        for row in (names, state):
            head.addLayout(row)
        head.addWidget(self.figures)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 8, 12, 10)
        foot.addWidget(self.go_on)
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(_rule())
        layout.addWidget(self.area, 1)
        layout.addWidget(_rule())
        layout.addLayout(foot)

    @Slot()
    def _stop(self) -> None:
        self.stop_wanted.emit(self.place)

    @Slot()
    def _retry(self) -> None:
        self.retry_wanted.emit(self.place)

    @Slot()
    def _go_on(self) -> None:
        self.go_on_wanted.emit(self.place)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.reply.source())


def _explanation(column: Column) -> Explanation | None:
    """What went wrong; the one way out that this page has is to ask again."""
    if column.reply.error is None:
        return None
    return replace(explain(column.reply.error, formats.translate), actions=(Action.RETRY,))


def _rule() -> QFrame:
    rule = QFrame()
    rule.setProperty("kind", "rule")
    rule.setFixedHeight(1)
    return rule
