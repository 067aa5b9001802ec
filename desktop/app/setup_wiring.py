"""Builds what the setup stands on, beside what the application has already, and closes it.

To be imported late: few starts show its window.
"""

from functools import partial

from desktop.adapters.docker_compose import DockerCompose
from desktop.adapters.docker_program import DockerProgram
from desktop.adapters.docker_setup import DockerSetup
from desktop.adapters.locations import Locations, compose_dir
from desktop.app.late_clients import connect
from desktop.services.advice import AdviceService
from desktop.services.chats import ChatsService
from desktop.services.health import HealthService
from desktop.services.model_services import ModelServices
from desktop.services.providers import ProviderService
from desktop.services.settings import SettingsService
from desktop.services.setup import SetupNeeds, SetupService
from desktop.services.sources import probe
from desktop.services.stack import StackService
from desktop.services.stack_operations import StackOperations
from desktop.text.setup_words import question_text
from desktop.ui import formats


class SetupServices:
    """Owns the setup and `advice`, which is its own."""

    def __init__(
        self,
        locations: Locations,
        stack: StackService,
        providers: ProviderService,
        health: HealthService,
        models: ModelServices,
        settings: SettingsService,
        chats: ChatsService,
        advice: AdviceService,
    ) -> None:
        self._advice = advice
        asked = partial(probe, connect)
        self.setup = SetupService(
            SetupNeeds(
                stack,
                providers,
                health,
                models,
                settings,
                chats,
                advice,
                StackOperations(DockerCompose(compose_dir(), locations.config), asked),
                DockerSetup(DockerProgram(compose_dir())),
                asked,
            ),
            partial(question_text, formats.translate),
        )

    async def aclose(self) -> None:
        """Return when what was begun for the setup alone has ended."""
        await self.setup.aclose()
        await self._advice.aclose()
