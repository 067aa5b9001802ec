"""One pull: what it is doing, how far it is, and how to stop it or make it go on."""

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.pulls import Pull, PullKey, PullPhase
from desktop.domain.text import label_text
from desktop.text.messages import explain
from desktop.text.pull_words import PullText, pull_text
from desktop.ui import formats
from desktop.ui.accessibility import named
from desktop.ui.bar import Bar
from desktop.ui.buttons import ActionButton, IconButton
from desktop.ui.labels import plain_label, set_style_property, set_tone
from desktop.ui.models import figures
from desktop.ui.models.elided import ElidedLabel
from desktop.ui.theme import Size, Theme

ICON = 16
EDGE = 16
DONE_MILLISECONDS = 4000
"""How long a pull that is done stays, while its model is in the table already."""
EVIDENCE_CHARACTERS = 400
_ICONS = {
    PullPhase.QUEUED: ("clock", "text2", "pill"),
    PullPhase.PAUSED: ("pause", "text2", "pill"),
    PullPhase.RETRYING: ("warning", "warn", "pill-warn"),
    PullPhase.WAITING: ("warning", "warn", "pill-warn"),
    PullPhase.FAILED: ("error", "fail", "pill-fail"),
    PullPhase.DONE: ("ok", "ok", "pill-ok"),
}
_UNDER_WAY = ("download", "accent_text", "pill-accent")


class PullRow(QWidget):
    """Renders one `Pull`; the same widget for as long as it is in the queue."""

    pause_wanted = Signal(object)
    """Of the pull with that `PullKey`; so are the others."""
    resume_wanted = Signal(object)
    cancel_wanted = Signal(object)
    dismiss_wanted = Signal(object)

    def __init__(self, theme: Theme, key: PullKey, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self.key = theme, key
        self.pull = Pull(key)
        name = label_text(key.model)
        self.icon = QLabel()
        self.name = ElidedLabel(theme, weight=QFont.Weight.DemiBold)
        self.name.show_text(name)
        self.pill = plain_label(theme, size=Size.CAPTION, weight=QFont.Weight.Medium)
        self.pill.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.words = ElidedLabel(theme, tone="text2", mode=Qt.TextElideMode.ElideRight)
        self.size_left = plain_label(theme, tone="text2")
        self.try_now = ActionButton(theme, self.tr("&Try Now"), "regenerate", "quiet")
        self.resume = ActionButton(theme, self.tr("&Resume"), "resume")
        self.toggle = IconButton(theme, "pause", self.tr("Pause {model}").format(model=name))
        self.close_button = IconButton(theme, "close", self.tr("Cancel {model}").format(model=name))
        self.bar = Bar(theme)
        self.percent = plain_label(theme, weight=QFont.Weight.DemiBold)
        self.amount = plain_label(theme, tone="text2")
        self.rate = plain_label(theme, tone="text2")
        self.left = plain_label(theme, tone="text2")
        self.detail = plain_label(theme, tone="text2", wrap=True)
        self.evidence = plain_label(theme, size=Size.DETAIL, tone="text2", wrap=True, mono=True)
        self.copy = IconButton(theme, "copy", self.tr("Copy Evidence"))
        self._done = QTimer(self, interval=DONE_MILLISECONDS, singleShot=True)
        self._lay_out()
        self._connect()

    @property
    def buttons(self) -> tuple[ActionButton, ...]:
        """In the order in which Tab goes through them."""
        return self.try_now, self.resume, self.toggle, self.close_button, self.copy

    def show_pull(self, pull: Pull, provider: str, waits_for: str = "", expected_bytes: int = 0) -> None:
        """Show `pull`, which goes to the provider that people call `provider`.

        Of a queued one: `waits_for` is the model that comes before it, and `expected_bytes` its size as the
        library has it.
        """
        before, self.pull = self.pull, pull
        if before.phase is PullPhase.DONE and pull.phase is not PullPhase.DONE:
            self.bar.restart()
        text = pull_text(pull, figures, formats.translate, provider=provider)
        is_queued = pull.phase is PullPhase.QUEUED and not pull.completed_bytes
        self._draw()
        self.pill.setText(text.headline)
        self.pill.setVisible(not is_queued)
        waiting = self.tr("Waiting for {model}").format(model=label_text(waits_for, 60))
        self.words.show_text((waiting if waits_for else text.headline) if is_queued else "")
        self.words.setVisible(is_queued)
        about = self.tr("about {size}").format(size=figures.size(expected_bytes)) if expected_bytes else ""
        self.size_left.setText((text.amount or about) if is_queued else "")
        self._show_figures(pull, text, is_queued=is_queued)
        self._show_reason(pull, text)
        self._show_buttons(pull)
        self._speak(text, waiting if is_queued and waits_for else "")
        if pull.phase is PullPhase.DONE and not self._done.isActive():
            self._done.start()

    def _show_figures(self, pull: Pull, text: PullText, *, is_queued: bool) -> None:
        has_bar = not is_queued and pull.phase not in (PullPhase.DONE, PullPhase.FAILED)
        self._figures.setVisible(has_bar)
        self.bar.show_fraction(pull.fraction)
        for label, words in (
            (self.percent, text.percent),
            (self.amount, text.amount),
            (self.rate, text.rate),
            (self.left, text.time_left),
        ):
            label.setText(words)
            label.setVisible(bool(words))

    def _show_reason(self, pull: Pull, text: PullText) -> None:
        is_failed = pull.phase is PullPhase.FAILED
        evidence = ""
        if is_failed and pull.error is not None:
            evidence = label_text(explain(pull.error, formats.translate).evidence, EVIDENCE_CHARACTERS)
        self.detail.setText(text.detail)
        self._reason.setVisible(bool(text.detail))
        set_tone(self.detail, "text" if is_failed else "text2")
        self.evidence.setText(evidence)
        self._evidence_box.setVisible(bool(evidence))

    def _show_buttons(self, pull: Pull) -> None:
        name, phase = label_text(pull.key.model), pull.phase
        self.resume.setVisible(phase is PullPhase.FAILED)
        has_begun = bool(pull.completed_bytes)
        self.resume.setText(self.tr("&Resume") if has_begun else self.tr("&Try Now"))
        self.resume.show_icon("resume" if has_begun else "regenerate")
        self.try_now.setVisible(phase in (PullPhase.RETRYING, PullPhase.WAITING))
        is_paused = phase is PullPhase.PAUSED
        self.toggle.setVisible(is_paused or (pull.can_pause and phase is not PullPhase.QUEUED))
        self.toggle.show_icon("resume" if is_paused else "pause")
        words = self.tr("Resume {model}") if is_paused else self.tr("Pause {model}")
        self.toggle.show_name(words.format(model=name))
        closing = self.tr("Dismiss {model}") if pull.has_ended else self.tr("Cancel {model}")
        self.close_button.show_name(closing.format(model=name))

    def _speak(self, text: PullText, waiting: str) -> None:
        parts = (label_text(self.key.model), waiting or text.headline, text.percent, text.amount)
        named(self, ", ".join(part for part in (*parts, text.time_left, text.detail) if part))

    @Slot()
    def _draw(self) -> None:
        icon, token, pill = _ICONS.get(self.pull.phase, _UNDER_WAY)
        color = getattr(self._theme.tokens, token)
        self.icon.setPixmap(self._theme.icons.pixmap(icon, color, ICON, self.devicePixelRatioF()))
        set_style_property(self.pill, "kind", pill)

    @Slot()
    def _toggle(self) -> None:
        is_paused = self.pull.phase is PullPhase.PAUSED
        (self.resume_wanted if is_paused else self.pause_wanted).emit(self.key)

    @Slot()
    def _resume(self) -> None:
        self.resume_wanted.emit(self.key)

    @Slot()
    def _close(self) -> None:
        (self.dismiss_wanted if self.pull.has_ended else self.cancel_wanted).emit(self.key)

    @Slot()
    def _vanish(self) -> None:
        if self.pull.phase is PullPhase.DONE:
            self.dismiss_wanted.emit(self.key)

    @Slot()
    def _copy(self) -> None:
        if self.pull.error is not None:
            QGuiApplication.clipboard().setText(explain(self.pull.error, formats.translate).evidence)

    def _connect(self) -> None:
        self.toggle.clicked.connect(self._toggle)
        self.try_now.clicked.connect(self._resume)
        self.resume.clicked.connect(self._resume)
        self.close_button.clicked.connect(self._close)
        self.copy.clicked.connect(self._copy)
        self._done.timeout.connect(self._vanish)
        self._theme.changed.connect(self._draw)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.icon)
        head.addWidget(self.name)
        head.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.words)
        head.addStretch(1)
        for end in (self.size_left, self.try_now, self.resume, self.toggle, self.close_button):
            head.addWidget(end)
        figures = QHBoxLayout()
        figures.setSpacing(16)
        figures.addWidget(self.percent)
        figures.addWidget(self.amount)
        figures.addStretch(1)
        figures.addWidget(self.rate)
        figures.addWidget(self.left)
        self._figures = QWidget()
        below = QVBoxLayout(self._figures)
        below.setContentsMargins(0, 0, 8, 5)
        below.setSpacing(8)
        below.addWidget(self.bar)
        below.addLayout(figures)
        self._lay_out_reason()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(EDGE - 1, 3, EDGE - 8, 3)
        layout.setSpacing(3)
        layout.addLayout(head)
        layout.addWidget(self._figures)
        layout.addWidget(self._reason)

    def _lay_out_reason(self) -> None:
        self._evidence_box = QFrame()
        self._evidence_box.setProperty("kind", "sunken")
        inside = QHBoxLayout(self._evidence_box)
        inside.setContentsMargins(10, 4, 4, 4)
        inside.addWidget(self.evidence, 1)
        inside.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignTop)
        self._reason = QWidget()
        reason = QVBoxLayout(self._reason)
        reason.setContentsMargins(0, 0, 8, 7)
        reason.setSpacing(6)
        reason.addWidget(self.detail)
        reason.addWidget(self._evidence_box)
