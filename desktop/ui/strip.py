"""The status strip under the window: the verdict first, in icon and words, and who answers."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.domain.catalog import Catalog, Reach
from desktop.domain.text import label_text
from desktop.domain.verdict import Level, verdict_of
from desktop.services.providers import ProviderService
from desktop.text.messages import explain
from desktop.text.verdicts import verdict_text
from desktop.ui import formats
from desktop.ui.buttons import ActionButton
from desktop.ui.labels import tooltip_text
from desktop.ui.theme import Theme

VERDICT_ICONS = {
    Level.OK: ("ok", "ok"),
    Level.BUSY: ("busy", "accent_text"),
    Level.ATTENTION: ("warning", "warn"),
    Level.FAILURE: ("error", "fail"),
    Level.OFF: ("off", "text3"),
}


class StatusStrip(QFrame):
    """Renders the `Catalog`; each part is a button."""

    picker_wanted = Signal()

    def __init__(self, theme: Theme, service: ProviderService, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "strip")
        self.verdict = ActionButton(theme, "", "busy", "strip")
        self.counts = ActionButton(theme, "", "network", "strip")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 2, 8, 2)
        layout.addWidget(self.verdict)
        layout.addStretch(1)
        layout.addWidget(self.counts)
        self.verdict.clicked.connect(self.picker_wanted)
        self.counts.clicked.connect(service.refresh)
        service.changed.connect(self._render)
        self._render(service.state)

    @Slot(Catalog)
    def _render(self, catalog: Catalog) -> None:
        verdict = verdict_of(catalog)
        text = verdict_text(verdict, formats.translate)
        self.verdict.show_icon(*VERDICT_ICONS[verdict.level])
        words = text.words if verdict.level is not Level.OK else f"{text.words}: {text.detail}"
        self.verdict.setText(label_text(words, 90).replace("&", "&&"))
        self.verdict.setToolTip(tooltip_text(label_text(text.detail)))
        there = sum(row.reach is Reach.AVAILABLE for row in catalog.rows)
        self.counts.setText(
            self.tr("{count} of {all} providers answer").format(count=there, all=len(catalog.rows))
        )
        self.counts.setToolTip(tooltip_text(self._details(catalog)))

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
