"""What will go with the next question: a chip for each file, and a line for each that was refused."""

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.attaching import AttachedFile, Attaching
from desktop.domain.attachments import AttachmentKind
from desktop.domain.errors import TarsError
from desktop.domain.text import label_text
from desktop.text.messages import explain
from desktop.ui import formats
from desktop.ui.accessibility import announce, named
from desktop.ui.busy_ring import BusyRing
from desktop.ui.buttons import ActionButton, IconButton
from desktop.ui.chat.attached import decoded
from desktop.ui.labels import plain_label
from desktop.ui.models.elided import ElidedLabel
from desktop.ui.theme import Size, Theme

CHIP_WIDTH = 224
MOST_ROWS = 2
"""Of chips; beyond that they scroll."""
PICTURE = QSize(36, 36)
SPACING = 8


class AttachmentBar(QWidget):
    """Renders `Attaching`; hidden while there is nothing."""

    removed = Signal(int)
    """The id of a row."""
    choose_wanted = Signal()
    """Another model is to be chosen, one that sees."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._state = Attaching()
        self.chips: dict[int, _Chip] = {}
        self.refusals: dict[int, _Refusal] = {}
        inside = QWidget()
        inside.setProperty("kind", "clear")
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(SPACING)
        self._area = QScrollArea()
        self._area.setProperty("kind", "clear")
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(inside)
        self.blind = _BlindLine(theme, self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 4, 2)
        self._column.setSpacing(6)
        self._column.addWidget(self._area)
        self._column.addWidget(self.blind)
        self.blind.button.clicked.connect(self.choose_wanted)
        self.hide()

    def render_state(self, state: Attaching) -> None:
        """Show these rows; a chip that stays is the same widget."""
        self._state = state
        self._drop(self.chips, {row.id for row in state.rows if row.error is None})
        self._drop(self.refusals, {row.id for row in state.rows if row.error is not None})
        for row in state.rows:
            if row.error is not None:
                self._refuse(row, row.error)
            else:
                self._show(row)
        self.blind.show_model(state.model if state.is_blind else "")
        self._arrange()
        self.setVisible(bool(state.rows))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange()

    def _show(self, row: AttachedFile) -> None:
        if row.id not in self.chips:
            chip = self.chips[row.id] = _Chip(self._theme, row)
            chip.remove.clicked.connect(partial(self.removed.emit, row.id))
        sees = None if row.attachment is None or self._state.sees is not False else False
        self.chips[row.id].render_row(row, is_blind=sees is False)

    def _refuse(self, row: AttachedFile, error: TarsError) -> None:
        if row.id not in self.refusals:
            refusal = self.refusals[row.id] = _Refusal(
                self._theme, explain(error, formats.translate).sentence
            )
            refusal.dismiss.clicked.connect(partial(self.removed.emit, row.id))
            self._column.addWidget(refusal)
            announce(self, refusal.sentence.text())

    def _drop(self, widgets: "dict[int, _Chip] | dict[int, _Refusal]", kept: set[int]) -> None:
        for row_id in [row_id for row_id in widgets if row_id not in kept]:
            widget = widgets.pop(row_id)
            self._grid.removeWidget(widget)
            self._column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()

    def _arrange(self) -> None:
        """As many chips beside each other as there is room for."""
        columns = max(1, (self.width() + SPACING) // (CHIP_WIDTH + SPACING))
        for place, chip in enumerate(self.chips.values()):
            self._grid.addWidget(chip, place // columns, place % columns)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
            self._grid.setColumnMinimumWidth(column, 0)
        rows = -(-len(self.chips) // columns)
        height = max((chip.sizeHint().height() for chip in self.chips.values()), default=0)
        shown = min(rows, MOST_ROWS)
        self._area.setFixedHeight(shown * height + max(0, shown - 1) * SPACING)
        self._area.setVisible(bool(rows))


class _Chip(QFrame):
    """One file: what it is, its name, what it takes, and the button that takes it away."""

    def __init__(self, theme: Theme, row: AttachedFile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._row = theme, row
        self._is_blind = False
        self.setProperty("kind", "sunken")
        name = label_text(row.name)
        self.picture = QLabel()
        self.picture.setFixedSize(PICTURE)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.ring = BusyRing(theme)
        self.name = ElidedLabel(theme)
        self.name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.name.show_text(name)
        self.figure = plain_label(theme, size=Size.DETAIL, tone="text2")
        self.remove = IconButton(theme, "close", self.tr("Remove {name}").format(name=name))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.name)
        words.addWidget(self.figure)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(6, 4, 2, 4)
        layout.setSpacing(8)
        layout.addWidget(self.picture)
        layout.addWidget(self.ring)
        layout.addLayout(words, 1)
        layout.addWidget(self.remove)
        theme.changed.connect(self._draw)

    def render_row(self, row: AttachedFile, *, is_blind: bool) -> None:
        self._row, self._is_blind = row, is_blind
        one = row.attachment
        self.ring.setVisible(one is None)
        self.picture.setVisible(one is not None)
        if one is None:
            self.figure.setText(self.tr("Reading…"))
        else:
            self.figure.setText(formats.about_tokens(one.tokens))
        named(self, f"{label_text(row.name)}, {self.figure.text()}")
        self._draw()

    @Slot()
    def _draw(self) -> None:
        one, ratio = self._row.attachment, self.devicePixelRatioF()
        if one is None:
            return
        image = decoded(one.content, PICTURE * ratio) if one.kind is AttachmentKind.IMAGE else None
        if image is not None:
            pixmap = QPixmap.fromImage(image)
            pixmap.setDevicePixelRatio(ratio)
        else:
            pixmap = self._theme.icons.pixmap("attach", self._theme.tokens.text3, 18, ratio)
        self.picture.setPixmap(pixmap)
        self.picture.setEnabled(not self._is_blind)


class _Refusal(QWidget):
    """Why a file was not attached."""

    def __init__(self, theme: Theme, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.icon = QLabel()
        self.sentence = plain_label(theme, sentence, size=Size.DETAIL, tone="fail", wrap=True)
        self.dismiss = IconButton(theme, "close", self.tr("Dismiss"))
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 0, 2, 0)
        row.setSpacing(8)
        row.addWidget(self.icon)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.dismiss)
        theme.changed.connect(self._draw)
        self._draw()

    @Slot()
    def _draw(self) -> None:
        pixmap = self._theme.icons.pixmap("error", self._theme.tokens.fail, 16, self.devicePixelRatioF())
        self.icon.setPixmap(pixmap)


class _BlindLine(QWidget):
    """Said while a picture is attached and the model does not see."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.icon = QLabel()
        self.sentence = plain_label(theme, size=Size.DETAIL, tone="warn", wrap=True)
        self.button = ActionButton(theme, self.tr("Choose &Model…"), kind="quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 0, 2, 0)
        row.setSpacing(8)
        row.addWidget(self.icon)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.button)
        theme.changed.connect(self._draw)
        self._draw()
        self.hide()

    def show_model(self, model: str) -> None:
        """Say that `model` does not see; "" hides the line."""
        text = self.tr("{model} does not see pictures. They wait here for a model that does.")
        self.sentence.setText(text.format(model=label_text(model, 60)))
        self.setVisible(bool(model))

    @Slot()
    def _draw(self) -> None:
        pixmap = self._theme.icons.pixmap("warning", self._theme.tokens.warn, 16, self.devicePixelRatioF())
        self.icon.setPixmap(pixmap)
