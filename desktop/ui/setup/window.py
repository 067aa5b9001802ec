"""The setup window: the steps, the page of one of them, and the button that leads on."""

import time

from PySide6.QtCore import QSize, Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import (
    QCloseEvent,
    QDesktopServices,
    QGuiApplication,
    QIcon,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.health import SystemFacts
from desktop.domain.setup import Setup, SetupRoute, SetupStep, StepState
from desktop.domain.setup_way import Verb, Way
from desktop.services.setup import SetupService
from desktop.text.messages import explain
from desktop.text.setup_check_words import setup_report
from desktop.ui import formats
from desktop.ui.health.words import ago
from desktop.ui.labels import set_style_property, tooltip_text
from desktop.ui.setup.frame import Footer, SideBar, TopBar
from desktop.ui.setup.page import StepPage
from desktop.ui.shortcuts import add_shortcut, tell_keys
from desktop.ui.shortcuts_window import add_help_key
from desktop.ui.theme import Theme

USUAL = (960, 640)
SMALLEST = (560, 440)
NARROW = 800
FONT_HEIGHT = 20
"""Of a font for which that is meant; a larger one needs more room."""
FRAME_MILLISECONDS = 33
COPIED_MILLISECONDS = 2000
INSTRUCTIONS = "https://docs.docker.com/get-started/get-docker/"


class SetupWindow(QWidget):
    """Renders `Setup` at most 30 times a second; closing it loses nothing."""

    closed = Signal()
    chat_wanted = Signal()
    """The user is through, and wants to go on in the chat."""

    def __init__(
        self, theme: Theme, service: SetupService, facts: SystemFacts, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._service, self._facts = theme, service, facts
        self._browses = False
        """Whether the user goes through the steps by themselves, so that the keyboard stays there."""
        self.setWindowTitle(self.tr("Set Up TARS Desktop"))
        self.setWindowIcon(QIcon(theme.icons.tray_icon("tars-desktop")))
        self.resize(*USUAL)
        self.side = SideBar(theme)
        self.top = TopBar(theme)
        self.page = StepPage(theme)
        self.footer = Footer(theme)
        self._frame = QTimer(self, interval=FRAME_MILLISECONDS, singleShot=True)
        self._frame.timeout.connect(self._render)
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self._show_age)
        self._copied = QTimer(self, interval=COPIED_MILLISECONDS, singleShot=True)
        self._lay_out()
        self._connect()
        self._fit()
        self._render()

    @Slot()
    def bring_up(self) -> None:
        """Show the window in front, at the first step that is not well."""
        self._service.open()
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self._render()
        self.show()
        self.raise_()
        self.activateWindow()
        self._clock.start()
        self._focus_start()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.hide()
        self._clock.stop()
        self._service.close()
        self.closed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does what the main button says, unless another has the focus; it breaks nothing off."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            is_other = focused is not self.footer.primary
            if is_other and isinstance(focused, QAbstractButton) and not focused.isCheckable():
                focused.click()
            elif self._way is not None and not self._way.breaks_off:
                self.footer.primary.click()
        else:
            super().keyPressEvent(event)

    @property
    def _way(self) -> Way | None:
        return self.page.choices.chosen

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.top)
        right.addWidget(self.page, 1)
        right.addWidget(self.footer)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addLayout(right, 1)

    def _connect(self) -> None:
        service, footer = self._service, self.footer
        service.changed.connect(self._note)
        service.finished.connect(self._leave)
        self.side.steps.step_wanted.connect(self._show_step)
        for button in (self.side.without, self.top.without):
            button.clicked.connect(self._toggle_route)
        self.page.changed.connect(self._render_primary)
        self.page.typed.connect(self._type)
        self.page.checks.again.clicked.connect(service.check_again)
        footer.copy.clicked.connect(self._copy_report)
        footer.back.clicked.connect(service.back)
        footer.skip.clicked.connect(service.skip)
        footer.primary.clicked.connect(self._press)
        self._copied.timeout.connect(footer.show_copy)
        for keys, text, slot in (
            ("Escape", self.tr("Close the window"), self.close),
            (QKeySequence.StandardKey.Close, self.tr("Close the window"), self.close),
            ("Alt+Left", self.tr("The step before"), service.back),
            ("F5", self.tr("Check again"), service.check_again),
        ):
            add_shortcut(self, keys, text, slot)
        tell_keys(self, "Return", self.tr("What the main button says"))
        add_help_key(self._theme, self, self.tr("All keyboard shortcuts"))

    @Slot(Setup)
    def _note(self, _setup: Setup) -> None:
        if not self._frame.isActive():
            self._frame.start()

    @Slot()
    def _render(self) -> None:
        setup = self._service.state
        is_new = self.page.show_setup(setup)
        self.side.show_setup(setup)
        self.top.show_setup(setup)
        self.footer.back.setEnabled(setup.number > 1)
        self.footer.skip.setEnabled(setup.shown.state is not StepState.OK)
        self._render_primary()
        self.footer.fit()
        self._fit()
        self._show_age()
        if is_new and self.isVisible():
            self._focus_first()

    @Slot()
    def _render_primary(self) -> None:
        button, way, text = self.footer.primary, self._way, self.page.choices.chosen_text
        set_style_property(button, "kind", "" if way is not None and way.breaks_off else "primary")
        if way is None or text is None:
            button.setText(self._idle_words())
            button.setEnabled(False)
            button.setToolTip(tooltip_text(self.tr("This step waits for what is before it.")))
            return
        button.setText(text.button)
        button.setToolTip("")
        button.setEnabled(not way.takes_text or bool(self.page.choices.text.strip()))

    def _idle_words(self) -> str:
        if self._service.state.shown.state is StepState.BUSY:
            return self.tr("Checking…")
        return self.tr("&Continue")

    @Slot()
    def _show_age(self) -> None:
        at = self._service.state.checked_at_seconds
        self.page.checks.age.show_text(ago(time.monotonic() - at) if at else "")

    def _focus_first(self) -> None:
        """Begin anew with the keyboard, unless the user goes through the steps or types."""
        is_in_steps = any(row.hasFocus() for row in self.side.steps.rows.values())
        if not (self._browses and is_in_steps) and not self.page.choices.field.hasFocus():
            self._focus_start()

    def _focus_start(self) -> None:
        """The keyboard begins at the choices, else at the button that leads on."""
        button = self.footer.primary if self.footer.primary.isEnabled() else self.page
        (self.page.choices.first_focus or button).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _press(self) -> None:
        way = self._way
        if way is None:
            return
        self._browses = False
        if way.verb is Verb.INSTALL_DOCKER:
            QDesktopServices.openUrl(QUrl(INSTRUCTIONS))
        problem = self._service.press(way, self.page.choices.text if way.takes_text else "")
        if problem is not None:
            self.page.show_problem(explain(problem, formats.translate).sentence)

    @Slot(str)
    def _type(self, text: str) -> None:
        if self._way is not None and self._way.verb is Verb.PULL_OTHER:
            self._service.advise(text)

    @Slot(SetupStep)
    def _show_step(self, step: SetupStep) -> None:
        self._browses = True
        self._service.show(step)

    @Slot()
    def _toggle_route(self) -> None:
        is_docker = self._service.state.route is SetupRoute.DOCKER
        self._service.use_route(SetupRoute.PROVIDER if is_docker else SetupRoute.DOCKER)

    @Slot()
    def _copy_report(self) -> None:
        QGuiApplication.clipboard().setText(setup_report(self._service.state, self._facts, formats))
        self.footer.show_copied()
        self._copied.start()

    @Slot()
    def _leave(self) -> None:
        self.close()
        self.chat_wanted.emit()

    def _fit(self) -> None:
        """Steps or a bar on top; and the window is never smaller than its buttons and words."""
        is_narrow = self.width() < NARROW * max(1.0, self.fontMetrics().height() / FONT_HEIGHT)
        self.side.setVisible(not is_narrow)
        self.top.setVisible(is_narrow)
        self.setMinimumSize(QSize(*SMALLEST).expandedTo(self._row.minimumSize()))
