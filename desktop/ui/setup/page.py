"""One step of the setup: what is so and why, what shows it, how far it is, and what can be done."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.setup import Setup, SetupStep, StepState
from desktop.domain.setup_way import Verb
from desktop.domain.text import label_text
from desktop.text.advice_words import advice_text
from desktop.text.setup_way_words import way_text
from desktop.text.setup_words import question_text, step_text
from desktop.ui import formats
from desktop.ui.health.banner import Line
from desktop.ui.labels import plain_label
from desktop.ui.setup.checks_card import ChecksCard
from desktop.ui.setup.choices import Choices
from desktop.ui.setup.progress import ProgressView
from desktop.ui.theme import Size, Theme

WIDEST = 720
EDGE = 24
ANSWER_CHARACTERS = 6000


class AnswerCard(QFrame):
    """The first question, which is shown before it is asked, and its answer as it arrives."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.question = plain_label(theme, tone="accent_text", weight=QFont.Weight.Medium, wrap=True)
        self.answer = plain_label(theme, size=Size.CHAT, wrap=True)
        for label in (self.question, self.answer):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(8)
        column.addWidget(self.question)
        column.addWidget(self.answer)

    def show_setup(self, setup: Setup) -> None:
        """Show what will be or was asked, and what has come; hidden at other steps."""
        answer, step = setup.facts.answer, setup.shown
        turns = answer.conversation.turns if answer is not None else ()
        question, reply = question_text(formats.translate), ""
        if turns and step.state is not StepState.PENDING:
            question, reply = turns[0].content, turns[-1].content
        self.question.setText(label_text(question, ANSWER_CHARACTERS))
        is_arriving = step.state is StepState.BUSY
        self.answer.setText(reply.strip()[:ANSWER_CHARACTERS] or "…")
        self.answer.setVisible(bool(reply) or is_arriving)
        is_asked = step.state in (StepState.PENDING, StepState.BUSY) or bool(reply)
        self.setVisible(setup.current is SetupStep.ANSWER and bool(step.ways) and is_asked)


class StepPage(QScrollArea):
    """Renders the step that is shown."""

    changed = Signal()
    """Another way is chosen, or something was typed for it."""
    typed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[SetupStep, StepState] | None = None
        self.setup = Setup()
        self.title = plain_label(theme, size=Size.WIZARD, weight=QFont.Weight.DemiBold, wrap=True)
        self.sentence = plain_label(theme, size=Size.CHAT, tone="text2", wrap=True)
        self.evidence = Line(theme, self.tr("Copy Evidence"))
        self.evidence.setProperty("kind", "sunken")
        self.progress = ProgressView(theme)
        self.answer = AnswerCard(theme)
        self.checks = ChecksCard(theme)
        self.choices = Choices(theme)
        self.choices.changed.connect(self.changed)
        self.choices.typed.connect(self.typed)
        self._lay_out()

    def show_setup(self, setup: Setup) -> bool:
        """Show the step; gives whether another step (or the same in another state) has come."""
        self.setup, step = setup, setup.shown
        key = (step.step, step.state)
        is_new_step = self._shown is None or self._shown[0] is not step.step
        is_new = key != self._shown
        self._shown = key
        text = step_text(setup, step, formats, formats.translate)
        _set_text(self.title, label_text(text.title, 120))
        _set_text(self.sentence, label_text(text.sentence, 600))
        self.evidence.show_text(step.evidence)
        self._show_progress(setup)
        self.answer.show_setup(setup)
        self.checks.show_checks(step.checks, is_live=step.step is not SetupStep.ANSWER)
        texts = [way_text(setup, way, formats, formats.translate) for way in step.ways]
        self.choices.show_ways(step.ways, texts, is_new=is_new)
        self._show_advice(setup)
        if is_new_step:
            self.verticalScrollBar().setValue(0)
        elif step.state is StepState.BUSY and step.step is SetupStep.ANSWER:
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
        return is_new

    def _show_progress(self, setup: Setup) -> None:
        stack, step, pull = setup.facts.report.stack, setup.shown, setup.pull
        if step.state is StepState.BUSY and step.step is SetupStep.MODEL and pull is not None:
            self.progress.show_pull(pull)
        elif step.state is StepState.BUSY and stack.progress is not None and step.ways:
            self.progress.show_stack(stack.progress)
        else:
            self.progress.clear()

    def _show_advice(self, setup: Setup) -> None:
        """What pulling the model would mean whose name is typed."""
        way, name = self.choices.chosen, self.choices.text.strip()
        if way is None or way.verb is not Verb.PULL_OTHER or not name:
            return
        advice = setup.facts.advice(name)
        if advice is not None:
            line = advice_text(advice, formats, formats.translate).line
            self.choices.show_note(line, is_problem=False)

    @Slot(str)
    def show_problem(self, sentence: str) -> None:
        """Say what is wrong with what was typed."""
        self.choices.show_note(sentence, is_problem=True)
        self.choices.field.setFocus()

    def _lay_out(self) -> None:
        column = QWidget()
        column.setMaximumWidth(WIDEST)
        inside = QVBoxLayout(column)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        for part in (
            self.title,
            self.sentence,
            self.evidence,
            self.progress,
            self.answer,
            self.checks,
            self.choices,
        ):
            inside.addWidget(part)
        inside.setSpacing(12)
        inside.addStretch(1)
        for label in (self.title, self.sentence):
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        page = QWidget()
        page.setProperty("kind", "page")
        around = QVBoxLayout(page)
        around.setContentsMargins(EDGE, 32, EDGE, EDGE)
        around.addWidget(column)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(page)


def _set_text(label: QLabel, text: str) -> None:
    if label.text() != text:
        label.setText(text)
