"""The models page: pulling with advice, pulls under way, what is installed, and the details of one model."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QDateTime, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFont, QHideEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.catalog import Catalog, ProviderRow
from desktop.domain.gpu import GpuSnapshot
from desktop.domain.installed import ProviderModels, shown_first
from desktop.domain.placement import room_of
from desktop.domain.pull_advice import Fit
from desktop.services.model_services import ModelServices
from desktop.services.providers import ProviderService
from desktop.text.messages import Action
from desktop.ui.accessibility import named
from desktop.ui.labels import plain_label
from desktop.ui.models.delete_dialog import ask_deletion
from desktop.ui.models.details import DetailsCard
from desktop.ui.models.import_dialog import ImportDialog
from desktop.ui.models.installed_card import InstalledCard
from desktop.ui.models.provider_menu import ProviderButton
from desktop.ui.models.pull_section import PullSection
from desktop.ui.models.table_model import ModelsTableModel
from desktop.ui.paced_report import PacedReport
from desktop.ui.page_layout import LedPage, scrolled_page
from desktop.ui.shortcuts import add_shortcut
from desktop.ui.theme import Size, Theme

WIDEST = 1180
WIDEST_WITH_PANEL = 1512
PANEL_WIDTH = 320
WIDE = 1340
"""Of the page: a window of 1600 with its sidebar."""
NARROW = 620
NARROW_LINES = 38
"""The same in heights of a line: with large letters a page is narrow sooner."""
EDGE = 20
GAP = 12
FRAME_MILLISECONDS = 33
AGE_MILLISECONDS = 60_000
STARTER = "llama3:8b"


class ModelsPage(LedPage):
    """Renders the models of one provider and every pull; hands on what the user wants of them."""

    elsewhere_wanted = Signal(Action)
    """A way out that another page has, such as starting the stack."""

    def __init__(
        self,
        theme: Theme,
        providers: ProviderService,
        services: ModelServices,
        report: PacedReport,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._providers, self._pulls = theme, providers, services.pulls
        self._models, self._report = services.models, report
        self.title = plain_label(theme, self.tr("Models"), size=Size.TITLE, weight=QFont.Weight.DemiBold)
        self.filter = named(QLineEdit(), self.tr("Filter models"))
        self.filter.setProperty("kind", "search")
        self.filter.setPlaceholderText(self.tr("Filter"))
        self.filter.setClearButtonEnabled(True)
        self.provider = ProviderButton(theme)
        self.pulling = PullSection(theme, services.pulls, services.advice, services.library)
        self.rows = ModelsTableModel(self)
        self.installed = InstalledCard(theme, self.rows)
        self.table = self.installed.table
        self.details = DetailsCard(theme, services.library)
        self._frame = QTimer(self, interval=FRAME_MILLISECONDS, singleShot=True)
        self._age = QTimer(self, interval=AGE_MILLISECONDS)
        self._is_wide = False
        self._shown_rows: object = None
        self._lay_out()
        self._connect()
        self._render()

    @property
    def state(self) -> ProviderModels:
        """What is shown; it is still to come until providers have answered."""
        state = self._models.state
        catalog = self._providers.state
        is_open = not state.provider and bool(catalog.rows) and not shown_first(catalog)
        return replace(state, is_reading=True) if is_open else state

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._age.start()
        self._models.watch(is_seen=True)
        self._settle_provider(self._providers.state)
        self._render()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._age.stop()
        self._models.watch(is_seen=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @Slot(str)
    def show_provider(self, provider: str) -> None:
        """Look at the models of another provider."""
        self._models.show(provider)
        self._render()

    @Slot()
    def refresh(self) -> None:
        """Ask the server again."""
        self._models.refresh()

    def _connect(self) -> None:
        self._frame.timeout.connect(self._render)
        self._age.timeout.connect(self._grow_older)
        self._models.changed.connect(self._render_soon)
        self._report.changed.connect(self._render_soon)
        self._providers.changed.connect(self._follow)
        self.pulling.advised.connect(self._note_advice)
        self.pulling.card.import_wanted.connect(self._import)
        self.pulling.card.provider_wanted.connect(partial(self.provider.open_at, self.pulling.card.into))
        self.filter.textChanged.connect(self._filter)
        self.provider.picked.connect(self.show_provider)
        self._connect_installed()
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, text, act in (
            (QKeySequence.StandardKey.Refresh, self.tr("Read the list anew"), self.refresh),
            (QKeySequence.StandardKey.Undo, self.tr("Undo the deletion"), self._models.undo_delete),
        ):
            add_shortcut(self, keys, text, act, context)

    def _connect_installed(self) -> None:
        self.installed.chosen.connect(self._act)
        self.installed.starter_wanted.connect(partial(self.pulling.pull, STARTER))
        self.installed.undo_wanted.connect(self._models.undo_delete)
        self.table.picked.connect(self._pick)
        self.table.opened.connect(self._open)
        self.table.delete_pressed.connect(self._ask_deletion)
        self.table.menu_wanted.connect(self._open_row_menu)
        details = self.details
        details.load_wanted.connect(self._models.load)
        details.unload_wanted.connect(self._models.unload)
        details.default_wanted.connect(self._models.set_default)
        details.delete_wanted.connect(self._ask_deletion)
        details.update_wanted.connect(self.pulling.pull)
        details.check_wanted.connect(self._models.check_updates)
        details.menu.addSeparator()
        details.menu.addMenu(self.table.sort_menu)

    @property
    def _provider_row(self) -> ProviderRow | None:
        return self._providers.state.row(self.state.provider)

    @property
    def _gpus(self) -> GpuSnapshot | None:
        """The GPUs that the shown provider can use; None where it is on another computer."""
        row = self._provider_row
        return self._report.state.gpus if row is not None and row.endpoint.is_local else None

    @Slot(Catalog)
    def _follow(self, catalog: Catalog) -> None:
        self._settle_provider(catalog)
        self._render_soon()

    def _settle_provider(self, catalog: Catalog) -> None:
        """Without a provider (any more): the likeliest one."""
        is_there = catalog.row(self.state.provider) is not None
        if not is_there and self.isVisible() and (provider := shown_first(catalog)):
            self._models.show(provider)

    @Slot()
    def _render_soon(self) -> None:
        if self.isVisible() and not self._frame.isActive():
            self._frame.start()

    @Slot()
    def _render(self) -> None:
        state = self.state
        self.provider.show_providers(self._providers.state, state.provider)
        names = {each.endpoint.id: each.endpoint.name for each in self._providers.state.rows}
        self.pulling.show_provider(state, names)
        gpus = self._gpus
        gpu_bytes = room_of(gpus, None).gpu_total_bytes if gpus is not None else None
        if (state.rows, gpu_bytes) != self._shown_rows:
            self._shown_rows = (state.rows, gpu_bytes)
            self.rows.show(state.rows, gpu_bytes, QDateTime.currentDateTime())
        self._render_installed()
        self._render_details()

    def _render_installed(self) -> None:
        state = self.state
        starter = STARTER if state.can_pull and not self._pulls.is_pulling(state.provider, STARTER) else ""
        is_empty = bool(starter) and not state.rows and not state.is_reading
        fits = is_empty and self.pulling.advice_on(starter).fit is Fit.GPU
        self.lead(self.pulling.card.field if is_empty else self.table)
        self.installed.show_state(state, starter, fits=fits)

    def _render_details(self) -> None:
        entry = self.table.current if self.rows.entries else None
        row = self.state.row(entry.name) if entry is not None else None
        self.details.show_row(row, self.state, self._gpus)

    @Slot()
    def _grow_older(self) -> None:
        self.rows.age(QDateTime.currentDateTime())

    @Slot(str)
    def _filter(self, text: str) -> None:
        self.rows.filter(text)
        self.installed.show_rows()
        self._render_details()

    @Slot(str)
    def _pick(self, model: str) -> None:
        if model:
            self._models.read_details(model)
        self._render_details()

    @Slot(str)
    def _open(self, model: str) -> None:
        """Enter on a model loads it; on one that is loaded it leads to what can be done."""
        row = self.state.row(model)
        if row is not None and row.loaded is None and self.state.can_load and not row.model.remote_host:
            self._models.load(model)
        else:
            self.details.more.setFocus()

    def _open_row_menu(self, _model: str, place: QPoint) -> None:
        self.details.open_menu(place)

    @Slot()
    def _note_advice(self) -> None:
        if not self.state.rows:
            self._render_soon()

    @Slot()
    def _import(self) -> None:
        ImportDialog(self._theme, self._models, self).open()

    @Slot(str)
    def _ask_deletion(self, model: str) -> None:
        ask_deletion(self._theme, self._models, model, self)

    @Slot(Action)
    def _act(self, action: Action) -> None:
        if action in (Action.RETRY, Action.CHECK_AGAIN):
            self._models.refresh()
        else:
            self.elsewhere_wanted.emit(action)

    def _fit(self) -> None:
        """In a wide window the details stand beside the table, else below it."""
        self.filter.setFixedWidth(120 if self.width() < NARROW else 180)
        self.pulling.card.be_narrow(self.width() < NARROW_LINES * self.fontMetrics().height())
        is_wide = self.width() >= WIDE
        if is_wide is not self._is_wide:
            self._is_wide = is_wide
            (self._column if is_wide else self._panel).removeWidget(self.details)
            if is_wide:
                self._panel.insertWidget(0, self.details)
            else:
                self._column.insertWidget(self._column.count() - 1, self.details)
            self.details.stand_upright(is_wide)
            self._panel_box.setVisible(is_wide)
            self._content.setMaximumWidth(WIDEST_WITH_PANEL if is_wide else WIDEST)

    def _lay_out(self) -> None:
        header = QFrame()
        header.setProperty("kind", "header")
        row = QHBoxLayout(header)
        row.setContentsMargins(24, 9, 16, 9)
        row.setSpacing(8)
        row.addWidget(self.title)
        row.addStretch(1)
        row.addWidget(self.filter)
        row.addWidget(self.provider)
        self._column = QVBoxLayout()
        self._column.setSpacing(GAP)
        for part in (self.pulling, self.installed, self.details):
            self._column.addWidget(part)
        self._column.addStretch(1)
        self._panel_box = QWidget()
        self._panel_box.setFixedWidth(PANEL_WIDTH)
        self._panel_box.hide()
        self._panel = QVBoxLayout(self._panel_box)
        self._panel.setContentsMargins(0, 0, 0, 0)
        self._panel.addStretch(1)
        self._content = QWidget()
        self._content.setMaximumWidth(WIDEST)
        across = QHBoxLayout(self._content)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(GAP)
        across.addLayout(self._column, 1)
        across.addWidget(self._panel_box)
        named(scrolled_page(self, header, self._content, EDGE), self.title.text())
