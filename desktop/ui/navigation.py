"""The ways between the pages: rows of the sidebar, buttons of the rail, and keys."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QStackedWidget, QWidget

from desktop.ui.shortcuts import add_shortcut, group_keys


class LatePage(QWidget):
    """Stands for a page until that is first wanted; `make` then calls `Navigation.put`."""

    def __init__(self, make: Callable[[], object]) -> None:
        super().__init__()
        self.make = make


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
        number = len(self._ways)
        self._ways = (*self._ways, way)
        self._pages.addWidget(way.page)
        group_keys(way.page, way.name)
        if way.keys:
            add_shortcut(self._window, way.keys, way.name, partial(self._go, number))
        if way.rail is not None:
            way.rail.clicked.connect(partial(self._go, number))
        if way.row is not None:
            way.row.clicked.connect(partial(self._toggle, number))

    def put(self, number: int, page: QWidget, focus: QWidget) -> None:
        """Put a page where a `LatePage` has stood for it."""
        way = self._ways[number]
        made = replace(way, page=page, focus=focus)
        self._ways = (*self._ways[:number], made, *self._ways[number + 1 :])
        self._pages.insertWidget(number, page)
        self._pages.removeWidget(way.page)
        way.page.deleteLater()
        group_keys(page, way.name)

    def show(self, page: QWidget) -> None:
        """Bring a page to the front, with the focus where its way says."""
        self._go(next(number for number, way in enumerate(self._ways) if way.page is page))

    @Slot()
    def show_again(self) -> None:
        """Lead back from the sidebar to the page that is in front."""
        self._go(self._pages.currentIndex())

    def show_number(self, number: int) -> None:
        """Bring the page of the way with this number to the front, the first being 0."""
        self._go(number)

    def _go(self, number: int, _checked: bool = False) -> None:
        self.leaving.emit()
        place = self._ways[number].page
        if isinstance(place, LatePage):
            place.make()
        way = self._ways[number]
        self._pages.setCurrentWidget(way.page)
        self._note()
        way.focus.setFocus()

    def _toggle(self, number: int, _checked: bool = False) -> None:
        self._go(0 if self._pages.currentIndex() == number else number)

    def _note(self) -> None:
        for way in self._ways:
            is_shown = self._pages.currentWidget() is way.page
            if way.rail is not None:
                way.rail.setChecked(is_shown)
            if way.row is not None:
                way.row.setChecked(is_shown)
