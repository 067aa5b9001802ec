"""Client for servers that speak OpenAI's API: llama.cpp, vLLM, LM Studio, LiteLLM, OpenRouter and others."""

from collections.abc import AsyncGenerator, Mapping
from dataclasses import replace
from typing import Any

from desktop.domain.chat import ChatRequest, CompletionRequest, ReplyEvent
from desktop.domain.errors import ModelMissing, Unsupported
from desktop.domain.model_names import checked_model_id
from desktop.domain.models import InstalledModel, LoadedModel, ModelDetails, PullProgress, RemoteModel
from desktop.domain.providers import Availability, Endpoint, ProviderKind
from desktop.domain.urls import openai_base, server_root
from desktop.providers.fingerprint import greeted_kind, has_root_only, openai_answer
from desktop.providers.json_values import count_of, mapping_of, mappings_in, number_of, text_of
from desktop.providers.limits import DEFAULT_LIMITS, Limits
from desktop.providers.openai_dialect import OpenAIDialect
from desktop.providers.transport import OnSent, Transport


class OpenAIProvider:
    """One server that can list models and answer; it can manage none."""

    kind = ProviderKind.OPENAI

    def __init__(self, endpoint: Endpoint, limits: Limits = DEFAULT_LIMITS) -> None:
        self.endpoint = replace(endpoint, url=openai_base(endpoint.url))
        self._base = Transport(self.endpoint, self.endpoint.url, limits)
        self._root = Transport(self.endpoint, server_root(self.endpoint.url), limits)
        self._dialect = OpenAIDialect(self._base)

    async def check(self) -> Availability:
        answer = await openai_answer(self._base, self._base.limits.check_seconds)
        kind = await greeted_kind(self._root) if has_root_only(self.endpoint.url) else None
        return Availability(kind or ProviderKind.OPENAI, answer.seconds)

    async def list_models(self) -> tuple[InstalledModel, ...]:
        value = (await openai_answer(self._base)).json()
        entries = mappings_in(value.get("data") if isinstance(value, dict) else value)
        return tuple(_installed(entry) for entry in entries if text_of(entry, "id"))

    def chat(self, request: ChatRequest, on_sent: OnSent | None = None) -> AsyncGenerator[ReplyEvent, None]:
        checked_model_id(request.model)
        return self._dialect.chat(request, on_sent)

    def complete(
        self, request: CompletionRequest, on_sent: OnSent | None = None
    ) -> AsyncGenerator[ReplyEvent, None]:
        checked_model_id(request.model)
        return self._dialect.complete(request, on_sent)

    async def show(self, model: str) -> ModelDetails:
        """What the list says of one model; there is no other source."""
        checked_model_id(model)
        for known in await self.list_models():
            if known.name == model:
                return ModelDetails(
                    model,
                    parameters=known.parameters,
                    quantization=known.quantization,
                    context_length=known.context_length,
                )
        raise ModelMissing(model, "")

    async def loaded_models(self) -> tuple[LoadedModel, ...]:
        raise Unsupported("loaded models")

    async def load(self, model: str) -> None:  # noqa: ARG002  # the protocol
        raise Unsupported("load")

    async def unload(self, model: str) -> None:  # noqa: ARG002  # the protocol
        raise Unsupported("unload")

    async def delete(self, model: str) -> None:  # noqa: ARG002  # the protocol
        raise Unsupported("delete")

    def pull(self, model: str) -> AsyncGenerator[PullProgress, None]:  # noqa: ARG002  # the protocol
        raise Unsupported("pull")

    async def remote(self, model: str) -> RemoteModel:  # noqa: ARG002  # the protocol
        raise Unsupported("remote")

    async def disk_bytes(self) -> int:
        raise Unsupported("disk use")

    def import_file(self, model: str, path: str) -> AsyncGenerator[PullProgress, None]:  # noqa: ARG002  # the protocol
        raise Unsupported("import")

    async def aclose(self) -> None:
        await self._base.aclose()
        await self._root.aclose()


def _installed(entry: Mapping[str, Any]) -> InstalledModel:
    """A model of the list; llama.cpp adds `meta`, vLLM `max_model_len`, OpenRouter `context_length`."""
    meta = mapping_of(entry, "meta")
    context = (
        count_of(meta, "n_ctx") or count_of(entry, "max_model_len") or count_of(entry, "context_length") or 0
    )
    return InstalledModel(
        text_of(entry, "id"),
        size_bytes=count_of(meta, "size") or 0,
        parameters=_count_text(number_of(meta, "n_params") or 0),
        quantization=text_of(meta, "ftype"),
        context_length=context,
    )


def _count_text(count: float) -> str:
    """A count of parameters as the names of models have it, such as `268.10M`; "" for none."""
    for unit, size in (("B", 1e9), ("M", 1e6)):
        if count >= size:
            return f"{count / size:.2f}{unit}"
    return ""
