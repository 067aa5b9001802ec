"""The four facts about the GPU as one chain: where it breaks is drawn, named and coloured."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.domain.gpu_truth import Fact
from desktop.ui.accessibility import named
from desktop.ui.theme import Size, Theme

ICON = 20
_LINE_WIDTH = 1.5
_LINE_Y = ICON / 2 + 0.5
"""In the middle of a row of pixels."""
_LOOKS = {Fact.YES: ("ok", "ok"), Fact.NO: ("error", "fail"), Fact.UNKNOWN: ("pending", "text3")}


@dataclass(frozen=True, slots=True)
class Link:
    """One fact: its name, what it rests on, and the fact in words for those who do not see the icon."""

    name: str
    detail: str
    fact: Fact
    words: str


class TruthChain(QWidget):
    """Shows links side by side; the line to a fact that is false is dashed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._links: tuple[Link, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        name, detail = self._fonts()
        height = ICON + 6 + QFontMetricsF(name).height() + QFontMetricsF(detail).height() + 2
        return QSize(480, round(height))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def show_links(self, links: Sequence[Link]) -> None:
        """The facts in their order."""
        if tuple(links) != self._links:
            self._links = tuple(links)
            named(self, ". ".join(f"{link.name}: {link.words}, {link.detail}" for link in links))
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._links:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            step = self.width() / len(self._links)
            is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            for number, link in enumerate(self._links):
                left = self.width() - (number + 1) * step if is_mirrored else number * step
                is_last = number + 1 == len(self._links)
                width = step if is_last else step - 8
                self._draw(
                    painter,
                    link,
                    QRectF(left + (step - width if is_mirrored else 0), 0, width, self.height()),
                )
                if not is_last:
                    self._draw_line(painter, self._links[number + 1].fact, left, step)

    def _draw(self, painter: QPainter, link: Link, place: QRectF) -> None:
        icon, token = _LOOKS[link.fact]
        color = getattr(self._theme.tokens, token)
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        x = place.right() - ICON if is_mirrored else place.left()
        pixmap = self._theme.icons.pixmap(icon, color, ICON, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(x, 0), pixmap)
        top = ICON + 6.0
        for font, text, tone in zip(self._fonts(), (link.name, link.detail), ("text", "text2"), strict=True):
            metrics = QFontMetricsF(font)
            painter.setFont(font)
            painter.setPen(self._theme.color(tone))
            line = QRectF(place.left(), top, place.width(), metrics.height())
            elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, line.width())
            side = Qt.AlignmentFlag.AlignRight if is_mirrored else Qt.AlignmentFlag.AlignLeft
            painter.drawText(line, side | Qt.AlignmentFlag.AlignVCenter, elided)
            top += metrics.height()

    def _draw_line(self, painter: QPainter, towards: Fact, left: float, step: float) -> None:
        token = _LOOKS[towards][1]
        style = Qt.PenStyle.SolidLine if towards is Fact.YES else Qt.PenStyle.DashLine
        painter.setPen(QPen(self._theme.color(token), _LINE_WIDTH, style))
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            painter.drawLine(QPointF(left + 8, _LINE_Y), QPointF(left + step - ICON - 8, _LINE_Y))
        else:
            painter.drawLine(QPointF(left + ICON + 8, _LINE_Y), QPointF(left + step - 8, _LINE_Y))

    def _fonts(self) -> tuple[QFont, QFont]:
        return self._theme.font(Size.BODY, QFont.Weight.DemiBold), self._theme.font(Size.DETAIL)
