"""Which of several versions of a message is shown, and the way to the others: `2 / 3`."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.conversation import Turn
from desktop.ui.accessibility import named
from desktop.ui.buttons import IconButton
from desktop.ui.labels import plain_label
from desktop.ui.theme import Size, Theme


class BranchArrows(QWidget):
    """Hidden while a turn has no other version."""

    chosen = Signal(int)
    """The id of the turn before or after the one that is shown."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._siblings: tuple[int, ...] = ()
        self._place = 0
        self.previous = IconButton(theme, "branch-left", self.tr("Previous Version"))
        self.label = plain_label(theme, size=Size.DETAIL, tone="text2")
        self.next = IconButton(theme, "branch-right", self.tr("Next Version"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for part in (self.previous, self.label, self.next):
            row.addWidget(part)
        self.previous.clicked.connect(self._go_back)
        self.next.clicked.connect(self._go_on)
        self.hide()

    def render_turn(self, turn: Turn, *, can_switch: bool) -> None:
        place, count = turn.branch
        self._siblings, self._place = turn.siblings, place - 1
        self.label.setText(self.tr("{place} / {count}").format(place=place, count=count))
        named(self.label, self.tr("Version {place} of {count}").format(place=place, count=count))
        named(self, self.label.accessibleName())
        can_go_back, can_go_on = can_switch and place > 1, can_switch and place < count
        self._keep_focus(can_go_back=can_go_back, can_go_on=can_go_on)
        self.previous.setEnabled(can_go_back)
        self.next.setEnabled(can_go_on)
        self.setVisible(count > 1)

    def _keep_focus(self, *, can_go_back: bool, can_go_on: bool) -> None:
        """At the last version the focus goes to the other arrow: a disabled one would lose it."""
        if self.next.hasFocus() and not can_go_on and can_go_back:
            self.previous.setEnabled(True)
            self.previous.setFocus()
        elif self.previous.hasFocus() and not can_go_back and can_go_on:
            self.next.setEnabled(True)
            self.next.setFocus()

    @Slot()
    def _go_back(self) -> None:
        if self._place > 0:
            self.chosen.emit(self._siblings[self._place - 1])

    @Slot()
    def _go_on(self) -> None:
        if self._place + 1 < len(self._siblings):
            self.chosen.emit(self._siblings[self._place + 1])
