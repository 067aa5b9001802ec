"""The form of one provider: what a test says, and every value; each change can be taken back."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.errors import CaFileUnusable, HeaderRefused, KeyUnencrypted, TarsError
from desktop.domain.provider_options import check_options
from desktop.domain.providers import DIRECT, Endpoint, ProviderKind
from desktop.domain.secrets import KeyStatus, Where
from desktop.domain.text import label_text
from desktop.services.provider_editing import Edited
from desktop.text.messages import explain
from desktop.ui.dialogs import ConfirmDialog, pick_file
from desktop.ui.formats import translate
from desktop.ui.settings.category_page import FormScroll
from desktop.ui.settings.edits import Edits
from desktop.ui.settings.headers_dialog import Headers, HeadersDialog
from desktop.ui.settings.key_dialog import KeyDialog
from desktop.ui.settings.needs import SettingsNeeds
from desktop.ui.settings.provider_fields import OTHER, ProviderFields
from desktop.ui.settings.provider_head import ProviderHead
from desktop.ui.settings.result_card import ResultCard
from desktop.ui.settings.words import tested_words
from desktop.ui.theme import Theme

EDGE = 20


class ProviderForm(FormScroll):
    """Shows the provider that it was told to show, as the services have it."""

    remove_wanted = Signal(str)

    def __init__(
        self, theme: Theme, needs: SettingsNeeds, edits: Edits, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, "card-inside", parent)
        self._theme, self._needs, self._edits = theme, needs, edits
        self.provider = ""
        self._repaired: dict[str, str] = {}
        """What was pasted, by the provider whose URL was made of it."""
        self.top = ProviderHead(theme)
        self.result = ResultCard(theme)
        self.fields = ProviderFields(theme)
        self._lay_out()
        self._connect()

    def show_provider(self, provider: str) -> None:
        """Show another provider, tested once if it may be asked."""
        if provider != self.provider:
            self.fields.commit()
            self.fields.drop_edits()
            self.provider = provider
            self.verticalScrollBar().setValue(0)
        self.render_state()
        endpoint = self.endpoint
        is_known = endpoint is None or self._needs.tests.of(provider).is_of(endpoint)
        if not is_known and self._is_enabled and self.isVisible():
            self._needs.tests.start(provider)

    def note_repair(self, provider: str, pasted: str) -> None:
        """The URL of a provider was made of what was pasted."""
        self._repaired[provider] = pasted

    @Slot()
    def render_state(self) -> None:
        """Show the provider as it is now; nothing where there is none."""
        endpoint = self.endpoint
        if endpoint is None:
            return
        row = self._needs.providers.state.row(self.provider)
        is_lasting = not any(own.id == self.provider for own in self._needs.settings.state.endpoints)
        self.top.show_provider(
            endpoint.name,
            is_local=endpoint.is_local,
            is_enabled=self._is_enabled,
            can_remove=not (is_lasting and not self._is_enabled),
        )
        tested = self._needs.tests.of(self.provider)
        self.result.show_state(tested_words(row, tested, is_enabled=self._is_enabled))
        self.fields.show_endpoint(endpoint, row, self._repaired.get(self.provider, ""))
        self.fields.key.show_key(self._needs.secrets.state.of(self.provider))

    @property
    def endpoint(self) -> Endpoint | None:
        """The provider as it is set, or None for one that is gone."""
        rows = self._needs.settings.state.all_endpoints
        return next((row for row in rows if row.id == self.provider), None)

    @Slot()
    def enter_key(self) -> None:
        """Ask for the key and where to keep it."""
        endpoint = self.endpoint
        if endpoint is None:
            return
        try:
            check_options(endpoint, has_key=True)
        except TarsError as error:
            self.fields.show_problem("key", explain(error, translate).sentence)
            return
        self.fields.show_problem("", "")
        keep = partial(self._keep_key, self.provider)
        place = self._needs.storage.places.key_file
        KeyDialog(self._theme, endpoint.name, place, self._usual_place, keep, self).ask()

    @property
    def _is_enabled(self) -> bool:
        return self.provider not in self._needs.settings.state.disabled_providers

    @property
    def _usual_place(self) -> Where:
        """Where the key would go unless the user says otherwise: not again where it could not be kept."""
        state = self._needs.secrets.state.of(self.provider)
        return (
            Where.SESSION if state.status is KeyStatus.SESSION and state.error is not None else Where.KEYRING
        )

    def _keep_key(self, provider: str, key: str, where: Where, is_confirmed: bool) -> str:
        try:
            self._needs.secrets.store(provider, key, where, is_confirmed=is_confirmed)
        except TarsError as error:
            return explain(error, translate).sentence
        self._needs.tests.start(provider)
        return ""

    def _change(self, field: str, words: str, **values: Any) -> str:
        """Change fields of the provider; gives what is wrong with them, "" if nothing is."""
        endpoint = self.endpoint
        if endpoint is None or all(getattr(endpoint, name) == value for name, value in values.items()):
            self.fields.show_problem("", "")
            return ""
        change = partial(self._needs.editing.change, self.provider, **values)
        try:
            edited: Edited = self._edits.make(words.format(provider=label_text(endpoint.name, 40)), change)
        except TarsError as error:
            sentence = explain(error, translate).sentence
            self.fields.show_problem(_field_of(error, field), sentence)
            return sentence
        if "url" in values:
            self._repaired[self.provider] = edited.repaired_from
        self.fields.show_problem("", "")
        self.render_state()
        return ""

    @Slot(str)
    def _rename(self, name: str) -> None:
        self._change("name", self.tr("Changed the name of {provider}"), name=name)

    @Slot(str)
    def _move(self, url: str) -> None:
        self._change("url", self.tr("Changed the URL of {provider}"), url=url)

    @Slot(int)
    def _choose_kind(self, place: int) -> None:
        value = self.fields.kind.itemData(place)
        kind = ProviderKind(value) if value else None
        self._change("url", self.tr("Changed the kind of {provider}"), kind=kind)

    @Slot(int)
    def _choose_model(self, place: int) -> None:
        model = str(self.fields.model.itemData(place))
        self._change("url", self.tr("Changed the default model of {provider}"), default_model=model)

    @Slot(str)
    def _use_ca_file(self, path: str) -> None:
        self._change("ca_file", self.tr("Changed the CA file of {provider}"), ca_file=path)

    @Slot()
    def _clear_ca_file(self) -> None:
        self._use_ca_file("")

    @Slot()
    def _choose_ca_file(self) -> None:
        pattern = self.tr("Certificates (*.pem *.crt *.cer);;All files (*)")
        pick_file(self, self.tr("Choose CA File"), pattern, self._use_ca_file)

    @Slot(int)
    def _choose_proxy(self, place: int) -> None:
        proxy = str(self.fields.proxy.itemData(place))
        self.fields.proxy_url.setVisible(proxy == OTHER)
        if proxy == OTHER:
            self.fields.proxy_url.setFocus()
        else:
            self.fields.proxy_url.setModified(False)
            self._use_proxy(proxy)

    @Slot(str)
    def _use_proxy(self, proxy: str) -> None:
        text = proxy if proxy in ("", DIRECT) or "://" in proxy else f"http://{proxy}"
        self._change("proxy", self.tr("Changed the proxy of {provider}"), proxy=text)

    def _use_headers(self, headers: Headers) -> str:
        return self._change("headers", self.tr("Changed the headers of {provider}"), headers=headers)

    @Slot()
    def _edit_headers(self) -> None:
        if self.endpoint is not None:
            HeadersDialog(self._theme, self.endpoint.headers, self._use_headers, self).open()

    @Slot()
    def _toggle(self) -> None:
        if self.endpoint is None:
            return
        editing = self._needs.editing
        verb: Callable[[str], None] = editing.disable if self._is_enabled else editing.enable
        words = self.tr("Turned {provider} off") if self._is_enabled else self.tr("Turned {provider} on")
        self._edits.make(
            words.format(provider=label_text(self.endpoint.name, 40)), partial(verb, self.provider)
        )

    @Slot()
    def _ask_removal_of_key(self) -> None:
        name = label_text(self.endpoint.name, 60) if self.endpoint is not None else ""
        ConfirmDialog(
            self._theme,
            self.tr("Remove the key of {provider}?").format(provider=name),
            self.tr("It is deleted where it is kept, and cannot be brought back. Enter it again to use it."),
            [(self.tr("&Remove Key"), "danger")],
            self._remove_key,
            self,
        ).open()

    def _remove_key(self, _choice: int, _remembers: bool) -> None:
        self._needs.secrets.forget(self.provider)
        self._needs.tests.start(self.provider)

    @Slot()
    def _retry_key(self) -> None:
        self._needs.secrets.unlock_and_retry(self.provider)

    @Slot()
    def _stop_key(self) -> None:
        self._needs.secrets.stop_waiting(self.provider)

    @Slot()
    def _test(self) -> None:
        self.fields.commit()
        self._needs.tests.start(self.provider)

    @Slot()
    def _want_removal(self) -> None:
        self.remove_wanted.emit(self.provider)

    def _connect(self) -> None:
        fields = self.fields
        self.top.toggle.clicked.connect(self._toggle)
        self.top.remove.clicked.connect(self._want_removal)
        self.result.test_wanted.connect(self._test)
        fields.name.finished.connect(self._rename)
        fields.url.finished.connect(self._move)
        fields.kind.activated.connect(self._choose_kind)
        fields.model.activated.connect(self._choose_model)
        fields.ca_file.finished.connect(self._use_ca_file)
        fields.ca_choose.clicked.connect(self._choose_ca_file)
        fields.ca_clear.clicked.connect(self._clear_ca_file)
        fields.proxy.activated.connect(self._choose_proxy)
        fields.proxy_url.finished.connect(self._use_proxy)
        fields.headers_edit.clicked.connect(self._edit_headers)
        fields.key.enter_wanted.connect(self.enter_key)
        fields.key.remove_wanted.connect(self._ask_removal_of_key)
        fields.key.retry_wanted.connect(self._retry_key)
        fields.key.stop_wanted.connect(self._stop_key)

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setContentsMargins(EDGE, 16, EDGE, EDGE)
        column.setSpacing(16)
        column.addWidget(self.top)
        column.addWidget(self.result)
        column.addWidget(self.fields)
        column.addStretch(1)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addLayout(column)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)


def _field_of(error: TarsError, field: str) -> str:
    """Below which field an error belongs that came from changing `field`."""
    match error:
        case KeyUnencrypted():
            return "url" if field != "headers" else "headers"
        case HeaderRefused():
            return "headers"
        case CaFileUnusable():
            return "ca_file"
    return field if field != "kind" else "url"
