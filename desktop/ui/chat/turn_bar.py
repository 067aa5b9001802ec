"""What can be done with one message: the row of buttons below it, all of them always visible."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from desktop.domain.conversation import Turn
from desktop.ui.buttons import IconButton
from desktop.ui.chat.branch_arrows import BranchArrows
from desktop.ui.chat.wishes import Delete, Switch
from desktop.ui.theme import Theme

FillMenu = Callable[[QMenu], None]
"""Adds entries to the menu of a message."""


class TurnBar(QWidget):
    """Copy, whatever `again` is (edit, or ask again), the versions, delete, and a menu with the rest.

    `as_text` and `as_markdown` give what is copied; the button copies Markdown if `copies_markdown`.
    """

    wished = Signal(object)
    """A `Wish`."""

    def __init__(
        self,
        theme: Theme,
        again: IconButton,
        copy_name: str,
        as_text: Callable[[], str],
        as_markdown: Callable[[], str],
        *,
        copies_markdown: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._as_text, self._as_markdown = as_text, as_markdown
        self._turn_id = 0
        self.fill: FillMenu | None = None
        self.copy = IconButton(theme, "copy", copy_name)
        self.arrows = BranchArrows(theme)
        self.delete = IconButton(theme, "delete", self.tr("Delete Message"))
        self.more = IconButton(theme, "more", self.tr("More for This Message"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for part in (self.copy, again, self.arrows, self.delete, self.more):
            row.addWidget(part)
        self.copy.clicked.connect(self.copy_markdown if copies_markdown else self.copy_text)
        self.arrows.chosen.connect(self._switch)
        self.delete.clicked.connect(self._delete)
        self.more.clicked.connect(self._open_menu)

    def render_turn(self, turn: Turn, *, can_change: bool, is_open: bool = False) -> None:
        """`can_change` is False while a reply arrives; `is_open` if that is this one."""
        self._turn_id = turn.id
        self.copy.setVisible(bool(turn.content) and not is_open)
        self.more.setVisible(not is_open)
        self.arrows.render_turn(turn, can_switch=can_change)

    @Slot()
    def copy_text(self) -> None:
        QGuiApplication.clipboard().setText(self._as_text())

    @Slot()
    def copy_markdown(self) -> None:
        QGuiApplication.clipboard().setText(self._as_markdown())

    @Slot(int)
    def _switch(self, turn_id: int) -> None:
        self.wished.emit(Switch(turn_id))

    @Slot()
    def _delete(self) -> None:
        self.wished.emit(Delete(self._turn_id))

    @Slot()
    def _open_menu(self) -> None:
        menu = self.menu()
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def menu(self) -> QMenu:
        """The menu of the message, made for one use."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Copy as &Text"), self.copy_text)
        menu.addAction(self.tr("Copy as &Markdown"), self.copy_markdown)
        if self.fill is not None:
            self.fill(menu)
        return menu
