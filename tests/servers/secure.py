"""An Ollama behind TLS, whose certificate only its own file vouches for."""

import ssl
from pathlib import Path

from tests.servers.ollama import OllamaDouble

CERTIFICATE = Path(__file__).with_name("self_signed.pem")
"""For `localhost` and 127.0.0.1; its private key is in the file too."""


def server_context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


class SecureOllama(OllamaDouble):
    """The double of Ollama that speaks TLS only."""

    def __init__(self) -> None:
        super().__init__()
        self._tls = server_context()
        self.url = f"https://127.0.0.1:{self.port}"
