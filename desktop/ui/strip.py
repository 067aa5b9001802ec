"""The status strip under the window: the verdict first, in icon and words, then what it rests on."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.domain.catalog import Catalog, Reach
from desktop.domain.health import HealthReport
from desktop.domain.text import label_text
from desktop.domain.verdict import Level, Verdict, verdict_of_report
from desktop.text.messages import explain
from desktop.text.stack_words import StackText, stack_text
from desktop.text.verdicts import verdict_text
from desktop.ui import formats
from desktop.ui.buttons import ActionButton
from desktop.ui.labels import tooltip_text
from desktop.ui.paced_report import PacedReport
from desktop.ui.stack.words import strip_text
from desktop.ui.strip_gpu import GpuParts, gpu_in_strip
from desktop.ui.theme import Theme

VERDICT_ICONS = {
    Level.OK: ("ok", "ok"),
    Level.BUSY: ("busy", "accent_text"),
    Level.ATTENTION: ("warning", "warn"),
    Level.FAILURE: ("error", "fail"),
    Level.OFF: ("off", "text3"),
}


class StatusStrip(QFrame):
    """Renders `HealthReport`; each part is a button that leads to its page."""

    health_wanted = Signal()
    stack_wanted = Signal()
    check_wanted = Signal()

    def __init__(self, theme: Theme, paced: PacedReport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "strip")
        self.level: Level | None = None
        self.verdict = ActionButton(theme, "", "busy", "strip")
        self.stack = ActionButton(theme, "", "stack", "strip")
        self.counts = ActionButton(theme, "", "network", "strip")
        self.gpu = GpuParts(theme)
        self._row = layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 2, 8, 2)
        layout.addWidget(self.verdict)
        layout.addWidget(self.stack)
        layout.addStretch(1)
        layout.addWidget(self.counts)
        layout.addWidget(self.gpu)
        self.counts.clicked.connect(self.check_wanted)
        self.stack.clicked.connect(self.stack_wanted)
        for part in (self.verdict, *self.gpu.buttons):
            part.clicked.connect(self.health_wanted)
        paced.changed.connect(self._render)
        self._render(paced.state)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave out what there is no room for; the verdict and the memory of the GPU stay to the end."""
        parts = (self.counts, self.stack, self.gpu.heat, self.gpu.load)
        for part in parts:
            part.setVisible(part not in self.gpu.untold)
        for part in parts:
            if self._row.sizeHint().width() > self.width():
                part.hide()

    @Slot(HealthReport)
    def _render(self, report: HealthReport) -> None:
        text_of_stack = stack_text(report.stack, formats.translate)
        self.stack.setText(label_text(strip_text(report.stack, text_of_stack.words), 60).replace("&", "&&"))
        self.stack.setToolTip(tooltip_text(text_of_stack.detail))
        self._render_verdict(verdict_of_report(report), text_of_stack)
        rows = report.catalog.rows
        there = sum(row.reach is Reach.AVAILABLE for row in rows)
        self.counts.setText(self.tr("{count} of {all} providers answer").format(count=there, all=len(rows)))
        self.counts.setToolTip(tooltip_text(self._details(report.catalog)))
        self.gpu.show_gpu(gpu_in_strip(report))
        self._fit()

    def _render_verdict(self, verdict: Verdict, text_of_stack: StackText) -> None:
        self.level = verdict.level
        text = verdict_text(verdict, formats.translate)
        self.verdict.show_icon(*VERDICT_ICONS[verdict.level])
        words = text.words if verdict.level is not Level.OK else f"{text.words}: {text.detail}"
        if verdict.stack is not None and text_of_stack.short:
            words = text_of_stack.short  # the words in full stand right beside it
        self.verdict.setText(label_text(words, 90).replace("&", "&&"))
        self.verdict.setToolTip(tooltip_text(label_text(text.detail)))

    def _details(self, catalog: Catalog) -> str:
        """A line for each provider."""
        lines = [self.tr("Press to check again.")]
        for row in catalog.rows:
            name = label_text(row.endpoint.name, 60)
            if row.availability is not None and row.reach is Reach.AVAILABLE:
                latency = formats.milliseconds(row.availability.latency_seconds)
                lines.append(f"{name}: {latency}")
            elif row.error is not None:
                lines.append(f"{name}: {label_text(explain(row.error, formats.translate).sentence)}")
            else:
                lines.append(name)
        return "\n".join(lines)
