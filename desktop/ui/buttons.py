"""Buttons with an icon that keeps its colour when the theme changes."""

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QFont, QIcon
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.ui.accessibility import named
from desktop.ui.labels import tooltip_text
from desktop.ui.theme import Size, Theme

BUTTON_ICON = 16
GAP = 4
"""Fusion sets the text too close to the icon; the pixmap is wider by this."""
_TOKENS = {"primary": "on_accent", "danger": "fail"}


class ActionButton(QPushButton):
    """A push button of one of the style sheet's kinds: "", primary, danger, quiet, strip or nav."""

    def __init__(
        self, theme: Theme, text: str, icon: str = "", kind: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self._icon = icon
        self._token = _TOKENS.get(kind, "text2")
        self.setProperty("kind", kind)
        size = Size.DETAIL if kind == "strip" else Size.BODY
        self.setFont(theme.font(size, QFont.Weight.Normal if kind == "strip" else QFont.Weight.Medium))
        self.setAutoDefault(False)
        theme.changed.connect(self._draw)
        self._draw()

    def show_icon(self, icon: str, token: str = "") -> None:
        """Change the icon ("" for none) and the token it is drawn in ("" keeps it)."""
        if (icon, token or self._token) != (self._icon, self._token):
            self._icon, self._token = icon, token or self._token
            self._draw()

    @Slot()
    def _draw(self) -> None:
        if not self._icon:
            self.setIcon(QIcon())
            return
        color = getattr(self._theme.tokens, self._token)
        size = 14 if self.property("kind") == "strip" else BUTTON_ICON
        gap = GAP if self.text() else 0
        at_right = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        icons = self._theme.icons
        self.setIcon(icons.icon(self._icon, color, size, self._theme.tokens.text3, gap, at_right=at_right))
        self.setIconSize(QSize(size + gap, size))


class IconButton(ActionButton):
    """A square button that shows an icon only; its name is said by tooltip and screen reader."""

    def __init__(self, theme: Theme, icon: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", icon, "icon", parent)
        self.show_name(name)

    def show_name(self, name: str) -> None:
        """Change what the button is called."""
        self.setToolTip(tooltip_text(name))
        named(self, name)
