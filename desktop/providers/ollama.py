"""Client for Ollama's own API (https://github.com/ollama/ollama/blob/main/docs/api.md).

The native API and not its OpenAI-compatible one, which loses errors in mid-stream, cannot set the context
length, and samples with other defaults.
"""

import re
from collections.abc import AsyncGenerator, Mapping
from dataclasses import replace
from typing import Any

from desktop.domain.chat import (
    ChatRequest,
    CompletionRequest,
    ReplyEvent,
    ReplyFinished,
    ReplyText,
    ReplyThinking,
)
from desktop.domain.errors import (
    Cause,
    Interrupted,
    Interruption,
    ProviderError,
    ProviderRejected,
    ProviderUnavailable,
    Unsupported,
)
from desktop.domain.model_names import checked_model_name
from desktop.domain.models import InstalledModel, LoadedModel, ModelDetails, PullProgress, RemoteModel
from desktop.domain.providers import Availability, Endpoint, ProviderKind
from desktop.domain.text import without_surrogates
from desktop.domain.urls import server_root
from desktop.providers.chat_bodies import ollama_chat, ollama_request
from desktop.providers.failures import reason_of
from desktop.providers.fingerprint import native_fingerprint, ollama_fingerprint
from desktop.providers.json_values import count_of, mapping_of, mappings_in, number_of, text_of, texts_in
from desktop.providers.limits import DEFAULT_LIMITS, Limits
from desktop.providers.model_upload import imported
from desktop.providers.ndjson import LineSplitter
from desktop.providers.pulling import pulled
from desktop.providers.registry import Registry
from desktop.providers.thinking import ThinkingSplitter
from desktop.providers.transport import OnSent, Transport

_NANOSECONDS = 1e9
_LONG_TEXT = re.compile(r'""".*?(?:"""|\Z)', re.DOTALL)
_WEIGHTS = re.compile(
    r"^(?:FROM|ADAPTER)[ \t].*\bsha256[-:]([0-9a-f]{64})\"?[ \t\r]*$", re.IGNORECASE | re.MULTILINE
)


class OllamaProvider:
    """One Ollama server, or one that speaks its API."""

    kind = ProviderKind.OLLAMA

    def __init__(self, endpoint: Endpoint, limits: Limits = DEFAULT_LIMITS, registry: str = "") -> None:
        """`registry` is the address that is asked instead of the registries; "" asks themselves."""
        self.endpoint = replace(endpoint, url=server_root(endpoint.url))
        self._limits = limits
        self._transport = Transport(self.endpoint, self.endpoint.url, limits)
        self._registry = Registry(registry, limits)

    async def check(self) -> Availability:
        """One request where an Ollama answers; anything else is asked who it is."""
        found = await ollama_fingerprint(self._transport) or await native_fingerprint(self._transport)
        if found is None:
            raise ProviderUnavailable(self.endpoint.url, Cause.NOT_A_MODEL_SERVER)
        return Availability(found.kind, found.seconds, found.version)

    async def list_models(self) -> tuple[InstalledModel, ...]:
        record = (await self._transport.call("GET", "/api/tags")).record()
        return tuple(_installed(entry) for entry in mappings_in(record.get("models")) if _name_in(entry))

    def chat(self, request: ChatRequest, on_sent: OnSent | None = None) -> AsyncGenerator[ReplyEvent, None]:
        return self._reply("/api/chat", ollama_chat(request), on_sent)

    def complete(
        self, request: CompletionRequest, on_sent: OnSent | None = None
    ) -> AsyncGenerator[ReplyEvent, None]:
        body = {
            **ollama_request(request.model, request.parameters),
            "prompt": without_surrogates(request.prompt),
            "raw": True,  # without the chat template: the text itself is to be continued
        }
        return self._reply("/api/generate", body, on_sent)

    async def show(self, model: str) -> ModelDetails:
        body = {"model": checked_model_name(model)}
        record = (await self._transport.call("POST", "/api/show", body, model=model)).record()
        details, facts = mapping_of(record, "details"), mapping_of(record, "model_info")
        architecture = text_of(facts, "general.architecture")
        return ModelDetails(
            model,
            license=text_of(record, "license"),
            template=text_of(record, "template"),
            system=text_of(record, "system"),
            parameters_text=text_of(record, "parameters"),
            family=text_of(details, "family"),
            parameters=text_of(details, "parameter_size"),
            quantization=text_of(details, "quantization_level"),
            context_length=count_of(facts, f"{architecture}.context_length") or 0,
            capabilities=texts_in(record.get("capabilities")),
            weights=weights_in(text_of(record, "modelfile")),
        )

    async def loaded_models(self) -> tuple[LoadedModel, ...]:
        record = (await self._transport.call("GET", "/api/ps")).record()
        return tuple(_loaded(entry) for entry in mappings_in(record.get("models")) if _name_in(entry))

    async def load(self, model: str) -> None:
        await self._keep(model, {})

    async def unload(self, model: str) -> None:
        await self._keep(model, {"keep_alive": 0})

    async def delete(self, model: str) -> None:
        body = {"model": checked_model_name(model)}
        await self._transport.call("DELETE", "/api/delete", body, model=model)

    def pull(self, model: str) -> AsyncGenerator[PullProgress, None]:
        body = {"model": checked_model_name(model), "stream": True}
        splitter = LineSplitter(self._limits.line_bytes)
        return pulled(self._transport, "/api/pull", body, splitter, self._report, model=model)

    async def remote(self, model: str) -> RemoteModel:
        return await self._registry.remote(model)

    async def disk_bytes(self) -> int:
        """Raises `Unsupported`: the server counts none, and its list counts shared layers for each model."""
        raise Unsupported("disk use")

    def import_file(self, model: str, path: str) -> AsyncGenerator[PullProgress, None]:
        return imported(self._transport, checked_model_name(model), path, self._report)

    async def aclose(self) -> None:
        await self._registry.aclose()
        await self._transport.aclose()

    async def _reply(
        self, path: str, body: Mapping[str, Any], on_sent: OnSent | None
    ) -> AsyncGenerator[ReplyEvent, None]:
        splitter = LineSplitter(self._limits.line_bytes)
        # Old servers, and models imported without a template for it, send reasoning inside the text.
        tags = ThinkingSplitter()
        characters = 0
        async with self._transport.stream(
            path, body, splitter, model=body["model"], on_sent=on_sent
        ) as stream:
            try:
                while records := await stream.batch():
                    for record in records:
                        if record.get("error"):
                            raise self._failure(record)
                        message = mapping_of(record, "message") or record
                        if thinking := text_of(message, "thinking"):
                            yield ReplyThinking(thinking)
                        if text := text_of(message, "content") or text_of(message, "response"):
                            for event in tags.feed(text) if "messages" in body else (ReplyText(text),):
                                yield event
                        if record.get("done") is True:
                            for event in tags.finish():
                                yield event
                            yield _finished(record)
                            return
                        if not characters and (thinking or text):
                            stream.allow_silence(self._limits.idle_seconds)
                        characters += len(thinking) + len(text)
                        stream.check_length(characters)
                raise Interrupted(Interruption.CUT)
            except ProviderError:
                for event in tags.finish():
                    yield event
                raise

    async def _keep(self, model: str, extra: Mapping[str, Any]) -> None:
        """Ask for no text at all: that loads a model, or with `keep_alive` 0 unloads it."""
        body = {"model": checked_model_name(model), "stream": False, **extra}
        await self._transport.call(
            "POST", "/api/generate", body, model=model, seconds=self._limits.first_token_seconds
        )

    def _report(self, record: Mapping[str, Any]) -> PullProgress:
        if record.get("error"):
            raise self._failure(record)
        return _progress(record)

    def _failure(self, record: Mapping[str, Any]) -> ProviderRejected:
        return ProviderRejected(self._transport.redact(reason_of(record.get("error"))))


def weights_in(modelfile: str) -> tuple[str, ...]:
    """The digests of the blobs that a modelfile is made from, each once; texts in it do not count."""
    found = _WEIGHTS.findall(_LONG_TEXT.sub("", modelfile))
    return tuple(dict.fromkeys(f"sha256:{digest.lower()}" for digest in found))


def _finished(record: Mapping[str, Any]) -> ReplyFinished:
    return ReplyFinished(
        text_of(record, "done_reason"),
        count_of(record, "prompt_eval_count"),
        count_of(record, "eval_count"),
        _seconds_in(record, "eval_duration"),
        _seconds_in(record, "load_duration"),
    )


def _seconds_in(record: Mapping[str, Any], key: str) -> float | None:
    nanoseconds = number_of(record, key)
    return None if nanoseconds is None else nanoseconds / _NANOSECONDS


def _name_in(entry: Mapping[str, Any]) -> str:
    return text_of(entry, "name") or text_of(entry, "model")


def _installed(entry: Mapping[str, Any]) -> InstalledModel:
    details = mapping_of(entry, "details")
    return InstalledModel(
        _name_in(entry),
        size_bytes=count_of(entry, "size") or 0,
        parameters=text_of(details, "parameter_size"),
        quantization=text_of(details, "quantization_level"),
        family=text_of(details, "family"),
        context_length=count_of(details, "context_length") or 0,
        digest=text_of(entry, "digest"),
        modified_at=text_of(entry, "modified_at"),
        capabilities=texts_in(entry.get("capabilities")),
        remote_host=text_of(entry, "remote_host"),
    )


def _loaded(entry: Mapping[str, Any]) -> LoadedModel:
    """A model in memory; a `size` of 0 means that the server does not know."""
    size = count_of(entry, "size") or None
    return LoadedModel(
        _name_in(entry),
        size_bytes=size,
        gpu_bytes=None if size is None else count_of(entry, "size_vram"),
        context_length=count_of(entry, "context_length") or 0,
        expires_at=text_of(entry, "expires_at"),
    )


def _progress(record: Mapping[str, Any]) -> PullProgress:
    status, total = text_of(record, "status"), count_of(record, "total") or 0
    completed = count_of(record, "completed") or 0
    return PullProgress(
        status,
        layer=text_of(record, "digest"),
        completed_bytes=min(completed, total) if total else completed,
        total_bytes=total,
        done=status == "success",
    )
