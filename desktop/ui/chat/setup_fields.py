"""The system prompt and the parameters of a chat as a form; only what the provider can do is shown."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QLocale, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.capabilities import Capabilities
from desktop.domain.chat import PLAIN_SETUP, ChatSetup, Parameters
from desktop.domain.errors import ParameterInvalid
from desktop.domain.parameter_fields import TYPED, typed, with_typed
from desktop.text.messages import explain
from desktop.ui import formats
from desktop.ui.labels import plain_label
from desktop.ui.theme import Size, Theme

PROMPT_LINES = 6


class SetupFields(QWidget):
    """Edits a `ChatSetup`; what is not shown keeps the value that it has."""

    edited = Signal()
    """By the user."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._setup = PLAIN_SETUP
        self.system = _PromptField(theme)
        words = self._words()
        self.rows = {name: _TypedRow(theme, *words[name]) for name in TYPED}
        self.thinking_label = plain_label(theme, self.tr("T&hinking"))
        self.thinking = QComboBox()
        self.thinking_label.setBuddy(self.thinking)
        self.refuses = QCheckBox(self.tr("Refuse &instead of cutting"))
        self.refusing = plain_label(theme, size=Size.DETAIL, tone="text2", wrap=True)
        self.refusing.setText(
            self.tr("A chat that is too long gets an error, not an answer that has not seen its beginning.")
        )
        self.refuses.setProperty("kind", "tick")
        self.note = plain_label(theme, size=Size.DETAIL, tone="text2", wrap=True)
        self.note.setText(self.tr("This server takes no more than these. Servers of Ollama take all."))
        self._lay_out(theme)
        self.system.field.textChanged.connect(self.edited)
        for row in self.rows.values():
            row.field.textEdited.connect(self.edited)
        self.thinking.activated.connect(self.edited)
        self.refuses.clicked.connect(self.edited)

    def show_setup(self, setup: ChatSetup, able: Capabilities, *, context_length: int) -> None:
        """Put a setup into the fields; `context_length` is what the model holds if nothing is set."""
        self._setup = setup
        self.system.show_text(setup.system)
        defaults = self._defaults(context_length, is_ollama="keep_alive" in able.parameters)
        for name, row in self.rows.items():
            row.setVisible(name in able.parameters)
            row.show_value(typed(setup.parameters, name), defaults[name])
        self._fill_thinking(able, setup.parameters.thinking)
        for part in (self.refuses, self.refusing):
            part.setVisible("allows_truncation" in able.parameters)
        self.refuses.setChecked(setup.parameters.allows_truncation is False)
        self.note.setVisible("keep_alive" not in able.parameters)

    def setup(self) -> ChatSetup | None:
        """What the fields say; None while one of them has a value that cannot be used, which it says."""
        parameters: Parameters | None = self._setup.parameters
        for name, row in self.rows.items():
            try:
                read = with_typed(self._setup.parameters, name, row.field.text())
            except ParameterInvalid as error:
                row.show_problem(explain(error, formats.translate).sentence)
                parameters = None
            else:
                row.show_problem("")
                if parameters is not None:
                    parameters = replace(parameters, **{name: getattr(read, name)})
        if parameters is None:
            return None
        if self.thinking.count():
            parameters = replace(parameters, thinking=self.thinking.currentData() or None)
        refuses = False if self.refuses.isChecked() else None
        return ChatSetup(self.system.text(), replace(parameters, allows_truncation=refuses))

    def _fill_thinking(self, able: Capabilities, level: str | None) -> None:
        words = {
            "on": self.tr("On"),
            "off": self.tr("Off"),
            "low": self.tr("Low"),
            "medium": self.tr("Medium"),
            "high": self.tr("High"),
        }
        levels = able.thinking_levels if "thinking" in able.parameters else ()
        self.thinking.clear()
        if levels:
            self.thinking.addItem(self.tr("As the model does by itself"), "")
            for one in levels:
                self.thinking.addItem(words.get(one, one), one)
            self.thinking.setCurrentIndex(max(0, self.thinking.findData(level or "")))
        self.thinking.setVisible(bool(levels))
        self.thinking_label.setVisible(bool(levels))

    def _words(self) -> Mapping[str, tuple[str, str]]:
        """The label of each field, and what it does."""
        return {
            "temperature": (
                self.tr("&Temperature"),
                self.tr("Low keeps to what is likely, high varies more."),
            ),
            "top_p": (self.tr("Top-&p"), self.tr("Leaves out what is unlikely.")),
            "context_length": (
                self.tr("Context &length"),
                self.tr("How many tokens the model sees; more takes more memory."),
            ),
            "max_tokens": (self.tr("&Most tokens of a reply"), ""),
            "seed": (self.tr("See&d"), self.tr("The same seed repeats a reply.")),
            "keep_alive": (
                self.tr("Time in memor&y"),
                self.tr("How long the model stays loaded after a reply."),
            ),
        }

    def _defaults(self, context_length: int, *, is_ollama: bool) -> Mapping[str, str]:
        """What holds where nothing is typed: Ollama's own figures, unless the model brings others."""
        own = self.tr("The server's own")
        usual = self.tr("Usually {value}")
        figures = QLocale()
        known = {
            "temperature": usual.format(value=figures.toString(0.8, "f", 1)),
            "top_p": usual.format(value=figures.toString(0.9, "f", 1)),
            "max_tokens": self.tr("No limit"),
            "keep_alive": usual.format(value="5m"),
        }
        return {
            **{name: known.get(name, own) if is_ollama else own for name in TYPED},
            "context_length": usual.format(value=figures.toString(context_length)),
            "seed": self.tr("Another one each time"),
        }

    def _lay_out(self, theme: Theme) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.system)
        for row in self.rows.values():
            layout.addWidget(row)
        thinking = QVBoxLayout()
        thinking.setSpacing(4)
        thinking.addWidget(self.thinking_label)
        thinking.addWidget(self.thinking)
        layout.addLayout(thinking)
        layout.addWidget(self.refuses)
        layout.addWidget(self.refusing)
        layout.addWidget(self.note)
        layout.addStretch(1)


class _PromptField(QWidget):
    """Several lines of text with a label above."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        label = plain_label(theme, self.tr("&System prompt"))
        self.field = QPlainTextEdit()
        self.field.setTabChangesFocus(True)
        self.field.setPlaceholderText(self.tr("None: the model answers as it was made to"))
        label.setBuddy(self.field)
        self.field.setFixedHeight(PROMPT_LINES * self.field.fontMetrics().lineSpacing() + 12)
        self.field.setProperty("kind", "field")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(label)
        layout.addWidget(self.field)

    def text(self) -> str:
        return self.field.toPlainText()

    def show_text(self, text: str) -> None:
        if text != self.text():
            blocked = self.field.blockSignals(True)
            self.field.setPlainText(text)
            self.field.blockSignals(blocked)


class _TypedRow(QWidget):
    """A label, a field, and below it what is wrong with what was typed, or what the parameter does."""

    def __init__(self, theme: Theme, label: str, meaning: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        head = plain_label(theme, label)
        self.field = QLineEdit()
        self.field.setAccessibleDescription(meaning)
        head.setBuddy(self.field)
        self.meaning = plain_label(theme, meaning, size=Size.DETAIL, tone="text2", wrap=True)
        self.meaning.setVisible(bool(meaning))
        self.problem: QLabel = plain_label(theme, size=Size.DETAIL, tone="fail", wrap=True)
        self.problem.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for part in (head, self.field, self.problem, self.meaning):
            layout.addWidget(part)

    def show_value(self, text: str, default: str) -> None:
        self.field.setPlaceholderText(default)
        if text != self.field.text():
            self.field.setText(text)
        self.show_problem("")

    @Slot(str)
    def show_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        self.meaning.setVisible(not sentence and bool(self.meaning.text()))
