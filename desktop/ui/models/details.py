"""The selected model: its license, template, parameters and age, and what can be done to it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, Signal, SignalInstance, Slot
from PySide6.QtGui import QFont, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop.domain.gpu import GpuSnapshot
from desktop.domain.installed import ModelRow, ModelVerb, ProviderModels, UpdateState
from desktop.domain.library import Library
from desktop.domain.text import label_text
from desktop.text.messages import Action, explain
from desktop.ui import formats
from desktop.ui.buttons import ActionButton, IconButton
from desktop.ui.labels import plain_label, tooltip_text
from desktop.ui.models.details_words import (
    digest_text,
    license_name,
    parameters_summary,
    template_name,
    vram_hint,
)
from desktop.ui.models.elided import ElidedLabel
from desktop.ui.models.fact import Fact
from desktop.ui.models.words import modified_text
from desktop.ui.notice import Notice
from desktop.ui.theme import Size, Theme

EDGE = 16
GAP = 24
WIDEST_NAME = 260
LEAST_WIDTH = 240


class DetailsCard(QFrame):
    """Renders one `ModelRow`, below the table or, in a wide window, as a panel beside it."""

    load_wanted = Signal(str)
    unload_wanted = Signal(str)
    default_wanted = Signal(str)
    delete_wanted = Signal(str)
    update_wanted = Signal(str)
    """Pull the model again."""
    check_wanted = Signal()
    """Ask the registry whether there is anything newer."""

    def __init__(self, theme: Theme, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._library = theme, library
        self._row: ModelRow | None = None
        self._shown: object = None
        self._is_panel = False
        self.setProperty("kind", "card")
        self.name = ElidedLabel(theme, weight=QFont.Weight.DemiBold)
        self.hint = plain_label(theme, size=Size.DETAIL, tone="text2")
        self.license = Fact(theme, self.tr("License"))
        self.template = Fact(theme, self.tr("Template"))
        self.modified = Fact(theme, self.tr("Modified"))
        self.parameters = Fact(theme, self.tr("Parameters"))
        self.digest = Fact(theme, self.tr("Digest"))
        self.facts = (self.license, self.template, self.modified, self.parameters, self.digest)
        self.update_button = ActionButton(theme, self.tr("&Update"), "download")
        self.load = ActionButton(theme, self.tr("&Load"), "resume")
        self.make_default = ActionButton(theme, self.tr("Set as De&fault"))
        self.delete = ActionButton(theme, self.tr("&Delete…"), "delete", "danger")
        self.more = IconButton(theme, "more", self.tr("Model Menu"))
        self.menu = QMenu(self)
        self.failure = Notice(theme)
        self._fill_menu()
        self._lay_out()
        self._connect()
        self.hide()

    @property
    def model(self) -> str:
        """The name of the model that is shown, "" if none is."""
        return self._row.model.name if self._row is not None else ""

    def show_row(self, row: ModelRow | None, state: ProviderModels, gpus: GpuSnapshot | None) -> None:
        """Show the details of `row`, or hide."""
        self._row = row
        self.setVisible(row is not None)
        if row is None:
            return
        hint = vram_hint(row, gpus, self._library)
        can = (state.can_load, state.can_delete, state.can_pull, state.can_check_updates)
        if (row, can, hint) == self._shown:
            return
        self._shown = (row, can, hint)
        self.name.show_text(label_text(row.model.name))
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self._show_facts(row)
        self._show_buttons(row, state)
        error = explain(row.error, formats.translate) if row.error is not None else None
        self.failure.show_explanation(error)
        self._fit()

    def stand_upright(self, is_panel: bool) -> None:
        """As a panel beside the table everything stands one under the other."""
        self._is_panel = is_panel
        self.hint.setWordWrap(is_panel)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Narrower than what stands side by side now: it can stand otherwise."""
        return QSize(LEAST_WIDTH, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def open_menu(self, place: QPoint) -> None:
        """The menu of the shown model, at a place of the screen."""
        self.menu.popup(place)

    def _show_facts(self, row: ModelRow) -> None:
        details = row.details
        self.modified.show_value(modified_text(row.model.modified_at))
        self.digest.show_value(digest_text(row.model.digest))
        if details is None:
            for fact in (self.license, self.template, self.parameters):
                fact.show_value("")
        else:
            self.license.show_value(license_name(details.license), details.license)
            self.template.show_value(template_name(details.template), details.template)
            parameters = details.parameters_text
            self.parameters.show_value(parameters_summary(parameters), parameters)
        for action, fact in self._readings:
            action.setEnabled(bool(fact.full))
        self.copy_digest.setEnabled(bool(row.model.digest))

    def _show_buttons(self, row: ModelRow, state: ProviderModels) -> None:
        is_loaded = row.loaded is not None or row.busy is ModelVerb.LOAD
        is_embedding = "embedding" in row.capabilities and "completion" not in row.capabilities
        self.load.setText(self.tr("Un&load") if is_loaded else self.tr("&Load"))
        self.load.show_icon("off" if is_loaded else "resume")
        self.load.setVisible(state.can_load and not row.model.remote_host)
        self.load.setEnabled(row.busy in (None, ModelVerb.LOAD))
        self.make_default.setEnabled(not row.is_default and not is_embedding)
        why = self.tr("It is the default already.") if row.is_default else ""
        why = self.tr("It makes embeddings, and cannot chat.") if is_embedding else why
        self.make_default.setToolTip(tooltip_text(why))
        self.delete.setVisible(state.can_delete)
        self.delete.setEnabled(row.busy is not ModelVerb.DELETE)
        self.update_button.setVisible(state.can_pull and row.update is UpdateState.AVAILABLE)
        for action, button in self._verbs:
            action.setText(button.text())
            action.setEnabled(button.isEnabled())
            action.setVisible(not button.isHidden())
        self.pull_again.setEnabled(state.can_pull)
        self.check.setVisible(state.can_check_updates)

    @Slot()
    def _load(self) -> None:
        row = self._row
        if row is not None:
            is_loaded = row.loaded is not None or row.busy is ModelVerb.LOAD
            (self.unload_wanted if is_loaded else self.load_wanted).emit(row.model.name)

    def _tell(self, signal: SignalInstance, _checked: bool = False) -> None:
        if self.model:
            signal.emit(self.model)

    @Slot(Action)
    def _try_again(self, _action: Action) -> None:
        """The verb that has failed is most likely the one that a person wants again: loading."""
        self._load()

    @Slot()
    def _copy_digest(self) -> None:
        if self._row is not None:
            QGuiApplication.clipboard().setText(self._row.model.digest)

    @Slot()
    def _copy_name(self) -> None:
        QGuiApplication.clipboard().setText(self.model)

    @Slot()
    def _open_menu(self) -> None:
        corner = self.more.rect().bottomRight()
        corner.setX(corner.x() - self.menu.sizeHint().width())
        self.open_menu(self.more.mapToGlobal(corner))

    def _connect(self) -> None:
        self.load.clicked.connect(self._load)
        self.make_default.clicked.connect(partial(self._tell, self.default_wanted))
        self.delete.clicked.connect(partial(self._tell, self.delete_wanted))
        self.update_button.clicked.connect(partial(self._tell, self.update_wanted))
        self.more.clicked.connect(self._open_menu)
        self.failure.chosen.connect(self._try_again)

    def _fill_menu(self) -> None:
        menu = self.menu
        buttons = (self.load, self.make_default, self.update_button, self.delete)
        self._verbs = [(menu.addAction(button.text()), button) for button in buttons]
        for action, button in self._verbs:
            action.triggered.connect(button.click)
        menu.addSeparator()
        self.pull_again = menu.addAction(self.tr("&Pull Again"))
        self.pull_again.triggered.connect(partial(self._tell, self.update_wanted))
        self.check = menu.addAction(self.tr("Check for Upda&tes"))
        self.check.triggered.connect(self.check_wanted)
        menu.addSeparator()
        readings = (
            (self.tr("Show L&icense"), self.license),
            (self.tr("Show Te&mplate"), self.template),
            (self.tr("Show P&arameters"), self.parameters),
        )
        self._readings = [(menu.addAction(text), fact) for text, fact in readings]
        for action, fact in self._readings:
            action.triggered.connect(fact.read)
        menu.addAction(self.tr("Copy &Name")).triggered.connect(self._copy_name)
        self.copy_digest = menu.addAction(self.tr("Copy Di&gest"))
        self.copy_digest.triggered.connect(self._copy_digest)

    def _fit(self) -> None:
        """Facts that find no room give way, the last ones first; then the buttons go under the rest."""
        shown = [fact for fact in self.facts if fact.text]
        room = self.width() - 2 * EDGE
        if not self._is_panel:
            for fact in (self.digest, self.parameters, self.template):
                if fact in shown and self._wanted_width(shown) > room:
                    shown.remove(fact)
        for fact in self.facts:
            if fact.isHidden() is (fact in shown):
                fact.setVisible(fact in shown)
        self._stand(is_upright=self._is_panel)
        if not self._is_panel and self._wanted_width(shown) > room:
            self._row_layout.setDirection(QBoxLayout.Direction.TopToBottom)
            self._row_layout.setSpacing(12)

    def _wanted_width(self, facts: Sequence[Fact]) -> int:
        """Of everything side by side."""
        names = max(part.sizeHint().width() for part in (self.name, self.hint) if not part.isHidden())
        parts = (self.update_button, self.load, self.make_default, self.delete, self.more)
        buttons = sum(part.sizeHint().width() + 8 for part in parts if not part.isHidden())
        return min(names, WIDEST_NAME) + sum(fact.sizeHint().width() + GAP for fact in facts) + GAP + buttons

    def _stand(self, *, is_upright: bool) -> None:
        """Side by side, or one under the other with the menu's button beside the name."""
        place = self._head if is_upright else self._buttons
        if place.indexOf(self.more) < 0:
            (self._buttons if is_upright else self._head).removeWidget(self.more)
            place.insertWidget(len(self._verbs) if place is self._buttons else 1, self.more)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        direction = down if is_upright else across
        for layout, upright, lying in (
            (self._row_layout, 16, GAP),
            (self._facts_row, 12, GAP),
            (self._buttons, 8, 8),
        ):
            layout.setDirection(direction)
            layout.setSpacing(upright if is_upright else lying)

    def _lay_out(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(1)
        names.addWidget(self.name)
        names.addWidget(self.hint)
        across = QBoxLayout.Direction.LeftToRight
        self._facts_row, self._buttons, self._row_layout = (QBoxLayout(across) for _ in range(3))
        self._head = QHBoxLayout()
        self._head.addLayout(names, 1)
        self._facts_row.addLayout(self._head)
        for fact in self.facts:
            self._facts_row.addWidget(fact, 0, Qt.AlignmentFlag.AlignTop)
        self._facts_row.addStretch(1)
        for button in (self.update_button, self.load, self.make_default, self.delete, self.more):
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)
        self._row_layout.addLayout(self._facts_row, 1)
        self._row_layout.addLayout(self._buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(EDGE, 14, EDGE, 14)
        layout.setSpacing(12)
        layout.addLayout(self._row_layout)
        layout.addWidget(self.failure)
