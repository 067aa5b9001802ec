"""Every error has a sentence, and no sentence tells what it must not."""

import ast
import inspect

import pytest

from desktop.domain import errors as e
from desktop.domain.attach_causes import AttachCause
from desktop.domain.errors import Cause, Interruption
from desktop.domain.parameter_fields import TYPED
from desktop.domain.secrets import KeyPlace
from desktop.domain.stack_review import Danger, StackRisk
from desktop.domain.transfer_causes import ExportCause, ImportCause
from desktop.text import messages
from desktop.text.messages import Action, explain

URL = "http://127.0.0.1:8080"
LONG = "x" * 5000

EVERY_CAUSE = [e.ProviderUnavailable(URL, cause, "evidence") for cause in Cause]
EVERY_INTERRUPTION = [e.Interrupted(cause, "evidence") for cause in Interruption]
EVERY_STATUS = [
    e.ProviderRejected("some reason", status)
    for status in (0, 400, 401, 402, 403, 404, 407, 413, 418, 429, 500, 503)
]
OTHERS = [
    *(e.ParameterInvalid(name, "x") for name in TYPED),
    *(e.AttachmentRefused("a.txt", cause, "evidence", 51_000_000, 50_000_000) for cause in AttachCause),
    e.ProviderRejected("", 400),
    e.ProviderRejected("busy", 429, 3.2),
    e.ProviderRejected("request (15024 tokens) exceeds the available context size (2048 tokens)", 400),
    e.ModelMissing("llama3:8b", "model 'llama3:8b' not found"),
    e.Redirected(URL, "evil.example"),
    e.Unsupported("pull"),
    e.KeyUnencrypted("http://models.example"),
    *(e.HeaderRefused("Host", reason) for reason in ("reserved", "unsendable")),
    *(e.CaFileUnusable("/ca.pem", reason) for reason in ("missing", "unreadable", "not-pem")),
    e.NoModels("Ollama"),
    e.NoModels(""),
    e.NoSuchProvider("x", ("a", "b")),
    e.EngineMissing("llama_cpp"),
    e.EngineFailed(1, "log line"),
    *(e.ModelFileInvalid("/m.gguf", reason) for reason in ("missing", "not-gguf", "unreadable")),
    *(e.StoreUnusable("/c.db", r) for r in ("newer", "locked", "corrupt", "unsafe", "unwritable")),
    e.StoreFull("/c.db"),
    e.StoreRecovered("/c.db", 2, 5),
    *(e.ExportFailed("/c.json", cause, count=3) for cause in ExportCause),
    *(e.ImportRefused("/c.json", cause, "chats[0].turns[3].role", LONG) for cause in ImportCause),
    e.SettingsInvalid("/s.toml", "appearance", "of another type"),
    e.SettingsUnsaved("/s.toml", "", is_newer=True),
    e.AutostartFailed("/a.desktop", "Permission denied"),
    *(
        e.AppSettingsUnusable("/a.json", reason, line=line)
        for reason, line in (
            ("missing", 0),
            ("unreadable", 0),
            ("not-a-file", 0),
            ("too-large", 0),
            ("not-json", 0),
            ("not-json", 3),
            ("unwritable", 0),
        )
    ),
]
KEYS = [
    e.KeyringMissing("secret-service: no bus"),
    e.KeyringLocked(),
    e.KeyringRefused("KeyringLocked: Failed to unlock the collection!"),
    e.KeyringSilent(),
    e.KeyringFailed("ConnectionResetError"),
    *(e.KeyGone(place) for place in KeyPlace),
    e.KeyUnsaved(),
    e.KeyUnsaved("No space left on device", "/k.json"),
    e.KeyFileUnusable("/k.json", "is not JSON"),
    *(e.KeyLeftBehind(place, "evidence") for place in KeyPlace),
]
STACK = [
    e.DockerMissing(),
    e.DockerNotRunning("failed to connect to the docker API at unix:///x.sock", "unix:///x.sock"),
    e.DockerNotRunning("Cannot connect to the Docker daemon", "tcp://10.0.0.7:2375"),
    e.DockerNotPermitted("permission denied while trying to connect"),
    e.DockerSilent(5.0),
    e.ComposeMissing("unknown shorthand flag: 'p' in -p"),
    e.ComposeTooOld("1.29.2", "2.20"),
    e.ComposeFileInvalid("go-yaml load error", "/c/docker-compose.override.yml"),
    e.ComposeFileInvalid("go-yaml load error"),
    e.PortInUse("bind: address already in use", 8080),
    e.PortInUse("bind: address already in use", 8080, "nginx"),
    e.PortInUse("bind: address already in use", 8080, "open-webui-1", is_container=True),
    e.PortInUse("bind: address already in use", 8080, "ollama", is_ollama=True),
    *(e.GpuUnavailable("could not select device driver", gpu) for gpu in ("nvidia", "amd", "other")),
    *(
        e.ImageUnavailable("no such host", "ollama/ollama:latest", reason)
        for reason in ("network", "denied", "not-found", "rate-limited", "no-space", "other")
    ),
    e.ContainerEnded("log", 1),
    e.ContainerEnded("log", 137, is_out_of_memory=True),
    e.ContainerUnhealthy("log"),
    *(e.StackOptionInvalid(option, LONG) for option in ("image", "address", "port", "gpu")),
    e.StackUnconfirmed((StackRisk(Danger.PRIVILEGED, "web"),), "f"),
    e.StackUnconfirmed(tuple(StackRisk(Danger.HOST_FOLDER, "web", LONG) for _ in range(9)), "f"),
    e.ComposeFailed("something that nobody has seen before, for this reason"),
    e.ComposeFailed(),
]
EVERY_ERROR = [*EVERY_CAUSE, *EVERY_INTERRUPTION, *EVERY_STATUS, *OTHERS, *KEYS, *STACK]


@pytest.mark.parametrize("error", EVERY_ERROR, ids=lambda error: f"{type(error).__name__}-{str(error)[:40]}")
def test_every_error_is_one_clear_sentence(error: e.TarsError) -> None:
    explanation = explain(error)
    sentence = explanation.sentence
    assert sentence[0].isupper() or sentence[0] in "“/h"
    assert sentence.rstrip("”").endswith((".", "reason")), sentence
    assert "{" not in sentence
    assert len(sentence) < 400
    assert "\n" not in sentence
    for word in ("Traceback", "successfully", "please", "!", "None"):
        assert word not in sentence


def test_no_class_of_error_is_without_a_sentence() -> None:
    """A leaf that nobody put into the list above is found here."""
    leaves = {
        cls
        for _, cls in inspect.getmembers(e, inspect.isclass)
        if issubclass(cls, e.TarsError) and not cls.__subclasses__()
    }
    tried = {type(error) for error in EVERY_ERROR}
    assert leaves - tried - _tried_elsewhere() == set()


def _tried_elsewhere() -> set[type]:
    """Errors whose sentences are tried where they arise: named in `messages` all the same."""
    named = {
        node.attr
        for node in ast.walk(ast.parse(inspect.getsource(messages)))
        if isinstance(node, ast.Attribute)
    }
    return {cls for _, cls in inspect.getmembers(e, inspect.isclass) if cls.__name__ in named}


def test_a_long_reason_is_cut_in_the_sentence_and_whole_as_evidence() -> None:
    explanation = explain(e.ProviderRejected(LONG, 400))
    assert len(explanation.sentence) < 400
    assert explanation.evidence == LONG


def test_who_holds_the_port_is_named_in_the_sentence() -> None:
    container = explain(e.PortInUse("evidence", 8080, "open-webui-1", is_container=True))
    assert container.sentence == (
        "Port 8080 is held by the container open-webui-1. Use another port, or stop that container."
    )
    ollama = explain(e.PortInUse("evidence", 8080, "ollama", is_ollama=True))
    assert Action.REUSE_OLLAMA in ollama.actions
    assert Action.REUSE_OLLAMA not in container.actions


def test_an_unknown_failure_of_the_engine_is_told_in_its_own_words() -> None:
    explanation = explain(e.ComposeFailed("the frobnicator is\nout of plumbus"))
    assert "the frobnicator is out of plumbus" in explanation.sentence
    assert explanation.evidence == "the frobnicator is\nout of plumbus"


def test_a_missing_model_offers_another_one() -> None:
    assert Action.CHOOSE_MODEL in explain(e.ModelMissing("m", "not found")).actions


def test_what_a_configuration_gives_away_is_named_in_the_sentence_or_counted_and_listed() -> None:
    few = explain(e.StackUnconfirmed((StackRisk(Danger.PRIVILEGED, "web"),), "f"))
    assert few.sentence.endswith("web may do on this computer what its administrator may.")
    assert (few.evidence, few.actions) == ("", (Action.CONFIRM,))
    risks = tuple(StackRisk(Danger.HOST_FOLDER, "web", f"/folder/{n}") for n in range(50))
    many = explain(e.StackUnconfirmed(risks, "f"))
    assert "/folder/0 " in many.sentence
    assert many.evidence.splitlines()[-1] == "web sees /folder/49 of this computer."
    shown = many.sentence.count("web sees")
    assert f"It gives {50 - shown} more away" in many.sentence
