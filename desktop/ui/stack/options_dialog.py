"""What the user decides of the stack: who may reach it, port, image, GPU, and what quitting does."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.errors import StackError
from desktop.domain.settings import OnQuit
from desktop.domain.stack import StackOptions
from desktop.domain.stack_reading import check_options
from desktop.text.messages import explain
from desktop.ui import formats
from desktop.ui.labels import plain_label
from desktop.ui.stack.options_fields import (
    exposure_choices,
    exposure_warning,
    gpu_choices,
    on_quit_choices,
    options_in,
)
from desktop.ui.theme import Size, Theme


class StackOptionsDialog(QDialog):
    """Edits `StackOptions`; `on_options` gets them when they can be used."""

    def __init__(
        self,
        theme: Theme,
        options: StackOptions,
        on_quit: OnQuit,
        on_options: Callable[[StackOptions, OnQuit], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._on_options = on_options
        self.setWindowTitle(self.tr("Stack Settings"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.exposure = _box(exposure_choices(options.address), options.address)
        self.warning = plain_label(theme, exposure_warning(), size=Size.DETAIL, tone="warn", wrap=True)
        self.port = QLineEdit(str(options.port))
        self.image = QLineEdit(options.image)
        self.gpu = _box(gpu_choices(), options.gpu.value)
        self.on_quit = _box(on_quit_choices(), on_quit.value)
        self.problem = plain_label(theme, tone="fail", wrap=True)
        self.problem.hide()
        self._lay_out(theme)
        self.exposure.currentIndexChanged.connect(self._show_warning)
        self._show_warning()

    def options(self) -> StackOptions:
        """What the fields say."""
        return options_in(self.image, self.exposure, self.port, self.gpu)

    def accept(self) -> None:
        try:
            check_options(self.options())
        except StackError as error:
            self.problem.setText(explain(error, formats.translate).sentence)
            self.problem.show()
            return
        super().accept()
        self._on_options(self.options(), OnQuit(self.on_quit.currentData()))

    def _show_warning(self, _index: int = 0) -> None:
        self.warning.setVisible(self.options().is_exposed)

    def _lay_out(self, theme: Theme) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for text, field in (
            (self.tr("&Reachable for"), self.exposure),
            (self.tr("&Port"), self.port),
            (self.tr("&Image"), self.image),
            (self.tr("&GPU"), self.gpu),
            (self.tr("When &quitting"), self.on_quit),
        ):
            form.addRow(text, field)
            if field is self.exposure:
                form.addRow("", self.warning)
        head = plain_label(theme, self.tr("Stack Settings"), size=Size.TITLE, weight=QFont.Weight.DemiBold)
        note = plain_label(
            theme, self.tr("They hold from the next start on."), size=Size.DETAIL, tone="text2", wrap=True
        )
        save, cancel = QDialogButtonBox.StandardButton.Save, QDialogButtonBox.StandardButton.Cancel
        self.buttons = QDialogButtonBox(save | cancel)
        self.buttons.button(save).setProperty("kind", "primary")
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(head)
        layout.addLayout(form)
        layout.addWidget(note)
        layout.addWidget(self.problem)
        layout.addWidget(self.buttons)
        self.setMinimumWidth(460)


def _box(choices: Iterable[tuple[str, str]], current: str) -> QComboBox:
    box = QComboBox()
    for name, value in choices:
        box.addItem(name, value)
    box.setCurrentIndex(box.findData(current))
    return box
