"""Where everything is kept, what it takes, and the ways out of and into other files."""

from pathlib import PurePath

from PySide6.QtCore import QFileInfo, QLocale, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.domain.settings import MOST_PULLS_AT_ONCE, Settings
from desktop.domain.text import label_text
from desktop.domain.transfer import Transfer
from desktop.services.storage import StorageState
from desktop.text.messages import explain
from desktop.text.transfer_messages import describe_transfer
from desktop.ui import formats
from desktop.ui.buttons import ActionButton
from desktop.ui.dialogs import pick_file, pick_new_file
from desktop.ui.formats import translate
from desktop.ui.labels import set_tone, tooltip_text
from desktop.ui.settings.category_page import CategoryPage
from desktop.ui.settings.choice_box import ChoiceBox
from desktop.ui.settings.edits import Edits
from desktop.ui.settings.needs import SettingsNeeds
from desktop.ui.theme import Theme


class PathField(QLineEdit):
    """A path to read and to copy; the end of a long one is what is seen, all of it is in the tooltip."""

    def __init__(self, path: str, parent: QWidget | None = None) -> None:
        super().__init__(path, parent)
        self.setReadOnly(True)
        self.setMinimumWidth(60)
        self.setToolTip(tooltip_text(path))
        self.setCursorPosition(len(path))


class StoragePage(CategoryPage):
    """Renders `StorageState` and what exports and imports came to."""

    def __init__(
        self, theme: Theme, needs: SettingsNeeds, edits: Edits, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            theme,
            translate("settings", "Storage"),
            translate("settings", "Everything stays on this computer, in files of yours."),
            parent,
        )
        self._needs, self._edits = needs, edits
        self._add_files(theme)
        self._add_chats(theme)
        self._add_tars(theme)
        self._add_downloads(theme)
        needs.storage.changed.connect(self._render)
        needs.transfer.changed.connect(self._render_transfer)
        needs.settings.changed.connect(self._render_settings)
        self._render(needs.storage.state)
        self._render_transfer(needs.transfer.state)
        self._render_settings(needs.settings.state)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._needs.storage.refresh()

    @Slot(StorageState)
    def _render(self, state: StorageState) -> None:
        size = formats.size(state.chats_bytes) if state.chats_bytes is not None else ""
        text = self.tr("Your chats take {size} on the disk.").format(size=size)
        self.chats_note.setText(text if size else self.tr("Nothing is there yet."))
        for button in (self.tars_import, self.tars_export):
            button.setEnabled(not state.is_busy)
        self._say_tars(state)

    def _say_tars(self, state: StorageState) -> None:
        name = label_text(PurePath(state.path).name, 80)
        text, tone = "", "text2"
        if state.is_busy:
            text = self.tr("Working…")
        elif state.error is not None:
            said = explain(state.error, translate)
            text, tone = f"{said.sentence} {label_text(said.evidence)}".strip(), "fail"
        elif state.exported is not None:
            count = len(state.exported)
            text = self.tr("Model servers written to {file}: {count}.").format(file=name, count=count)
        elif state.imported is not None and state.imported.changed:
            changed = ", ".join(label_text(row.after.name, 40) for row in state.imported.changed)
            text = self.tr("Taken over from {file}: {providers}.").format(file=name, providers=changed)
        elif state.imported is not None and state.imported.servers:
            text = self.tr("{file} says nothing that is not set already.").format(file=name)
        elif state.imported is not None:
            text = self.tr("{file} names no model server.").format(file=name)
        if state.imported is not None and state.imported.unusable:
            count = len(state.imported.unusable)
            text += " " + self.tr("Addresses that cannot be used: {count}.").format(count=count)
        self.tars_note.setText(text)
        set_tone(self.tars_note, tone)
        self.tars_note.setVisible(bool(text))

    @Slot(Transfer)
    def _render_transfer(self, state: Transfer) -> None:
        for button in (self.chats_export, self.chats_import):
            button.setEnabled(not state.is_running)
        text, tone = "", "text2"
        if state.is_running:
            text = self.tr("Working…")
        elif state.error is not None:
            text, tone = explain(state.error, translate).sentence, "fail"
        elif state.result is not None:
            text = describe_transfer(state.result, translate).sentence
        self.transfer_note.setText(text)
        set_tone(self.transfer_note, tone)
        self.transfer_note.setVisible(bool(text))

    @Slot(Settings)
    def _render_settings(self, settings: Settings) -> None:
        self.at_once.show_choice(settings.pulls_at_once)

    def _add_files(self, theme: Theme) -> None:
        places = self._needs.storage.places
        form = self.add_card(self.tr("Files"))
        self.settings_file = PathField(places.settings_file)
        self.settings_open = ActionButton(theme, self.tr("Ope&n"), "external")
        form.add(
            self.tr("&Settings"),
            self.settings_file,
            beside=[self.settings_open],
            words=self.tr("file path settings.toml configuration"),
        )
        self.chats_file = PathField(places.chats_file)
        self.chats_open = ActionButton(theme, self.tr("Open Folde&r"), "folder")
        self.chats_note = form.note()
        form.add(
            self.tr("&Chats"),
            self.chats_file,
            beside=[self.chats_open],
            below=[self.chats_note],
            words=self.tr("file path database disk size backup"),
        )
        self.logs = PathField(places.log_folder)
        self.logs_open = ActionButton(theme, self.tr("Open Fo&lder"), "folder")
        note = form.note(self.tr("Without questions, answers and keys."))
        form.add(
            self.tr("L&ogs"), self.logs, beside=[self.logs_open], below=[note], words=self.tr("log report")
        )
        self.settings_open.clicked.connect(self.open_settings_file)
        self.chats_open.clicked.connect(self._open_data)
        self.logs_open.clicked.connect(self._open_logs)

    def _add_chats(self, theme: Theme) -> None:
        form = self.add_card(self.tr("All chats"))
        self.chats_export = ActionButton(theme, self.tr("&Export…"), "download")
        self.chats_import = ActionButton(theme, self.tr("&Import…"), "plus")
        self.transfer_note = form.note()
        form.add(
            self.tr("Chats as a file"),
            self.chats_export,
            beside=[self.chats_import],
            below=[self.transfer_note],
            fills=False,
            words=self.tr("export import JSON backup ChatGPT Open WebUI"),
        )
        self.chats_export.clicked.connect(self._ask_export)
        self.chats_import.clicked.connect(self._ask_import)

    def _add_tars(self, theme: Theme) -> None:
        form = self.add_card("TARS")
        self.tars_import = ActionButton(theme, self.tr("I&mport…"), "plus")
        self.tars_export = ActionButton(theme, self.tr("E&xport…"), "download")
        note = form.note(self.tr("Its two model servers; the rest of the file stays as it is."))
        self.tars_note = form.note()
        form.add(
            "appsettings.json",
            self.tars_import,
            beside=[self.tars_export],
            below=[note, self.tars_note],
            fills=False,
            words=self.tr("TARS import export"),
        )
        self.tars_import.clicked.connect(self._ask_tars_import)
        self.tars_export.clicked.connect(self._ask_tars_export)

    def _add_downloads(self, theme: Theme) -> None:
        form = self.add_card(self.tr("Downloads"))
        self.at_once = ChoiceBox(theme)
        for count in range(1, MOST_PULLS_AT_ONCE + 1):
            self.at_once.addItem(QLocale().toString(count), count)
        form.add(
            self.tr("Models &at once"),
            self.at_once,
            fills=False,
            words=self.tr("pull download queue parallel"),
        )
        self.at_once.activated.connect(self._choose_at_once)

    @Slot(int)
    def _choose_at_once(self, place: int) -> None:
        count = int(self.at_once.itemData(place))
        self._edits.change(self.tr("Changed how many models are downloaded at once"), pulls_at_once=count)

    @Slot()
    def open_settings_file(self) -> None:
        """Have the desktop open the file in its editor."""
        open_file(self._needs.storage.places.settings_file)

    @Slot()
    def _open_data(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self._needs.storage.places.data_folder))

    @Slot()
    def _open_logs(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self._needs.storage.places.log_folder))

    @Slot()
    def _ask_export(self) -> None:
        kinds = {self.tr("JSON, with everything (*.json)"): "json"}
        pick_new_file(
            self, self.tr("Export All Chats"), self.tr("Chats"), self._needs.transfer.export_all, kinds
        )

    @Slot()
    def _ask_import(self) -> None:
        pattern = self.tr("Chats (*.json)")
        pick_file(self, self.tr("Import Chats"), pattern, self._needs.transfer.import_file)

    @Slot()
    def _ask_tars_import(self) -> None:
        title = self.tr("Import From TARS")
        pick_file(self, title, "appsettings.json (*.json)", self._needs.storage.import_appsettings)

    @Slot()
    def _ask_tars_export(self) -> None:
        kinds = {"appsettings.json (*.json)": "json"}
        pick_new_file(
            self,
            self.tr("Export to TARS"),
            "appsettings.json",
            self._needs.storage.export_appsettings,
            kinds,
        )


def open_file(path: str) -> None:
    """Have the desktop open a file, or its folder while the file is not there."""
    info = QFileInfo(path)
    QDesktopServices.openUrl(QUrl.fromLocalFile(path if info.exists() else info.absolutePath()))
