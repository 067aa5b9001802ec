"""The status strip under the window: the verdict first, in icon and words, and who answers."""

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.domain.catalog import Catalog, Reach
from desktop.domain.stack import StackState
from desktop.domain.text import label_text
from desktop.domain.verdict import Level, verdict_of
from desktop.services.providers import ProviderService
from desktop.services.stack import StackService
from desktop.text.messages import explain
from desktop.text.stack_words import stack_text
from desktop.text.verdicts import verdict_text
from desktop.ui import formats
from desktop.ui.buttons import ActionButton
from desktop.ui.labels import tooltip_text
from desktop.ui.stack.words import strip_text
from desktop.ui.theme import Theme

FRAME_MILLISECONDS = 33
VERDICT_ICONS = {
    Level.OK: ("ok", "ok"),
    Level.BUSY: ("busy", "accent_text"),
    Level.ATTENTION: ("warning", "warn"),
    Level.FAILURE: ("error", "fail"),
    Level.OFF: ("off", "text3"),
}


class StatusStrip(QFrame):
    """Renders the `Catalog` and the stack; each part is a button."""

    picker_wanted = Signal()
    stack_wanted = Signal()

    def __init__(
        self, theme: Theme, service: ProviderService, stack: StackService, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._service, self._stack = service, stack
        self.setProperty("kind", "strip")
        self.verdict = ActionButton(theme, "", "busy", "strip")
        self.stack = ActionButton(theme, "", "stack", "strip")
        self.counts = ActionButton(theme, "", "network", "strip")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 2, 8, 2)
        layout.addWidget(self.verdict)
        layout.addWidget(self.stack)
        layout.addStretch(1)
        layout.addWidget(self.counts)
        self.verdict.clicked.connect(self.picker_wanted)
        self.counts.clicked.connect(service.refresh)
        self.stack.clicked.connect(self.stack_wanted)
        self._frame = QTimer(self, interval=FRAME_MILLISECONDS, singleShot=True)
        self._frame.timeout.connect(self._render_all)
        service.changed.connect(self._render)
        stack.changed.connect(self._render_soon)
        self._render(service.state)

    @Slot(StackState)
    def _render_soon(self, _state: StackState) -> None:
        if not self._frame.isActive():
            self._frame.start()

    @Slot()
    def _render_all(self) -> None:
        self._render(self._service.state)

    @Slot(Catalog)
    def _render(self, catalog: Catalog) -> None:
        stack = self._stack.state
        text_of_stack = stack_text(stack, formats.translate)
        self.stack.setText(label_text(strip_text(stack, text_of_stack.words), 60).replace("&", "&&"))
        self.stack.setToolTip(tooltip_text(text_of_stack.detail))
        verdict = verdict_of(catalog, stack)
        text = verdict_text(verdict, formats.translate)
        self.verdict.show_icon(*VERDICT_ICONS[verdict.level])
        words = text.words if verdict.level is not Level.OK else f"{text.words}: {text.detail}"
        if verdict.stack is not None and text_of_stack.short:
            words = text_of_stack.short  # the words in full stand right beside it
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
