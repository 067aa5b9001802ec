from dataclasses import replace

import pytest

from desktop.domain.catalog import Catalog, ProviderRow, Reach
from desktop.domain.chat import Role
from desktop.domain.conversation import Outcome, Turn
from desktop.domain.errors import Interrupted, Interruption, ModelMissing, NoModels, TarsError
from desktop.domain.missing_model import MissingModel, kept_question, missing_model
from desktop.domain.models import InstalledModel
from desktop.domain.providers import Availability, Endpoint, ProviderKind
from desktop.domain.pulls import PullKey


def provider(name: str, kind: ProviderKind, *models: str, default: str = "") -> ProviderRow:
    endpoint = Endpoint(name.lower(), name, "http://127.0.0.1:8080", default_model=default)
    installed = tuple(InstalledModel(model) for model in models)
    return ProviderRow(endpoint, Reach.AVAILABLE, Availability(kind, 0.01), installed)


OTHER = provider("Other", ProviderKind.OPENAI)
OLLAMA = provider("Ollama", ProviderKind.OLLAMA, "qwen3:8b")
DOCKER = provider("Docker", ProviderKind.DOCKER_MODEL_RUNNER)
CATALOG = Catalog((OTHER, OLLAMA, DOCKER))
MISSING = ModelMissing("llama3:8b", "model 'llama3:8b' not found")
KEY = PullKey("ollama", "llama3:8b")


def failed(error: TarsError | None, name: str = "Ollama", model: str = "llama3:8b") -> Turn:
    return Turn(1, Role.ASSISTANT, "", outcome=Outcome.FAILED, error=error, model=model, provider=name)


def test_a_model_that_is_missing_is_pulled_where_it_was_asked_for() -> None:
    assert missing_model(failed(MISSING), CATALOG) == MissingModel(KEY, "Ollama")


def test_one_that_has_come_meanwhile_is_known_by_any_of_its_names() -> None:
    catalog = CATALOG.with_row(provider("Ollama", ProviderKind.OLLAMA, "llama3:latest"))
    missing = missing_model(failed(ModelMissing("llama3", "")), catalog)
    assert missing is not None
    assert missing.is_installed


@pytest.mark.parametrize(
    ("turn", "expected"),
    [
        (failed(NoModels("Ollama"), model=""), KEY),
        (failed(NoModels(""), "", ""), KEY),
        (failed(NoModels("Docker"), "Docker", ""), PullKey("docker", "ai/llama3.2")),
    ],
)
def test_without_any_model_a_usual_one_is_pulled(turn: Turn, expected: PullKey) -> None:
    missing = missing_model(turn, CATALOG)
    assert missing is not None
    assert missing.key == expected


def test_without_any_model_the_default_of_the_provider_comes_first() -> None:
    catalog = CATALOG.with_row(provider("Ollama", ProviderKind.OLLAMA, default="phi4:14b"))
    missing = missing_model(failed(NoModels(""), "", ""), catalog)
    assert missing is not None
    assert missing.key == PullKey("ollama", "phi4:14b")


@pytest.mark.parametrize(
    "turn",
    [
        failed(MISSING, "Other"),
        failed(MISSING, "Nobody"),
        failed(ModelMissing("../x", "")),
        failed(Interrupted(Interruption.CUT)),
        failed(None),
        replace(failed(MISSING), outcome=Outcome.INTERRUPTED),
    ],
)
def test_what_cannot_be_pulled_is_not_offered(turn: Turn) -> None:
    assert missing_model(turn, CATALOG) is None


def test_nobody_who_could_pull_is_there() -> None:
    away = replace(OLLAMA, reach=Reach.UNAVAILABLE)
    assert missing_model(failed(NoModels(""), "", ""), Catalog((OTHER, away))) is None


def test_a_question_of_an_earlier_session_knows_only_its_model() -> None:
    assert kept_question(failed(None), CATALOG) == MissingModel(KEY, "Ollama")
    assert kept_question(failed(MISSING), CATALOG) is None
    assert kept_question(failed(None, model=""), CATALOG) is None
    assert kept_question(replace(failed(None), outcome=Outcome.COMPLETE), CATALOG) is None
