"""Makes the client that fits a server, asking it who it is where that is not known."""

from dataclasses import replace

from desktop.domain.errors import Cause, ProviderError, ProviderRejected, ProviderUnavailable
from desktop.domain.providers import Endpoint, Provider, ProviderKind
from desktop.domain.urls import repaired_url, server_root
from desktop.providers.docker_model_runner import DockerModelRunnerProvider
from desktop.providers.fingerprint import has_root_only, native_fingerprint, openai_answer, openai_bases
from desktop.providers.limits import DEFAULT_LIMITS, Limits
from desktop.providers.ollama import OllamaProvider
from desktop.providers.openai_compatible import OpenAIProvider
from desktop.providers.registry import registry_address
from desktop.providers.transport import Transport

_FOR_NOW = (401, 403, 429, 503)
"""Statuses of a server that would answer with another key, or later."""


async def connect(
    endpoint: Endpoint, limits: Limits = DEFAULT_LIMITS, registry: str | None = None
) -> Provider:
    """The client for `endpoint`; its own endpoint has the repaired URL and the kind.

    `registry` is asked instead of the registries of models; None means what the environment says.
    A kind that is given is believed, and nothing is asked. Raises `ProviderUnavailable` where nothing answers
    or something that is no model server, and `ProviderRejected` where a proxy has no server behind it.
    """
    url = repaired_url(endpoint.url)
    kind, base = (endpoint.kind, url) if endpoint.kind is not None else await _asked(endpoint, url, limits)
    known = replace(endpoint, url=base, kind=kind)
    match kind:
        case ProviderKind.OLLAMA:
            address = registry_address() if registry is None else registry
            return OllamaProvider(known, limits, address)
        case ProviderKind.DOCKER_MODEL_RUNNER:
            return DockerModelRunnerProvider(known, limits)
        case ProviderKind.OPENAI:
            return OpenAIProvider(known, limits)


async def _asked(endpoint: Endpoint, url: str, limits: Limits) -> tuple[ProviderKind, str]:
    """The kind and base URL of whatever answers at `url`."""
    if has_root_only(url):
        root = Transport(endpoint, server_root(url), limits)
        try:
            found = await native_fingerprint(root)
        finally:
            await root.aclose()
        if found is not None:
            return found.kind, root.url
    return ProviderKind.OPENAI, await _openai_base(endpoint, url, limits)


async def _openai_base(endpoint: Endpoint, url: str, limits: Limits) -> str:
    """The base where a list of models answers, or is refused for now. Raises what the likeliest one said."""
    refusing = ""
    first: ProviderError | None = None
    for base in openai_bases(url):
        transport = Transport(endpoint, base, limits)
        try:
            await openai_answer(transport, limits.check_seconds)
        except ProviderUnavailable as error:
            if error.cause is not Cause.NOT_A_MODEL_SERVER:
                raise
            first = first or error
        except ProviderRejected as error:
            if error.status in _FOR_NOW:
                refusing = refusing or base
            first = first or error
        else:
            return base
        finally:
            await transport.aclose()
    if refusing:
        return refusing  # which says itself what is wrong when it is asked
    raise first or ProviderUnavailable(url, Cause.NOT_A_MODEL_SERVER)
