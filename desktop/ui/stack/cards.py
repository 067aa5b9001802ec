"""Cards of facts about the stack: a name, a value and what can be done about it in every row."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.stack import PROJECT, GpuChoice, StackState
from desktop.domain.stack_reading import published_url
from desktop.domain.text import label_text
from desktop.ui.buttons import ActionButton, IconButton
from desktop.ui.labels import plain_label, tooltip_text
from desktop.ui.models.elided import ElidedLabel
from desktop.ui.theme import Theme

NAME_WIDTH = 96
ROW_HEIGHT = 40
ICON = 16


class FactsCard(QFrame):
    """A title, and rows with a rule between them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.title = plain_label(theme, weight=QFont.Weight.DemiBold)
        self.title.setContentsMargins(15, 0, 15, 4)
        self.setProperty("kind", "card")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(1, 12, 1, 4)
        self._layout.setSpacing(0)
        self._layout.addWidget(self.title)
        self._is_first = True

    def add_row(self, name: str, value: QLabel, *parts: QWidget) -> None:
        """One more row; `parts` stand at its end."""
        if not self._is_first:
            rule = QFrame()
            rule.setProperty("kind", "rule")
            rule.setFixedHeight(1)
            self._layout.addWidget(rule)
        self._is_first = False
        label = plain_label(self._theme, name, tone="text2")
        label.setMinimumWidth(NAME_WIDTH)
        value.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout()
        row.setContentsMargins(15, 3, 8, 3)
        row.setSpacing(8)
        row.addWidget(label)
        row.addSpacing(8)
        row.addWidget(value, 1)
        for part in parts:
            row.addWidget(part)
        holder = QWidget()
        holder.setLayout(row)
        holder.setMinimumHeight(ROW_HEIGHT)
        self._layout.addWidget(holder)


class AccessCard(FactsCard):
    """Where the stack answers, to whom, and on what it computes."""

    change_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._state = StackState()
        self.title.setText(self.tr("Access"))
        self.address = ElidedLabel(theme)
        self.address.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy = IconButton(theme, "copy", self.tr("Copy Address"))
        self.exposure = plain_label(theme, weight=QFont.Weight.Medium, wrap=True)
        self._lock = QLabel()
        self.change = ActionButton(theme, self.tr("C&hange…"), "", "quiet")
        self.gpu = plain_label(theme, wrap=True)
        self._gpu_icon = QLabel()
        self._gpu_icon.setContentsMargins(0, 0, 8, 0)
        self.add_row(self.tr("Address"), self.address, self.copy)
        self.add_row(self.tr("Exposure"), self.exposure, self._lock, self.change)
        self.add_row(self.tr("GPU"), self.gpu, self._gpu_icon)
        self.copy.clicked.connect(self._copy)
        self.change.clicked.connect(self.change_wanted)
        theme.changed.connect(self._draw_icons)

    def show_state(self, state: StackState) -> None:
        """Render all of it; without a running stack, what the next start would give."""
        self._state = state
        self.address.show_text(state.url or published_url(state.options))
        if self._is_exposed():
            self.exposure.setText(self.tr("Anyone in your network"))
            why = self.tr("Ollama has no password: anyone who reaches it can use and change it.")
        else:
            self.exposure.setText(self.tr("Only this computer"))
            why = self.tr("Other computers cannot reach it.")
        if state.engine is not None and state.engine.is_remote:
            host = label_text(state.engine.remote_host, 40)
            self.exposure.setText(self.tr("On {host}: {who}").format(host=host, who=self.exposure.text()))
        self.exposure.setToolTip(tooltip_text(why))
        self._lock.setToolTip(tooltip_text(why))
        self.gpu.setText(self._gpu_words())
        self._draw_icons()

    def _is_exposed(self) -> bool:
        return self._state.is_exposed if self._state.ports else self._state.options.is_exposed

    def _gpu_words(self) -> str:
        state = self._state
        if state.gpu_fallback is not None:
            return self.tr("CPU only: the GPU could not be had")
        names = {GpuChoice.NVIDIA: "NVIDIA", GpuChoice.AMD: "AMD"}
        if state.ports and state.gpu in names:
            return self.tr("{name} overlay added").format(name=names[state.gpu])
        if state.options.gpu is GpuChoice.NONE:
            return self.tr("CPU only, as chosen")
        if state.options.gpu in names:
            return self.tr("{name}, as chosen").format(name=names[state.options.gpu])
        if state.engine is not None and "nvidia" in state.engine.runtimes:
            return self.tr("NVIDIA, if the container can have it")
        return self.tr("CPU: Docker offers no GPU")

    @Slot()
    def _draw_icons(self) -> None:
        t, ratio, icons = self._theme.tokens, self.devicePixelRatioF(), self._theme.icons
        lock = ("unlock", t.warn) if self._is_exposed() else ("lock", t.ok)
        self._lock.setPixmap(icons.pixmap(*lock, ICON, ratio))
        has_gpu = bool(self._state.ports) and self._state.gpu is not GpuChoice.NONE
        gpu = ("ok", t.ok) if has_gpu else ("cpu", t.text3)
        if self._state.gpu_fallback is not None:
            gpu = ("warning", t.warn)
        self._gpu_icon.setPixmap(icons.pixmap(*gpu, ICON, ratio))

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.address.whole)


class ComposeCard(FactsCard):
    """What Compose works with: the project, its image and where the models are."""

    folder_wanted = Signal()
    pull_wanted = Signal()

    def __init__(self, theme: Theme, folder: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.title.setText(self.tr("Compose"))
        self.project = ElidedLabel(theme, mode=Qt.TextElideMode.ElideRight)
        self.folder = IconButton(theme, "folder", self.tr("Open Compose Folder"))
        self.folder.setVisible(bool(folder))
        self.image = ElidedLabel(theme)
        self.image.setFont(theme.font(mono=True))
        self.pull = ActionButton(theme, self.tr("Check for &Newer"), "", "quiet")
        self.models = ElidedLabel(theme)
        self.models.show_text(self.tr("Volume {name}").format(name=f"{PROJECT}_ollama_data"))
        self.add_row(self.tr("Project"), self.project, self.folder)
        self.add_row(self.tr("Image"), self.image, self.pull)
        self.add_row(self.tr("Models"), self.models)
        self.folder.clicked.connect(self.folder_wanted)
        self.pull.clicked.connect(self.pull_wanted)

    def show_state(self, state: StackState) -> None:
        """Render all of it."""
        count = len(state.services)
        services = self.tr("1 service") if count == 1 else self.tr("{n} services").format(n=count)
        if not count:
            services = self.tr("no container yet")
        self.project.show_text(self.tr("{project}, {services}").format(project=PROJECT, services=services))
        image = next((service.image for service in state.services), state.options.image)
        self.image.show_text(label_text(image))
        is_usable = state.engine is not None and not state.is_busy
        self.pull.setEnabled(is_usable)
        self.pull.setToolTip("" if is_usable else tooltip_text(self.tr("Wait until Docker is free.")))
