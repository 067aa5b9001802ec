"""What a registry of models says about one of them, from its manifest; nothing is downloaded.

The path and the type are those of the OCI distribution specification
(https://github.com/opencontainers/distribution-spec/blob/main/spec.md), names and their defaults Ollama's
(https://github.com/ollama/ollama/blob/main/types/model/name.go). Ollama calls an installed model's manifest
by the SHA-256 of its bytes, which the registry also tells as `ollama-content-digest` in some answers.
"""

import hashlib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from desktop.domain.errors import Cause, ModelMissing, ModelNameInvalid, ProviderRejected, ProviderUnavailable
from desktop.domain.model_names import checked_model_name
from desktop.domain.models import RemoteModel
from desktop.domain.providers import Endpoint, is_loopback_url
from desktop.domain.urls import repaired_url
from desktop.providers.json_values import count_of, mapping_of, mappings_in
from desktop.providers.limits import DEFAULT_LIMITS, MEBIBYTE, Limits
from desktop.providers.transport import Answer, Transport

REGISTRY_VARIABLE = "TARS_DESKTOP_REGISTRY"
"""The environment variable with the address that is asked instead of every registry: for tests, and for a
mirror."""
_DEFAULT_HOST = "registry.ollama.ai"
_ALIASES = {"hf.co": "huggingface.co"}
"""Hosts that only redirect, which is not followed."""
_MANIFEST_TYPE = "application/vnd.docker.distribution.manifest.v2+json"
_SECONDS = 5.0
_MANIFEST_BYTES = 4 * MEBIBYTE
"""A model in the safetensors format has a layer for each of some thousand tensors."""
_DIGEST = re.compile(r"(?:sha256:)?([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class RegistryName:
    """Where a registry keeps a model; `repository` has its namespace."""

    host: str
    repository: str
    tag: str

    @property
    def path(self) -> str:
        return f"/v2/{self.repository}/manifests/{self.tag}"


def registry_name(model: str) -> RegistryName:
    """What `[host/][namespace/]model[:tag]` means. Raises `ModelNameInvalid`, for a digest too."""
    checked_model_name(model)
    *folders, last = model.split("/")
    name, _, tag = last.partition(":")
    if not folders and name == "sha256":
        raise ModelNameInvalid(model, "characters")
    host = folders.pop(0) if len(folders) > 1 else _DEFAULT_HOST
    repository = "/".join((*(folders or ("library",)), name))
    return RegistryName(_ALIASES.get(host.lower(), host.lower()), repository, tag or "latest")


def registry_address(environment: Mapping[str, str] = os.environ) -> str:
    """The address that the environment names instead of the registries, or "" for themselves."""
    return environment.get(REGISTRY_VARIABLE, "").strip()


class Registry:
    """Asks registries; owns its connections until `aclose()`.

    `address` "" means the host in each name; any other is asked for every name, and may be plain HTTP only on
    this computer. No key is ever sent.
    """

    def __init__(self, address: str = "", limits: Limits = DEFAULT_LIMITS) -> None:
        self._address = address
        seconds = min(limits.answer_seconds, _SECONDS)
        self._limits = replace(limits, answer_seconds=seconds, answer_bytes=_MANIFEST_BYTES)
        self._transports: dict[str, Transport] = {}

    async def remote(self, model: str) -> RemoteModel:
        """The size and digest of a model.

        Raises `ModelNameInvalid`, `ModelMissing`, or another `ProviderError` about the registry.
        """
        name = registry_name(model)
        transport = self._transport(name.host)
        try:
            answer = await transport.call("GET", name.path, headers={"Accept": _MANIFEST_TYPE})
        except ProviderRejected as error:
            if error.status == 404:
                raise ModelMissing(model, error.reason) from None
            raise
        return RemoteModel(model, total_bytes=_total_bytes(answer), digest=_digest_of(answer))

    async def aclose(self) -> None:
        transports, self._transports = self._transports, {}
        for transport in transports.values():
            await transport.aclose()

    def _transport(self, host: str) -> Transport:
        """Raises `ProviderUnavailable(BAD_URL)`."""
        url = repaired_url(self._address or f"https://{host}")
        if url.startswith("http://") and not is_loopback_url(url):
            raise ProviderUnavailable(url, Cause.BAD_URL, "not encrypted")
        if url not in self._transports:
            self._transports[url] = Transport(Endpoint("registry", host, url), url, self._limits)
        return self._transports[url]


def _total_bytes(manifest: Answer) -> int:
    """The bytes of all layers and the configuration. Raises `ProviderUnavailable` if it is no manifest."""
    record = manifest.record()
    layers = record.get("layers")
    if not isinstance(layers, list):
        raise manifest.unexpected()
    blobs = (*mappings_in(layers), mapping_of(record, "config"))
    return sum(count_of(blob, "size") or 0 for blob in blobs)


def _digest_of(manifest: Answer) -> str:
    """64 hexadecimal digits, as Ollama's list has them."""
    told = _DIGEST.fullmatch(manifest.headers.get("ollama-content-digest", "").strip().lower())
    return told[1] if told else hashlib.sha256(manifest.body).hexdigest()
