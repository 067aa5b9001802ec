"""Making a model of a GGUF file: which file, under which name, and how far it is."""

import re
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.errors import ModelNameInvalid
from desktop.domain.installed import ImportPhase, ImportProgress, ProviderModels
from desktop.domain.model_names import checked_model_name
from desktop.domain.text import label_text
from desktop.services.models import ModelService
from desktop.text.messages import Explanation, explain
from desktop.ui import formats
from desktop.ui.bar import Bar
from desktop.ui.dialogs import pick_file
from desktop.ui.labels import plain_label
from desktop.ui.models import figures
from desktop.ui.models.elided import ElidedLabel
from desktop.ui.notice import Notice
from desktop.ui.theme import Theme

_NOT_IN_NAMES = re.compile(r"[^a-z0-9_.-]+")
WIDTH = 520


class ImportDialog(QDialog):
    """Stays open while the file is hashed and uploaded; closed meanwhile, the import goes on."""

    def __init__(self, theme: Theme, models: ModelService, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._models = theme, models
        self._path = ""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Import GGUF File"))
        self.file = ElidedLabel(theme)
        self.choose = QPushButton(self.tr("Choose &File…"))
        self.bytes = plain_label(theme, tone="text2")
        self.name = QLineEdit()
        self.problem = plain_label(theme, tone="fail", wrap=True)
        self.bar = Bar(theme)
        self.phase = plain_label(theme, tone="text2", wrap=True)
        self.failure = Notice(theme)
        self.cancel = QPushButton(self.tr("Cancel"))
        self.start = QPushButton(self.tr("&Import"))
        self.start.setProperty("kind", "primary")
        for button in (self.cancel, self.start):  # Enter on the other one chooses a file
            button.setAutoDefault(False)
        self.start.setDefault(True)
        self._lay_out()
        self.choose.clicked.connect(self.pick)
        self.name.textChanged.connect(self._check)
        self.start.clicked.connect(self._start)
        self.cancel.clicked.connect(self._cancel)
        models.changed.connect(self._render)
        self.use_file(self._importing.path if self._importing is not None else "")
        self._render(models.state)

    @property
    def _importing(self) -> ImportProgress | None:
        return self._models.state.importing

    @Slot()
    def pick(self) -> None:
        """Let the user choose the file."""
        pick_file(self, self.tr("Open GGUF File"), self.tr("GGUF models (*.gguf)"), self.use_file)

    def use_file(self, path: str) -> None:
        """Take `path` ("" for none yet), and suggest a name after it."""
        self._path = path
        self.file.show_text(label_text(Path(path).name) if path else self.tr("No file chosen"))
        self.bytes.setText(_size_of(path))
        if path:
            self.name.setText(suggested_name(path))
            self.name.setFocus()
        self._check()

    @Slot()
    def _check(self) -> None:
        problem = ""
        name = self.name.text().strip()
        if name:
            try:
                checked_model_name(name)
            except ModelNameInvalid as error:
                problem = explain(error, formats.translate).sentence
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        is_running = self._importing is not None and not self._importing.has_ended
        self.start.setEnabled(bool(name and self._path) and not problem and not is_running)

    @Slot()
    def _start(self) -> None:
        if self.start.isEnabled():
            self.bar.restart()
            self._models.dismiss_import()
            self._models.import_file(self.name.text().strip(), self._path)

    @Slot()
    def _cancel(self) -> None:
        if self._importing is not None and not self._importing.has_ended:
            self._models.cancel_import()
        else:
            self.reject()

    def done(self, result: int) -> None:
        if self._importing is not None and self._importing.has_ended:
            self._models.dismiss_import()
        super().done(result)

    @Slot(ProviderModels)
    def _render(self, state: ProviderModels) -> None:
        progress = state.importing
        if progress is not None and progress.phase is ImportPhase.DONE:
            self.accept()
            return
        is_running = progress is not None and not progress.has_ended
        for part in (self.choose, self.name):
            part.setEnabled(not is_running)
        has_grown = is_running and self._progress.isHidden()
        self._progress.setVisible(is_running)
        error = _explained(progress)
        self.failure.show_explanation(error)
        if progress is not None and is_running:
            self.bar.show_fraction(progress.fraction)
            words = self._words(progress.phase)
            self.phase.setText(f"{words}\u2002·\u2002{formats.percent(progress.fraction)}")
        self.cancel.setText(self.tr("Cancel Import") if is_running else self.tr("Close"))
        self._check()
        if has_grown or error is not None:
            self.adjustSize()

    def _words(self, phase: ImportPhase) -> str:
        match phase:
            case ImportPhase.HASHING:
                return self.tr("Reading the file")
            case ImportPhase.UPLOADING:
                return self.tr("Uploading it to the server")
            case _:
                return self.tr("The server makes the model")

    def _lay_out(self) -> None:
        intro = plain_label(
            self._theme,
            self.tr(
                "The file is copied to the server, which makes a model of it. The file itself stays as it is."
            ),
            tone="text2",
            wrap=True,
        )
        self._progress = QWidget()
        progress = QVBoxLayout(self._progress)
        progress.setContentsMargins(0, 0, 0, 0)
        progress.setSpacing(8)
        progress.addWidget(self.bar)
        progress.addWidget(self.phase)
        buttons = QHBoxLayout()
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        buttons.addWidget(self.start)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(14)
        layout.addWidget(intro)
        layout.addLayout(self._form())
        layout.addWidget(self._progress)
        layout.addWidget(self.failure)
        layout.addStretch(1)
        layout.addLayout(buttons)
        self.setMinimumWidth(WIDTH)

    def _form(self) -> QGridLayout:
        form = QGridLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(10)
        form.setColumnStretch(1, 1)
        self.file.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        label = plain_label(self._theme, self.tr("&Name"), tone="text2")
        label.setBuddy(self.name)
        form.addWidget(plain_label(self._theme, self.tr("File"), tone="text2"), 0, 0)
        form.addWidget(self.file, 0, 1)
        form.addWidget(self.bytes, 0, 2)
        form.addWidget(self.choose, 0, 3)
        form.addWidget(label, 1, 0)
        form.addWidget(self.name, 1, 1, 1, 3)
        form.addWidget(self.problem, 2, 1, 1, 3)
        return form


def suggested_name(path: str) -> str:
    """A name that a server takes, after the name of a file; "" if nothing is left of it."""
    stem = _NOT_IN_NAMES.sub("-", Path(path).stem.lower()).strip("-.")
    try:
        return checked_model_name(stem[:80])
    except ModelNameInvalid:
        return ""


def _explained(progress: ImportProgress | None) -> Explanation | None:
    """Why it failed; the ways out are the buttons that the dialog has anyway."""
    if progress is None or progress.error is None:
        return None
    return replace(explain(progress.error, formats.translate), actions=())


def _size_of(path: str) -> str:
    try:
        return figures.size(Path(path).stat().st_size) if path else ""
    except OSError:
        return ""
