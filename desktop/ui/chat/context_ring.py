"""How full the context is: a ring with its figure, and what is behind it when it is pressed."""

from PySide6.QtCore import QLocale, QPoint, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.context import ContextUse, ContextWarning
from desktop.domain.context_raising import ContextRaise
from desktop.ui import formats
from desktop.ui.accessibility import named
from desktop.ui.buttons import GAP, ActionButton
from desktop.ui.chat.context_words import cost_text
from desktop.ui.labels import plain_label, tooltip_text
from desktop.ui.theme import Size, Theme

RING = 16
_STROKE = 2.5
WIDTH = 360
"""Of the popover."""


class ContextRing(QPushButton):
    """Shows a `ContextUse`; from 85 % on in the colour of a warning, with its part of the window in words."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._use = ContextUse()
        self._has_figure = True
        self.setProperty("kind", "quiet")
        self.setFont(theme.font(Size.DETAIL))
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._render)
        self._render()

    def show_use(self, use: ContextUse) -> None:
        if use != self._use:
            self._use = use
            self._render()

    def show_figure(self, *, is_shown: bool) -> None:
        """Whether there is room for the figure beside the ring."""
        if is_shown != self._has_figure:
            self._has_figure = is_shown
            self._render()

    @Slot()
    def _render(self) -> None:
        use = self._use
        text = self.tr("{used} of {limit}").format(
            used=formats.short(use.used), limit=formats.short(use.limit)
        )
        self.setText(text if self._has_figure else "")
        said = self.tr("Context: about {used} of {limit} tokens").format(
            used=QLocale().toString(use.used), limit=QLocale().toString(use.limit)
        )
        named(self, f"{said}, {formats.percent(use.fraction)}")
        self.setToolTip(tooltip_text(said))
        gap = GAP if self._has_figure else 0
        self.setIcon(QIcon(self._drawn(gap)))
        self.setIconSize(QSize(RING + gap, RING))

    def _drawn(self, gap: int) -> QPixmap:
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(QSize(RING + gap, RING) * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        half = _STROKE / 2 + 0.5
        ring = QRectF(0, 0, RING, RING).adjusted(half, half, -half, -half)
        is_calm = self._use.warning is ContextWarning.NONE
        with QPainter(pixmap) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.color("line"), _STROKE))
            painter.drawEllipse(ring)
            pen = QPen(self._theme.color("accent_text" if is_calm else "warn"), _STROKE)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            painter.drawArc(ring, 90 * 16, round(-min(1.0, self._use.fraction) * 360 * 16))
        return pixmap


class ContextPopover(QFrame):
    """The figures behind the ring, how sure they are, and the way to a longer context."""

    raise_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("kind", "popover")
        self.setWindowTitle(self.tr("Context"))
        self.head = plain_label(theme, weight=QFont.Weight.DemiBold)
        self._figures = QGridLayout()
        self._figures.setHorizontalSpacing(20)
        self._figures.setVerticalSpacing(4)
        self.used = self._row(theme, self.tr("The chat so far"))
        self.draft = self._row(theme, self.tr("The question and its files"))
        self.limit = self._row(theme, self.tr("What the model holds"))
        self.certainty = plain_label(theme, size=Size.DETAIL, tone="text2", wrap=True)
        self.cost = plain_label(theme, size=Size.DETAIL, tone="text2", wrap=True)
        self.raise_button = ActionButton(theme, self.tr("&Raise the Context"))
        self.raise_button.clicked.connect(self._raise)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(8)
        layout.addWidget(self.head)
        layout.addLayout(self._figures)
        layout.addWidget(self.certainty)
        layout.addWidget(self.cost)
        layout.addWidget(self.raise_button, 0, Qt.AlignmentFlag.AlignLeft)

    def open_at(self, ring: QWidget, use: ContextUse, proposal: ContextRaise | None) -> None:
        """Show it above the ring, its right edge at that of the ring."""
        self._render(use, proposal)
        width = max(WIDTH, self.minimumSizeHint().width())
        self.resize(width, self.heightForWidth(width))
        corner = ring.mapToGlobal(QPoint(ring.width() - width, -self.height() - 6))
        self.move(corner)
        self.show()
        (self.raise_button if proposal is not None else self).setFocus()

    def _render(self, use: ContextUse, proposal: ContextRaise | None) -> None:
        share = formats.percent(use.fraction)
        self.head.setText(self.tr("{percent} of the context is used").format(percent=share))
        self.used.setText(formats.about_tokens(use.used - use.draft_tokens))
        self.draft.setText(formats.about_tokens(use.draft_tokens))
        self.limit.setText(formats.tokens(use.limit))
        self.certainty.setText(
            self.tr("The server or this chat says what the model holds; what is used is estimated.")
            if use.is_certain
            else self.tr(
                "The server does not say what the model holds: this is the usual figure. All are estimates."
            )
        )
        self.cost.setVisible(proposal is not None)
        self.raise_button.setVisible(proposal is not None)
        if proposal is not None:
            self.cost.setText(cost_text(proposal))

    def _row(self, theme: Theme, text: str) -> QLabel:
        row = self._figures.rowCount()
        value = plain_label(theme)
        self._figures.addWidget(plain_label(theme, text, tone="text2"), row, 0)
        self._figures.addWidget(value, row, 1, Qt.AlignmentFlag.AlignRight)
        return value

    @Slot()
    def _raise(self) -> None:
        self.hide()
        self.raise_wanted.emit()
