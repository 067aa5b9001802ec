"""The stack's options, as the stack page has them in its dialog; each is checked before it is taken over."""

from collections.abc import Iterable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from desktop.domain.errors import StackError
from desktop.domain.settings import OnQuit, Settings
from desktop.domain.stack import StackOptions
from desktop.domain.stack_reading import check_options
from desktop.text.messages import explain
from desktop.ui.formats import translate
from desktop.ui.settings.category_page import CategoryPage
from desktop.ui.settings.choice_box import ChoiceBox
from desktop.ui.settings.edits import Edits
from desktop.ui.settings.needs import SettingsNeeds
from desktop.ui.settings.provider_fields import LineField
from desktop.ui.stack.options_fields import (
    exposure_choices,
    exposure_warning,
    gpu_choices,
    on_quit_choices,
    options_in,
)
from desktop.ui.theme import Theme

LARGEST_PORT = 65535


class StackSettingsPage(CategoryPage):
    """Renders `Settings.stack`."""

    def __init__(
        self, theme: Theme, needs: SettingsNeeds, edits: Edits, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            theme,
            translate("settings", "Stack"),
            translate("settings", "The model server in a container. Changes hold from its next start on."),
            parent,
        )
        self._needs, self._edits = needs, edits
        self.form = form = self.add_card()
        self.exposure, self.gpu, self.on_quit = ChoiceBox(theme), ChoiceBox(theme), ChoiceBox(theme)
        self.warning = form.note(exposure_warning(), tone="warn")
        self.port, self.image = LineField(), LineField(takes_pastes=True)
        self.port_problem, self.problem = form.note(tone="fail"), form.note(tone="fail")
        _fill(self.gpu, gpu_choices())
        _fill(self.on_quit, on_quit_choices())
        form.add(
            self.tr("&Reachable for"),
            self.exposure,
            below=[self.warning],
            fills=False,
            words=self.tr("address network expose listen 0.0.0.0 127.0.0.1"),
        )
        form.add(self.tr("&Port"), self.port, below=[self.port_problem], words=self.tr("address URL 8080"))
        form.add(self.tr("&Image"), self.image, below=[self.problem], words="Docker ollama container")
        form.add(self.tr("&GPU"), self.gpu, fills=False, words="NVIDIA AMD ROCm CUDA CPU")
        form.add(
            self.tr("When &quitting"),
            self.on_quit,
            fills=False,
            words=self.tr("exit stop keep running close"),
        )
        for box in (self.exposure, self.gpu):
            box.activated.connect(self._take)
        for field in (self.port, self.image):
            field.finished.connect(self._take)
        self.on_quit.activated.connect(self._choose_on_quit)
        needs.settings.changed.connect(self._render)
        self._show_problem("")
        self._render(needs.settings.state)

    def commit(self) -> None:
        for field in (self.port, self.image):
            field.commit()

    @Slot(Settings)
    def _render(self, settings: Settings) -> None:
        options = settings.stack
        if self.exposure.findData(options.address) < 0:
            self.exposure.clear()
            _fill(self.exposure, exposure_choices(options.address))
        self.exposure.show_choice(options.address)
        self.warning.setVisible(options.is_exposed)
        self.port.show_value(str(options.port))
        self.image.show_value(options.image)
        self.gpu.show_choice(options.gpu)
        self.on_quit.show_choice(settings.on_quit)

    @Slot()
    def _take(self) -> None:
        options: StackOptions = options_in(self.image, self.exposure, self.port, self.gpu)
        try:
            check_options(options)
        except StackError as error:
            about_port = not 0 < options.port <= LARGEST_PORT
            self._show_problem(explain(error, translate).sentence, about_port=about_port)
            return
        self._show_problem("")
        self._edits.change(self.tr("Changed the stack"), stack=options)

    @Slot(int)
    def _choose_on_quit(self, place: int) -> None:
        on_quit = OnQuit(self.on_quit.itemData(place))
        self._edits.change(self.tr("Changed what quitting does to the stack"), on_quit=on_quit)

    def _show_problem(self, sentence: str, *, about_port: bool = False) -> None:
        for label, text in (
            (self.port_problem, sentence if about_port else ""),
            (self.problem, "" if about_port else sentence),
        ):
            label.setText(text)
            label.setVisible(bool(text))


def _fill(box: ChoiceBox, choices: Iterable[tuple[str, str]]) -> None:
    for name, value in choices:
        box.addItem(name, value)
