"""A page of the settings: a title, cards of forms that scroll, and the row that a search has found."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.labels import plain_label
from desktop.ui.models.elided import ElidedLabel
from desktop.ui.settings.form import Form, FormRow
from desktop.ui.theme import Size, Theme

EDGE = 24
WIDEST = 760
FOUND_MILLISECONDS = 2500
MARGIN = 6


class PageHead(QWidget):
    """The title of a page, what it is about, and that nothing has to be saved."""

    def __init__(self, theme: Theme, title: str, intro: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = plain_label(theme, title, size=Size.VERDICT, weight=QFont.Weight.DemiBold)
        self.saved = ElidedLabel(theme, size=Size.DETAIL, tone="text2", mode=Qt.TextElideMode.ElideRight)
        self.saved.show_text(self.tr("Changes are saved as you make them"))
        self.intro = plain_label(theme, intro, tone="text2", wrap=True)
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(self.title)
        line.addStretch(1)
        line.addWidget(self.saved)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self.intro)


class FoundMark(QWidget):
    """A ring around the row that a search has found, for a while."""

    def __init__(self, theme: Theme, ground: QWidget) -> None:
        super().__init__(ground)
        self._theme, self._ground = theme, ground
        self._row: FormRow | None = None
        self._timer = QTimer(self, interval=FOUND_MILLISECONDS, singleShot=True)
        self._timer.timeout.connect(self.hide)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_around(self, row: FormRow) -> None:
        """Mark a row of the widget that this one lies in, also when it moves with what is above it."""
        self._row = row
        widget: QWidget | None = row.cell
        while widget is not None and widget is not self._ground:
            widget.installEventFilter(self)  # a second time does nothing
            widget = widget.parentWidget()
        self._place(row)
        self.raise_()
        self.show()
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize) and self._row and self.isVisible():
            self._place(self._row)
        return super().eventFilter(watched, event)

    def _place(self, row: FormRow) -> None:
        rect = row.cell.rect().translated(row.cell.mapTo(self._ground, row.cell.rect().topLeft()))
        if row.label is not None:
            at = row.label.mapTo(self._ground, row.label.rect().topLeft())
            rect = rect.united(row.label.rect().translated(at))
        self.setGeometry(rect.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.color("accent_text"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)


class FormScroll(QScrollArea):
    """What scrolls: `body` takes the forms. A row is shown, marked, and gets the keyboard."""

    def __init__(self, theme: Theme, kind: str = "page", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", kind)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.inside = QWidget()
        self.inside.setProperty("kind", kind)
        self.body = QVBoxLayout(self.inside)
        self.setWidget(self.inside)
        self.mark = FoundMark(theme, self.inside)

    def minimumSizeHint(self) -> QSize:
        """As wide as its content needs: what is cut off at the side cannot be scrolled to."""
        edge = self.verticalScrollBar().sizeHint().width() + 2 * MARGIN
        return QSize(self.inside.minimumSizeHint().width() + edge, super().minimumSizeHint().height())

    def reveal(self, row: FormRow) -> None:
        """Scroll to a row, and mark it."""
        self.body.activate()
        row.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.ensureWidgetVisible(row.cell, 0, EDGE)
        self.mark.show_around(row)


class CategoryPage(QWidget):
    """One category; what it shows comes from the services, in `render()` of those that have any."""

    def __init__(self, theme: Theme, title: str, intro: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.name = title
        self.head = PageHead(theme, title, intro)
        self.area = FormScroll(theme)
        self.forms: list[Form] = []
        self.area.body.setContentsMargins(EDGE, 0, EDGE, EDGE)
        self.area.body.setSpacing(12)
        self.area.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, EDGE, 0, 0)
        column.setSpacing(12)
        top = QHBoxLayout()
        top.setContentsMargins(EDGE, 0, EDGE, 0)
        top.addWidget(self.head)
        column.addLayout(top)
        column.addWidget(self.area, 1)

    @property
    def rows(self) -> Sequence[FormRow]:
        """What the search can find here."""
        return [row for form in self.forms for row in form.rows]

    def reveal(self, row: FormRow) -> None:
        """Show a row and give it the keyboard."""
        self.area.reveal(row)

    def commit(self) -> None:
        """Take over what was typed and not yet finished."""

    def add_card(self, title: str = "") -> Form:
        """One more card with a form in it."""
        card = QFrame()
        card.setProperty("kind", "card")
        form = Form(self._theme)
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        if title:
            column.addWidget(plain_label(self._theme, title, weight=QFont.Weight.DemiBold))
        column.addWidget(form)
        self.area.body.insertWidget(self.area.body.count() - 1, card)
        self.forms.append(form)
        return form
