"""Client for Docker Model Runner: `/models` to manage, `/engines/v1` to chat.

Facts: https://github.com/docker/model-runner (pkg/inference/models/http_handler.go and its neighbours). Its
Ollama-compatible API is not used: that loses errors in a stream and reports every size as 0.
"""

import html
import re
from collections.abc import AsyncGenerator, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from desktop.domain.chat import ChatRequest, CompletionRequest, ReplyEvent
from desktop.domain.errors import Cause, ModelBusy, ProviderRejected, ProviderUnavailable, Unsupported
from desktop.domain.model_names import checked_model_name
from desktop.domain.models import InstalledModel, LoadedModel, ModelDetails, PullProgress, RemoteModel
from desktop.domain.providers import Availability, Endpoint, ProviderKind
from desktop.domain.urls import server_root
from desktop.providers.failures import reason_of
from desktop.providers.fingerprint import native_fingerprint
from desktop.providers.json_values import count_of, mapping_of, mappings_in, number_of, text_of, texts_in
from desktop.providers.limits import DEFAULT_LIMITS, Limits
from desktop.providers.ndjson import LineSplitter
from desktop.providers.openai_dialect import OpenAIDialect
from desktop.providers.pulling import pulled
from desktop.providers.transport import OnSent, Transport

_ENGINES = "/engines"
_INFERENCE = f"{_ENGINES}/v1"
_SIZE = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)\s*([KMGTP]?)(i?)B?\s*")
_PREFIXES = {"": 0, "K": 1, "M": 2, "G": 3, "T": 4, "P": 5}
_LAST_SECOND = 253_402_300_799  # of the year 9999, where datetime ends


class DockerModelRunnerProvider:
    """One runner, in Docker Desktop or beside Docker Engine."""

    kind = ProviderKind.DOCKER_MODEL_RUNNER

    def __init__(self, endpoint: Endpoint, limits: Limits = DEFAULT_LIMITS) -> None:
        self.endpoint = replace(endpoint, url=server_root(endpoint.url))
        self._limits = limits
        self._transport = Transport(self.endpoint, self.endpoint.url, limits)
        self._dialect = OpenAIDialect(self._transport, _INFERENCE)

    async def check(self) -> Availability:
        found = await native_fingerprint(self._transport)
        if found is None:
            raise ProviderUnavailable(self.endpoint.url, Cause.NOT_A_MODEL_SERVER)
        return Availability(found.kind, found.seconds, found.version)

    async def list_models(self) -> tuple[InstalledModel, ...]:
        answer = await self._transport.call("GET", "/models")
        entries = answer.json()
        if not isinstance(entries, list):
            raise answer.unexpected()
        return tuple(model for entry in mappings_in(entries) for model in _installed(entry))

    def chat(self, request: ChatRequest, on_sent: OnSent | None = None) -> AsyncGenerator[ReplyEvent, None]:
        checked_model_name(request.model)
        return self._dialect.chat(request, on_sent)

    def complete(
        self, request: CompletionRequest, on_sent: OnSent | None = None
    ) -> AsyncGenerator[ReplyEvent, None]:
        checked_model_name(request.model)
        return self._dialect.complete(request, on_sent)

    async def show(self, model: str) -> ModelDetails:
        record = (await self._transport.call("GET", _path_of(model), model=model)).record()
        config = mapping_of(record, "config")
        return ModelDetails(
            model,
            family=text_of(config, "architecture"),
            parameters=text_of(config, "parameters"),
            quantization=text_of(config, "quantization"),
            context_length=count_of(config, "context_size") or 0,
        )

    async def loaded_models(self) -> tuple[LoadedModel, ...]:
        """What is in memory; the runner tells no sizes."""
        answer = await self._transport.call("GET", f"{_ENGINES}/ps")
        return tuple(
            LoadedModel(_spelled(name))
            for entry in mappings_in(answer.json())
            if (name := text_of(entry, "model_name"))
        )

    async def load(self, model: str) -> None:
        body = {"model": checked_model_name(model), "messages": []}
        await self._transport.call(
            "POST",
            f"{_INFERENCE}/chat/completions",
            body,
            model=model,
            headers={"X-Preload-Only": "true"},
            seconds=self._limits.first_token_seconds,
        )

    async def unload(self, model: str) -> None:
        body = {"all": False, "backend": "", "models": [checked_model_name(model)]}
        await self._transport.call("POST", f"{_ENGINES}/unload", body, model=model)

    async def delete(self, model: str) -> None:
        """Raises `ModelBusy` for a digest that has several names; each of these can be deleted by itself."""
        try:
            await self._transport.call("DELETE", _path_of(model), model=model)
        except ProviderRejected as error:
            if error.status == 409:
                raise ModelBusy(model, "several-tags", error.reason) from None
            raise

    def pull(self, model: str) -> AsyncGenerator[PullProgress, None]:
        body = {"from": checked_model_name(model)}
        splitter = PullSplitter(self._limits.line_bytes)
        # Any other Accept, even `*/*`, turns the lines into escaped HTML.
        headers = {"Accept": "application/json"}
        return pulled(
            self._transport,
            "/models/create",
            body,
            splitter,
            self._report,
            model=model,
            headers=headers,
            # Two pulls run at once, and the others hear nothing until it is their turn.
            queue_seconds=self._limits.pull_queue_seconds,
        )

    async def remote(self, model: str) -> RemoteModel:
        """As the registry says it to the runner; the size is rounded to a hundredth of its unit."""
        record = (await self._transport.call("GET", f"{_path_of(model)}?remote=true", model=model)).record()
        size = bytes_in(text_of(mapping_of(record, "config"), "size"))
        return RemoteModel(model, total_bytes=size, digest=text_of(record, "id"))

    async def disk_bytes(self) -> int:
        answer = await self._transport.call("GET", f"{_ENGINES}/df")
        count = count_of(answer.record(), "models_disk_usage")
        if count is None:
            raise answer.unexpected()
        return count

    def import_file(self, model: str, path: str) -> AsyncGenerator[PullProgress, None]:  # noqa: ARG002  # the protocol
        raise Unsupported("import")

    async def aclose(self) -> None:
        await self._transport.aclose()

    def _report(self, record: Mapping[str, Any]) -> PullProgress:
        if record.get("type") == "error" or record.get("error"):
            reason = self._transport.redact(reason_of(record))
            raise ProviderRejected(reason.removeprefix("Error: "))
        return _progress(record)


class PullSplitter(LineSplitter):
    """Lines of a pull, with the HTML escapes taken out that a proxy's Accept header brings in."""

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        return map(_unescaped, super().feed(chunk))

    def finish(self) -> Iterator[bytes]:
        return map(_unescaped, super().finish())


def _unescaped(line: bytes) -> bytes:
    if not line.startswith(b"{&#34;"):
        return line
    return html.unescape(line.decode("utf-8", "replace")).encode()


def _path_of(model: str) -> str:
    return f"/models/{quote(checked_model_name(model), safe='/:')}"


def _installed(entry: Mapping[str, Any]) -> Iterator[InstalledModel]:
    """One model for each of its tags, as `docker model list` shows them; its id if it has none."""
    config = mapping_of(entry, "config")
    digest = text_of(entry, "id")
    for name in texts_in(entry.get("tags")) or (digest,):
        if name:
            yield InstalledModel(
                _spelled(name),
                size_bytes=bytes_in(text_of(config, "size")),
                parameters=text_of(config, "parameters"),
                quantization=text_of(config, "quantization"),
                family=text_of(config, "architecture"),
                context_length=count_of(config, "context_size") or 0,
                digest=digest,
                modified_at=_time_in(entry),
            )


def _spelled(name: str) -> str:
    """One spelling for each model, without Docker Hub's host and with its tag; a digest stays as it is.

    The list has `docker.io/ai/x:latest`, and what is in memory is called as whoever asked for it did: the
    runner completes that by the same rules (`normalizeModelName` in its pkg/distribution/distribution).
    """
    if "sha256:" in name:
        return name
    path = name.removeprefix("docker.io/")
    if path.startswith("hf.co/"):
        path = f"huggingface.co/{path.removeprefix('hf.co/')}"
    if "/" not in path:
        path = f"ai/{path}"
    return path if ":" in path.rpartition("/")[2] else f"{path}:latest"


def bytes_in(text: str) -> int:
    """The bytes that a size for people means, such as `256.35 MiB`; 0 if it is none."""
    found = _SIZE.fullmatch(text)
    if found is None:
        return 0
    number, prefix, binary = found.groups()
    step = 1024 if binary else 1000
    return round(float(number) * float(step) ** _PREFIXES[prefix])


def _time_in(entry: Mapping[str, Any]) -> str:
    seconds = number_of(entry, "created")
    if not seconds or seconds > _LAST_SECOND:
        return ""
    return datetime.fromtimestamp(seconds, UTC).isoformat()


def _progress(record: Mapping[str, Any]) -> PullProgress:
    layer = mapping_of(record, "layer")
    size, current = count_of(layer, "size") or 0, count_of(layer, "current") or 0
    kind = text_of(record, "type")
    return PullProgress(
        text_of(record, "message") or kind,
        layer=text_of(layer, "id"),
        completed_bytes=min(current, size) if size else current,
        total_bytes=size,
        overall_total_bytes=count_of(record, "total") or 0,
        done=kind == "success",
    )
