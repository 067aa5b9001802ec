"""Figures and short words of the health page."""

from PySide6.QtCore import QCoreApplication

from desktop.domain.gpu_truth import Fact, GpuTruth
from desktop.domain.health import HealthItem, HealthReport
from desktop.domain.health_causes import HealthCause, HealthKind, HealthState
from desktop.domain.models import LoadedModel
from desktop.ui import formats
from desktop.ui.health.truth_chain import Link

translate = QCoreApplication.translate

GIB = 1024**3
ICONS = {
    HealthState.OK: ("ok", "ok"),
    HealthState.BUSY: ("busy", "accent_text"),
    HealthState.ATTENTION: ("warning", "warn"),
    HealthState.FAILURE: ("error", "fail"),
    HealthState.OFF: ("off", "text3"),
    HealthState.UNKNOWN: ("pending", "text3"),
}
"""The icon of a state, and the token it is drawn in."""


def state_word(state: HealthState) -> str:
    """What a screen reader says of a state's icon."""
    match state:
        case HealthState.OK:
            return translate("health", "Well")
        case HealthState.BUSY:
            return translate("health", "Busy")
        case HealthState.ATTENTION:
            return translate("health", "Needs attention")
        case HealthState.FAILURE:
            return translate("health", "Failed")
        case HealthState.OFF:
            return translate("health", "Off")
        case HealthState.UNKNOWN:
            return translate("health", "Not known")


def tail_of(item: HealthItem) -> str:
    """The figure at the end of an item's row, "" if it has none."""
    if item.state is HealthState.OFF and item.kind in (HealthKind.PROVIDER, HealthKind.STACK):
        return state_word(item.state)
    if item.kind is HealthKind.PROVIDER and item.amount is not None:
        return formats.milliseconds(item.amount)
    if item.kind is HealthKind.DISK and item.amount is not None and item.limit:
        return translate("health", "{percent} free").format(percent=formats.percent(item.amount / item.limit))
    if item.cause is HealthCause.STACK_WELL:  # Docker's own words: Up 3 hours (healthy)
        return item.evidence.removeprefix("Up ").partition(" (")[0]
    if item.cause is HealthCause.ONLY_THIS_COMPUTER:
        return item.evidence
    return ""


def provider_details(report: HealthReport) -> dict[str, str]:
    """Of providers that are well: how many models, and where the loaded ones are; by id."""
    loaded = {entry.provider: entry.models for entry in report.loaded}
    return {
        row.endpoint.id: _provider_detail(len(row.models), loaded.get(row.endpoint.id))
        for row in report.catalog.rows
    }


def _provider_detail(count: int, loaded: tuple[LoadedModel, ...] | None) -> str:
    if loaded:
        return ", ".join(_loaded_words(model) for model in loaded)
    models = translate("health", "1 model") if count == 1 else translate("health", "{count} models")
    none = translate("health", "{models}, none loaded") if loaded is not None else "{models}"
    return none.format(models=models.format(count=count))


def _loaded_words(model: LoadedModel) -> str:
    if not model.size_bytes or model.gpu_bytes is None:
        text = translate("health", "{model} loaded")
    elif model.gpu_bytes == 0:
        text = translate("health", "{model} on the CPU")
    elif model.gpu_bytes >= model.size_bytes:
        text = translate("health", "{model} on the GPU")
    else:
        text = translate("health", "{model}, {percent} on the GPU")
    share = (model.gpu_bytes or 0) / (model.size_bytes or 1)
    return text.format(model=model.name, percent=formats.percent(share))


def ago(seconds: float) -> str:
    """When something was checked."""
    if seconds < 2:
        return translate("health", "Checked just now")
    if seconds < 90:
        return translate("health", "Checked {count} s ago").format(count=round(seconds))
    return translate("health", "Checked {count} min ago").format(count=round(seconds / 60))


def memory(count: float | None) -> str:
    """Memory of a GPU, in the unit that its maker means by GB."""
    if count is None:
        return translate("health", "not told")
    return f"{formats.figure(count / GIB)}\u00a0GB"


def links_of(truth: GpuTruth) -> tuple[Link, ...]:
    """The chain of the four facts, with what each rests on."""
    words = {
        Fact.YES: translate("health", "yes"),
        Fact.NO: translate("health", "no"),
        Fact.UNKNOWN: translate("health", "not known"),
    }
    names = (
        translate("health", "On the host"),
        translate("health", "In the engine"),
        translate("health", "In the container"),
        translate("health", "Used by the model"),
    )
    details = (_host(truth), _engine(truth), _container(truth), _model(truth))
    return tuple(
        Link(name, detail, fact, words[fact])
        for name, detail, fact in zip(names, details, truth.facts, strict=True)
    )


def _host(truth: GpuTruth) -> str:
    if truth.gpu is not None:
        return translate("health", "Driver {version}").format(version=truth.gpu.driver or "?")
    return translate("health", "None") if truth.on_host is Fact.NO else translate("health", "Not read")


def _engine(truth: GpuTruth) -> str:
    if truth.runtime:
        return translate("health", "Runtime “{name}”").format(name=truth.runtime)
    return translate("health", "No runtime") if truth.in_engine is Fact.NO else ""


def _container(truth: GpuTruth) -> str:
    if truth.container_evidence:
        return truth.container_evidence.removeprefix("Failed to initialize ")
    return translate("health", "Does not run") if truth.in_container is Fact.UNKNOWN else ""


def _model(truth: GpuTruth) -> str:
    placement = truth.placement
    if placement is None:
        return translate("health", "None loaded")
    on_gpu = 0 if placement.is_claim_false else placement.gpu_bytes
    text = translate("health", "{part} of {all}")
    return text.format(part=formats.figure(on_gpu / GIB), all=memory(placement.size_bytes))
