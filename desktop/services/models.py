"""The models of the provider that is looked at: what they are, and what can be done to them."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal, Slot

from desktop.domain.catalog import Catalog, ProviderRow, Reach
from desktop.domain.errors import ModelBusy, NoSuchProvider, TarsError
from desktop.domain.installed import DeletedModel, ImportProgress, ModelVerb, ProviderModels
from desktop.domain.models import InstalledModel
from desktop.domain.providers import BUILT_IN_ID, Provider
from desktop.domain.pulls import Pull, PullKey, PullPhase
from desktop.domain.settings import Settings
from desktop.domain.store import ChatStore
from desktop.services.deletions import Deletions
from desktop.services.imports import ModelImport
from desktop.services.model_facts import ModelFacts
from desktop.services.pacing import Paced
from desktop.services.polling import Pace, Poller
from desktop.services.providers import ProviderService
from desktop.services.settings import SettingsService
from desktop.services.tasks import TaskScope
from desktop.services.update_check import UpdateCheck

UNDO_SECONDS = 10.0
"""How long a deletion can be taken back before the server is told."""
LOADED_PACE = Pace(3.0, 60.0)
BEHIND_SECONDS = 0.1
"""How often what comes in by the hundred (details, digests of a registry) is published at most."""


class PullsUnderWay(Protocol):
    """What is asked of the pulls here."""

    def is_pulling(self, provider: str, model: str) -> bool:
        """Whether a pull of the model runs, or will by itself."""
        ...


class ModelService(QObject):
    """Publishes one `ProviderModels`. Every error is in it: of the list, of a row, or of the import.

    The rows are those of `ProviderService`, so that the page and the picker never disagree.
    """

    changed = Signal(ProviderModels)

    def __init__(
        self,
        providers: ProviderService,
        pulls: PullsUnderWay,
        settings: SettingsService,
        store: ChatStore,
        is_answering: Callable[[str, str], bool],
        parent: QObject | None = None,
        undo_seconds: float = UNDO_SECONDS,
    ) -> None:
        """`is_answering` tells, of a provider (by its id) and a model, whether a chat is being answered."""
        super().__init__(parent)
        self._providers, self._pulls, self._settings = providers, pulls, settings
        self._is_answering = is_answering
        self._tasks = TaskScope()
        self._paced = Paced(self._publish)
        self._facts = ModelFacts(self._open, store, self._publish, self._publish_behind)
        self._updates = UpdateCheck(self._open, self._facts, self._publish_behind)
        self._deletions = Deletions(providers, self._refusal, self._publish, self._note_failure, undo_seconds)
        self._import = ModelImport(self._open, self._publish, providers.refresh_one)
        self._poller = Poller(self._read_loaded, LOADED_PACE)
        self._is_polling = self._is_seen = self._is_reading = False
        self._row: ProviderRow | None = None
        self._verbs: dict[PullKey, asyncio.Task[None]] = {}
        self.state = ProviderModels()
        providers.changed.connect(self._follow)
        settings.changed.connect(self._take_settings)

    def show(self, provider: str) -> None:
        """Look at the models of a provider (by its id), and read them; a pending deletion is carried out."""
        if provider != self.state.provider:
            self._deletions.carry_out()
            self.state = ProviderModels(provider)
            self._row = None
            self._follow(self._providers.state)
        self.refresh()

    def refresh(self) -> None:
        """Read list, loaded models, disk use and last uses; what is known stays until the answers come."""
        provider = self.state.provider
        if self._providers.state.row(provider) is None:
            self._publish()
            return
        self._is_reading = True
        self._facts.details.retry()
        self._facts.want_details(provider)
        self._providers.refresh_one(provider)
        self._tasks.start(self._facts.read_last_uses(), name="read-last-uses")
        self._tasks.start(self._read_of_server(provider), name="read-models")
        self._publish()

    def watch(self, *, is_seen: bool) -> None:
        """Ask for the loaded models every few seconds while somebody looks, and not at all otherwise."""
        if not is_seen:
            self._poller.pause()
        else:
            self._poller.watch(is_seen=True)
            if not self._is_polling:
                self._tasks.start(self._poller.run(), name="poll-loaded")
            if not self._is_seen:
                self._tasks.start(self._facts.read_last_uses(), name="read-last-uses")
            self._is_polling = True
        self._is_seen = is_seen

    def read_details(self, model: str) -> None:
        """Put the details of a model into its row; once known they are not asked for again."""
        row = self.state.row(model)
        if row is not None and row.details is None:
            self._tasks.start(self._read_details(self._key(model), row.model), name="read-details")

    def load(self, model: str) -> None:
        """Bring a model into memory; ignored while something is done to it."""
        key = self._key(model)
        if self._facts.note(key).busy is None:
            self._begin(key, ModelVerb.LOAD)

    def unload(self, model: str) -> None:
        """Take a model out of memory; one that is being loaded is not loaded any further."""
        key = self._key(model)
        if self._facts.note(key).busy is ModelVerb.LOAD:
            self._verbs[key].cancel()
        elif self._facts.note(key).busy is not None:
            return
        self._begin(key, ModelVerb.UNLOAD)

    def set_default(self, model: str) -> None:
        """Chats with this provider use the model unless told otherwise, from now on."""
        provider = self.state.provider
        if self._row is not None and provider != BUILT_IN_ID:
            self._settings.change(default_models={**self._settings.state.default_models, provider: model})

    def delete(self, model: str, *, is_confirmed: bool = False) -> None:
        """Take a model out of the list, and delete it on the server 10 s later; one that waits goes at once.

        Refused while the model is pulled, and unless it `is_confirmed` while a chat is answered by it: then
        the row's error is `ModelBusy` (`pulling`, `in-use`).
        """
        key, row = self._key(model), self.state.row(model)
        if row is None or row.busy is not None:
            return
        error = self._refusal(key, is_confirmed)
        self._annotate(key, error=error)
        if error is None:
            self._deletions.begin(DeletedModel(key, row.model.size_bytes), is_confirmed=is_confirmed)

    def undo_delete(self) -> None:
        """Bring the deleted model back into the list; ignored when it is too late."""
        self._deletions.undo()

    def check_updates(self) -> None:
        """Ask the registry about every model: only on the user's word, since it learns their names.

        Ignored while that is under way; models that run elsewhere are left out.
        """
        if self.state.can_check_updates:
            names = [row.model.name for row in self.state.rows if not row.model.remote_host]
            self._updates.start(self.state.provider, names)
            self._publish()

    @property
    def importing(self) -> ImportProgress | None:
        """The import under way, also into a provider that is not shown."""
        return self._import.under_way

    def import_file(self, model: str, path: str) -> None:
        """Make a model of a GGUF file; ignored while another is being made."""
        self._import.start(self.state.provider, model, path)

    def cancel_import(self) -> None:
        """Stop the import; what was uploaded stays on the server, so that trying again goes faster."""
        self._import.cancel()

    def dismiss_import(self) -> None:
        """Take an import that has ended out of the state."""
        self._import.dismiss()

    @Slot(Pull)
    def take_pull(self, pull: Pull) -> None:
        """Show the model of a pull that is done; to be connected to the pulls' `ended`."""
        if pull.phase is PullPhase.DONE:
            if (pending := self._deletions.pending) is not None and pending.key == pull.key:
                self._deletions.undo()
            self._providers.refresh_one(pull.key.provider)

    async def aclose(self) -> None:
        """Carry out a pending deletion, and stop asking. The providers have to be open until then."""
        self._settings.changed.disconnect(self._take_settings)
        self._providers.changed.disconnect(self._follow)
        await self._deletions.aclose()
        await self._tasks.aclose()
        await self._updates.aclose()
        await self._facts.aclose()
        await self._import.aclose()
        self._paced.stop()

    def _key(self, model: str) -> PullKey:
        return PullKey(self.state.provider, model)

    def _annotate(self, key: PullKey, **values: Any) -> None:
        self._facts.annotate(key, **values)
        self._publish()

    def _note_failure(self, key: PullKey, error: TarsError) -> None:
        self._annotate(key, error=error)

    def _refusal(self, key: PullKey, is_confirmed: bool) -> TarsError | None:
        if self._pulls.is_pulling(key.provider, key.model):
            return ModelBusy(key.model, "pulling")
        if not is_confirmed and self._is_answering(key.provider, key.model):
            return ModelBusy(key.model, "in-use")
        return None

    async def _open(self, provider: str) -> Provider:
        return await self._providers.source(provider).open()

    @Slot(Settings)
    def _take_settings(self, settings: Settings) -> None:
        """Default models, whether they were chosen here or written into the file."""
        for endpoint in settings.all_endpoints:
            row = self._providers.state.row(endpoint.id)
            if row is not None and row.endpoint.default_model != endpoint.default_model:
                self._providers.set_default(endpoint.id, endpoint.default_model)

    @Slot(Catalog)
    def _follow(self, catalog: Catalog) -> None:
        """What `ProviderService` has found out, as far as it is about the provider that is shown."""
        row = catalog.row(self.state.provider)
        if row is self._row:
            return
        self._row = row
        if row is None:  # it was taken out of the list of providers
            self._publish()
            return
        self._is_reading = self._is_reading and row.is_checking
        if self._facts.follow(row):
            self._facts.want_details(row.endpoint.id)
            self._tasks.start(self._read_of_server(row.endpoint.id), name="read-models")
        self._publish()

    async def _read_loaded(self) -> bool:
        await self._facts.read_loaded(self.state.provider)
        return True

    async def _read_of_server(self, provider: str) -> None:
        await self._facts.read_loaded(provider)
        await self._facts.read_disk_use(provider)

    async def _read_details(self, key: PullKey, model: InstalledModel) -> None:
        error: TarsError | None = None
        try:
            await self._facts.details.read(key.provider, model)
        except TarsError as found:
            error = found
        self._annotate(key, error=error)

    def _begin(self, key: PullKey, verb: ModelVerb) -> None:
        self._annotate(key, busy=verb, error=None)
        self._verbs[key] = self._tasks.start(self._do(key, verb), name=f"{verb.value}-model")

    async def _do(self, key: PullKey, verb: ModelVerb) -> None:
        """One verb to its end; who cancels it says what comes instead."""
        error: TarsError | None = None
        try:
            client = await self._open(key.provider)
            await (client.load if verb is ModelVerb.LOAD else client.unload)(key.model)
        except TarsError as found:
            error = found
        await self._facts.read_loaded(key.provider)
        self._annotate(key, busy=None, error=error)

    def _publish_behind(self) -> None:
        self._paced.soon(BEHIND_SECONDS)

    def _publish(self) -> None:
        if (state := self._assembled()) != self.state:
            self.state = state
            self.changed.emit(state)

    def _assembled(self) -> ProviderModels:
        provider, row = self.state.provider, self._row
        if row is None:
            known = tuple(other.endpoint.id for other in self._providers.state.rows)
            return ProviderModels(provider, error=NoSuchProvider(provider, known) if provider else None)
        pending = self._deletions.pending
        return replace(
            self._facts.assembled(row, self._deletions.of(provider)),
            is_reading=self._is_reading or (row.is_checking and row.reach is Reach.UNKNOWN),
            deleted=pending if pending is not None and pending.key.provider == provider else None,
            importing=self._import.of(provider),
        )
