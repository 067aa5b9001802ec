"""Keys with the words for what they do, so that the list of them is read from what really works."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

_GROUP, _TAKEN = "keys-group", "keys-taken"
_MNEMONIC = re.compile(r"&(.)")


@dataclass(frozen=True, slots=True)
class Keys:
    """One line of the list."""

    group: str
    """Where they work."""
    text: str
    """What they do."""
    keys: str
    """As the platform writes them, in the user's language; several are separated by commas."""


def add_shortcut(
    widget: QWidget,
    keys: QKeySequence.StandardKey | str,
    text: str,
    act: Callable[[], object],
    context: Qt.ShortcutContext = Qt.ShortcutContext.WindowShortcut,
) -> QShortcut:
    """Have `keys` do what `text` says."""
    shortcut = QShortcut(QKeySequence(keys), widget)
    shortcut.setContext(context)
    shortcut.setWhatsThis(text)
    shortcut.activated.connect(act)
    return shortcut


def tell_keys(widget: QWidget, keys: str, text: str) -> None:
    """Have the list name keys that `widget` takes by itself, in `keyPressEvent`."""
    widget.setProperty(_TAKEN, [*(widget.property(_TAKEN) or []), keys, text])


def group_keys(widget: QWidget, title: str) -> None:
    """Name the group of all keys that work in `widget`; without one it is the title of the window."""
    widget.setProperty(_GROUP, title)


def listed_keys(windows: Sequence[QWidget]) -> list[Keys]:
    """All keys of these windows, each once; of each window first those that work everywhere in it."""
    found: list[Keys] = []
    for window in windows:
        inside = [keys for item in (window, *window.findChildren(QObject)) for keys in _keys_of(item)]
        found += sorted(inside, key=lambda keys: keys.group != _group_of(window))
    return list(dict.fromkeys(keys for keys in found if keys.text and keys.keys))


def _keys_of(item: QObject) -> Iterator[Keys]:
    if isinstance(item, QShortcut):
        yield Keys(_group_of(item), item.whatsThis(), _native(item.keys()))
    elif isinstance(item, QAction):
        yield Keys(_group_of(item), _MNEMONIC.sub(r"\1", item.text()), _native(item.shortcuts()))
    elif isinstance(item, QWidget):
        taken = item.property(_TAKEN) or []
        for keys, text in zip(taken[::2], taken[1::2], strict=True):
            yield Keys(_group_of(item), text, _native([QKeySequence(keys)]))


def _native(sequences: Sequence[QKeySequence]) -> str:
    return ", ".join(keys.toString(QKeySequence.SequenceFormat.NativeText) for keys in sequences)


def _group_of(item: QObject) -> str:
    place: QObject | None = item
    title = ""
    while place is not None and not title:
        title = place.property(_GROUP) or ""
        if not title and isinstance(place, QWidget) and place.isWindow():
            title = place.windowTitle()
        place = place.parent()
    return title
