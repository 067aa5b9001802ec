"""What is around the page of a step: the steps beside it or a bar above it, and the buttons."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.domain.setup import Setup, SetupRoute
from desktop.text.setup_words import step_name
from desktop.ui import formats
from desktop.ui.accessibility import named
from desktop.ui.buttons import ActionButton
from desktop.ui.labels import plain_label, tooltip_text
from desktop.ui.setup.step_list import StepList
from desktop.ui.theme import Size, Theme

SIDE_WIDTH = 288
LOGO = 28


class SideBar(QFrame):
    """The steps, and the other way to an answer."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "sidebar")
        self.setFixedWidth(SIDE_WIDTH)
        self.logo = QLabel()
        self.logo.setPixmap(theme.icons.pixmap("tars-desktop", "", LOGO, self.devicePixelRatioF()))
        self.title = plain_label(theme, self.tr("Set up TARS"), size=Size.TITLE, weight=QFont.Weight.DemiBold)
        self.place = plain_label(theme, size=Size.DETAIL, tone="text2")
        self.steps = StepList(theme)
        self.hint = plain_label(theme, size=Size.DETAIL, tone="text2", wrap=True)
        self.without = ActionButton(theme, "", "", "quiet")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.place)
        head = QHBoxLayout()
        head.setContentsMargins(12, 0, 0, 10)
        head.setSpacing(14)
        head.addWidget(self.logo)
        head.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 20, 12, 16)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(_scrolled(self.steps), 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 0, 12, 0)
        foot.addWidget(self.hint)
        column.addLayout(foot)
        column.addWidget(self.without, 0, Qt.AlignmentFlag.AlignLeft)

    def show_setup(self, setup: Setup) -> None:
        """Show where the user is."""
        self.place.setText(place_text(setup))
        self.steps.show_setup(setup)
        if setup.route is SetupRoute.DOCKER:
            self.hint.setText(
                self.tr("No Docker? An Ollama that is there, the built-in engine or a URL will do.")
            )
        else:
            self.hint.setText(self.tr("With Docker, TARS runs the model server for you."))
        self.without.setText(route_words(setup))
        self.setFixedWidth(max(SIDE_WIDTH, self.without.sizeHint().width() + 26))


def _scrolled(steps: StepList) -> QScrollArea:
    """The steps where they need more room than there is."""
    scroll = QScrollArea()
    scroll.setProperty("kind", "side")
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    inside = QWidget()
    inside.setProperty("kind", "side")
    listed = QVBoxLayout(inside)
    listed.setContentsMargins(0, 0, 0, 0)
    listed.addWidget(steps)
    listed.addStretch(1)
    scroll.setWidget(inside)
    return scroll


class TopBar(QFrame):
    """What the sidebar says, in one line."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "header")
        self.place = plain_label(theme, weight=QFont.Weight.DemiBold)
        self.without = ActionButton(theme, "", "", "quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 8, 12, 8)
        row.addWidget(self.place, 1)
        row.addWidget(self.without)

    def show_setup(self, setup: Setup) -> None:
        """Show where the user is."""
        self.place.setText(titled_place(setup))
        self.without.setText(route_words(setup))


class Footer(QFrame):
    """The buttons; the last one says what it does."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "strip")
        self._words = ""
        self.copy = ActionButton(theme, "", "copy", "quiet")
        self.back = ActionButton(theme, self.tr("&Back"))
        self.skip = ActionButton(theme, self.tr("S&kip"))
        self.primary = ActionButton(theme, self.tr("&Continue"), "", "primary")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 14, 24, 14)
        row.setSpacing(8)
        row.addWidget(self.copy)
        row.addStretch(1)
        for button in (self.back, self.skip, self.primary):
            row.addWidget(button)
        self.show_copy()

    def show_copy(self) -> None:
        """Offer the report."""
        self._show_copy(self.tr("Copy &Report"), "copy")

    def show_copied(self) -> None:
        """Say that the report is on the clipboard."""
        self._show_copy(self.tr("Copied"), "check")

    def fit(self) -> None:
        """Keep room for the button that leads on: where it lacks, that of the report shows its icon only."""
        self.copy.setText(self._words)
        if self.width() < self.sizeHint().width():
            self.copy.setText("")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def _show_copy(self, words: str, icon: str) -> None:
        self._words = words
        plain = words.replace("&", "")
        named(self.copy, plain).setToolTip(tooltip_text(plain))
        self.copy.show_icon(icon)
        self.fit()


def route_words(setup: Setup) -> str:
    """What the button says that leads to the other way."""
    if setup.route is SetupRoute.DOCKER:
        return formats.translate("setup", "Set Up &Without Docker")
    return formats.translate("setup", "Set Up &With Docker")


def place_text(setup: Setup) -> str:
    """Such as `Step 3 of 8`."""
    text = formats.translate("setup", "Step {number} of {count}")
    return text.format(number=setup.number, count=len(setup.steps))


def titled_place(setup: Setup) -> str:
    """Such as `Step 3 of 8: Port`."""
    text = formats.translate("setup", "{place}: {step}")
    return text.format(place=place_text(setup), step=step_name(setup.current, formats.translate))
