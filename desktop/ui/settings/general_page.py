"""General settings: the language, the start with the session, and the setup once more."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.domain.settings import Language, Settings
from desktop.services.autostart import AutostartState
from desktop.text.messages import explain
from desktop.ui.accessibility import named
from desktop.ui.buttons import ActionButton
from desktop.ui.formats import translate
from desktop.ui.settings.category_page import CategoryPage
from desktop.ui.settings.choice_box import ChoiceBox
from desktop.ui.settings.edits import Edits
from desktop.ui.settings.needs import SettingsNeeds
from desktop.ui.theme import Theme
from desktop.ui.tick_box import TickBox


class GeneralPage(CategoryPage):
    """Renders settings and the state of the start with the session."""

    setup_wanted = Signal()

    def __init__(
        self, theme: Theme, needs: SettingsNeeds, edits: Edits, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            theme,
            translate("settings", "General"),
            translate("settings", "The application as a whole."),
            parent,
        )
        self._settings, self._autostart, self._edits = needs.settings, needs.autostart, edits
        form = self.add_card()
        self.language = ChoiceBox(theme)
        self._fill_languages()
        form.add(
            self.tr("&Language"),
            self.language,
            fills=False,
            words=self.tr("translation German English Deutsch"),
        )
        self.autostart = TickBox(theme, self.tr("With your &session, in the tray"))
        self.autostart_note = form.note()
        form.add(
            self.tr("Start"),
            self.autostart,
            below=[self.autostart_note],
            fills=False,
            words=self.tr("autostart login boot start with your session tray"),
        )
        closing = form.note(
            self.tr("A closed window leaves TARS in the tray, where there is one. Ctrl+Q quits.")
        )
        self.setup = ActionButton(theme, self.tr("Open Set&up Again…"), "setup")
        form.add(
            self.tr("Setup"),
            self.setup,
            fills=False,
            words=self.tr("wizard assistant first start Docker"),
        )
        self.closing_row = form.add(
            self.tr("Closing"),
            named(closing, closing.text()),
            words=self.tr("quit exit tray close window"),
        )
        self.language.activated.connect(self._choose_language)
        self.autostart.clicked.connect(self._switch)
        self.setup.clicked.connect(self.setup_wanted)
        needs.settings.changed.connect(self._render)
        needs.autostart.changed.connect(self._render_autostart)
        self._render(needs.settings.state)
        self._render_autostart(needs.autostart.state)

    @Slot(Settings)
    def _render(self, settings: Settings) -> None:
        if settings.language is Language.PSEUDO and self.language.findData(Language.PSEUDO.value) < 0:
            self.language.addItem(self.tr("Stretched English, for tests"), Language.PSEUDO.value)
        self.language.show_choice(settings.language)

    @Slot(AutostartState)
    def _render_autostart(self, state: AutostartState) -> None:
        self.autostart.setChecked(bool(state.is_on))
        self.autostart.setEnabled(state.is_on is not None and not state.is_switching)
        said = explain(state.error, translate) if state.error is not None else None
        self.autostart_note.setText(f"{said.sentence} {said.evidence}".strip() if said is not None else "")
        self.autostart_note.setVisible(said is not None)

    def _fill_languages(self) -> None:
        self.language.addItem(self.tr("Like the system"), Language.SYSTEM.value)
        self.language.addItem("English", Language.ENGLISH.value)
        self.language.addItem("Deutsch", Language.GERMAN.value)

    @Slot(int)
    def _choose_language(self, place: int) -> None:
        language = Language(self.language.itemData(place))
        self._edits.change(self.tr("Changed the language"), language=language)

    @Slot(bool)
    def _switch(self, is_on: bool) -> None:
        self._autostart.switch(is_on=is_on)
