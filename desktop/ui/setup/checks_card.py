"""What was looked at for a step, one row each, and when."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.setup import Check
from desktop.domain.text import label_text
from desktop.text.setup_check_words import check_text
from desktop.text.setup_words import state_word
from desktop.ui import formats
from desktop.ui.accessibility import named
from desktop.ui.buttons import ActionButton
from desktop.ui.health.words import tail_of
from desktop.ui.labels import plain_label
from desktop.ui.models.elided import ElidedLabel
from desktop.ui.setup.looks import StateIcon
from desktop.ui.theme import Size, Theme

ICON = 18


class CheckRow(QWidget):
    """One check: state, what it is about, what was found, and a figure."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.icon = StateIcon(theme, ICON)
        self.title = plain_label(theme, weight=QFont.Weight.Medium, wrap=True)
        self.sentence = plain_label(theme, size=Size.DETAIL, tone="text2", wrap=True)
        self.figure = plain_label(theme, size=Size.DETAIL, tone="text2")
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self.title)
        words.addWidget(self.sentence)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(12)
        row.addWidget(self.icon)
        row.addLayout(words, 1)
        row.addWidget(self.figure, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_check(self, check: Check) -> None:
        """Show one check."""
        text = check_text(check, formats, formats.translate)
        figure = tail_of(check.item) if check.item is not None else text.figure
        self.icon.show_state(check.state)
        self.title.setText(label_text(text.title, 80))
        self.sentence.setText(label_text(text.sentence, 300))
        self.figure.setText(label_text(figure, 40))
        word = state_word(check.state, formats.translate)
        named(self, f"{self.title.text()}: {word}. {self.sentence.text()} {self.figure.text()}".strip())


class ChecksCard(QFrame):
    """The live checks; hidden while there are none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("kind", "card")
        self.title = plain_label(theme, weight=QFont.Weight.DemiBold)
        self.age = ElidedLabel(theme, size=Size.DETAIL, tone="text2", mode=Qt.TextElideMode.ElideRight)
        self.again = ActionButton(theme, self.tr("C&heck Again"), "regenerate", "quiet")
        self.again.setFont(theme.font(Size.DETAIL))
        self.rows: list[CheckRow] = []
        self._rules: list[QFrame] = []
        head = QHBoxLayout()
        head.setContentsMargins(16, 6, 6, 2)
        self.title.setMinimumHeight(self.again.sizeHint().height())
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.age)
        head.addWidget(self.again)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 6)
        self._column.setSpacing(0)
        self._column.addLayout(head)

    def show_checks(self, checks: Sequence[Check], *, is_live: bool = True) -> None:
        """A row for each check, in their order; what is not live was measured once."""
        self.title.setText(self.tr("Live checks") if is_live else self.tr("Figures"))
        self.age.setVisible(is_live)
        self.again.setVisible(is_live)
        while len(self.rows) < len(checks):
            self._add_row()
        for number, row in enumerate(self.rows):
            is_used = number < len(checks)
            row.setVisible(is_used)
            self._rules[number].setVisible(is_used and number > 0)
            if is_used:
                row.show_check(checks[number])
        self.setVisible(bool(checks))

    def _add_row(self) -> None:
        rule, row = QFrame(), CheckRow(self._theme)
        rule.setProperty("kind", "rule")
        rule.setFixedHeight(1)
        self._column.addWidget(rule)
        self._column.addWidget(row)
        self._rules.append(rule)
        self.rows.append(row)
