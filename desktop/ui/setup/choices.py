"""What can be done about a step, as cards of which one is chosen, and a field for those that need text."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.setup_way import Way
from desktop.domain.text import label_text
from desktop.text.setup_way_words import WayText
from desktop.ui.accessibility import named
from desktop.ui.labels import plain_label, set_tone
from desktop.ui.models.elided import ElidedLabel
from desktop.ui.theme import Size, Theme

RADIO = 18.0
RADIUS = 10.0
EDGE = 16


class ChoiceCard(QAbstractButton):
    """One thing that can be done; chosen, the button below does it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.way: Way | None = None
        self.title = ElidedLabel(theme, weight=QFont.Weight.DemiBold)
        self.detail = plain_label(theme, tone="text2", wrap=True)
        self.pill = plain_label(theme, self.tr("Recommended"), size=Size.CAPTION, weight=QFont.Weight.Medium)
        self.pill.setProperty("kind", "pill-ok")
        self.pill.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        for label in (self.title, self.detail, self.pill):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)  # a button's own is wide
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.title)
        head.addWidget(self.pill)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE + round(RADIO) + 13, 10, EDGE, 10)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.detail)
        theme.changed.connect(self.update)

    def show_way(self, way: Way, text: WayText) -> None:
        """Show what can be done."""
        self.way = way
        self.title.show_text(label_text(text.title, 80))
        self.detail.setText(label_text(text.detail, 300))
        self.detail.setVisible(bool(text.detail))
        self.pill.setVisible(way.is_recommended)
        mark = f" ({self.pill.text()})" if way.is_recommended else ""
        named(self, f"{self.title.whole}{mark}. {self.detail.text()}".strip())

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            color = self._theme.color
            is_chosen = self.isChecked()
            ground = "accent_soft" if is_chosen else "hover" if self.underMouse() else "surface"
            edge = "accent_text" if is_chosen or self.hasFocus() else "line"
            width = 2.0 if self.hasFocus() else 1.0
            inset = width / 2
            painter.setPen(QPen(color(edge), width))
            painter.setBrush(color(ground))
            frame = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
            painter.drawRoundedRect(frame, RADIUS, RADIUS)
            is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            x = self.width() - EDGE - RADIO / 2 if is_mirrored else EDGE + RADIO / 2
            middle = QPointF(x, self.height() / 2)
            painter.setPen(QPen(color("accent_text" if is_chosen else "control"), 2))
            painter.setBrush(color("surface"))
            painter.drawEllipse(middle, RADIO / 2 - 1, RADIO / 2 - 1)
            if is_chosen:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(color("accent_text"))
                painter.drawEllipse(middle, 4.5, 4.5)


class Choices(QWidget):
    """The ways of a step; `changed` when another one is chosen or something is typed."""

    changed = Signal()
    typed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ways: tuple[Way, ...] = ()
        self._texts: tuple[WayText, ...] = ()
        self._chosen = 0
        self._is_picked = False
        """Whether the user has picked one: until then it is the first, whichever that comes to be."""
        self.head = plain_label(theme, self.tr("What to do"), weight=QFont.Weight.DemiBold)
        self.cards: list[ChoiceCard] = []
        self._group = QButtonGroup(self)
        self.label = plain_label(theme)
        self.field = QLineEdit()
        self.label.setBuddy(self.field)
        self.note = plain_label(theme, size=Size.DETAIL, tone="text2", wrap=True)
        self.field.textEdited.connect(self._type)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.label)
        row.addWidget(self.field, 1)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addLayout(self._cards)
        column.addLayout(row)
        column.addWidget(self.note)

    @property
    def chosen(self) -> Way | None:
        """What the button does; None while nothing can be done."""
        return self._ways[self._chosen] if self._chosen < len(self._ways) else None

    @property
    def chosen_text(self) -> WayText | None:
        return self._texts[self._chosen] if self._chosen < len(self._texts) else None

    @property
    def text(self) -> str:
        return self.field.text()

    @property
    def first_focus(self) -> QWidget | None:
        """Where the keyboard begins if there is something to choose."""
        return self.cards[self._chosen] if len(self._ways) > 1 else None

    def show_ways(self, ways: Sequence[Way], texts: Sequence[WayText], *, is_new: bool) -> None:
        """Show what can be done; what the user picked stays chosen unless the step is a new one."""
        self._is_picked = self._is_picked and not is_new
        had_focus = self._chosen < len(self.cards) and self.cards[self._chosen].hasFocus()
        before = self.chosen if self._is_picked else None
        self._ways, self._texts = tuple(ways), tuple(texts)
        keys = [(way.verb, way.subject) for way in ways]
        known = (before.verb, before.subject) if before is not None else None
        self._chosen = keys.index(known) if known in keys and known is not None else 0
        if is_new:
            self.field.clear()
            self.show_note("", is_problem=False)
        while len(self.cards) < len(ways):
            self._add_card()
        for number, card in enumerate(self.cards):
            card.setVisible(number < len(ways))
            if number < len(ways):
                card.show_way(ways[number], texts[number])
        self.setVisible(len(ways) > 1)
        self._render()
        if had_focus and len(ways) > 1:
            self.cards[self._chosen].setFocus()

    def show_note(self, text: str, *, is_problem: bool) -> None:
        """Say something about what was typed, or hide the line with ""."""
        self.note.setText(label_text(text, 300))
        set_tone(self.note, "fail" if is_problem else "text2")
        self.note.setVisible(bool(text))

    def _add_card(self) -> None:
        card = ChoiceCard(self._theme)
        card.clicked.connect(partial(self._choose, len(self.cards)))
        self._group.addButton(card)
        self._cards.addWidget(card)
        before = self.cards[-1] if self.cards else None
        if before is not None:
            QWidget.setTabOrder(before, card)
        QWidget.setTabOrder(card, self.field)
        self.cards.append(card)

    def _choose(self, number: int, _checked: bool = False) -> None:
        self._is_picked = True
        if number != self._chosen:
            self._chosen = number
            self.show_note("", is_problem=False)
            self.field.clear()
            self._render()
            self.changed.emit()

    @Slot(str)
    def _type(self, text: str) -> None:
        self.show_note("", is_problem=False)
        self.typed.emit(text)
        self.changed.emit()

    def _render(self) -> None:
        if self._chosen < len(self.cards):
            self.cards[self._chosen].setChecked(True)
        text, way = self.chosen_text, self.chosen
        takes_text = way is not None and way.takes_text
        self.label.setVisible(takes_text)
        self.field.setVisible(takes_text)
        if text is not None and takes_text:
            self.label.setText(text.field)
            self.field.setPlaceholderText(text.example)
            named(self.field, text.field.replace("&", "").rstrip(":"))
