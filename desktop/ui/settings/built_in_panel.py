"""The built-in engine among the providers: whether it may run, and which model file it runs."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.providers import BUILT_IN_ID
from desktop.services.provider_tests import Examined
from desktop.ui.buttons import ActionButton
from desktop.ui.dialogs import pick_file
from desktop.ui.settings.category_page import FormScroll
from desktop.ui.settings.edits import Edits
from desktop.ui.settings.form import Form
from desktop.ui.settings.needs import SettingsNeeds
from desktop.ui.settings.provider_fields import LineField
from desktop.ui.settings.provider_head import ProviderHead
from desktop.ui.settings.result_card import ResultCard
from desktop.ui.settings.words import tested_words
from desktop.ui.theme import Theme

EDGE = 20


class BuiltInPanel(FormScroll):
    """Renders what the settings say of the engine."""

    def __init__(
        self, theme: Theme, needs: SettingsNeeds, edits: Edits, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, "card-inside", parent)
        self._needs, self._edits = needs, edits
        self.top = ProviderHead(theme)
        self.result = ResultCard(theme)
        self.fields = Form(theme)
        self.file = LineField(takes_pastes=True)
        self.file.setPlaceholderText(self.tr("The model that comes with TARS Desktop"))
        self.choose = ActionButton(theme, self.tr("C&hoose…"), "folder")
        note = self.fields.note(self.tr("It runs on this computer, without Docker and without a network."))
        self.file_row = self.fields.add(
            self.tr("Model &file"), self.file, beside=[self.choose], below=[note], words="GGUF llama.cpp"
        )
        column = QVBoxLayout()
        column.setContentsMargins(EDGE, 16, EDGE, EDGE)
        column.setSpacing(16)
        for part in (self.top, self.result, self.fields):
            column.addWidget(part)
        column.addStretch(1)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addLayout(column)
        self.top.toggle.clicked.connect(self._toggle)
        self.result.test_wanted.connect(self._test)
        self.file.finished.connect(self._use_file)
        self.choose.clicked.connect(self._choose_file)

    @Slot()
    def render_state(self) -> None:
        """Show the engine as it is now."""
        is_enabled = self._is_enabled
        self.top.show_provider(self.tr("Built-in"), is_local=True, is_enabled=is_enabled, can_remove=False)
        row = self._needs.providers.state.row(BUILT_IN_ID)
        tested = Examined(is_running=row is not None and row.is_checking)
        self.result.show_state(tested_words(row, tested, is_enabled=is_enabled))
        self.file.show_value(self._needs.settings.state.model_file)

    @property
    def _is_enabled(self) -> bool:
        return BUILT_IN_ID not in self._needs.settings.state.disabled_providers

    @Slot()
    def _toggle(self) -> None:
        editing = self._needs.editing
        verb = editing.disable if self._is_enabled else editing.enable
        words = (
            self.tr("Turned the built-in engine off")
            if self._is_enabled
            else self.tr("Turned the built-in engine on")
        )
        self._edits.make(words, partial(verb, BUILT_IN_ID))

    @Slot()
    def _test(self) -> None:
        self._needs.providers.refresh_one(BUILT_IN_ID)

    @Slot(str)
    def _use_file(self, path: str) -> None:
        self._edits.change(self.tr("Changed the model of the built-in engine"), model_file=path)

    @Slot()
    def _choose_file(self) -> None:
        pick_file(self, self.tr("Open GGUF File"), self.tr("GGUF models (*.gguf)"), self._use_file)
