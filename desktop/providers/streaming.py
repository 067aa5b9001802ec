"""The records of one streamed answer, as they come, until its end or its first fault."""

import logging
from collections.abc import Iterator
from typing import Any, Protocol

import httpx

from desktop.domain.errors import Interrupted, Interruption
from desktop.providers.failures import Redact, reason_in
from desktop.providers.json_values import record_in
from desktop.providers.limits import Limits
from desktop.providers.watchdog import Watchdog

log = logging.getLogger(__name__)

_DONE = b"[DONE]"


class Splitter(Protocol):
    """Cuts a stream of bytes into pieces that hold one record each."""

    def feed(self, chunk: bytes) -> Iterator[bytes]: ...

    def finish(self) -> Iterator[bytes]: ...


class RecordStream:
    """Reads a response whose head was a success; the response is closed by who opened it."""

    def __init__(
        self,
        response: httpx.Response,
        splitter: Splitter,
        watch: Watchdog,
        limits: Limits,
        redact: Redact,
    ) -> None:
        self.content_type: str = response.headers.get("content-type", "").lower()
        self.stream_bytes: int | None = limits.stream_bytes
        """The cap on what is read; None for a stream that may go on for hours."""
        self.is_done = False
        """Whether OpenAI's end mark `[DONE]` has come."""
        self._chunks = response.aiter_raw()
        self._splitter = splitter
        self._watch = watch
        self._limits = limits
        self._redact = redact
        self._has_begun = False
        self._size = 0
        self._garbage = 0
        self._has_ended = False
        self._failure: Interrupted | None = None

    async def batch(self) -> list[dict[str, Any]]:
        """The records of the next piece of the stream, at least one; none means that it has ended.

        Raises `Interrupted`, after every record before the fault has been given out.
        """
        while not self._has_ended:
            if self._failure is not None:
                raise self._failure
            chunk = await self._chunk()
            if records := self._records(chunk):
                return records
        return []

    async def whole(self) -> bytes:
        """All of the body that is left, for a server that does not stream. Raises `Interrupted`."""
        body = bytearray()
        self.stream_bytes = self._limits.answer_bytes
        while chunk := await self._chunk():
            if self._failure is not None:
                raise self._failure
            body += chunk
        return bytes(body)

    def check_length(self, characters: int) -> None:
        """Raises `Interrupted(TOO_LONG)` if the text of a reply may not be so long."""
        if characters > self._limits.reply_characters:
            raise Interrupted(Interruption.TOO_LONG)

    def allow_silence(self, seconds: float) -> None:
        """From now on, how long the stream may go without one complete record.

        Until this is called, nothing prolongs the budget of the first token: comments and empty records come
        from servers that are still loading, but also from those that hang.
        """
        self._has_begun = True
        self._watch.allow(seconds)

    async def _chunk(self) -> bytes:
        """The next bytes; none at the end."""
        try:
            chunk = await self._watch.wait(anext(self._chunks, b""))
        except TimeoutError:
            raise Interrupted(Interruption.STALLED) from None
        except (httpx.HTTPError, httpx.StreamError, OSError):
            raise Interrupted(Interruption.CUT) from None
        self._size += len(chunk)
        if self.stream_bytes is not None and self._size > self.stream_bytes:
            self._failure = Interrupted(Interruption.TOO_LONG)
        return chunk

    def _records(self, chunk: bytes) -> list[dict[str, Any]]:
        records: list[dict[str, Any]] = []
        try:
            if chunk:
                for piece in self._splitter.feed(chunk):
                    self._add(records, piece)
                if self._has_begun and records:
                    self._watch.progressed()
            else:
                self._has_ended = True
                for piece in self._splitter.finish():
                    self._add(records, piece)
        except Interrupted as error:
            self._failure = error
        return records

    def _add(self, records: list[dict[str, Any]], piece: bytes) -> None:
        try:
            records.append(record_in(piece))
        except ValueError:
            if piece.startswith(_DONE):
                self.is_done = self._has_ended = True
                return
            if self._has_ended:
                return  # cut in the middle of its last record
            self._garbage += 1
            log.info("skipped an unreadable record of %d bytes", len(piece))
            if self._garbage > self._limits.garbage_records:
                evidence = self._redact(reason_in(piece[:4096]))[:200]
                raise Interrupted(Interruption.GARBAGE, evidence) from None
        else:
            self._garbage = 0
