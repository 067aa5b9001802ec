"""Setups with names: one is taken over, the one in the fields is kept under a name, or one is deleted."""

from functools import partial

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtWidgets import QMenu, QWidget

from desktop.domain.chat import ChatSetup, Preset
from desktop.domain.chat_setups import is_preset_name
from desktop.domain.settings import Settings
from desktop.services.settings import SettingsService
from desktop.ui.buttons import ActionButton
from desktop.ui.chat.picker import as_menu_text
from desktop.ui.dialogs import TextDialog
from desktop.ui.theme import Theme


class PresetMenu(ActionButton):
    """A button with the menu of the presets in the settings."""

    chosen = Signal(ChatSetup)
    save_wanted = Signal()
    """Whoever has the fields calls `save`."""

    def __init__(self, theme: Theme, settings: SettingsService, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", "chevron-down", parent=parent)
        self.setText(self.tr("Pr&esets"))
        self._menu_theme, self._settings = theme, settings
        self._shown: tuple[Preset, ...] | None = None
        self.menu_of_presets = QMenu(self)
        self.deletion = QMenu(self.tr("&Delete"), self)
        self.clicked.connect(self._open)
        settings.changed.connect(self._render)
        self._render(settings.state)

    def save(self, setup: ChatSetup) -> TextDialog:
        """Ask for a name, and keep the setup under it."""
        dialog = TextDialog(
            self._menu_theme,
            self.tr("Save Preset"),
            self.tr("&Name of the preset"),
            partial(self._keep, setup),
            self._problem,
            self.window(),
        )
        dialog.ask("")
        return dialog

    @Slot(Settings)
    def _render(self, settings: Settings) -> None:
        if settings.presets == self._shown:
            return
        self._shown = settings.presets
        self.menu_of_presets.clear()
        self.deletion.clear()
        for preset in settings.presets:
            apply = self.menu_of_presets.addAction(as_menu_text(preset.name))
            apply.triggered.connect(partial(self.chosen.emit, preset.setup))
            delete = self.deletion.addAction(as_menu_text(preset.name))
            delete.triggered.connect(partial(self._delete, preset.name))
        if not settings.presets:
            self.menu_of_presets.addAction(self.tr("No presets yet")).setEnabled(False)
        self.menu_of_presets.addSeparator()
        self.menu_of_presets.addAction(self.tr("&Save As…")).triggered.connect(self.save_wanted)
        self.menu_of_presets.addMenu(self.deletion)
        self.deletion.setEnabled(bool(settings.presets))

    def _keep(self, setup: ChatSetup, name: str) -> None:
        self._settings.change(presets=(*self._settings.state.presets, Preset(name, setup)))

    def _delete(self, name: str) -> None:
        others = tuple(preset for preset in self._settings.state.presets if preset.name != name)
        self._settings.change(presets=others)

    def _problem(self, name: str) -> str:
        if not is_preset_name(name):
            return self.tr("A name has at most 80 letters. Choose a shorter one.")
        if any(preset.name == name for preset in self._settings.state.presets):
            return self.tr("There is a preset of this name. Delete it first, or choose another name.")
        return ""

    @Slot()
    def _open(self) -> None:
        height = self.menu_of_presets.sizeHint().height()
        self.menu_of_presets.popup(self.mapToGlobal(QPoint(0, -height - 4)))
