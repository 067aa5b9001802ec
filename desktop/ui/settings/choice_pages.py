"""The pages with one or two choices: how the windows look, what chats do by themselves, and what is told."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from desktop.domain.settings import Appearance, Settings
from desktop.ui.formats import translate
from desktop.ui.settings.category_page import CategoryPage
from desktop.ui.settings.choice_box import ChoiceBox
from desktop.ui.settings.edits import Edits
from desktop.ui.settings.needs import SettingsNeeds
from desktop.ui.theme import Theme
from desktop.ui.tick_box import TickBox


class AppearancePage(CategoryPage):
    """The colours."""

    def __init__(
        self, theme: Theme, needs: SettingsNeeds, edits: Edits, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            theme,
            translate("settings", "Appearance"),
            translate("settings", "Colors. Size and kind of the letters are those of your desktop."),
            parent,
        )
        self._edits = edits
        form = self.add_card()
        self.colors = ChoiceBox(theme)
        for name, appearance in (
            (self.tr("Like the system"), Appearance.SYSTEM),
            (self.tr("Light"), Appearance.LIGHT),
            (self.tr("Dark"), Appearance.DARK),
        ):
            self.colors.addItem(name, appearance.value)
        form.add(
            self.tr("&Colors"), self.colors, fills=False, words=self.tr("theme dark light mode contrast")
        )
        self.colors.activated.connect(self._choose)
        needs.settings.changed.connect(self._render)
        self._render(needs.settings.state)

    @Slot(Settings)
    def _render(self, settings: Settings) -> None:
        self.colors.show_choice(settings.appearance)

    @Slot(int)
    def _choose(self, place: int) -> None:
        appearance = Appearance(self.colors.itemData(place))
        self._edits.change(self.tr("Changed the colors"), appearance=appearance)


class ChatSettingsPage(CategoryPage):
    """What chats do by themselves."""

    def __init__(
        self, theme: Theme, needs: SettingsNeeds, edits: Edits, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            theme,
            translate("settings", "Chat"),
            translate("settings", "What chats do by themselves."),
            parent,
        )
        self._edits = edits
        form = self.add_card()
        self.titles = TickBox(theme, self.tr("Made by the &model"))
        note = form.note(self.tr("Once the model is idle. Otherwise the title is the first question."))
        form.add(
            self.tr("Titles"), self.titles, below=[note], fills=False, words=self.tr("name automatic summary")
        )
        self.titles.clicked.connect(self._switch)
        needs.settings.changed.connect(self._render)
        self._render(needs.settings.state)

    @Slot(Settings)
    def _render(self, settings: Settings) -> None:
        self.titles.setChecked(settings.makes_titles)

    @Slot(bool)
    def _switch(self, is_on: bool) -> None:
        words = self.tr("Titles are made by the model") if is_on else self.tr("Titles are the first question")
        self._edits.change(words, makes_titles=is_on)


class NotificationsPage(CategoryPage):
    """What the desktop tells while no window is in front."""

    def __init__(
        self, theme: Theme, needs: SettingsNeeds, edits: Edits, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            theme,
            translate("settings", "Notifications"),
            translate("settings", "What your desktop tells while no window of TARS is in front."),
            parent,
        )
        self._edits = edits
        form = self.add_card()
        self.notifies = TickBox(theme, self.tr("&Tell what ended or failed"))
        note = form.note(self.tr("Replies, downloads, the stack, the GPU. Never what a reply says."))
        form.add(
            self.tr("Messages"),
            self.notifies,
            below=[note],
            fills=False,
            words=self.tr("alerts popup sound desktop"),
        )
        self.notifies.clicked.connect(self._switch)
        needs.settings.changed.connect(self._render)
        self._render(needs.settings.state)

    @Slot(Settings)
    def _render(self, settings: Settings) -> None:
        self.notifies.setChecked(settings.notifies)

    @Slot(bool)
    def _switch(self, is_on: bool) -> None:
        words = self.tr("Notifications are on") if is_on else self.tr("Notifications are off")
        self._edits.change(words, notifies=is_on)
