"""OpenAI's way to ask for a reply, shared by every server that speaks it."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from typing import Any

from desktop.domain.chat import ChatRequest, CompletionRequest, ReplyEvent
from desktop.domain.errors import Interrupted, Interruption, ProviderError, ProviderRejected
from desktop.domain.text import without_surrogates
from desktop.providers.chat_bodies import openai_chat, openai_sampling
from desktop.providers.json_values import mappings_in, record_in
from desktop.providers.openai_replies import ReplyReader
from desktop.providers.sse import EventSplitter
from desktop.providers.streaming import RecordStream
from desktop.providers.transport import OnSent, Transport

_AFTERMATH_SECONDS = 5.0
"""How long to wait, once the reply is whole, for the usage and the end of the stream."""
_HEADERS = {"Accept": "text/event-stream, application/json"}


class OpenAIDialect:
    """Streams replies from `{transport}{prefix}/chat/completions`."""

    def __init__(self, transport: Transport, prefix: str = "") -> None:
        self._transport = transport
        self._prefix = prefix
        self._takes_stream_options = True

    def chat(self, request: ChatRequest, on_sent: OnSent | None) -> AsyncGenerator[ReplyEvent, None]:
        return self._reply("/chat/completions", openai_chat(request), on_sent)

    def complete(
        self, request: CompletionRequest, on_sent: OnSent | None
    ) -> AsyncGenerator[ReplyEvent, None]:
        body = {
            "model": request.model,
            "prompt": without_surrogates(request.prompt),
            **openai_sampling(request.parameters),
        }
        return self._reply("/completions", body, on_sent)

    async def _reply(
        self, path: str, body: Mapping[str, Any], on_sent: OnSent | None
    ) -> AsyncGenerator[ReplyEvent, None]:
        reader = ReplyReader(self._transport.redact)
        async with self._asked(path, body, on_sent) as stream:
            if "application/json" in stream.content_type:  # `stream` was ignored
                for event in self._whole_reply(await stream.whole(), reader):
                    yield event
                return
            has_begun = False
            try:
                while records := await stream.batch():
                    for record in records:
                        for event in reader.read(record):
                            yield event
                        stream.check_length(reader.characters)
                    if reader.reason:
                        stream.allow_silence(_AFTERMATH_SECONDS)
                    elif reader.has_begun and not has_begun:
                        has_begun = True
                        stream.allow_silence(self._transport.limits.idle_seconds)
            except ProviderError as error:
                # A reply that has its reason is whole: then only its aftermath is missing.
                if not reader.reason or not isinstance(error, Interrupted):
                    for event in reader.held():
                        yield event
                    raise
            for event in reader.held():
                yield event
            if not reader.reason and not stream.is_done:
                raise Interrupted(Interruption.CUT)
            yield reader.finished()

    @asynccontextmanager
    async def _asked(
        self, path: str, body: Mapping[str, Any], on_sent: OnSent | None
    ) -> AsyncGenerator[RecordStream, None]:
        """The answer, asked for again without `stream_options` if the server refuses those."""
        async with AsyncExitStack() as stack:
            try:
                stream = await stack.enter_async_context(self._post(path, body, on_sent))
            except ProviderRejected as error:
                if error.status not in (400, 422) or "stream_options" not in error.reason:
                    raise
                self._takes_stream_options = False
                stream = await stack.enter_async_context(self._post(path, body, None))
            yield stream

    def _post(
        self, path: str, body: Mapping[str, Any], on_sent: OnSent | None
    ) -> AbstractAsyncContextManager[RecordStream]:
        options = {"stream_options": {"include_usage": True}} if self._takes_stream_options else {}
        return self._transport.stream(
            self._prefix + path,
            {**body, "stream": True, **options},
            EventSplitter(self._transport.limits.line_bytes),
            model=str(body["model"]),
            on_sent=on_sent,
            headers=_HEADERS,
        )

    def _whole_reply(self, body: bytes, reader: ReplyReader) -> list[ReplyEvent]:
        try:
            record = record_in(body)
        except ValueError:
            raise Interrupted(Interruption.CUT) from None
        events = reader.read(record)
        if not mappings_in(record.get("choices")):
            raise Interrupted(Interruption.GARBAGE)
        return [*events, *reader.held(), reader.finished()]
