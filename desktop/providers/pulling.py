"""The progress of a pull, which every server that can pull reports line by line."""

from collections.abc import AsyncGenerator, Callable, Mapping
from typing import Any

from desktop.domain.errors import Interrupted, Interruption
from desktop.domain.models import PullProgress
from desktop.providers.streaming import Splitter
from desktop.providers.transport import Transport

ReadReport = Callable[[Mapping[str, Any]], PullProgress]
"""What one record reports. Raises `ProviderRejected` if that is an error."""


async def pulled(
    transport: Transport,
    path: str,
    body: Mapping[str, Any],
    splitter: Splitter,
    read: ReadReport,
    *,
    model: str,
    headers: Mapping[str, str] | None = None,
) -> AsyncGenerator[PullProgress, None]:
    """The reports of the pull that `body` asks for at `path`, up to the one that says that it is done.

    Raises what `Transport.stream` and `read` raise, and `Interrupted` if the stream ends before.
    """
    async with transport.stream(path, body, splitter, model=model, headers=headers) as stream:
        stream.stream_bytes = None
        stream.allow_silence(transport.limits.pull_idle_seconds)
        while records := await stream.batch():
            for record in records:
                progress = read(record)
                yield progress
                if progress.done:
                    return
    raise Interrupted(Interruption.CUT)
