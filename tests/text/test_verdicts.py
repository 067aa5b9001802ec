from desktop.domain.errors import Cause, NoModels, ProviderUnavailable
from desktop.domain.verdict import Level, Verdict
from desktop.text.verdicts import verdict_text


def test_every_level_has_words() -> None:
    error = ProviderUnavailable("http://127.0.0.1:1", Cause.REFUSED)
    words = [verdict_text(Verdict(level, "Ollama", "m", error)).words for level in Level]
    assert all(words)
    assert len(set(words)) == len(words)


def test_ready_says_which_model_where() -> None:
    assert verdict_text(Verdict(Level.OK, "Ollama", "gemma3")).detail == "gemma3 on Ollama"


def test_a_failure_says_why() -> None:
    error = ProviderUnavailable("http://127.0.0.1:1", Cause.REFUSED)
    text = verdict_text(Verdict(Level.ATTENTION, "Ollama", "m", error))
    assert text.words == "Ollama does not answer"
    assert text.detail.startswith("No answer from http://127.0.0.1:1")


def test_a_server_without_models_is_not_said_to_be_silent() -> None:
    assert (
        verdict_text(Verdict(Level.ATTENTION, "Ollama", "", NoModels("Ollama"))).words
        == "Ollama has no models"
    )
