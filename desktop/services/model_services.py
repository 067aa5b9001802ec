"""What the window stands on where models and pulls are concerned."""

from dataclasses import dataclass

from desktop.domain.library import Library
from desktop.services.advice import AdviceService
from desktop.services.models import ModelService
from desktop.services.pulls import PullService


@dataclass(frozen=True, slots=True)
class ModelServices:
    """Handed on whole, so that who only passes them on need not know each."""

    pulls: PullService
    models: ModelService
    advice: AdviceService
    library: Library
