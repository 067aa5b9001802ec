"""The stages of a start as a row: done, under way or still to come, with a line between them."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QWidget

from desktop.domain.stack_progress import Stage
from desktop.ui.accessibility import named
from desktop.ui.busy_ring import BusyRing
from desktop.ui.labels import plain_label, set_style_property, set_tone
from desktop.ui.theme import Theme

ICON = 20


class StageRow(QWidget):
    """Shows which stage a start is in."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._current = Stage.ENGINE
        names = {
            Stage.ENGINE: self.tr("Engine"),
            Stage.IMAGE: self.tr("Image"),
            Stage.VOLUME: self.tr("Volume"),
            Stage.CONTAINER: self.tr("Container"),
            Stage.HEALTHY: self.tr("Healthy"),
        }
        self.labels = {stage: plain_label(theme, name) for stage, name in names.items()}
        self._icons = {stage: QLabel() for stage in Stage}
        self._rings = {stage: BusyRing(theme, ICON) for stage in Stage}
        self._lines = {stage: QFrame() for stage in Stage if stage is not Stage.HEALTHY}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for stage in Stage:
            cell = QHBoxLayout()
            cell.setSpacing(8)
            cell.addWidget(self._icons[stage])
            cell.addWidget(self._rings[stage])
            if stage in self._lines:
                line = self._lines[stage]
                line.setFixedHeight(2)
                cell.addWidget(line, 1, Qt.AlignmentFlag.AlignVCenter)
            else:
                cell.addStretch(1)
            grid.addLayout(cell, 0, stage)
            grid.addWidget(self.labels[stage], 1, stage)
            grid.setColumnStretch(stage, 1)
        theme.changed.connect(self._render)
        self._render()

    def show_stage(self, stage: Stage) -> None:
        """The stage that is under way; the earlier ones are done."""
        if stage is not self._current:
            self._current = stage
            self._render()

    @Slot()
    def _render(self) -> None:
        tokens, ratio = self._theme.tokens, self.devicePixelRatioF()
        for stage in Stage:
            is_current, is_done = stage is self._current, stage < self._current
            self._rings[stage].setVisible(is_current)
            self._icons[stage].setVisible(not is_current)
            name, color = ("ok", tokens.ok) if is_done else ("circle", tokens.control)
            self._icons[stage].setPixmap(self._theme.icons.pixmap(name, color, ICON, ratio))
            weight = QFont.Weight.DemiBold if is_current else QFont.Weight.Normal
            set_tone(self.labels[stage], "text" if is_current else "text2")
            self.labels[stage].setFont(self._theme.font(weight=weight))  # after the style, which resets it
            if stage in self._lines:
                set_style_property(self._lines[stage], "kind", "rule-ok" if is_done else "rule")
        named(self, self.tr("Stage: {name}").format(name=self.labels[self._current].text()))
