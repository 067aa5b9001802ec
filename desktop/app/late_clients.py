"""The clients of model servers, imported when the first server is asked: not before the window is painted.

httpx and what it stands on take 100 ms of a start; in a thread they do not stop the window.
"""

import asyncio
from datetime import datetime
from importlib import import_module

from desktop.domain.providers import Endpoint, Provider


async def connect(endpoint: Endpoint) -> Provider:
    """As `desktop.providers.detection.connect`."""
    await asyncio.to_thread(import_module, "desktop.providers.detection")
    from desktop.providers import detection

    return await detection.connect(endpoint)


async def certificate_expiry(endpoint: Endpoint) -> datetime | None:
    """As `desktop.providers.certificates.certificate_expiry`."""
    await asyncio.to_thread(import_module, "desktop.providers.certificates")
    from desktop.providers import certificates

    return await certificates.certificate_expiry(endpoint)
