"""How far an image or a model is on its way: bar, percent, bytes, speed and the time that is left."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.pulls import Pull
from desktop.domain.stack import StackProgress
from desktop.text.pull_words import pull_text
from desktop.ui import formats
from desktop.ui.bar import Bar
from desktop.ui.labels import plain_label
from desktop.ui.stack.words import fetched_text
from desktop.ui.theme import Theme


class ProgressView(QWidget):
    """Shows one operation; hidden while there is none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: object = None
        self.bar = Bar(theme)
        self.percent = plain_label(theme)
        self.amount = plain_label(theme, tone="text2")
        self.rate = plain_label(theme, tone="text2")
        self.left = plain_label(theme, tone="text2")
        row = QHBoxLayout()
        row.setSpacing(12)
        for label in (self.percent, self.amount):
            row.addWidget(label)
        row.addStretch(1)
        for label in (self.rate, self.left):
            row.addWidget(label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(8)
        column.addWidget(self.bar)
        column.addLayout(row)
        self.hide()

    def show_stack(self, progress: StackProgress) -> None:
        """Show an operation of the stack."""
        percent = formats.percent(progress.fraction) if progress.fraction is not None else ""
        rate = formats.rate(progress.bytes_per_second) if progress.bytes_per_second is not None else ""
        left = formats.time_left(progress.seconds_left) if progress.seconds_left is not None else ""
        self._show(progress.operation, progress.fraction, (percent, fetched_text(progress), rate, left))

    def show_pull(self, pull: Pull) -> None:
        """Show a pull."""
        text = pull_text(pull, formats, formats.translate)
        self._show(pull.key, pull.fraction, (text.percent, text.amount, text.rate, text.time_left))

    def clear(self) -> None:
        """Show nothing."""
        self._shown = None
        self.hide()

    def _show(self, what: object, fraction: float | None, words: tuple[str, str, str, str]) -> None:
        if what != self._shown:
            self._shown = what
            self.bar.restart()
        self.bar.show_fraction(fraction)
        for label, text in zip((self.percent, self.amount, self.rate, self.left), words, strict=True):
            label.setText(text)
            label.setVisible(bool(text))
        self.show()
