"""The card of installed models: how many and how large, the table, and what to do when there is none."""

from dataclasses import replace

from PySide6.QtCore import QLocale, Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.errors import ProviderUnavailable
from desktop.domain.installed import ProviderModels
from desktop.domain.stack import SERVICE
from desktop.domain.text import label_text
from desktop.text.messages import Action, Explanation, explain
from desktop.ui import formats
from desktop.ui.busy_ring import BusyRing
from desktop.ui.buttons import ActionButton
from desktop.ui.labels import plain_label, set_tone
from desktop.ui.models import figures
from desktop.ui.models.elided import ElidedLabel
from desktop.ui.models.table import ModelsTable
from desktop.ui.models.table_model import ModelsTableModel
from desktop.ui.notice import Notice
from desktop.ui.theme import Size, Theme

EMPTY_ICON = 32
EDGE = 16


class InstalledCard(QFrame):
    """Renders what is known of one provider's models; the rows themselves are the table's."""

    chosen = Signal(Action)
    """A way out of a list that could not be read."""
    starter_wanted = Signal()
    undo_wanted = Signal()

    def __init__(self, theme: Theme, rows: ModelsTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._rows = theme, rows
        self._state = ProviderModels()
        self._starter, self._fits = "", False
        self.setProperty("kind", "card")
        self.title = plain_label(theme, self.tr("Installed"), weight=QFont.Weight.DemiBold)
        self.ring = BusyRing(theme)
        self.summary = plain_label(theme, size=Size.DETAIL, tone="text2")
        self.failure = Notice(theme, start_label=self.tr("&Start the Stack"))
        self.table = ModelsTable(theme, rows)
        self.empty_icon = QLabel()
        self.empty = plain_label(theme, tone="text2", wrap=True)
        self.starter = ActionButton(theme, "", "download", "primary")
        self.undo_text = ElidedLabel(theme, tone="text2")
        self.undo = ActionButton(theme, self.tr("&Undo"), "", "quiet")
        self.failure.chosen.connect(self.chosen)
        self.starter.clicked.connect(self.starter_wanted)
        self.undo.clicked.connect(self.undo_wanted)
        theme.changed.connect(self._draw_icon)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._lay_out()
        self._draw_icon()

    def show_state(self, state: ProviderModels, starter: str, *, fits: bool) -> None:
        """Without any model there is a button to pull `starter` ("": none), which `fits` the GPU or not."""
        self._state, self._starter, self._fits = state, starter, fits
        self.failure.show_explanation(_explained(state))
        self._notice_box.setVisible(state.error is not None)
        self.ring.setVisible(state.is_reading and not state.rows)
        self.summary.setText(self._summary(state))
        set_tone(self.summary, "text3" if state.error is not None else "text2")
        self._undo_row.setVisible(state.deleted is not None)
        if state.deleted is not None:
            name = label_text(state.deleted.key.model)
            self.undo_text.show_text(self.tr("Deleted {model}").format(model=name))
        self.show_rows()

    def show_rows(self) -> None:
        """The table, or what is said without any row; to be called after the filter changed too."""
        state = self._state
        is_empty = not self._rows.entries
        is_known = not (state.is_reading or state.error is not None) or bool(state.rows)
        self.table.setVisible(not is_empty)
        self._empty_box.setVisible(is_empty and is_known)
        if state.rows:
            self.empty.setText(
                self.tr(
                    "No model has all of these words. The filter looks in names, families, "
                    "abilities and quantizations."
                )
            )
        else:
            self.empty.setText(self._empty_words())
        self.starter.setText(self.tr("Pull {model}").format(model=self._starter.replace("&", "&&")))
        self.starter.setVisible(bool(self._starter) and not state.rows)

    def _empty_words(self) -> str:
        """What is said where there is no model."""
        state, starter = self._state, self._starter
        if not state.provider:
            return self.tr("There is no model server yet. Start the stack, or add a provider in the chat.")
        if not state.can_pull:
            return self.tr(
                "No models here, and this server cannot pull any. Add them on the server, then press F5."
            )
        if not starter:
            return self.tr("No models here. The first one is on its way.")
        if self._fits:
            text = self.tr("No models here. Pull one to start: {model} fits your GPU.")
        else:
            text = self.tr("No models here. Pull one to start, such as {model}.")
        return text.format(model=starter)

    def _summary(self, state: ProviderModels) -> str:
        if not state.rows:
            return ""
        number = len(state.rows)
        text = self.tr("1 model") if number == 1 else self.tr("{count} models")
        count = text.format(count=QLocale().toString(number))
        total = state.disk_use.total_bytes
        if not total:
            return count
        text = self.tr("{count}, {size}") if state.disk_use.is_certain else self.tr("{count}, about {size}")
        return text.format(count=count, size=figures.size(total))

    @Slot()
    def _draw_icon(self) -> None:
        icons, color = self._theme.icons, self._theme.tokens.text3
        self.empty_icon.setPixmap(icons.pixmap("models", color, EMPTY_ICON, self.devicePixelRatioF()))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(EDGE - 1, 10, EDGE - 1, 8)
        head.setSpacing(8)
        head.addWidget(self.title)
        head.addWidget(self.ring)
        head.addStretch(1)
        head.addWidget(self.summary)
        rule = QFrame()
        rule.setProperty("kind", "rule")
        rule.setFixedHeight(1)
        self._notice_box = QWidget()
        notice = QVBoxLayout(self._notice_box)
        notice.setContentsMargins(EDGE - 5, 10, EDGE - 5, 4)
        notice.addWidget(self.failure)
        self._empty_box = self._laid_out_empty()
        self._undo_row = QWidget()
        undo = QHBoxLayout(self._undo_row)
        undo.setContentsMargins(EDGE, 4, 8, 4)
        undo.addWidget(self.undo_text)
        undo.addWidget(self.undo)
        undo.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 5)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(rule)
        layout.addWidget(self._notice_box)
        layout.addWidget(self._empty_box)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._undo_row)

    def _laid_out_empty(self) -> QWidget:
        box = QWidget()
        empty = QVBoxLayout(box)
        empty.setContentsMargins(EDGE, 28, EDGE, 32)
        empty.setSpacing(12)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.starter.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        empty.addWidget(self.empty_icon, 0, Qt.AlignmentFlag.AlignHCenter)
        empty.addWidget(self.empty)
        empty.addWidget(self.starter, 0, Qt.AlignmentFlag.AlignHCenter)
        return box


def _explained(state: ProviderModels) -> Explanation | None:
    """Why the list could not be read; of the stack's own server, with a way to start it."""
    if state.error is None:
        return None
    explanation = explain(state.error, formats.translate)
    is_away = state.provider == SERVICE and isinstance(state.error, ProviderUnavailable)
    actions = (Action.START_STACK, Action.RETRY) if is_away else explanation.actions
    # A choice among models is what this page is for: elsewhere it would lead to the chat.
    return replace(explanation, actions=tuple(a for a in actions if a is not Action.CHOOSE_MODEL))
