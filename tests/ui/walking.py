"""Walks a window as a user without a mouse or sight, in another language or with large letters would."""

import re
from collections.abc import Iterator

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QSlider,
    QTextEdit,
    QTreeView,
    QWidget,
)

CONTROLS = (
    QAbstractButton,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QComboBox,
    QAbstractSpinBox,
    QAbstractItemView,
    QSlider,
)
MOST_STOPS = 200
FIELD_PADDING, ARROW = 12, 20
"""What a field takes beside its text, and a combo box."""
ACCENTED = set("aceinosuyzACEINOSUYZ")
"""The letters that the pseudo-locale gives an accent (desktop/app/language.py)."""


def controls(window: QWidget) -> list[QWidget]:
    """What a user can operate in `window` now; not the parts that Qt makes inside of a control."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if (isinstance(widget, CONTROLS) or widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.isVisible()
        and widget.isEnabled()
        and widget.window() is window
        and not _is_inside_a_control(widget)
        and not _only_shows(widget)
    ]


def _only_shows(widget: QWidget) -> bool:
    """Whether it is a field by its looks alone."""
    takes_keys = widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
    return isinstance(widget, QLineEdit) and widget.isReadOnly() and not takes_keys


def _is_inside_a_control(widget: QWidget) -> bool:
    if isinstance(widget, (QHeaderView, QScrollBar)) or widget.objectName().startswith("qt_"):
        return True
    parent = widget.parentWidget()
    while parent is not None and not parent.isWindow():
        if isinstance(parent, (QLineEdit, QComboBox, QAbstractSpinBox, QAbstractItemView)):
            return True
        parent = parent.parentWidget()
    return False


def said_name(widget: QWidget) -> str:
    """What a screen reader calls `widget`."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip() if interface is not None else ""


def unnamed(window: QWidget) -> list[str]:
    """Controls that a screen reader has no name for."""
    return [described(widget) for widget in controls(window) if not said_name(widget)]


def unreached(window: QWidget) -> list[str]:
    """Controls that Tab does not come to; of radio buttons that belong together one is enough."""
    stops = tab_stops(window)
    reached = set(stops)
    for stop in stops:
        if isinstance(stop, QAbstractButton) and stop.group() is not None:
            reached |= set(stop.group().buttons())
        elif isinstance(stop, QAbstractButton) and stop.autoExclusive():
            reached |= set(window.findChildren(type(stop)))
        if (proxy := stop.focusProxy()) is not None:
            reached.add(proxy)
    return [described(widget) for widget in controls(window) if widget not in reached]


def tab_stops(window: QWidget) -> list[QWidget]:
    """Where the focus is after each press of Tab, until it begins again."""
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    stops: list[QWidget] = []
    for _ in range(MOST_STOPS):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        if focused is None or focused in stops:
            break
        stops.append(focused)
    return stops


def sharing_keys(window: QWidget) -> list[str]:
    """Alt and a letter that lead to several things of the window, or a letter to several of one menu."""
    menus = [menu for menu in window.findChildren(QMenu) if menu.actions()]
    groups = [_keys_of_window(window), *(keys_of_menu(menu) for menu in menus)]
    return [
        f"{key}: {', '.join(users)}"
        for group in groups
        for key, users in sorted(group.items())
        if len(users) > 1
    ]


def _keys_of_window(window: QWidget) -> dict[str, list[str]]:
    keys: dict[str, list[str]] = {}
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or widget.window() is not window:
            continue
        if isinstance(widget, QAbstractButton):
            key = widget.shortcut().toString()
        elif isinstance(widget, QLabel) and widget.buddy() is not None:
            key = QKeySequence.mnemonic(widget.text()).toString()
        else:
            continue
        if key.startswith("Alt+"):
            keys.setdefault(key, []).append(described(widget))
    return keys


def keys_of_menu(menu: QMenu) -> dict[str, list[str]]:
    """What each letter leads to."""
    keys: dict[str, list[str]] = {}
    for action in menu.actions():
        if action.isVisible() and (key := QKeySequence.mnemonic(action.text()).toString()):
            keys.setdefault(key, []).append(f"menu “{action.text()}”")
    return keys


def untranslated(window: QWidget, foreign: re.Pattern[str]) -> list[str]:
    """Texts of `window` that the pseudo-locale has not said; `foreign` matches what nobody translates."""
    return sorted({f"{where}: {text}" for where, text in texts(window) if _is_plain(foreign.sub(" ", text))})


def _is_plain(text: str) -> bool:
    """Whether a letter outside of the brackets, or one without its accent, is left."""
    depth = 0
    for letter in text:
        if letter == "[":
            depth += 1
        elif letter == "]":
            depth -= 1
        elif letter in ACCENTED or (letter.isalpha() and depth == 0):
            return True
    return False


def texts(window: QWidget) -> Iterator[tuple[str, str]]:
    """Every text of `window` that is on the screen, in a tooltip or menu, or said by a screen reader."""
    yield "title", window.windowTitle()
    for widget in [window, *window.findChildren(QWidget)]:
        if isinstance(widget, QMenu):
            yield from _texts_of_menu(widget)
        elif widget.isVisible() and widget.window() is window:
            for text in _texts_of(widget):
                yield described(widget), text


def _texts_of_menu(menu: QMenu) -> Iterator[tuple[str, str]]:
    for action in menu.actions():
        yield "menu", action.text().replace("&", "")


def _texts_of(widget: QWidget) -> Iterator[str]:
    yield re.sub(r"<[^>]*>", " ", widget.toolTip())
    yield widget.accessibleName()
    if isinstance(widget, QLabel):
        yield getattr(widget, "whole", widget.text()).replace("&", "")
    elif isinstance(widget, QAbstractButton):
        yield widget.text().replace("&", "")
    elif isinstance(widget, (QLineEdit, QPlainTextEdit)):
        yield widget.placeholderText()
    elif isinstance(widget, QComboBox):
        for number in range(widget.count()):
            yield widget.itemText(number)
    elif isinstance(widget, QHeaderView) and not widget.isHidden():
        for number in range(widget.count()):
            yield str(widget.model().headerData(number, widget.orientation()) or "")
    elif isinstance(widget, QAbstractItemView):
        yield from _texts_of_rows(widget)


def _texts_of_rows(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    parents = [QModelIndex()]
    if isinstance(view, QTreeView):
        parents += [model.index(row, 0) for row in range(model.rowCount())]
    for parent in parents:
        for row in range(model.rowCount(parent)):
            for column in range(columns):
                index = model.index(row, column, parent)
                for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
                    yield str(index.data(role) or "")


def cut_off(window: QWidget, elided: tuple[type[QWidget], ...]) -> list[str]:
    """What has less room than it needs, but for the classes that shorten their text and say all of it."""
    shown = (widget for widget in window.findChildren(QWidget) if widget.isVisible())
    lacking = (
        (widget, _lack_of(widget))
        for widget in shown
        if widget.window() is window and not isinstance(widget, elided) and not _is_inside_a_control(widget)
    )
    return [f"{described(widget)}: {problem}" for widget, problem in lacking if problem]


def _lack_of(widget: QWidget) -> str:
    if problem := _outside(widget):
        return problem
    metrics, width = widget.fontMetrics(), widget.width()
    match widget:
        case QLabel():
            return _lack_of_label(widget) if widget.text() else ""
        case QAbstractButton() if widget.text():
            return _lack(QSize(widget.sizeHint().width(), widget.minimumSizeHint().height()), widget)
        case QLineEdit() if widget.placeholderText() in widget.toolTip() + widget.accessibleName():
            return ""  # Qt shortens it, and all of it is said
        case QLineEdit() if not widget.text():
            needed = metrics.horizontalAdvance(widget.placeholderText()) + FIELD_PADDING
            return f"its placeholder needs {needed}, has {width}" if needed > width else ""
        case QComboBox():
            needed = metrics.horizontalAdvance(widget.currentText()) + ARROW
            return f"needs {needed}, has {width}" if needed > width else ""
        case QAbstractScrollArea():
            return ""
        case _:
            return _lack(widget.minimumSizeHint(), widget) if widget.layout() is None else ""


def _lack_of_label(label: QLabel) -> str:
    if not label.wordWrap():
        return _lack(label.sizeHint(), label)
    words = (label.fontMetrics().horizontalAdvance(word) for word in label.text().split())
    return _lack(QSize(max(words, default=0), label.heightForWidth(label.width())), label)


def _lack(need: QSize, widget: QWidget) -> str:
    """A pixel or two are lost to rounding, and to the wider edge of a field with the focus."""
    has = widget.size()
    if need.width() <= has.width() + 1 and need.height() <= has.height() + 2:
        return ""
    return f"needs {need.width()} x {need.height()}, has {has.width()} x {has.height()}"


def _outside(widget: QWidget) -> str:
    """Whether the parent cuts the widget; what scrolls may be larger than what shows it."""
    parent = widget.parentWidget()
    if parent is None or widget.isWindow() or not widget.width() or not widget.height():
        return ""
    if isinstance(parent.parentWidget(), QAbstractScrollArea):
        area = parent.parentWidget()
        scrolls = not isinstance(area, QScrollArea) or (
            area.horizontalScrollBarPolicy() is not Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        too_wide = widget.width() - parent.width()
        return "" if scrolls or too_wide <= 0 else f"is {too_wide} wider than what scrolls it"
    place = QRect(widget.mapTo(parent, QPoint(0, 0)), widget.size())
    return (
        ""
        if parent.rect().contains(place)
        else f"{place.getRect()} is not inside of {parent.rect().getRect()}"
    )


def described(widget: QWidget) -> str:
    """Enough to find the widget in the sources."""
    chain: list[str] = []
    place: QWidget | None = widget
    while place is not None and len(chain) < 3:
        if type(place).__module__.startswith("desktop") or place is widget:
            chain.append(type(place).__name__)
        place = place.parentWidget()
    said = widget.accessibleName()
    if not said and isinstance(widget, (QLabel, QAbstractButton, QLineEdit)):
        said = widget.text()
    return f"{' in '.join(chain)} “{said[:40]}”"
