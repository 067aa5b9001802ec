"""Pulling a model: its name, with what the library offers, and advice before anything is downloaded."""

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QFont
from PySide6.QtWidgets import QCompleter, QFrame, QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget

from desktop.domain.errors import ModelNameInvalid, TarsError
from desktop.domain.library import Library
from desktop.domain.model_names import checked_model_name
from desktop.domain.pull_advice import Advice
from desktop.domain.text import label_text
from desktop.text.messages import explain
from desktop.ui import formats
from desktop.ui.accessibility import named
from desktop.ui.buttons import ActionButton
from desktop.ui.labels import plain_label, set_style_property, tooltip_text
from desktop.ui.models.advice_line import AdviceLine
from desktop.ui.models.completions import Completions, CompletionsDelegate
from desktop.ui.theme import Size, Theme

PAUSE_MILLISECONDS = 700
"""How long nobody types before a name is called wrong: half a name often is."""
NAME_CHARACTERS = 600


class PullCard(QFrame):
    """Hands on a name that can be sent; one that cannot is explained, and goes nowhere."""

    asked = Signal(str, bool)
    """Advice on a name is wanted; True: the user means it."""
    pull_wanted = Signal(str)
    import_wanted = Signal()
    provider_wanted = Signal()
    """The user wants to pull into another provider."""

    def __init__(self, theme: Theme, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._advice = Advice("")
        self._can_pull = self._is_known = self._is_pulled = False
        self._provider = ""
        self.setProperty("kind", "card")
        self.title = plain_label(theme, self.tr("Pull a model"), weight=QFont.Weight.DemiBold)
        self.import_file = ActionButton(theme, "", "folder", "quiet")
        self.into = ActionButton(theme, "", "chevron-down", "quiet")
        self.into.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.field = named(QLineEdit(), self.tr("Name of the model to pull"))
        self.field.setPlaceholderText(self.tr("Name, such as llama3:8b"))
        self.field.setMaxLength(NAME_CHARACTERS)
        self._glass = QAction(self)
        self.field.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.button = ActionButton(theme, self.tr("&Pull"), "download", "primary")
        self.advice = AdviceLine(theme)
        self.offers = Completions(library, self)
        self.popup = QListView()
        self.completer = self._completer()
        self._pause = QTimer(self, interval=PAUSE_MILLISECONDS, singleShot=True)
        self._pause.timeout.connect(self._show_problem)
        self._lay_out()
        self._connect()
        self._draw_glass()
        self.be_narrow(False)
        self._render()

    @property
    def name(self) -> str:
        """What is in the field."""
        return self.field.text().strip()

    def show_provider(self, name: str, *, can_pull: bool, can_import: bool, is_known: bool = True) -> None:
        """Say where a pull goes, and whether it can; not `is_known` while providers are still asked."""
        self._provider = label_text(name, 40)
        self._can_pull, self._is_known = can_pull, is_known
        self.into.setText(self.tr("Into {provider}").format(provider=self._provider.replace("&", "&&")))
        self.into.setVisible(bool(name))
        self.import_file.setVisible(can_import)
        self.field.setEnabled(can_pull)
        self._render()

    def be_narrow(self, is_narrow: bool) -> None:
        """In a narrow page the button for files keeps its icon only."""
        name = self.tr("&Import GGUF File…")
        self.import_file.setText("" if is_narrow else name)
        self.import_file.setAccessibleName(name.replace("&", ""))
        self.import_file.setToolTip(tooltip_text(name.replace("&", "")) if is_narrow else "")

    def show_advice(self, advice: Advice) -> None:
        """Show advice on the name in the field; on another name it is of no use any more."""
        self._advice = advice
        self._render()

    def show_pulled(self, is_pulled: bool) -> None:
        """Whether the model in the field is being pulled already."""
        if is_pulled is not self._is_pulled:
            self._is_pulled = is_pulled
            self._render()

    def show_refusal(self, error: TarsError) -> None:
        """Say why the pull was not taken."""
        self.advice.show_problem(explain(error, formats.translate).sentence)

    def clear(self) -> None:
        """Empty the field: its model is on its way."""
        self.field.clear()

    def _problem(self) -> str:
        """What is wrong with the name, in a sentence; "" if nothing is, or there is none."""
        if not self.name:
            return ""
        try:
            checked_model_name(self.name)
        except ModelNameInvalid as error:
            return explain(error, formats.translate).sentence
        return ""

    @Slot(str)
    def _take(self, _text: str) -> None:
        self._pause.start()
        if not self._problem():
            self.asked.emit(self.name, False)
        self._render()

    @Slot()
    def _show_problem(self) -> None:
        self._pause.stop()
        self._render()

    @Slot(str)
    def _offer(self, text: str) -> None:
        self.offers.offer(text)

    @Slot(str)
    def _choose(self, name: str) -> None:
        """A name was picked, from what was offered or as the smaller one."""
        self.field.setText(name)
        self._enter_name()

    @Slot()
    def _enter_name(self) -> None:
        self._show_problem()
        if self.name and not self._problem():
            self.asked.emit(self.name, True)

    @Slot()
    def _press_enter(self) -> None:
        """Enter pulls once the advice on the name can be read; before that it asks for the advice.

        While the list of names covers the advice, Enter only picks one of them, or closes the list.
        """
        is_covered = self.popup.isVisible()
        is_advised = self._advice.model == self.name and not self._advice.lacks_space and not is_covered
        self._enter_name()
        if is_advised and self.button.isEnabled():
            self._pull()

    @Slot()
    def _pull(self) -> None:
        if self.name and not self._problem():
            self.pull_wanted.emit(self.name)

    def _render(self) -> None:
        problem = self._problem()
        advice = self._advice if self._advice.model == self.name else Advice("")
        if not self._can_pull and self._is_known:
            self.advice.show_hint(self._why_not())
        elif problem:
            if not self._pause.isActive():
                self.advice.show_problem(problem)
        elif self.name and advice.model:
            self.advice.show_advice(advice)
        else:
            self.advice.show_hint(
                self.tr("Type a name, or choose one from the list. Advice comes before the download.")
            )
        self._render_button(advice, problem)

    def _render_button(self, advice: Advice, problem: str) -> None:
        why = ""
        if not self._can_pull and self._is_known:
            why = self._why_not()
        elif not self.name:
            why = self.tr("Type the name of a model first.")
        elif self._is_pulled:
            why = self.tr("It is being pulled already.")
        else:
            why = problem
        text = self.tr("&Pull")
        if advice.lacks_space:
            text = self.tr("&Pull Anyway")
        elif advice.is_installed:
            text = self.tr("&Pull Again")
        kind = "" if advice.lacks_space else "primary"
        self.button.setEnabled(self._can_pull and not why)
        self.button.setToolTip(tooltip_text(why))
        self.button.setText(text)
        set_style_property(self.button, "kind", kind)
        self.button.show_icon("download", "on_accent" if kind else "text2")

    def _why_not(self) -> str:
        if not self._provider:
            return self.tr("There is no model server to pull into.")
        words = self.tr("{provider} cannot pull models. Choose another provider to pull into.")
        return words.format(provider=self._provider)

    def _completer(self) -> QCompleter:
        completer = QCompleter(self.offers, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(8)
        self.popup.setProperty("kind", "popup")
        completer.setPopup(self.popup)
        self.popup.setItemDelegate(CompletionsDelegate(self._theme, self.popup))
        return completer

    def _connect(self) -> None:
        self.field.textEdited.connect(self._offer)
        self.field.setCompleter(self.completer)
        self.field.textChanged.connect(self._take)
        self.field.returnPressed.connect(self._press_enter)
        self.completer.activated.connect(self._choose)
        self.advice.smaller_wanted.connect(self._choose)
        self.button.clicked.connect(self._pull)
        self.import_file.clicked.connect(self.import_wanted)
        self.into.clicked.connect(self.provider_wanted)
        self._theme.changed.connect(self._draw_glass)

    @Slot()
    def _draw_glass(self) -> None:
        self._glass.setIcon(self._theme.icons.icon("search", self._theme.tokens.text3, 16))

    def _lay_out(self) -> None:
        self.into.setFont(self._theme.font(Size.DETAIL))
        self.import_file.setFont(self._theme.font(Size.DETAIL))
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.import_file)
        head.addWidget(self.into)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 4, 16, 12)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addLayout(row)
        layout.addSpacing(6)
        layout.addWidget(self.advice)
