"""Where a question to several models is written, who they are, and whether it leaves this computer."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.domain.text import label_text
from desktop.services.providers import ProviderService
from desktop.ui.accessibility import named
from desktop.ui.buttons import ActionButton
from desktop.ui.chat.prompt_edit import PromptEdit
from desktop.ui.compare.choice_menu import ChoiceButton
from desktop.ui.compare.chosen import ChosenModels, offered_rows, stays_here
from desktop.ui.labels import set_style_property
from desktop.ui.models.elided import ElidedLabel
from desktop.ui.shortcuts import tell_keys
from desktop.ui.theme import Size, Theme


class AskBar(QFrame):
    """The field, the ticked models, and one button that asks all of them, or stops all of them."""

    asked = Signal(str)
    stopped = Signal()

    def __init__(
        self, theme: Theme, providers: ProviderService, chosen: ChosenModels, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "composer")
        self._theme, self._providers, self._chosen = theme, providers, chosen
        self._is_busy = False
        self.prompt = named(PromptEdit(theme), self.tr("Question to all"))
        self.prompt.setPlaceholderText(self.tr("Ask all of them"))
        tell_keys(self.prompt, "Return", self.tr("Ask all"))
        self.models = ChoiceButton(theme, providers, chosen)
        self.place_icon = QLabel()
        self.place = ElidedLabel(theme, size=Size.DETAIL, tone="text2")
        self.send = ActionButton(theme, self.tr("Ask All"), "send", "primary")
        self._lay_out()
        self.prompt.setPlainText(chosen.draft)
        self.prompt.submitted.connect(self._submit)
        self.prompt.focused.connect(self._show_focus)
        self.prompt.textChanged.connect(self._keep_draft)
        self.send.clicked.connect(self._press)
        providers.changed.connect(self._render)
        chosen.changed.connect(self._render)
        theme.changed.connect(self._render)
        self.setFocusProxy(self.prompt)
        self._render()

    def show_busy(self, *, is_busy: bool) -> None:
        """The button stops while replies arrive."""
        if is_busy != self._is_busy:
            self._is_busy = is_busy
            self.send.setText(self.tr("Stop All") if is_busy else self.tr("Ask All"))
            self.send.show_icon("stop" if is_busy else "send")
        self._update_button()

    def set_text(self, text: str) -> None:
        """Put `text` into the field with the cursor at its end."""
        self.prompt.setPlainText(text)
        self.prompt.moveCursor(self.prompt.textCursor().MoveOperation.End)

    @Slot()
    def _render(self) -> None:
        choices = set(self._chosen.choices)
        away = [
            label_text(row.endpoint.name)
            for row in offered_rows(self._providers.state)
            if any(
                model.name == choice.model and not stays_here(row, model)
                for choice in choices
                if choice.provider == row.endpoint.id
                for model in row.models
            )
        ]
        if away:
            words = self.tr("Leaves this computer for {providers}").format(providers=", ".join(away))
        else:
            words = self.tr("On this computer")
        tokens, ratio = self._theme.tokens, self.devicePixelRatioF()
        icon, color = ("network", tokens.warn) if away else ("lock", tokens.text3)
        self.place_icon.setPixmap(self._theme.icons.pixmap(icon, color, 14, ratio))
        self.place.show_text(words if choices else "")
        self.place_icon.setVisible(bool(choices))
        self._update_button()

    @Slot()
    def _update_button(self) -> None:
        has_all = bool(self.prompt.toPlainText().strip()) and bool(self._chosen.choices)
        self.send.setEnabled(self._is_busy or has_all)

    @Slot()
    def _keep_draft(self) -> None:
        self._chosen.draft = self.prompt.toPlainText()
        self._update_button()

    @Slot()
    def _press(self) -> None:
        if self._is_busy:
            self.stopped.emit()
        else:
            self._submit()

    @Slot()
    def _submit(self) -> None:
        if self.send.isEnabled() and not self._is_busy:
            self.asked.emit(self.prompt.toPlainText())

    @Slot(bool)
    def _show_focus(self, has_focus: bool) -> None:
        set_style_property(self, "kind", "composer-focus" if has_focus else "composer")

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.models)
        row.addWidget(self.place_icon)
        row.addWidget(self.place)
        row.addStretch(1)
        row.addWidget(self.send)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 8, 8)
        layout.setSpacing(6)
        layout.addWidget(self.prompt)
        layout.addLayout(row)
