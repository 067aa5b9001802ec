"""One GPU: its memory by owner, ten minutes of four figures, and the programs on it."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.gpu import HISTORY_SECONDS, GpuHistory, GpuProcess, GpuReading, GpuSample
from desktop.domain.gpu_truth import is_model_server
from desktop.domain.text import label_text
from desktop.ui import formats
from desktop.ui.health.sparkline import Sparkline, SparkPoint
from desktop.ui.health.vram_bar import BarPart, Swatch, VramBar
from desktop.ui.health.words import GIB, memory
from desktop.ui.labels import plain_label
from desktop.ui.theme import Size, Theme

MOST_PROCESSES = 6
_FULL_HEAT_CELSIUS = 100.0
"""The top of the temperature's line where the driver tells no limit."""


class Metric(QWidget):
    """A figure with its name, its last ten minutes, and what the top of the line means."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.value = plain_label(theme, weight=QFont.Weight.DemiBold)
        self.top = plain_label(theme, size=Size.CAPTION, tone="text3")
        self.line = Sparkline(theme)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(plain_label(theme, name, size=Size.DETAIL, tone="text2"))
        head.addStretch(1)
        head.addWidget(self.value)
        foot.addWidget(plain_label(theme, self.tr("10 min ago"), size=Size.CAPTION, tone="text3"))
        foot.addStretch(1)
        foot.addWidget(self.top)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.line)
        column.addLayout(foot)

    def show_figures(
        self, value: str, top: str, points: Sequence[SparkPoint], marks: Sequence[float]
    ) -> None:
        self.value.setText(value)
        self.top.setText(top)
        self.line.show_points(points, marks, f"{self._name} {value}")


class GpuCard(QFrame):
    """Renders one `GpuReading` with its history."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("kind", "card")
        self.title = plain_label(theme, weight=QFont.Weight.DemiBold)
        self.driver = plain_label(theme, size=Size.DETAIL, tone="text2")
        self.memory = plain_label(theme, weight=QFont.Weight.DemiBold)
        self.bar = VramBar(theme)
        self.key = QWidget()
        self.owners = {
            token: plain_label(theme, size=Size.DETAIL, tone="text2")
            for token in ("accent_text", "text3", "line")
        }
        self.load = Metric(theme, self.tr("Utilization"))
        self.vram = Metric(theme, self.tr("VRAM"))
        self.heat = Metric(theme, self.tr("Temperature"))
        self.power = Metric(theme, self.tr("Power"))
        self.processes_head = plain_label(theme, self.tr("Processes"), size=Size.DETAIL, tone="text2")
        self._table = QFrame()
        self._table.setProperty("kind", "table")
        self._cells: list[tuple[QWidget, ...]] = []
        self._shown: list[GpuProcess] | None = None
        self._lay_out()

    def show_reading(self, gpu: GpuReading, history: GpuHistory, now: float) -> None:
        """`now` is on the monotonic clock."""
        self.title.setText(label_text(gpu.name, 60))
        total = memory(gpu.vram_total_bytes)
        driver = label_text(gpu.driver, 30)
        self.driver.setText(self.tr("Driver {driver}, {memory}").format(driver=driver, memory=total))
        self._show_memory(gpu)
        samples = history.of(gpu.id)
        marks = [at for time in history.fault_times if (at := _place(time, now)) is not None]

        def line(value: Callable[[GpuSample], float | None], full: float | None) -> list[SparkPoint]:
            return _points(samples, now, value, full)

        self.load.show_figures(
            _with_unit(gpu.utilization_percent, "%"),
            "100\u00a0%",
            line(lambda s: s.utilization_percent, 100.0),
            marks,
        )
        self.vram.show_figures(
            memory(gpu.vram_used_bytes), total, line(lambda s: s.vram_used_bytes, gpu.vram_total_bytes), marks
        )
        limit = gpu.temperature_limit_celsius
        self.heat.show_figures(
            _with_unit(gpu.temperature_celsius, "°C"),
            self._limit(limit, "°C"),
            line(lambda s: s.temperature_celsius, limit or _FULL_HEAT_CELSIUS),
            marks,
        )
        most = gpu.power_limit_watts
        peak = max((s.power_watts or 0.0 for s in samples), default=0.0)
        self.power.show_figures(
            _with_unit(gpu.power_watts, "W"),
            self._limit(most, "W"),
            line(lambda s: s.power_watts, most or peak),
            marks,
        )
        self._show_processes(gpu.processes or ())

    def _limit(self, value: float | None, unit: str) -> str:
        return self.tr("{figure} limit").format(figure=_with_unit(value, unit)) if value else ""

    def _show_memory(self, gpu: GpuReading) -> None:
        used, total = gpu.vram_used_bytes, gpu.vram_total_bytes
        if used is None or not total:
            self.memory.setText(memory(total))
            self.key.hide()
            self.bar.show_parts((), self.tr("VRAM: what is in use is not told"))
            return
        owned = [
            (p.vram_bytes or 0, is_model_server(p.name) or bool(p.container)) for p in gpu.processes or ()
        ]
        models = min(sum(vram for vram, is_model in owned if is_model), used)
        other = used - models
        words = self.tr("{used} of {all}").format(used=formats.figure(used / GIB), all=memory(total))
        texts = (
            self.tr("Models {memory}").format(memory=memory(models)),
            self.tr("Other {memory}").format(memory=memory(other)),
            self.tr("Free {memory}").format(memory=memory(total - used)),
        )
        for owner, text in zip(self.owners.values(), texts, strict=True):
            owner.setText(text)
        self.memory.setText(words)
        self.key.show()
        parts = (BarPart(models / total, "accent_text"), BarPart(other / total, "text3"))
        self.bar.show_parts([part for part in parts if part.share], f"VRAM {words}. {', '.join(texts)}")

    def _show_processes(self, processes: Sequence[GpuProcess]) -> None:
        shown = sorted(processes, key=lambda process: -(process.vram_bytes or 0))[:MOST_PROCESSES]
        if shown == self._shown:
            return
        self._shown = shown
        grid = self._grid
        for widgets in self._cells:
            for widget in widgets:
                grid.removeWidget(widget)
                widget.deleteLater()
        self._cells.clear()
        for number, process in enumerate(shown, 1):
            texts = (label_text(process.name or "?", 40), str(process.pid), memory(process.vram_bytes))
            labels = tuple(plain_label(self._theme, text, size=Size.DETAIL) for text in texts)
            for column, label in enumerate(labels):
                grid.addWidget(label, number, column)
            self._cells.append(labels)
        self.processes_head.setVisible(bool(shown))
        self._table.setVisible(bool(shown))

    def _lay_out(self) -> None:
        head, vram, metrics = QHBoxLayout(), QHBoxLayout(), QGridLayout()
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.driver)
        vram.addWidget(plain_label(self._theme, self.tr("VRAM"), size=Size.DETAIL, tone="text2"))
        vram.addStretch(1)
        vram.addWidget(self.memory)
        metrics.setHorizontalSpacing(24)
        metrics.setVerticalSpacing(12)
        for place, metric in enumerate((self.load, self.vram, self.heat, self.power)):
            metrics.addWidget(metric, place // 2, place % 2)
        key = QHBoxLayout(self.key)
        key.setContentsMargins(0, 0, 0, 0)
        for token, owner in self.owners.items():
            key.addWidget(Swatch(self._theme, token))
            key.addWidget(owner)
            key.addSpacing(8)
        key.addStretch(1)
        self._grid = QGridLayout(self._table)
        self._grid.setContentsMargins(12, 4, 12, 4)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        for place, name in enumerate((self.tr("Name"), self.tr("Process"), self.tr("VRAM"))):
            label = plain_label(self._theme, name, size=Size.DETAIL, weight=QFont.Weight.DemiBold)
            self._grid.addWidget(label, 0, place)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(vram)
        column.addWidget(self.bar)
        column.addWidget(self.key)
        column.addSpacing(8)
        column.addLayout(metrics)
        column.addSpacing(8)
        column.addWidget(self.processes_head)
        column.addWidget(self._table)


def _place(at_seconds: float, now: float) -> float | None:
    """Where a moment is on the line, from 0 to 1; None if it is off it."""
    place = 1 - (now - at_seconds) / HISTORY_SECONDS
    return place if 0 <= place <= 1 else None


def _points(
    samples: Sequence[GpuSample], now: float, value: Callable[[GpuSample], float | None], full: float | None
) -> list[SparkPoint]:
    points = []
    for sample in samples:
        place, figure = _place(sample.at_seconds, now), value(sample)
        if place is not None:
            points.append(SparkPoint(place, figure / full if figure is not None and full else None))
    return points


def _with_unit(value: float | None, unit: str) -> str:
    return memory(None) if value is None else f"{value:.0f}\u00a0{unit}"
