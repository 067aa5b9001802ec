"""The fields of a provider: what is typed is handed on when it is finished, or pasted."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QLineEdit, QSizePolicy, QWidget

from desktop.domain.catalog import ProviderRow
from desktop.domain.provider_options import is_secret_header
from desktop.domain.providers import DIRECT, Endpoint, ProviderKind
from desktop.domain.text import label_text
from desktop.ui.accessibility import named
from desktop.ui.buttons import ActionButton, IconButton
from desktop.ui.labels import plain_label, tooltip_text
from desktop.ui.settings.choice_box import ChoiceBox
from desktop.ui.settings.form import Form, FormRow
from desktop.ui.settings.key_row import KeyRow
from desktop.ui.settings.words import kind_name
from desktop.ui.theme import Size, Theme

OTHER = "other"
HEADER_CHARACTERS = 60
MOST_HEADERS = 4
HIDDEN = "••••••••"


class LineField(QLineEdit):
    """A line that tells when its text is finished: by Enter, by leaving it, or by pasting into it."""

    finished = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, takes_pastes: bool = False) -> None:
        super().__init__(parent)
        self._takes_pastes = takes_pastes
        self._length = 0
        self.setMinimumWidth(60)
        self.editingFinished.connect(self.commit)
        self.textEdited.connect(self._note_edit)

    def show_value(self, text: str) -> None:
        """Show `text`, unless the user is writing here."""
        if not self.isModified() and self.text() != text:
            self.setText(text)
            self.setCursorPosition(0)
        self._length = len(self.text())

    @Slot()
    def commit(self) -> None:
        """Hand on what was typed, if anything was."""
        if self.isModified():
            self.setModified(False)
            self.finished.emit(self.text().strip())

    @Slot(str)
    def _note_edit(self, text: str) -> None:
        is_pasted = len(text) > self._length + 1
        self._length = len(text)
        if is_pasted and self._takes_pastes:
            self.commit()


class ProviderFields(Form):
    """Renders an `Endpoint`; `problem_of` says below which field an error belongs."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.name = LineField()
        self.url = LineField(takes_pastes=True)
        self.url_note = self.note()
        self.kind = ChoiceBox(theme)
        self.kind_note = self.note()
        self.key = KeyRow(theme)
        self.model = ChoiceBox(theme)
        self.ca_file = LineField(takes_pastes=True)
        self.ca_file.setPlaceholderText(self.tr("System certificates"))
        self.ca_file.setToolTip(tooltip_text(self.ca_file.placeholderText()))
        self.ca_choose = ActionButton(theme, self.tr("C&hoose…"), "folder")
        self.ca_clear = IconButton(theme, "close", self.tr("Use the System's Certificates Only"))
        self.proxy = ChoiceBox(theme)
        self.proxy_url = named(LineField(), self.tr("URL of the proxy"))
        self.proxy_url.setPlaceholderText("http://proxy.example.net:3128")
        self.headers = plain_label(theme, size=Size.DETAIL, wrap=True, mono=True)
        self.headers.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.headers.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.headers_edit = ActionButton(theme, self.tr("&Edit…"), "edit")
        self.problems: dict[str, QLabel] = {
            field: self.note(tone="fail") for field in ("name", "url", "ca_file", "proxy", "headers", "key")
        }
        for kind in ProviderKind:
            self.kind.addItem(kind_name(kind), kind.value)
        self.kind.insertItem(0, self.tr("Automatic"), "")
        for words, data in (
            (self.tr("Like the system"), ""),
            (self.tr("None"), DIRECT),
            (self.tr("Another…"), OTHER),
        ):
            self.proxy.addItem(words, data)
        self._models: tuple[tuple[str, str], ...] = ()
        self._add_rows()
        self.show_problem("", "")

    def show_endpoint(self, endpoint: Endpoint, row: ProviderRow | None, repaired_from: str) -> None:
        """Show one provider as it is set; what is being typed stays."""
        self.name.show_value(endpoint.name)
        self.url.show_value(endpoint.url)
        text = self.tr("Repaired from “{url}”.").format(url=label_text(repaired_from, 120))
        self.url_note.setText(text if repaired_from else "")
        self.url_note.setVisible(bool(repaired_from))
        self.kind.show_choice(endpoint.kind.value if endpoint.kind else "")
        found = row.availability if row is not None else None
        is_known = endpoint.kind is None and found is not None
        detected = self.tr("Detected: {kind}").format(kind=kind_name(found.kind)) if found is not None else ""
        self.kind_note.setText(detected if is_known else "")
        self.kind_note.setVisible(is_known)
        self._show_models(endpoint, row)
        self.ca_file.show_value(endpoint.ca_file)
        self.ca_clear.setVisible(bool(endpoint.ca_file))
        is_other = endpoint.proxy not in ("", DIRECT)
        if not self.proxy_url.isVisibleTo(self) or is_other or not self.proxy_url.hasFocus():
            self.proxy.show_choice(OTHER if is_other else endpoint.proxy)
            self.proxy_url.setVisible(is_other)
        self.proxy_url.show_value(endpoint.proxy if is_other else "")
        self._show_headers(endpoint)

    def show_problem(self, field: str, sentence: str) -> None:
        """Say what is wrong with a field, and with none of the others."""
        for name, label in self.problems.items():
            label.setText(sentence if name == field else "")
            label.setVisible(name == field and bool(sentence))

    def commit(self) -> None:
        """Hand on what was typed and is not finished."""
        for field in (self.name, self.url, self.ca_file, self.proxy_url):
            field.commit()

    def drop_edits(self) -> None:
        """Another provider comes: what could not be taken over is given up."""
        for field in (self.name, self.url, self.ca_file, self.proxy_url):
            field.setModified(False)
        self.proxy_url.hide()
        self.show_problem("", "")

    def _show_models(self, endpoint: Endpoint, row: ProviderRow | None) -> None:
        names = [model.name for model in row.models] if row is not None else []
        entries = [(self.tr("First in its list"), "")]
        entries += [(label_text(name, 60), name) for name in names]
        wanted = endpoint.default_model
        if wanted and wanted not in names:
            text = self.tr("{model} (not there)") if names else "{model}"
            entries.insert(1, (text.format(model=label_text(wanted, 60)), wanted))
        if tuple(entries) != self._models:
            self._models = tuple(entries)
            self.model.clear()
            for words, name in entries:
                self.model.addItem(words, name)
        self.model.show_choice(wanted)
        self.model.setToolTip(tooltip_text(wanted))

    def _show_headers(self, endpoint: Endpoint) -> None:
        shown = endpoint.headers[:MOST_HEADERS]
        lines = [f"{name}: {_shown_value(name, value)}" for name, value in shown]
        if len(endpoint.headers) > MOST_HEADERS:
            lines.append("…")
        self.headers.setText("\n".join(lines) or self.tr("None"))

    def _add_rows(self) -> None:
        problems = self.problems
        self.add(self.tr("N&ame"), self.name, below=[problems["name"]], words="title")
        self.add(
            self.tr("&URL"),
            self.url,
            below=[self.url_note, problems["url"]],
            words=self.tr("address host port server endpoint"),
        )
        self.add(
            self.tr("K&ind"),
            self.kind,
            below=[self.kind_note],
            words="ollama openai docker model runner",
            fills=False,
        )
        self.key_row: FormRow = self.add(
            self.tr("API key"),
            self.key,
            below=[problems["key"]],
            words=self.tr("password secret token keyring unlock"),
        )
        self.add(self.tr("&Default model"), self.model, fills=False)
        note = self.note(self.tr("Only for a certificate that your system does not know."))
        self.add(
            self.tr("&CA file"),
            self.ca_file,
            beside=[self.ca_clear, self.ca_choose],
            below=[note, problems["ca_file"]],
            words=self.tr("certificate TLS https PEM"),
        )
        self.add(
            self.tr("Pro&xy"),
            self.proxy,
            below=[self.proxy_url, problems["proxy"]],
            words=self.tr("network"),
            fills=False,
        )
        self.add(
            self.tr("Extra headers"),
            self.headers,
            beside=[self.headers_edit],
            below=[problems["headers"]],
            words="http x-project gateway",
        )
        self.proxy_url.hide()


def _shown_value(name: str, value: str) -> str:
    """The value of a header; of one that its name calls a secret only that it is there."""
    return HIDDEN if is_secret_header(name) else label_text(value, HEADER_CHARACTERS)
