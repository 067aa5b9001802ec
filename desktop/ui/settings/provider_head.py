"""The head of a provider's form: its name, whether it leaves this computer, and the verbs about all of it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from desktop.domain.text import label_text
from desktop.ui.buttons import ActionButton
from desktop.ui.labels import plain_label, tooltip_text
from desktop.ui.models.elided import ElidedLabel
from desktop.ui.theme import Size, Theme

NAME_WIDTH = 140
"""Names are not elided before that for the sake of the verbs, which then are under them."""


class ProviderHead(QWidget):
    """Shows what it is told; `toggle` turns the provider off and on, at one place."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = ElidedLabel(
            theme, size=Size.TITLE, weight=QFont.Weight.DemiBold, mode=Qt.TextElideMode.ElideRight
        )
        self.remote = plain_label(theme, self.tr("Leaves this computer"), size=Size.CAPTION)
        self.remote.setFont(theme.font(Size.CAPTION, QFont.Weight.Medium))
        self.remote.setProperty("kind", "pill")
        self.toggle = ActionButton(theme, "", "power")
        self.remove = ActionButton(theme, self.tr("Re&move"), "delete", "danger")
        names, verbs = QHBoxLayout(), QHBoxLayout()
        for line, parts in ((names, (self.name, self.remote)), (verbs, (self.toggle, self.remove))):
            line.setSpacing(8)
            for part in parts:
                line.addWidget(part)
        names.addStretch(1)
        verbs.addStretch(0)
        self._lines = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(8)
        self._lines.addLayout(names, 1)
        self._lines.addLayout(verbs)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def show_provider(self, name: str, *, is_local: bool, is_enabled: bool, can_remove: bool) -> None:
        """Show one provider."""
        self.name.show_text(label_text(name))
        self.remote.setVisible(not is_local)
        self.toggle.setText(self.tr("Turn &Off") if is_enabled else self.tr("Turn O&n"))
        self.remove.setEnabled(can_remove)
        why = "" if can_remove else self.tr("It is always there. Turn it off instead.")
        self.remove.setToolTip(tooltip_text(why))
        self._fit()

    def _fit(self) -> None:
        """Put the verbs beside the name where both have room."""
        parts = (
            [self.toggle, self.remove] if self.remote.isHidden() else [self.toggle, self.remove, self.remote]
        )
        name = min(self.name.sizeHint().width(), NAME_WIDTH)
        needed = name + sum(part.sizeHint().width() + 8 for part in parts)
        directions = QBoxLayout.Direction
        is_narrow = self.width() < needed
        self._lines.setDirection(directions.TopToBottom if is_narrow else directions.LeftToRight)
