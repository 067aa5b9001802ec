"""The API key of a provider as it can be shown: dots that tell nothing of it, and where it is kept."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.secrets import KeyPlace, KeyState, KeyStatus
from desktop.text.messages import Action
from desktop.text.secret_messages import describe_key, explain_secret
from desktop.ui.accessibility import named
from desktop.ui.busy_ring import BusyRing
from desktop.ui.buttons import ActionButton, IconButton
from desktop.ui.formats import translate
from desktop.ui.labels import plain_label, set_tone
from desktop.ui.theme import Size, Theme

DOTS = "•" * 24
"""As many for every key."""
ICON = 14


class KeyRow(QWidget):
    """Renders `KeyState`; the key itself is never here."""

    enter_wanted = Signal()
    remove_wanted = Signal()
    retry_wanted = Signal()
    """Ask the keyring again; it may ask the user for its password."""
    stop_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._state = KeyState()
        self._look = ("", "text3")
        self.dots = named(QLineEdit(DOTS), self.tr("API key, hidden"))
        self.dots.setReadOnly(True)
        self.dots.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.dots.setMinimumWidth(60)
        self._key_icon = self.dots.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        self.enter = ActionButton(theme, self.tr("Enter &Key…"), "key")
        self.remove = IconButton(theme, "delete", self.tr("Remove Key"))
        self.icon = QLabel()
        self.ring = BusyRing(theme)
        self.words = plain_label(theme, size=Size.DETAIL, tone="text2", wrap=True)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.unlock = ActionButton(theme, self.tr("Un&lock"), "unlock")
        self.stop = ActionButton(theme, self.tr("Stop &Waiting"), "close")
        self._lay_out()
        self.enter.clicked.connect(self.enter_wanted)
        self.remove.clicked.connect(self.remove_wanted)
        self.unlock.clicked.connect(self.retry_wanted)
        self.stop.clicked.connect(self.stop_wanted)
        theme.changed.connect(self._draw)
        self.show_key(KeyState())

    def show_key(self, state: KeyState) -> None:
        """Show how the key is."""
        self._state = state
        has_key = state.status is not KeyStatus.NONE
        is_failure = state.error is not None and not state.is_busy
        self.dots.setVisible(has_key)
        self.remove.setVisible(has_key)
        self.enter.setText(self.tr("&Replace…") if has_key else self.tr("Enter &Key…"))
        self.enter.show_icon("" if has_key else "key")
        said = explain_secret(state.error, translate) if state.error is not None and is_failure else None
        self.words.setText(said.sentence if said is not None else describe_key(state, translate))
        set_tone(self.words, "fail" if is_failure else "warn" if self._is_plain else "text2")
        self.ring.setVisible(state.is_busy)
        self.unlock.setVisible(is_failure and state.can_retry)
        asks = said is not None and Action.UNLOCK in said.actions
        self.unlock.setText(self.tr("Un&lock") if asks else self.tr("Tr&y Again"))
        self.unlock.show_icon("unlock" if asks else "regenerate")
        self.stop.setVisible(state.is_busy and state.is_slow)
        self._look = self._icon_of(is_failure=is_failure)
        self._draw()

    @property
    def _is_plain(self) -> bool:
        return self._state.place is KeyPlace.FILE

    def _icon_of(self, *, is_failure: bool) -> tuple[str, str]:
        state = self._state
        if state.is_busy or state.status is KeyStatus.NONE:
            return ("warning", "fail") if is_failure else ("", "text3")
        if is_failure:
            return ("warning", "fail")
        if self._is_plain:
            return ("unlock", "warn")
        return ("clock", "text2") if state.status is KeyStatus.SESSION else ("lock", "ok")

    @Slot()
    def _draw(self) -> None:
        name, token = self._look
        tokens, icons = self._theme.tokens, self._theme.icons
        self.icon.setVisible(bool(name))
        if name:
            color = getattr(tokens, token)
            self.icon.setPixmap(icons.pixmap(name, color, ICON, self.devicePixelRatioF()))
        self._key_icon.setIcon(icons.icon("key", tokens.text2, 16))

    def _lay_out(self) -> None:
        self.icon.setFixedSize(QSize(ICON, ICON))
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.dots, 1)
        line.addWidget(self.enter)
        line.addWidget(self.remove)
        line.addStretch(0)
        said = QHBoxLayout()
        said.setSpacing(6)
        said.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self.ring, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self.words, 1)
        ways = QHBoxLayout()
        ways.setSpacing(8)
        ways.addWidget(self.unlock)
        ways.addWidget(self.stop)
        ways.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(line)
        column.addLayout(said)
        column.addLayout(ways)
        for button in (self.enter, self.unlock, self.stop):
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self.enter)
