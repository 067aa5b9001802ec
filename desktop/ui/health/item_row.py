"""One item of the health report as a row: state, name, cause and figure."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.domain.health import HealthItem
from desktop.domain.text import label_text
from desktop.text.health_words import item_text
from desktop.ui import formats
from desktop.ui.accessibility import named
from desktop.ui.health.words import ICONS, state_word, tail_of
from desktop.ui.labels import tooltip_text
from desktop.ui.theme import Size, Theme

ICON = 18
EDGE = 16
_GAP = 12
_TAIL_SHARE = 0.35
"""The most that the figure takes of the row."""


class ItemRow(QAbstractButton):
    """Shows one item; pressed, it wants its evidence and fix to be shown."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.item: HealthItem | None = None
        self._shown: tuple[HealthItem, str] | None = None
        self.title = self.sentence = self.tail = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        fonts = self._fonts()
        return QSize(240, round(sum(QFontMetricsF(font).height() for font in fonts[:2])) + 10)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def show_item(self, item: HealthItem, detail: str = "") -> None:
        """Show `item` from here on; `detail` says more than its own sentence where it is well."""
        if (item, detail) == self._shown:
            return
        self.item, self._shown = item, (item, detail)
        text = item_text(item, formats.translate)
        self.title, self.sentence = label_text(text.title, 80), label_text(detail or text.sentence, 200)
        self.tail = label_text(tail_of(item), 40)
        named(self, f"{self.title}: {state_word(item.state)}. {self.sentence} {self.tail}".strip())
        self.setToolTip(tooltip_text(self.sentence))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.item is None:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.underMouse():
                painter.fillRect(self.rect(), self._theme.color("hover"))
            self._draw(painter, self.item)
            if self.hasFocus():
                painter.setPen(QPen(self._theme.color("accent_text"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 5, 5)

    def _draw(self, painter: QPainter, item: HealthItem) -> None:
        icon, token = ICONS[item.state]
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        color = getattr(self._theme.tokens, token)
        pixmap = self._theme.icons.pixmap(icon, color, ICON, self.devicePixelRatioF())
        x = self.width() - EDGE - ICON if is_mirrored else EDGE
        painter.drawPixmap(QPointF(x, (self.height() - ICON) / 2), pixmap)
        title, sentence, tail = self._fonts()
        inner = self.width() - 2 * EDGE - ICON - _GAP
        wanted = QFontMetricsF(tail).horizontalAdvance(self.tail) + _GAP if self.tail else 0.0
        tail_width = min(wanted, inner * _TAIL_SHARE)
        left = EDGE + tail_width if is_mirrored else EDGE + ICON + _GAP
        first, second = QFontMetricsF(title).height(), QFontMetricsF(sentence).height()
        top = (self.height() - first - second) / 2
        width = inner - tail_width
        self._write(painter, title, "text", self.title, QRectF(left, top, width, first))
        self._write(painter, sentence, "text2", self.sentence, QRectF(left, top + first, width, second))
        tail_left = EDGE if is_mirrored else self.width() - EDGE - tail_width
        place = QRectF(tail_left, 0, tail_width, self.height())
        self._write(painter, tail, "text2", self.tail, place, is_end=True)

    def _write(
        self, painter: QPainter, font: QFont, token: str, text: str, place: QRectF, *, is_end: bool = False
    ) -> None:
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if is_end != is_mirrored else Qt.AlignmentFlag.AlignLeft
        elided = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.setFont(font)
        painter.setPen(self._theme.color(token))
        painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, elided)

    def _fonts(self) -> tuple[QFont, QFont, QFont]:
        detail = self._theme.font(Size.DETAIL)
        return self._theme.font(Size.BODY, QFont.Weight.Medium), detail, detail
