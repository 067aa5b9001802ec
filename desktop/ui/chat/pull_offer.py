"""The model that a question lacks: offered, on its way, and ready, in the place of the answer."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.domain.missing_model import MissingModel
from desktop.domain.pulls import Pull, PullPhase, Pulls
from desktop.domain.text import label_text
from desktop.services.pulls import PullService
from desktop.text.messages import Action
from desktop.ui import formats
from desktop.ui.buttons import ActionButton
from desktop.ui.labels import plain_label
from desktop.ui.models.pull_row import PullRow
from desktop.ui.theme import Theme

ICON = 18
EDGE = 16
NAME_CHARACTERS = 80


@dataclass(frozen=True, slots=True)
class Offer:
    """What is lacking, its size if that is known, and whether the question is asked by itself afterwards."""

    missing: MissingModel
    size_bytes: int | None = None
    is_awaited: bool = False


class PullOffer(QFrame):
    """Renders one `Offer` and the pull of its model; hidden while there is none."""

    action_chosen = Signal(Action)

    def __init__(self, theme: Theme, pulls: PullService, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._pulls = theme, pulls
        self._offer: Offer | None = None
        self.setProperty("kind", "card")
        self.icon = QLabel()
        self.sentence = plain_label(theme, weight=QFont.Weight.Medium, wrap=True)
        self.detail = plain_label(theme, tone="text2", wrap=True)
        self.pull = ActionButton(theme, "", "download", "primary")
        self.ask = ActionButton(theme, "", "send", "primary")
        self.choose = ActionButton(theme, self.tr("Choose &Model…"), "models")
        self.row: PullRow | None = None
        self.next = plain_label(theme, tone="text2", wrap=True)
        self._lay_out()
        self.pull.clicked.connect(self._pull)
        self.ask.clicked.connect(self._ask)
        self.choose.clicked.connect(self._choose)
        theme.changed.connect(self._draw_icon)
        pulls.changed.connect(self._note)
        self._draw_icon()
        self.hide()

    def show_offer(self, offer: Offer | None) -> None:
        """Show what is lacking, or hide."""
        self._offer = offer
        self._render()
        self.setVisible(offer is not None)

    @Slot(Pulls)
    def _note(self, _pulls: Pulls) -> None:
        self._render()

    def _render(self) -> None:
        offer = self._offer
        if offer is None:
            return
        missing = offer.missing
        pull = self._pulls.find(missing.key.provider, missing.key.model)
        is_ready = missing.is_installed or (pull is not None and pull.phase is PullPhase.DONE)
        model = label_text(missing.key.model, NAME_CHARACTERS)
        self._head.setVisible(is_ready or pull is None)
        self._show_words(missing, is_ready=is_ready)
        self._show_row(None if is_ready else pull)
        self._show_next(offer, pull, is_ready=is_ready)
        size = f" ({formats.size(offer.size_bytes)})" if offer.size_bytes else ""
        name = model.replace("&", "&&")
        self.pull.setText(self.tr("&Pull {model}").format(model=name) + size)
        self.pull.setVisible(pull is None and not is_ready)
        self.ask.setText(self.tr("&Ask {model}").format(model=name))
        self.ask.setVisible(is_ready)
        self.choose.setVisible(not is_ready and (pull is None or pull.phase is PullPhase.FAILED))
        self._buttons.setVisible(is_ready or pull is None or pull.phase is PullPhase.FAILED)

    def _show_words(self, missing: MissingModel, *, is_ready: bool) -> None:
        """What there is before a pull, and after it."""
        text = self.tr("{model} is ready on {provider}.")
        if not is_ready:
            text = self.tr("{model} is not on {provider} yet.")
        model, provider = (label_text(t, NAME_CHARACTERS) for t in (missing.key.model, missing.provider))
        self.sentence.setText(text.format(model=model, provider=provider))
        self.detail.setText(self.tr("Pull it here, and the question is asked by itself when it is ready."))
        self.detail.setVisible(not is_ready)

    def _show_next(self, offer: Offer, pull: Pull | None, *, is_ready: bool) -> None:
        """What happens to the question after the pull."""
        text = self.tr("Ask again when it is ready.")
        if offer.is_awaited:
            text = self.tr("The question is asked by itself when it is ready.")
        self.next.setText(text)
        self._next.setVisible(pull is not None and not is_ready and pull.phase is not PullPhase.FAILED)

    def _show_row(self, pull: Pull | None) -> None:
        if pull is None:
            if self.row is not None:
                self.row.hide()
            return
        if self.row is not None and self.row.key != pull.key:
            self._column.removeWidget(self.row)
            self.row.hide()
            self.row.deleteLater()
            self.row = None
        if self.row is None:
            self.row = PullRow(self._theme, pull.key)
            self.row.pause_wanted.connect(self._pulls.pause)
            self.row.resume_wanted.connect(self._pulls.resume)
            self.row.cancel_wanted.connect(self._pulls.cancel)
            self.row.dismiss_wanted.connect(self._pulls.dismiss)
            self._column.insertWidget(1, self.row)
        provider = self._offer.missing.provider if self._offer is not None else ""
        self.row.show_pull(pull, provider)
        self.row.show()

    @Slot()
    def _pull(self) -> None:
        self.action_chosen.emit(Action.PULL_MODEL)

    @Slot()
    def _ask(self) -> None:
        self.action_chosen.emit(Action.ASK_PULLED_MODEL)

    @Slot()
    def _choose(self) -> None:
        self.action_chosen.emit(Action.CHOOSE_MODEL)

    @Slot()
    def _draw_icon(self) -> None:
        color, ratio = self._theme.tokens.accent_text, self.devicePixelRatioF()
        self.icon.setPixmap(self._theme.icons.pixmap("models", color, ICON, ratio))

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.sentence)
        words.addWidget(self.detail)
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(EDGE, 8, EDGE, 0)
        head.setSpacing(10)
        head.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        self._next = QWidget()
        after = QVBoxLayout(self._next)
        after.setContentsMargins(EDGE, 0, EDGE, 12)
        after.addWidget(self.next)
        self._buttons = QWidget()
        buttons = QHBoxLayout(self._buttons)
        buttons.setContentsMargins(EDGE, 12, EDGE, 12)
        buttons.setSpacing(8)
        for button in (self.pull, self.ask, self.choose):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._column = QVBoxLayout(self)  # the row of the pull has margins of its own
        self._column.setContentsMargins(0, 4, 0, 0)
        self._column.setSpacing(0)
        for part in (self._head, self._next, self._buttons):
            self._column.addWidget(part)
