"""The list of all keys, with a search: F1 opens it from every window."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.accessibility import named
from desktop.ui.labels import plain_label
from desktop.ui.navigation import LatePage
from desktop.ui.shortcuts import Keys, add_shortcut, listed_keys
from desktop.ui.theme import Theme

USUAL = (560, 560)


def add_help_key(theme: Theme, window: QWidget, text: str) -> None:
    """Have F1 in `window` list all keys; `text` is what the list itself says about that."""
    add_shortcut(window, "F1", text, lambda: show_shortcuts(theme, window))


def show_shortcuts(theme: Theme, window: QWidget) -> None:
    """List the keys of `window`, and then those of the others that are open."""
    others = [
        other
        for other in QApplication.topLevelWidgets()
        if other is not window and other.isVisible() and not isinstance(other, QDialog)
    ]
    for listed in (window, *others):
        for late in listed.findChildren(LatePage):
            late.make()  # its keys belong into the list
    ShortcutsWindow(theme, listed_keys([window, *others]), window).show()


class ShortcutsWindow(QDialog):
    """Keys by where they work; what is typed is looked for in keys and words."""

    def __init__(self, theme: Theme, keys: list[Keys], parent: QWidget) -> None:
        super().__init__(parent)
        self._keys = keys
        self._shown: list[Keys] = []
        self.setWindowTitle(self.tr("Keyboard Shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.search = named(QLineEdit(), self.tr("Search shortcuts"))
        self.search.setPlaceholderText(self.tr("Search"))
        self.search.setClearButtonEnabled(True)
        self.search.setProperty("kind", "search")
        self.tree = named(QTreeWidget(), self.tr("Keyboard Shortcuts"))
        self.tree.setColumnCount(2)
        self.tree.setHeaderHidden(True)
        self.tree.setRootIsDecorated(False)
        self.tree.setItemsExpandable(False)
        self.tree.setUniformRowHeights(True)
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.empty: QLabel = plain_label(theme, self.tr("No shortcut has these words."), tone="text3")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 20)
        layout.setSpacing(12)
        for part in (self.search, self.empty, self.tree):
            layout.addWidget(part)
        self.search.textChanged.connect(self._show)
        self._show("")
        self.resize(*USUAL)

    @property
    def shown(self) -> list[tuple[str, str, str]]:
        """Group, words and keys of every line."""
        return [(keys.group, keys.text, keys.keys) for keys in self._shown]

    @Slot(str)
    def _show(self, text: str) -> None:
        self._shown = [keys for keys in self._keys if _has(keys, text)]
        self.tree.clear()
        groups: dict[str, QTreeWidgetItem] = {}
        for keys in self._shown:
            if keys.group not in groups:
                groups[keys.group] = self._group(keys.group)
            groups[keys.group].addChild(QTreeWidgetItem([keys.text, keys.keys]))
        self.tree.expandAll()
        self.empty.setVisible(not groups)

    def _group(self, title: str) -> QTreeWidgetItem:
        group = QTreeWidgetItem([title])
        font = self.tree.font()
        font.setBold(True)
        group.setFont(0, font)
        group.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self.tree.addTopLevelItem(group)
        return group


def _has(keys: Keys, text: str) -> bool:
    """Whether every word of `text` is in the line."""
    line = f"{keys.group} {keys.text} {keys.keys}".casefold()
    return all(word in line for word in text.casefold().split())
