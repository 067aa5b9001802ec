"""What the settings say of a provider: its state, what a test came to, and names of kinds."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from PySide6.QtCore import QDate, QLocale

from desktop.domain.catalog import ProviderRow, Reach
from desktop.domain.providers import Endpoint, ProviderKind
from desktop.domain.text import label_text
from desktop.services.provider_editing import ProviderTest
from desktop.services.provider_tests import Examined
from desktop.text.messages import explain
from desktop.ui import formats
from desktop.ui.formats import translate


@dataclass(frozen=True, slots=True)
class StateWords:
    """How a provider is: an icon, its token, and words; `evidence` is quoted from elsewhere."""

    icon: str
    token: str
    words: str
    detail: str = ""
    evidence: str = ""
    is_failure: bool = False
    is_busy: bool = False


def kind_name(kind: ProviderKind) -> str:
    """The kind as people know it."""
    match kind:
        case ProviderKind.OLLAMA:
            return "Ollama"
        case ProviderKind.OPENAI:
            return translate("settings", "OpenAI-compatible")
        case ProviderKind.DOCKER_MODEL_RUNNER:
            return "Docker Model Runner"


def address_text(endpoint: Endpoint) -> str:
    """Host and port."""
    return label_text(urlsplit(endpoint.url).netloc or endpoint.url, 120)


def row_state(row: ProviderRow | None, *, is_enabled: bool) -> StateWords:
    """How a provider is in the list."""
    if not is_enabled:
        return StateWords("off", "text3", translate("settings", "Off"))
    if row is None or row.reach is Reach.UNKNOWN:
        return StateWords("pending", "text3", translate("settings", "Not asked yet"))
    if row.error is not None:
        return StateWords("error", "fail", explain(row.error, translate).sentence)
    return StateWords("ok", "ok", translate("settings", "Available"))


def tested_words(row: ProviderRow | None, tested: Examined, *, is_enabled: bool) -> StateWords:
    """What is known of a provider: by its last test, else by the last time it was asked."""
    if tested.is_running:
        return StateWords("busy", "accent_text", translate("settings", "Testing…"), is_busy=True)
    if tested.result is not None:
        return _result_words(tested.result)
    if is_enabled and row is not None and row.error is not None:
        return _result_words(ProviderTest(row.endpoint, error=row.error))
    if is_enabled and row is not None and row.availability is not None:
        return _result_words(ProviderTest(row.endpoint, row.availability, len(row.models)))
    if not is_enabled:
        words = translate("settings", "Turned off")
        detail = translate("settings", "It is neither asked nor offered in the chat.")
        return StateWords("off", "text3", words, detail)
    return StateWords("pending", "text3", translate("settings", "Not tested yet"))


def _result_words(result: ProviderTest) -> StateWords:
    if result.error is not None:
        said = explain(result.error, translate)
        return StateWords("error", "fail", said.sentence, evidence=said.evidence, is_failure=True)
    if result.availability is None:
        return StateWords("pending", "text3", translate("settings", "Not tested yet"))
    found = result.availability
    who = f"{kind_name(found.kind)} {label_text(found.version, 40)}".strip()
    text = translate("settings", "Available: {server}, {models}, {time}")
    models = models_text(result.models)
    words = text.format(server=who, models=models, time=formats.milliseconds(found.latency_seconds))
    return StateWords("ok", "ok" if result.models else "warn", words, _detail(result))


def _detail(result: ProviderTest) -> str:
    if result.certificate_ends is not None:
        ends = result.certificate_ends.astimezone()
        day = QLocale().toString(QDate(ends.year, ends.month, ends.day), QLocale.FormatType.LongFormat)
        return translate("settings", "TLS certificate valid until {date}").format(date=day)
    if not result.models:
        return translate("settings", "It has no models yet. Pull one there to chat with it.")
    if result.endpoint.is_local:
        return translate("settings", "On this computer")
    return translate("settings", "Not encrypted: others in the network can read along")


def models_text(count: int) -> str:
    """Such as `3 models`."""
    if count == 1:
        return translate("settings", "1 model").replace(" ", "\u00a0")
    return translate("settings", "{count} models").format(count=count).replace(" ", "\u00a0")
