"""The health page: what is wrong and how to mend it, the way to the GPU, GPUs, providers, and the machine."""

import time
from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFont, QGuiApplication, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.gpu_truth import Conclusion
from desktop.domain.health import HealthItem, HealthReport, SystemFacts, worst_of
from desktop.domain.health_causes import HealthCause, HealthKind, HealthState
from desktop.domain.stack import SERVICE, GpuChoice
from desktop.domain.verdict import Level, verdict_of_report
from desktop.services.health import HealthService
from desktop.services.stack import StackService
from desktop.text.doctor import doctor_report
from desktop.text.explanation import Action
from desktop.text.gpu_words import truth_text
from desktop.ui import formats
from desktop.ui.accessibility import named
from desktop.ui.buttons import ActionButton
from desktop.ui.health.banner import Banner
from desktop.ui.health.gpu_card import GpuCard
from desktop.ui.health.items_card import ItemsCard
from desktop.ui.health.truth_chain import TruthChain
from desktop.ui.health.words import ago, links_of, provider_details
from desktop.ui.labels import plain_label
from desktop.ui.page_layout import scrolled_page
from desktop.ui.theme import Size, Theme

WIDEST = 1180
NARROW = 900
EDGE = 20
GAP = 12
FRAME_MILLISECONDS = 33
AGE_MILLISECONDS = 1000
_MACHINE = (
    HealthKind.ENGINE,
    HealthKind.STACK,
    HealthKind.PORT,
    HealthKind.DISK,
    HealthKind.EXPOSURE,
    HealthKind.KEYRING,
)

_ILL = (HealthState.ATTENTION, HealthState.FAILURE)


class HealthPage(QWidget):
    """Renders `HealthReport` at most 30 times a second, and only while it is seen."""

    elsewhere_wanted = Signal(Action)
    """A way out that is on another page: the log, the settings, the choice of a model."""

    def __init__(
        self,
        theme: Theme,
        health: HealthService,
        stack: StackService,
        facts: SystemFacts,
        parent: QWidget | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._theme, self._health, self._stack = theme, health, stack
        self._facts, self._clock = facts, clock
        self._picked: tuple[HealthKind, str] | None = None
        self._shown: HealthItem | None = None
        self.title = plain_label(theme, self.tr("Health"), size=Size.TITLE, weight=QFont.Weight.DemiBold)
        self.copy = ActionButton(theme, self.tr("Cop&y Report"), "copy", "quiet")
        self.check = ActionButton(theme, self.tr("&Check Again"), "regenerate")
        self.banner = Banner(theme)
        self.truth_sentence = plain_label(theme, size=Size.DETAIL, tone="text2", wrap=True)
        self.chain = TruthChain(theme)
        self.gpus = ItemsCard(theme, self.tr("GPUs"))
        self.gpu_cards: list[GpuCard] = []
        self.providers = ItemsCard(theme, self.tr("Providers"))
        self.machine = ItemsCard(theme, self.tr("Stack and machine"))
        self._frame = QTimer(self, interval=FRAME_MILLISECONDS, singleShot=True)
        self._frame.timeout.connect(self._render)
        self._age = QTimer(self, interval=AGE_MILLISECONDS)
        self._age.timeout.connect(self._show_age)
        self._lay_out()
        self._connect()
        self._render()

    @property
    def report(self) -> HealthReport:
        return self._health.state

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._age.start()
        self._render()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._age.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside, under = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(under if self.width() < NARROW else beside)

    def _connect(self) -> None:
        self._health.changed.connect(self._render_soon)
        self.check.clicked.connect(self._health.check_again)
        self.copy.clicked.connect(self._copy_report)
        self.banner.chosen.connect(self._act)
        for card in (self.gpus, self.providers, self.machine):
            card.chosen.connect(self._pick)

    @Slot(HealthReport)
    def _render_soon(self, _report: HealthReport) -> None:
        if self.isVisible() and not self._frame.isActive():
            self._frame.start()

    @Slot()
    def _render(self) -> None:
        report = self.report
        self.chain.show_links(links_of(report.truth))
        sentence = truth_text(report.truth, formats.translate)
        self.truth_sentence.setText(f"{sentence.partition('. ')[0].removesuffix('.')}.")
        gpu_items = report.of_kind(HealthKind.GPU)
        has_readings = report.gpus is not None and bool(report.gpus.readings)
        ill = [item for item in gpu_items if not has_readings or item.state is not HealthState.OK]
        self.gpus.show_items(ill)
        is_told = report.truth.conclusion not in (Conclusion.NO_GPU, Conclusion.UNKNOWN)
        self._truth_card.setVisible(is_told)
        self._show_gpus(report)
        self.providers.show_items(report.of_kind(HealthKind.PROVIDER), provider_details(report))
        self.machine.show_items(report.of_kind(*_MACHINE))
        self._show_banner(report)
        self._show_age()

    def _show_banner(self, report: HealthReport) -> None:
        picked = next((item for item in report.items if item.key == self._picked), None)
        verdict = verdict_of_report(report)
        is_well = verdict.level in (Level.OK, Level.BUSY)  # as the tray says
        self._shown = picked or verdict.item or (None if is_well else worst_of(report.items))
        if self._shown is not None:
            self.banner.show_item(self._shown, is_busy=report.is_fixing or report.stack.is_busy)

    def _show_gpus(self, report: HealthReport) -> None:
        readings = report.gpus.readings if report.gpus is not None else ()
        while len(self.gpu_cards) < len(readings):
            card = GpuCard(self._theme)
            self.gpu_cards.append(card)
            self._gpu_column.addWidget(card)
        for number, card in enumerate(self.gpu_cards):
            card.setVisible(number < len(readings))
            if number < len(readings):
                card.show_reading(readings[number], report.history, self._clock())

    @Slot()
    def _show_age(self) -> None:
        known = [
            item.checked_at_seconds for item in self.report.items if item.state is not HealthState.UNKNOWN
        ]
        now = self._clock()
        if self._shown is None:
            others = [item.subject for item in self.report.items if item.state in _ILL and item.subject]
            self.banner.show_well(ago(now - max(known)) if known else "", ", ".join(others))
        rows = [item.checked_at_seconds for item in self.report.of_kind(HealthKind.PROVIDER)]
        self.providers.age.setText(ago(now - min(rows)) if rows else "")

    @Slot(HealthItem)
    def _pick(self, item: HealthItem) -> None:
        """Show another item in the banner; the same one again shows the worst once more."""
        self._picked = None if item.key == self._picked else item.key
        self._render()
        self.area.ensureVisible(0, 0)

    @Slot()
    def _copy_report(self) -> None:
        QGuiApplication.clipboard().setText(doctor_report(self.report, self._facts))

    @Slot(Action)
    def _act(self, action: Action) -> None:
        match action:
            case Action.RESTART_AND_RELOAD:
                self._health.restart_and_reload()
            case Action.RELOAD_MODEL:
                self._reload()
            case Action.START_STACK:
                self._stack.start()
            case Action.USE_OTHER_PORT:
                self._stack.start_on_free_port()
            case Action.RUN_ON_CPU:
                self._stack.start(GpuChoice.NONE)
            case Action.RETRY | Action.CHECK_AGAIN:
                self._health.check_again()
            case _:
                self.elsewhere_wanted.emit(action)

    def _reload(self) -> None:
        """Reload the model that the shown item is about."""
        item = self._shown
        if item is None:
            return
        if item.cause is not HealthCause.PROVIDER_ON_CPU:
            self._health.reload(SERVICE, item.subject)
            return
        loaded = next((entry.models or () for entry in self.report.loaded if entry.provider == item.id), ())
        model = next((model.name for model in loaded if model.gpu_bytes == 0), "")
        if model:
            self._health.reload(item.id, model)

    def _lay_out(self) -> None:
        header = QFrame()
        header.setProperty("kind", "header")
        row = QHBoxLayout(header)
        row.setContentsMargins(24, 9, 16, 9)
        row.setSpacing(10)
        row.addWidget(self.title)
        row.addStretch(1)
        row.addWidget(self.copy)
        row.addWidget(self.check)
        self.area = named(scrolled_page(self, header, self._content(), EDGE), self.title.text())

    def _content(self) -> QWidget:
        self._truth_card = QFrame()
        self._truth_card.setProperty("kind", "card")
        head = QHBoxLayout()
        head.addWidget(plain_label(self._theme, self.tr("GPU truth"), weight=QFont.Weight.DemiBold))
        head.addSpacing(12)
        self.truth_sentence.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.truth_sentence.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.truth_sentence, 1)
        truth = QVBoxLayout(self._truth_card)
        truth.setContentsMargins(16, 12, 16, 12)
        truth.setSpacing(10)
        truth.addLayout(head)
        truth.addWidget(self.chain)
        self._gpu_column = QVBoxLayout()
        self._gpu_column.setSpacing(GAP)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column, parts in ((left, (self._truth_card, self.gpus)), (right, (self.providers, self.machine))):
            column.setSpacing(GAP)
            for part in parts:
                column.addWidget(part)
        left.addLayout(self._gpu_column)
        left.addStretch(1)
        right.addStretch(1)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(GAP)
        self._columns.addLayout(left, 62)
        self._columns.addLayout(right, 38)
        content = QWidget()
        content.setMaximumWidth(WIDEST)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.banner)
        column.addLayout(self._columns)
        column.addStretch(1)
        return content
