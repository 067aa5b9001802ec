"""The card of pulls: those that run, and the queue behind them."""

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.domain.library import Library
from desktop.domain.pulls import RUNNING, PullKey, PullPhase, Pulls
from desktop.ui.buttons import ActionButton
from desktop.ui.models.pull_row import PullRow
from desktop.ui.theme import Theme

MOST_QUEUED = 3
"""More that only wait are folded away."""


class PullsCard(QFrame):
    """Renders `Pulls`, with a row for each; hidden while there is none."""

    pause_wanted = Signal(object)
    """Of the pull with that `PullKey`; so are the others."""
    resume_wanted = Signal(object)
    cancel_wanted = Signal(object)
    dismiss_wanted = Signal(object)

    def __init__(self, theme: Theme, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._library = theme, library
        self._pulls, self._providers = Pulls(), dict[str, str]()
        self.rows: dict[PullKey, PullRow] = {}
        self._rules: dict[PullKey, QFrame] = {}
        self._order: tuple[PullKey, ...] = ()
        self._is_unfolded = False
        self.setProperty("kind", "card")
        self.fold = ActionButton(theme, "", "", "quiet")
        self.fold.clicked.connect(self._turn_fold)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 4, 1, 4)
        self._column.setSpacing(0)
        self._column.addWidget(self.fold)
        self.hide()

    def show_pulls(self, pulls: Pulls, providers: Mapping[str, str]) -> None:
        """Show every pull; `providers` are their names for people, by id."""
        self._pulls, self._providers = pulls, dict(providers)
        self._fit_rows(tuple(pull.key for pull in pulls.rows))
        running = next((pull.key.model for pull in pulls.rows if pull.phase in RUNNING), "")
        queued = 0
        is_first = True
        for pull in pulls.rows:
            row, rule = self.rows[pull.key], self._rules[pull.key]
            tag = self._library.tag(pull.key.model)
            expected = tag.size_bytes if tag is not None else 0
            row.show_pull(pull, self._providers.get(pull.key.provider, ""), running, expected)
            queued += pull.phase is PullPhase.QUEUED
            is_shown = pull.phase is not PullPhase.QUEUED or queued <= MOST_QUEUED or self._is_unfolded
            row.setVisible(is_shown)
            rule.setVisible(is_shown and not is_first)
            is_first = False
        self._show_fold(queued - MOST_QUEUED)
        self.setVisible(bool(pulls.rows))

    def _show_fold(self, folded: int) -> None:
        self.fold.setVisible(folded > 0)
        if self._is_unfolded:
            self.fold.setText(self.tr("Show &Fewer"))
        else:
            self.fold.setText(self.tr("Show {count} &More That Wait").format(count=folded))

    def _fit_rows(self, keys: tuple[PullKey, ...]) -> None:
        """One row and one rule above it for each pull, in their order."""
        if keys == self._order:
            return
        self._order = keys
        for key in [key for key in self.rows if key not in keys]:
            for widget in (self.rows.pop(key), self._rules.pop(key)):
                self._column.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        for place, key in enumerate(keys):
            if key not in self.rows:
                self._add(key)
            self._column.insertWidget(2 * place, self._rules[key])
            self._column.insertWidget(2 * place + 1, self.rows[key])
        self._chain()

    def _chain(self) -> None:
        """Make Tab go through the rows as they are seen: Qt puts what is new behind everything else."""
        before: QWidget = self.fold  # its place in the window is the card's
        for key in self._order:
            for button in self.rows[key].buttons:
                QWidget.setTabOrder(before, button)
                before = button
        QWidget.setTabOrder(before, self.fold)

    def _add(self, key: PullKey) -> None:
        row = self.rows[key] = PullRow(self._theme, key)
        row.pause_wanted.connect(self.pause_wanted)
        row.resume_wanted.connect(self.resume_wanted)
        row.cancel_wanted.connect(self.cancel_wanted)
        row.dismiss_wanted.connect(self.dismiss_wanted)
        rule = self._rules[key] = QFrame()
        rule.setProperty("kind", "rule")
        rule.setFixedHeight(1)

    @Slot()
    def _turn_fold(self) -> None:
        self._is_unfolded = not self._is_unfolded
        self.show_pulls(self._pulls, self._providers)
