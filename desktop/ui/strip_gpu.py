"""The parts of the status strip that a GPU has: how busy it is, its memory, and how hot it is."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.gpu import GpuReading
from desktop.domain.health import HealthReport
from desktop.ui import formats
from desktop.ui.accessibility import named
from desktop.ui.buttons import ActionButton
from desktop.ui.health.vram_bar import BarPart, VramBar
from desktop.ui.health.words import GIB, memory
from desktop.ui.labels import plain_label
from desktop.ui.theme import Size, Theme

BAR = QSize(72, 6)


def gpu_in_strip(report: HealthReport) -> GpuReading | None:
    """The GPU that models run on, else the first; None where there is none."""
    readings = report.gpus.readings if report.gpus is not None else ()
    return report.truth.gpu or next(iter(readings), None)


class MemoryButton(ActionButton):
    """Memory in use as a small bar between its name and its figures."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", "", "strip", parent)
        self.bar = VramBar(theme)
        self.bar.setFixedSize(BAR)
        self.figures = plain_label(theme, size=Size.DETAIL, tone="text2")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(8)
        for part in (
            plain_label(theme, self.tr("VRAM"), size=Size.DETAIL, tone="text2"),
            self.bar,
            self.figures,
        ):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(part)

    def sizeHint(self) -> QSize:
        """Qt's own asks the text, and there is none."""
        inside = self.layout()
        wanted = super().sizeHint()
        return wanted.expandedTo(inside.sizeHint()) if inside is not None else wanted

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def show_memory(self, used_bytes: int, total_bytes: int) -> None:
        words = self.tr("{used} of {all}").format(
            used=formats.figure(used_bytes / GIB), all=memory(total_bytes)
        )
        self.figures.setText(words)
        named(self, f"VRAM {words}")
        self.bar.show_parts((BarPart(min(used_bytes / total_bytes, 1.0), "accent_text"),), words)


class GpuParts(QWidget):
    """Renders a `GpuReading`; what its driver does not tell has no part."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.load = ActionButton(theme, "", "gpu", "strip")
        self.memory = MemoryButton(theme)
        self.heat = ActionButton(theme, "", "", "strip")
        self.untold: set[ActionButton] = set()
        """Parts that are hidden because the driver does not tell what they show."""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for part in self.buttons:
            row.addWidget(part)

    @property
    def buttons(self) -> tuple[ActionButton, ...]:
        return self.load, self.memory, self.heat

    def show_gpu(self, gpu: GpuReading | None) -> None:
        self.setVisible(gpu is not None)
        if gpu is None:
            return
        load, heat = gpu.utilization_percent, gpu.temperature_celsius
        used, total = gpu.vram_used_bytes, gpu.vram_total_bytes
        told = {
            self.load: load is not None,
            self.heat: heat is not None,
            self.memory: bool(total) and used is not None,
        }
        self.untold = {part for part, is_told in told.items() if not is_told}
        for part in self.buttons:
            part.setVisible(part not in self.untold)
        if load is not None:
            self.load.setText(self.tr("GPU {figure}").format(figure=f"{load:.0f}\u00a0%"))
        if heat is not None:
            self.heat.setText(f"{heat:.0f}\u00a0°C")
        if used is not None and total:
            self.memory.show_memory(used, total)
