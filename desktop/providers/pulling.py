"""The progress of a pull, which every server that can pull reports line by line."""

from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing
from typing import Any

from desktop.domain.errors import Interrupted, Interruption, ProviderRejected
from desktop.domain.models import PullProgress
from desktop.providers.pull_failures import pull_failure
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
    queue_seconds: float | None = None,
) -> AsyncGenerator[PullProgress, None]:
    """The reports of the pull that `body` asks for at `path`, up to the one that says that it is done.

    `queue_seconds` is how long the server may say nothing at all before the first. Raises `PullFailed` where
    the server gives the pull up, `Interrupted` if the stream ends before, and what `Transport.stream` raises.
    """
    progress = reported(
        transport, path, body, splitter, read, model=model, headers=headers, queue_seconds=queue_seconds
    )
    try:
        async with aclosing(progress):
            async for report in progress:
                yield report
    except ProviderRejected as error:
        raise pull_failure(error, model) from None


async def reported(
    transport: Transport,
    path: str,
    body: Mapping[str, Any],
    splitter: Splitter,
    read: ReadReport,
    *,
    model: str,
    headers: Mapping[str, str] | None = None,
    queue_seconds: float | None = None,
) -> AsyncGenerator[PullProgress, None]:
    """The reports of any long work of the server, in the same way; a refusal is what `read` raises."""
    idle_seconds = transport.limits.pull_idle_seconds
    async with transport.stream(
        path, body, splitter, model=model, headers=headers, head_seconds=queue_seconds
    ) as stream:
        stream.stream_bytes = None
        stream.allow_silence(queue_seconds or idle_seconds)
        is_queued = queue_seconds is not None
        while records := await stream.batch():
            if is_queued:
                is_queued = False
                stream.allow_silence(idle_seconds)
            for record in records:
                progress = read(record)
                yield progress
                if progress.done:
                    return
    raise Interrupted(Interruption.CUT)
