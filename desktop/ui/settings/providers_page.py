"""The providers: their list, and the form of one; in a narrow window a combo box takes the list's place."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.errors import TarsError
from desktop.domain.providers import BUILT_IN_ID
from desktop.domain.text import label_text
from desktop.domain.urls import repaired_url
from desktop.services.provider_editing import Edited
from desktop.text.messages import explain
from desktop.ui.accessibility import named
from desktop.ui.buttons import ActionButton
from desktop.ui.dialogs import TextDialog
from desktop.ui.formats import translate
from desktop.ui.settings.built_in_panel import BuiltInPanel
from desktop.ui.settings.category_page import EDGE, PageHead
from desktop.ui.settings.choice_box import ChoiceBox
from desktop.ui.settings.edits import Edits
from desktop.ui.settings.form import FormRow
from desktop.ui.settings.needs import SettingsNeeds
from desktop.ui.settings.provider_form import ProviderForm
from desktop.ui.settings.provider_list import ProviderList
from desktop.ui.settings.rows import ListRow
from desktop.ui.settings.words import address_text, row_state
from desktop.ui.theme import Theme

LIST_WIDTH = 300
SMALL_LIST_WIDTH = 240
SPACE_BESIDE = 2 * EDGE + 12 + 2
"""Edges of the page, the gap between list and form, and the edges of their card."""
WIDE = 760
"""Of the page: from here on the list has its full width."""
NARROW_LINES = 40
"""In heights of a line: below that there is no room for a list."""


class ProvidersPage(QWidget):
    """Renders settings, catalog, keys and tests of one provider at a time."""

    removed = Signal(str)

    def __init__(
        self, theme: Theme, needs: SettingsNeeds, edits: Edits, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._needs, self._edits = theme, needs, edits
        self.name = self.tr("Providers")
        words = self.tr("Endpoints that answer chats. A reply that left this computer is marked in the chat.")
        self.head = PageHead(theme, self.name, words)
        self.list = ProviderList(theme)
        self.add = ActionButton(theme, self.tr("Add &Provider…"), "plus", "quiet")
        self.box = named(ChoiceBox(theme), self.tr("Provider"))
        self.add_small = ActionButton(theme, self.tr("Add &Provider…"), "plus")
        self.form = ProviderForm(theme, needs, edits)
        self.built_in = BuiltInPanel(theme, needs, edits)
        self.stack = QStackedWidget()
        self._boxed: tuple[tuple[str, str], ...] = ()
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.list)
        self._render()

    @property
    def rows(self) -> Sequence[FormRow]:
        """What the search can find here."""
        return [*self.form.fields.rows, *self.built_in.fields.rows]

    def reveal(self, row: FormRow) -> None:
        """Show a row of the form, and give it the keyboard."""
        is_built_in = row in self.built_in.fields.rows
        if is_built_in != (self.current == BUILT_IN_ID):
            others = (each.id for each in self.list.rows.rows if each.id != BUILT_IN_ID)
            self.show_provider(BUILT_IN_ID if is_built_in else next(others, BUILT_IN_ID))
        (self.built_in if is_built_in else self.form).reveal(row)

    def commit(self) -> None:
        """Take over what was typed and not yet finished."""
        self.form.fields.commit()
        self.built_in.file.commit()

    @property
    def current(self) -> str:
        """The id of the provider that is shown."""
        return self.list.current

    @Slot(str)
    def show_provider(self, provider: str) -> None:
        """Show one provider; ignored where there is none of that id."""
        if self.list.rows.place(provider) >= 0:
            self._show(provider)

    def show_key(self, provider: str) -> None:
        """Show where the key of a provider is entered."""
        self.show_provider(provider)
        if self.current != BUILT_IN_ID:
            self.form.reveal(self.form.fields.key_row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        both = SMALL_LIST_WIDTH + self.form.minimumSizeHint().width() + SPACE_BESIDE
        is_narrow = self.width() < max(NARROW_LINES * self.fontMetrics().height(), both)
        self._card.setVisible(not is_narrow)
        self._top.setVisible(is_narrow)
        self.setFocusProxy(self.box if is_narrow else self.list)
        self._card.setFixedWidth(LIST_WIDTH if self.width() >= WIDE else SMALL_LIST_WIDTH)
        self.head.saved.setVisible(not is_narrow)

    @Slot()
    def _render(self) -> None:
        self._show(self.current)

    def _show(self, provider: str) -> None:
        rows = self._rows()
        ids = [row.id for row in rows]
        if provider not in ids:
            chosen = self._needs.providers.state.choice.provider
            provider = chosen if chosen in ids else ids[0]
        self.list.show_rows(rows, provider)
        self._fill_box(rows, provider)
        if provider == BUILT_IN_ID:
            self.form.fields.commit()
            self.built_in.render_state()
            self.stack.setCurrentWidget(self.built_in)
        else:
            self.stack.setCurrentWidget(self.form)
            self.form.show_provider(provider)

    def _rows(self) -> tuple[ListRow, ...]:
        settings, catalog = self._needs.settings.state, self._needs.providers.state
        chosen = catalog.choice.provider
        rows = []
        for id_, name, detail in self._providers():
            is_enabled = id_ not in settings.disabled_providers
            state = row_state(catalog.row(id_), is_enabled=is_enabled)
            tag = self.tr("Off") if not is_enabled else self.tr("Default") if id_ == chosen else ""
            words = state.words if is_enabled else ""
            spoken = ", ".join(part for part in (name, detail, tag, words) if part)
            rows.append(ListRow(id_, name, detail, tag, state.icon, state.token, spoken))
        return tuple(rows)

    def _providers(self) -> list[tuple[str, str, str]]:
        """Id, name and address of each, in the order shown."""
        settings = self._needs.settings.state
        found = [(row.id, label_text(row.name), address_text(row)) for row in settings.all_endpoints]
        file = settings.model_file.replace("\\", "/").rpartition("/")[2]
        found.append((BUILT_IN_ID, self.tr("Built-in"), label_text(file) or self.tr("On this computer")))
        return sorted(found, key=lambda provider: settings.place(provider[0]))

    def _fill_box(self, rows: Sequence[ListRow], current: str) -> None:
        entries = tuple((row.id, f"{row.title} ({row.tag})" if row.tag else row.title) for row in rows)
        if entries != self._boxed:
            self._boxed = entries
            self.box.clear()
            for id_, words in entries:
                self.box.addItem(words, id_)
        self.box.show_choice(current)

    @Slot(int)
    def _pick_in_box(self, place: int) -> None:
        self._show(str(self.box.itemData(place)))

    @Slot(tuple)
    def _reorder(self, ids: tuple[str, ...]) -> None:
        self._edits.make(
            self.tr("Changed the order of the providers"), partial(self._needs.editing.reorder, ids)
        )

    @Slot()
    def ask_provider(self) -> None:
        """Ask for the address of one more provider."""
        question = self.tr("&Address of a model server, such as http://127.0.0.1:8080:")
        title = self.tr("Add Provider")
        TextDialog(self._theme, title, question, self._add, _address_problem, self).ask("http://")

    def _add(self, url: str) -> None:
        words = self.tr("Added {provider}").format(provider=label_text(url, 60))
        edited: Edited = self._edits.make(words, partial(self._needs.editing.add, url))
        provider = edited.endpoint.id
        self.form.note_repair(provider, edited.repaired_from)
        self._show(provider)
        self._needs.tests.start(provider)
        self.form.fields.name.setFocus()
        self.form.fields.name.selectAll()

    @Slot()
    def _remove_current(self) -> None:
        if self.current != BUILT_IN_ID and self.form.top.remove.isEnabled():
            self._remove(self.current)

    @Slot(str)
    def _remove(self, provider: str) -> None:
        place = self.list.rows.place(provider)
        self.form.fields.drop_edits()
        name = self.form.endpoint.name if self.form.endpoint is not None else provider
        words = self.tr("Removed {provider}").format(provider=label_text(name, 60))
        self._edits.make(words, partial(self._needs.editing.remove, provider), partial(self._tidy, provider))
        self._needs.tests.forget(provider)
        rows = self.list.rows.rows
        self._show(rows[min(place, len(rows) - 1)].id)

    def _tidy(self, provider: str) -> None:
        """A removed provider cannot come back any more: its key goes too."""
        if all(own.id != provider for own in self._needs.settings.state.endpoints):
            self._needs.secrets.forget(provider)

    def _connect(self) -> None:
        needs = self._needs
        for signal in (
            needs.settings.changed,
            needs.providers.changed,
            needs.secrets.changed,
            needs.tests.changed,
        ):
            signal.connect(self._render)
        self.list.picked.connect(self._show)
        self.list.order_wanted.connect(self._reorder)
        self.list.remove_wanted.connect(self._remove_current)
        self.box.activated.connect(self._pick_in_box)
        self.form.remove_wanted.connect(self._remove)
        for button in (self.add, self.add_small):
            button.clicked.connect(self.ask_provider)

    def _lay_out(self) -> None:
        self._card = QFrame()
        self._card.setProperty("kind", "card")
        rule = QFrame()
        rule.setProperty("kind", "rule")
        rule.setFixedHeight(1)
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(7, 7, 7, 7)
        inside.setSpacing(6)
        inside.addWidget(self.list, 1)
        inside.addWidget(rule)
        inside.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self._top = QWidget()
        top = QHBoxLayout(self._top)
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(8)
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.add_small.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        top.addWidget(self.box, 1)
        top.addWidget(self.add_small)
        frame = QFrame()
        frame.setProperty("kind", "card")
        framed = QVBoxLayout(frame)
        framed.setContentsMargins(1, 4, 1, 4)
        self.stack.addWidget(self.form)
        self.stack.addWidget(self.built_in)
        framed.addWidget(self.stack)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._card)
        row.addWidget(frame, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        column.setSpacing(12)
        column.addWidget(self.head)
        column.addWidget(self._top)
        column.addLayout(row, 1)


def _address_problem(text: str) -> str:
    try:
        repaired_url(text)
    except TarsError as error:
        return explain(error, translate).sentence
    return ""
