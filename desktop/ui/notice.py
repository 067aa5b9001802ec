"""A failure where it happened: the sentence, the evidence word for word, and the ways out as buttons."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.text import label_text
from desktop.text.messages import Action, Explanation
from desktop.ui.buttons import ActionButton, IconButton
from desktop.ui.labels import plain_label
from desktop.ui.theme import Size, Theme

EVIDENCE_CHARACTERS = 600


class _Buttons(dict[Action, ActionButton]):
    """The ways out as buttons, each made when it is first wanted: most notices never show one."""

    def __init__(self, make: Callable[[Action], ActionButton]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, action: Action) -> ActionButton:
        button = self[action] = self._make(action)
        return button


class Notice(QFrame):
    """Shows one `Explanation`; hidden while there is none."""

    chosen = Signal(Action)
    """The user pressed the button of a way out."""
    dismissed = Signal()

    def __init__(
        self,
        theme: Theme,
        *,
        is_dismissable: bool = False,
        is_warning: bool = False,
        start_label: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._is_warning = is_warning
        self._shown: Explanation | None = None
        self.setProperty("kind", "warn" if is_warning else "fail")
        self.icon = QLabel()
        self.sentence = plain_label(theme, weight=QFont.Weight.Medium, wrap=True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.evidence = plain_label(theme, size=Size.DETAIL, tone="text2", wrap=True, mono=True)
        self.evidence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy = IconButton(theme, "copy", self.tr("Copy Evidence"))
        self.copy.clicked.connect(self._copy)
        self.dismiss = IconButton(theme, "close", self.tr("Dismiss"))
        self.dismiss.setVisible(is_dismissable)
        self.dismiss.clicked.connect(self.dismissed)
        self._labels = {
            Action.CONFIRM: (self.tr("&Review…"), "eye"),
            Action.RETRY: (self.tr("&Try Again"), "regenerate"),
            Action.CHOOSE_MODEL: (self.tr("Choose &Model…"), "models"),
            Action.CHECK_AGAIN: (self.tr("&Check Again"), "health"),
            Action.REUSE_OLLAMA: (self.tr("&Use That Ollama"), "check"),
            Action.USE_OTHER_PORT: (self.tr("Use Another &Port"), "network"),
            Action.RUN_ON_CPU: (self.tr("Run on the &CPU"), "cpu"),
            Action.START_STACK: (start_label or self.tr("&Start Again"), "power"),
            Action.SHOW_LOG: (self.tr("Show &Log"), "logs"),
            Action.OPEN_SETTINGS: (self.tr("Open &Settings…"), "settings"),
            Action.UNLOCK: (self.tr("&Unlock Keyring"), "unlock"),
            Action.ENTER_KEY: (self.tr("&Enter Key…"), "key"),
        }
        self.buttons = _Buttons(self._made_button)
        self._lay_out()
        theme.changed.connect(self._draw_icon)
        self._draw_icon()
        self.hide()

    def show_explanation(self, explanation: Explanation | None) -> None:
        """Show what is said, or hide."""
        if explanation == self._shown:
            return
        self._shown = explanation
        if explanation is None:
            self.hide()
            return
        self.sentence.setText(explanation.sentence)
        self._evidence_box.setVisible(bool(explanation.evidence))
        self.evidence.setText(label_text(explanation.evidence, EVIDENCE_CHARACTERS))
        shown = [self.buttons[action] for action in explanation.actions if action in self._labels]
        for button in self.buttons.values():
            button.setVisible(button in shown)
        self._sort_buttons(shown)
        self.show()  # last: with every button it would be wider than the page

    def _made_button(self, action: Action) -> ActionButton:
        button = ActionButton(self._theme, *self._labels[action], parent=self)
        button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        button.clicked.connect(partial(self.chosen.emit, action))
        button.hide()
        self._row.insertWidget(self._row.count() - 1, button)
        return button

    def _sort_buttons(self, shown: list[ActionButton]) -> None:
        """The best way out comes first, for the eye and for the Tab key."""
        before: QWidget = self.copy
        for place, button in enumerate(shown):
            self._row.insertWidget(place, button)
            QWidget.setTabOrder(before, button)
            before = button

    def _lay_out(self) -> None:
        self._evidence_box = QFrame()
        self._evidence_box.setProperty("kind", "evidence")
        inside = QHBoxLayout(self._evidence_box)
        inside.setContentsMargins(10, 4, 4, 4)
        inside.addWidget(self.evidence, 1)
        inside.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignTop)
        row = self._row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.sentence)
        column.addWidget(self._evidence_box)
        column.addLayout(row)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(10)
        layout.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(column, 1)
        layout.addWidget(self.dismiss, 0, Qt.AlignmentFlag.AlignTop)

    @Slot()
    def _draw_icon(self) -> None:
        tokens, ratio = self._theme.tokens, self.devicePixelRatioF()
        name, color = ("warning", tokens.warn) if self._is_warning else ("error", tokens.fail)
        self.icon.setPixmap(self._theme.icons.pixmap(name, color, 18, ratio))

    @Slot()
    def _copy(self) -> None:
        if self._shown is not None:
            QGuiApplication.clipboard().setText(self._shown.evidence)
