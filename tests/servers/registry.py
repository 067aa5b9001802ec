"""A double of an OCI registry of models: manifests by name and tag, and what can go wrong with them.

Shapes: https://github.com/opencontainers/distribution-spec/blob/main/spec.md (manifests, errors).
"""

import hashlib
import json
from collections.abc import Sequence

from tests.servers.loopback import Connection, LoopbackServer
from tests.servers.scripted import Step, play, response

MANIFEST_TYPE = "application/vnd.docker.distribution.manifest.v2+json"
CONFIG_BYTES = 490


class RegistryDouble(LoopbackServer):
    """Has what was published; anything else is `MANIFEST_UNKNOWN`."""

    def __init__(self) -> None:
        super().__init__()
        self.manifests: dict[str, bytes] = {}
        """By `namespace/model:tag`, with further folders where a host has them."""
        self.digest_header = ""
        """What `ollama-content-digest` says; "" leaves it out, as the real one does for a GET."""
        self.plan: Sequence[Step] = ()
        """What is sent to every request instead, if anything; the connection closes after it."""

    def publish(self, name: str, *layer_bytes: int, config_bytes: int = CONFIG_BYTES) -> str:
        """Keep a model with layers of these sizes; gives its digest, 64 hexadecimal digits.

        `name` is whole, such as `library/gemma3:270m`.
        """
        self.manifests[name] = manifest_of(*layer_bytes, config_bytes=config_bytes)
        return hashlib.sha256(self.manifests[name]).hexdigest()

    def handle(self, connection: Connection) -> None:
        while request := connection.read_request():
            self.requests.append(request)
            if self.plan:
                for step in self.plan:
                    play(connection, step)
                connection.fin()
                return
            connection.send(self._answer(request.path))

    def _answer(self, path: str) -> bytes:
        repository, _, tag = path.removeprefix("/v2/").partition("/manifests/")
        manifest = self.manifests.get(f"{repository}:{tag}")
        if manifest is None:
            return response(error_body("MANIFEST_UNKNOWN", "manifest unknown"), status="404 Not Found")
        headers = (f"Ollama-Content-Digest: {self.digest_header}",) if self.digest_header else ()
        return response(manifest, content_type=MANIFEST_TYPE, headers=headers)


def manifest_of(*layer_bytes: int, config_bytes: int = CONFIG_BYTES) -> bytes:
    """A manifest with layers of these sizes."""
    kinds = ("model", "template", "license", "params")
    layers = [
        {
            "mediaType": f"application/vnd.ollama.image.{kinds[min(index, 3)]}",
            "digest": f"sha256:{index:064x}",
            "size": size,
        }
        for index, size in enumerate(layer_bytes, 1)
    ]
    config_type = "application/vnd.docker.container.image.v1+json"
    config = {"mediaType": config_type, "digest": f"sha256:{0:064x}", "size": config_bytes}
    manifest = {"schemaVersion": 2, "mediaType": MANIFEST_TYPE, "config": config, "layers": layers}
    return json.dumps(manifest, separators=(",", ":")).encode()


def error_body(code: str, message: str) -> bytes:
    """An error as registries word it."""
    return json.dumps({"errors": [{"code": code, "message": message, "detail": {}}]}).encode()
