"""Ten minutes of one figure as a line."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.accessibility import named
from desktop.ui.theme import Theme

HEIGHT = 40
_LINE, _MARGIN = 1.5, 3.0
_AREA_OPACITY = 0.12


@dataclass(frozen=True, slots=True)
class SparkPoint:
    """`at` is from 0 (ten minutes ago) to 1 (now), `value` from 0 to 1; None is a gap."""

    at: float
    value: float | None


class Sparkline(QWidget):
    """Draws points from the oldest to the newest, and dashed lines where something happened."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._points: tuple[SparkPoint, ...] = ()
        self._marks: tuple[float, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(160, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def show_points(self, points: Sequence[SparkPoint], marks: Sequence[float], name: str) -> None:
        """`marks` are times from 0 to 1; `name` says the newest figure in words."""
        named(self, name)
        if (tuple(points), tuple(marks)) != (self._points, self._marks):
            self._points, self._marks = tuple(points), tuple(marks)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            bottom, right = self.height() - 0.5, float(self.width())
            painter.setPen(QPen(self._theme.color("line"), 1))
            painter.drawLine(QPointF(0, bottom), QPointF(right, bottom))
            painter.setPen(QPen(self._theme.color("line"), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(0, _MARGIN), QPointF(right, _MARGIN))
            for run in self._runs():
                self._draw_run(painter, run)
            painter.setPen(QPen(self._theme.color("fail"), 1, Qt.PenStyle.DashLine))
            for mark in self._marks:
                x = round(mark * (right - 4)) + 0.5  # on a whole pixel, so that it is sharp
                painter.drawLine(QPointF(x, 0), QPointF(x, bottom))

    def _runs(self) -> list[list[QPointF]]:
        """The points as they lie on the widget, apart where there is a gap."""
        runs: list[list[QPointF]] = [[]]
        height = self.height() - _MARGIN - 2
        for point in self._points:
            if point.value is None:
                runs.append([])
            else:
                value = min(max(point.value, 0.0), 1.0)
                runs[-1].append(QPointF(point.at * (self.width() - 4), _MARGIN + height * (1 - value)))
        return [run for run in runs if run]

    def _draw_run(self, painter: QPainter, run: list[QPointF]) -> None:
        color = self._theme.color("accent_text")
        area = QPainterPath(QPointF(run[0].x(), self.height()))
        for point in run:
            area.lineTo(point)
        area.lineTo(run[-1].x(), self.height())
        faint = QColor(color)
        faint.setAlphaF(_AREA_OPACITY)
        painter.fillPath(area, faint)
        painter.setPen(QPen(color, _LINE))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(run)
        painter.setBrush(color)
        painter.drawEllipse(run[-1], 2, 2)
