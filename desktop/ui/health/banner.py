"""What matters most on the health page: one item with its cause, its evidence and its fix."""

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.health import HealthItem
from desktop.domain.health_causes import HealthState
from desktop.domain.text import label_text
from desktop.text.explanation import Action
from desktop.text.health_words import HealthText, item_text
from desktop.ui import formats
from desktop.ui.accessibility import named
from desktop.ui.buttons import ActionButton, IconButton
from desktop.ui.health.words import ICONS, state_word
from desktop.ui.labels import plain_label, set_style_property
from desktop.ui.theme import Size, Theme

ICON = 32
EVIDENCE_CHARACTERS = 400
_KINDS = {HealthState.FAILURE: "fail", HealthState.ATTENTION: "warn"}


class Line(QFrame):
    """A line to copy: the evidence, or a command."""

    def __init__(self, theme: Theme, copy_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "evidence")
        self.text = plain_label(theme, size=Size.DETAIL, wrap=True, mono=True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy = IconButton(theme, "copy", copy_name)
        self.copy.clicked.connect(self._copy)
        self._whole = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 1, 4, 1)
        row.addWidget(self.text, 1)
        row.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignTop)

    def show_text(self, text: str) -> None:
        """Show `text`, or hide if it is ""."""
        self._whole = text
        self.text.setText(label_text(text, EVIDENCE_CHARACTERS))
        self.setVisible(bool(text))

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._whole)


class Banner(QFrame):
    """Shows an item, or in one row that all is well."""

    chosen = Signal(Action)
    """The user pressed the button of a way out of what is shown."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = ("pending", "text3", 18)
        self._title_size = Size.BODY
        self.icon = QLabel()
        self.title = plain_label(theme, wrap=True)
        self.sentence = plain_label(theme, wrap=True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.evidence = Line(theme, self.tr("Copy Evidence"))
        self.command = Line(theme, self.tr("Copy Command"))
        self.cost = plain_label(theme, size=Size.DETAIL, tone="text2")
        self._labels = {  # what needs an answer that only its own page can ask for has no button here
            Action.RESTART_AND_RELOAD: (self.tr("&Restart and Reload"), "regenerate"),
            Action.RELOAD_MODEL: (self.tr("&Reload Model"), "regenerate"),
            Action.START_STACK: (self.tr("&Start Stack"), "power"),
            Action.REUSE_OLLAMA: (self.tr("&Use That Ollama"), "check"),
            Action.USE_OTHER_PORT: (self.tr("Use Another &Port"), "network"),
            Action.RUN_ON_CPU: (self.tr("Run on the &CPU"), "cpu"),
            Action.RETRY: (self.tr("&Try Again"), "regenerate"),
            Action.CHECK_AGAIN: (self.tr("Check &Again"), "regenerate"),
            Action.SHOW_LOG: (self.tr("Show &Log"), "logs"),
            Action.OPEN_SETTINGS: (self.tr("&Open Settings…"), "settings"),
            Action.CHOOSE_MODEL: (self.tr("Choose &Model…"), "models"),
        }
        self.buttons: dict[Action, ActionButton] = {}
        self._lay_out()
        theme.changed.connect(self._draw)
        self.show_well("")

    def show_item(self, item: HealthItem, *, is_busy: bool = False) -> None:
        """Show what is wrong and its ways out, the first of them as the primary button."""
        text = item_text(item, formats.translate)
        set_style_property(self, "kind", _KINDS.get(item.state, "card"))
        self._icon = (*ICONS[item.state], ICON)
        named(self, f"{state_word(item.state)}: {text.title}")
        self._title_size = Size.VERDICT
        self.title.setText(label_text(text.title, 100))
        self.sentence.setText(label_text(text.sentence, 300))
        self.sentence.show()
        self.evidence.show_text(text.evidence)
        self.command.show_text(text.fix.command)
        self._show_buttons(text, is_busy)
        self._draw()

    def show_well(self, age: str, others: str = "") -> None:
        """One row: all is well. `others` are ill, but not in use; `age` "" means not checked yet."""
        set_style_property(self, "kind", "card")
        self._icon = ("ok", "ok", 18) if age else ("pending", "text3", 18)
        self._title_size = Size.BODY
        words = self.tr("All well. {age}").format(age=age) if age else self.tr("Checking…")
        if age and others:
            text = self.tr("What you use is well. These are not: {others}")
            words = text.format(others=label_text(others, 120))
        self.title.setText(words)
        named(self, words)
        for part in (self.sentence, self.evidence, self.command, self._actions):
            part.hide()
        self._draw()

    def _show_buttons(self, text: HealthText, is_busy: bool) -> None:
        actions = tuple(action for action in text.fix.actions if action in self._labels)
        if tuple(self.buttons) != actions:  # else a press that is under way would be lost
            self._replace_buttons(actions)
        for button in self.buttons.values():
            button.setEnabled(not is_busy)
        self.cost.setText(text.cost)
        self._actions.setVisible(bool(actions))

    def _replace_buttons(self, actions: tuple[Action, ...]) -> None:
        for button in self.buttons.values():
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = {}
        for place, action in enumerate(actions):
            label, icon = self._labels[action]
            button = ActionButton(self._theme, label, icon, "" if place else "primary")
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            button.clicked.connect(partial(self._choose, action))
            self._row.insertWidget(place, button)
            self.buttons[action] = button

    def _choose(self, action: Action, _checked: bool = False) -> None:
        self.chosen.emit(action)

    def _lay_out(self) -> None:
        self._actions = QWidget()
        self._row = QHBoxLayout(self._actions)
        self._row.setContentsMargins(0, 4, 0, 0)
        self._row.setSpacing(8)
        self._row.addStretch(1)
        self._row.addWidget(self.cost)
        column = QVBoxLayout()
        column.setSpacing(5)
        for part in (self.title, self.sentence, self.evidence, self.command, self._actions):
            column.addWidget(part)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(16)
        layout.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(column, 1)

    @Slot()
    def _draw(self) -> None:
        # Anew for every theme: its style sheet takes a label's font back that is not the first it was given.
        self.title.setFont(self._theme.font(self._title_size, QFont.Weight.DemiBold))
        name, token, size = self._icon
        color = getattr(self._theme.tokens, token)
        self.icon.setPixmap(self._theme.icons.pixmap(name, color, size, self.devicePixelRatioF()))
