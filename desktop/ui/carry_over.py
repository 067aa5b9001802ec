"""What a window that is made anew, in another language, takes over from the one before it."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

if TYPE_CHECKING:
    from desktop.ui.main_window import MainWindow
    from desktop.ui.setup.window import SetupWindow


def carry_over(old: "MainWindow", new: "MainWindow") -> None:
    """Put `new` where `old` is, with its page, its fields, its place in the chat and what it says.

    What is being written in the chat needs nothing: the conversation keeps it.
    """
    _put_where(old, new)
    new.fold(is_folded=old.is_folded)
    for before, after in zip(_fields(old), _fields(new), strict=True):
        after.setText(before.text())
    if (entry := old.models_page.table.current) is not None:
        new.models_page.table.pick(entry.name)
    new.navigation.show_number(old.pages.currentIndex())
    cursor = new.page.composer.prompt.textCursor()
    cursor.setPosition(old.page.composer.prompt.textCursor().position())
    new.page.composer.prompt.setTextCursor(cursor)
    for explanation in old.page.said:
        new.page.say(explanation)
    new.page.transcript.go_to(old.page.transcript.place)
    if old.isVisible():
        new.show()
        old.hide()


def carry_over_setup(old: "SetupWindow", new: "SetupWindow") -> None:
    """Put `new` where `old` is; the service still shows the same step, so only what was chosen is missing."""
    _put_where(old, new)
    for before, after in zip(old.page.choices.cards, new.page.choices.cards, strict=False):
        if before.isChecked() and not after.isChecked():
            after.click()
    new.page.choices.field.insert(old.page.choices.text)  # as if it had been typed
    new.bring_up()


def _put_where(old: QWidget, new: QWidget) -> None:
    """As big as `old`, and at its place; `restoreGeometry` would make it fit its screen."""
    new.setGeometry(old.normalGeometry())
    new.setWindowState(old.windowState())


def _fields(window: "MainWindow") -> tuple[QLineEdit, ...]:
    models = window.models_page
    return window.sidebar.search, models.filter, models.pulling.card.field, window.stack_page.log.search
