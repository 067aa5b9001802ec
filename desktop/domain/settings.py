"""The user's settings as one frozen value, and its defaults."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from desktop.domain.chat import PLAIN_SETUP, ChatSetup, Preset
from desktop.domain.providers import Endpoint
from desktop.domain.stack import StackOptions
from desktop.domain.stack_reading import published_url

DEFAULT_STACK = StackOptions()
PULLS_AT_ONCE = 2
MOST_PULLS_AT_ONCE = 8

DEFAULT_ENDPOINTS = (
    Endpoint("model-runner", "Model Runner", "http://127.0.0.1:8080", default_model="llama3:8b"),
    Endpoint("ollama", "Ollama", "http://127.0.0.1:11434"),
    Endpoint("docker-model-runner", "Docker Model Runner", "http://127.0.0.1:12434"),
)
"""What is asked without any setting; the built-in engine comes on top."""


class Appearance(StrEnum):
    """Which colours the windows take."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class OnQuit(StrEnum):
    """What becomes of a stack that this application started when it quits."""

    ASK = "ask"
    KEEP = "keep"
    STOP = "stop"


class Language(StrEnum):
    """What the application speaks."""

    SYSTEM = ""
    """The desktop's language if there is a translation, else English."""
    ENGLISH = "en"
    GERMAN = "de"
    PSEUDO = "pseudo"
    """English with longer words, to see what gets cut off."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """The figures of the answer at the end of the setup, for comparison later."""

    provider: str
    model: str
    at: str
    """When, in ISO 8601."""
    first_token_seconds: float
    tokens_per_second: float
    gpu_fraction: float
    """How much of the model was on the GPU, from 0 to 1; -1 if that is not known."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that outlives a session and is not a chat or a secret."""

    appearance: Appearance = Appearance.SYSTEM
    language: Language = Language.SYSTEM
    provider: str = ""
    """The id of the provider that questions go to; "" means the first that has a model."""
    model: str = ""
    """The model of that provider; "" means the provider's default."""
    model_file: str = ""
    """A GGUF file for the built-in engine; "" means the one that is shipped."""
    endpoints: tuple[Endpoint, ...] = ()
    """The user's own providers, beside `DEFAULT_ENDPOINTS`; one with the id of a default replaces it."""
    provider_order: tuple[str, ...] = ()
    """Ids of providers in the order shown; those that are not named come after them."""
    disabled_providers: tuple[str, ...] = ()
    """Ids of providers that are not asked and not offered."""
    default_models: Mapping[str, str] = field(default_factory=dict)
    """By the provider's id: the model that it answers with unless told otherwise.

    Apart from `endpoints`, where one for the model runner would hold its address fast.
    """
    stack: StackOptions = DEFAULT_STACK
    on_quit: OnQuit = OnQuit.ASK
    confirmed_stack: str = ""
    """The fingerprint of the one configuration that may be started although it gives something away."""
    pulls_at_once: int = PULLS_AT_ONCE
    """How many models are downloaded at the same time, from 1 to 8; the others wait for their turn."""
    notifies: bool = True
    """Whether the desktop's notifications tell what ended while the window was not in front."""
    is_set_up: bool = False
    """Whether the setup was finished or left by the user: it does not open by itself again."""
    baseline: Baseline | None = None
    chat_defaults: ChatSetup = PLAIN_SETUP
    """How a new chat asks."""
    presets: tuple[Preset, ...] = ()
    """Setups with names, in the order shown."""
    chat_zoom: int = 100
    """Percent of the usual size of the letters in chats, from 50 to 300."""
    makes_titles: bool = True
    """Whether the model that answered a chat's first question makes its title, once it is idle."""

    @property
    def all_endpoints(self) -> tuple[Endpoint, ...]:
        """The defaults, replaced where the user says otherwise, and the user's own, in the order shown.

        The model runner is where the options publish it, and `default_models` has the last word on models.
        """
        own = {endpoint.id: endpoint for endpoint in self.endpoints}
        in_stack, *others = DEFAULT_ENDPOINTS
        defaults = tuple(
            own.pop(endpoint.id, endpoint)
            for endpoint in (replace(in_stack, url=published_url(self.stack)), *others)
        )
        return tuple(
            replace(endpoint, default_model=self.default_models.get(endpoint.id) or endpoint.default_model)
            for endpoint in sorted((*defaults, *own.values()), key=lambda endpoint: self.place(endpoint.id))
        )

    @property
    def enabled_endpoints(self) -> tuple[Endpoint, ...]:
        """Those of `all_endpoints` that may be asked."""
        return tuple(row for row in self.all_endpoints if row.id not in self.disabled_providers)

    def place(self, provider: str) -> int:
        """Where a provider comes in the order shown; the same for all that are not named in it."""
        order = self.provider_order
        return order.index(provider) if provider in order else len(order)
