"""A row of the sidebar that leads to a page and carries that page's state at its right."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop.ui.busy_ring import BusyRing
from desktop.ui.buttons import ActionButton
from desktop.ui.labels import plain_label
from desktop.ui.theme import Size, Theme

ICON = 16


class NavRow(ActionButton):
    """A checkable button; `show_mark` says how the page's subject is, in icon and a word."""

    def __init__(self, theme: Theme, text: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, text, icon, "nav", parent)
        self._nav_icon, self._mark = icon, ("", "")
        self._words = text.replace("&", "")
        self.setCheckable(True)
        self._word = plain_label(theme, size=Size.CAPTION, weight=QFont.Weight.Medium)
        self._picture = QLabel()
        self._ring = BusyRing(theme)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(6)
        row.addStretch(1)
        for part in (self._word, self._picture, self._ring):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(part)
        self._ring.hide()
        self.toggled.connect(self._note_toggled)
        theme.changed.connect(self._draw_mark)

    def show_mark(self, word: str, icon: str, token: str, *, turns: bool) -> None:
        """The state at the right: a word, and an icon (or the ring, if `turns`)."""
        self._mark = (icon, token)
        self._word.setText(word if turns else "")
        self._ring.setVisible(turns)
        self._picture.setVisible(not turns)
        self._draw_mark()
        self.setAccessibleName(f"{self._words}: {word}" if word else self._words)

    def show_figure(
        self, figure: str, word: str = "", mark: str = "", icon: str = "", token: str = ""
    ) -> None:
        """A figure at the right instead ("" for none), and behind it an icon, if any.

        `word` is what the figure is of, and `mark` what the icon says, for a screen reader.
        """
        self._mark = (icon, token)
        self._word.setText(figure)
        self._ring.hide()
        self._picture.setVisible(bool(icon))
        self._draw_mark()
        spoken = ", ".join(filter(None, (f"{word} {figure}".strip(), mark)))
        self.setAccessibleName(f"{self._words}: {spoken}" if spoken else self._words)

    @Slot(bool)
    def _note_toggled(self, is_on: bool) -> None:
        self.show_icon(self._nav_icon, "accent_text" if is_on else "text2")

    @Slot()
    def _draw_mark(self) -> None:
        icon, token = self._mark
        if icon:
            color = getattr(self._theme.tokens, token)
            self._picture.setPixmap(self._theme.icons.pixmap(icon, color, ICON, self.devicePixelRatioF()))
