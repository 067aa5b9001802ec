"""The ways between the pages: rows of the sidebar, buttons of the rail, and keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QStackedWidget, QWidget

from desktop.ui.shortcuts import add_shortcut, group_keys


@dataclass(frozen=True, slots=True)
class Way:
    """A page, what gets the focus there, and what leads to it."""

    name: str
    page: QWidget
    focus: QWidget
    keys: str = ""
    rail: QAbstractButton | None = None
    row: QAbstractButton | None = None
    """Of the sidebar; pressed while its page is in front, it leads back to the first page."""


class Navigation(QObject):
    """Brings pages to the front; rows and buttons say which one is there. The first way leads home."""

    leaving = Signal()
    """Another page (or the same once more) comes to the front now."""

    def __init__(self, pages: QStackedWidget, ways: Sequence[Way], window: QWidget) -> None:
        super().__init__(window)
        self._pages, self._window = pages, window
        self._ways: tuple[Way, ...] = ()
        for way in ways:
            self.add(way)
        self._note()

    def add(self, way: Way) -> None:
        """Add a page and what leads to it."""
        self._ways = (*self._ways, way)
        self._pages.addWidget(way.page)
        group_keys(way.page, way.name)
        if way.keys:
            add_shortcut(self._window, way.keys, way.name, partial(self._go, way))
        if way.rail is not None:
            way.rail.clicked.connect(partial(self._go, way))
        if way.row is not None:
            way.row.clicked.connect(partial(self._toggle, way))

    def show(self, page: QWidget) -> None:
        """Bring a page to the front, with the focus where its way says."""
        self._go(next(way for way in self._ways if way.page is page))

    @Slot()
    def show_again(self) -> None:
        """Lead back from the sidebar to the page that is in front."""
        self._go(next(way for way in self._ways if way.page is self._pages.currentWidget()))

    def show_number(self, number: int) -> None:
        """Bring the page of the way with this number to the front, the first being 0."""
        self._go(self._ways[number])

    def _go(self, way: Way, _checked: bool = False) -> None:
        self.leaving.emit()
        self._pages.setCurrentWidget(way.page)
        self._note()
        way.focus.setFocus()

    def _toggle(self, way: Way, _checked: bool = False) -> None:
        self._go(self._ways[0] if self._pages.currentWidget() is way.page else way)

    def _note(self) -> None:
        for way in self._ways:
            is_shown = self._pages.currentWidget() is way.page
            if way.rail is not None:
                way.rail.setChecked(is_shown)
            if way.row is not None:
                way.row.setChecked(is_shown)
