"""The commands that ask: `ask` streams one reply, `demo` gets one from every available provider."""

import asyncio
from contextlib import aclosing

from desktop.cli.arguments import DEMO_PROMPT, Arguments
from desktop.cli.formats import count_text, seconds_text
from desktop.cli.output import Output, join_facts, sentence_of
from desktop.cli.records import error_record, shown_url
from desktop.cli.session import Chosen, Session, leaves_to
from desktop.domain.chat import ChatRequest, Message, Parameters, ReplyEvent, ReplyFinished, ReplyText, Role
from desktop.domain.errors import TarsError
from desktop.domain.text import without_surrogates

DEMO_MAX_TOKENS = 256
"""Where the program's own question is asked, no model goes on for ever."""


async def ask(session: Session, output: Output, arguments: Arguments) -> int:
    """Ask one question; the reply is on stdout as it arrives. Raises `TarsError`; what came before stays."""
    reply = await _announced(output, arguments, session)
    await reply.stream(_request(reply.chosen.model, arguments.prompt))
    if not output.as_json and output.shows_remarks:
        output.remark(reply.figures())
    return 0


async def _announced(output: Output, arguments: Arguments, session: Session) -> "StreamedReply":
    try:
        return StreamedReply(output, await session.choose(arguments.provider, arguments.model))
    except TarsError as error:
        if output.as_json:
            output.record(_failed(arguments.provider or None, error, is_partial=False))
        raise


async def demo(session: Session, output: Output, arguments: Arguments) -> int:
    """Ask every available provider the same question, one after another; 0 if at least one answered."""
    rows = await session.read_rows(arguments.provider)
    answered = 0
    for row in rows:
        try:
            chosen = session.chosen_from(row, arguments.model)
        except TarsError as error:
            _say_failure(output, row.endpoint.id, error)
            continue
        answered += await _show(output, chosen, arguments.prompt)
    if output.as_json:
        output.record({"event": "summary", "answered": answered, "provider_count": len(rows)})
    else:
        output.line(f"{answered} of {count_text(len(rows), 'provider')} answered.")
    if not answered:
        output.remark("No provider answered: start one, or name another with --provider.")
    return 0 if answered else 1


async def _show(output: Output, chosen: Chosen, prompt: str) -> bool:
    """One provider's answer under its name, and the figures; False if it did not answer to the end."""
    reply = StreamedReply(output, chosen)
    if not output.as_json:
        output.line(f"{chosen.endpoint.id}: {chosen.model}")
    try:
        limit = DEMO_MAX_TOKENS if prompt == DEMO_PROMPT else None
        await reply.stream(_request(chosen.model, prompt, limit))
    except TarsError as error:
        if not output.as_json:
            output.line(f"[{sentence_of(error)}]")
            output.line()
        return False
    if not output.as_json:
        output.line(f"[{reply.figures()}]")
        output.line()
    return True


class StreamedReply:
    """One reply on its way to the output, and its figures."""

    def __init__(self, output: Output, chosen: Chosen) -> None:
        self.chosen = chosen
        self._output = output
        self._clock = asyncio.get_running_loop().time
        self._begun = self._clock()
        self._first: float | None = None
        self._last = 0.0
        self._pieces = 0
        self._has_text = False
        self._end = ReplyFinished()

    async def stream(self, request: ChatRequest) -> None:
        """Write the reply as it arrives, and end its line whatever happens. Raises `TarsError`."""
        try:
            await self._stream(request)
        except TarsError as error:
            if self._output.as_json:
                self._output.record(_failed(self._provider, error, self._has_text))
            raise
        except asyncio.CancelledError:
            if self._output.as_json:
                self._output.record({"event": "stopped", "provider": self._provider})
            raise
        finally:
            self._output.end_line()

    async def _stream(self, request: ChatRequest) -> None:
        source = self.chosen.source
        if source.starts_something and self._output.shows_remarks and not self._output.as_json:
            self._output.remark("Starting the built-in engine…")
        provider = await source.open()
        elsewhere = await leaves_to(self.chosen, provider)
        if elsewhere:
            self._output.remark(f"The question goes to {elsewhere}, which is not this computer.")
        if self._output.as_json:
            self._output.record(self._started(is_local=not elsewhere))
        self._begun = self._clock()
        async with aclosing(provider.chat(request)) as events:
            async for event in events:
                self._take(event)

    def _take(self, event: ReplyEvent) -> None:
        if isinstance(event, ReplyFinished):
            self._end = event
            if self._output.as_json:
                self._output.record(self._finished())
            return
        self._last = self._clock()
        self._first = self._last if self._first is None else self._first
        self._pieces += 1
        is_text = isinstance(event, ReplyText)
        self._has_text = self._has_text or is_text
        if self._output.as_json:
            kind = "text" if is_text else "thinking"
            self._output.record({"event": kind, "provider": self._provider, "text": event.text})
        elif is_text:
            self._output.piece(event.text)

    def figures(self) -> str:
        """Who answered, and how fast."""
        first, speed = self._first_token_seconds, self._tokens_per_second
        return join_facts(
            [
                self.chosen.model,
                self.chosen.endpoint.name,
                count_text(self._reply_tokens, "token"),
                f"{speed:.1f} tokens/s" if speed else "",
                f"first token after {seconds_text(first)}" if first is not None else "",
            ]
        )

    @property
    def _provider(self) -> str:
        return self.chosen.endpoint.id

    @property
    def _reply_tokens(self) -> int:
        """As the server counts; else the pieces, which are tokens on nearly every server."""
        return self._end.reply_tokens or self._pieces

    @property
    def _first_token_seconds(self) -> float | None:
        return None if self._first is None else self._first - self._begun

    @property
    def _generation_seconds(self) -> float | None:
        if self._end.generation_seconds:
            return self._end.generation_seconds
        return None if self._first is None else self._last - self._first

    @property
    def _tokens_per_second(self) -> float | None:
        seconds = self._generation_seconds
        return self._reply_tokens / seconds if seconds and self._reply_tokens > 1 else None

    def _started(self, *, is_local: bool) -> dict[str, object]:
        endpoint = self.chosen.endpoint
        return {
            "event": "started",
            "provider": endpoint.id,
            "provider_name": endpoint.name,
            "url": shown_url(endpoint) or None,
            "is_local": is_local,
            "model": self.chosen.model,
        }

    def _finished(self) -> dict[str, object]:
        return {
            "event": "finished",
            "provider": self._provider,
            "reason": self._end.reason or None,
            "reply_tokens": self._reply_tokens,
            "prompt_tokens": self._end.prompt_tokens,
            "tokens_per_second": _rounded(self._tokens_per_second),
            "first_token_seconds": _rounded(self._first_token_seconds),
            "generation_seconds": _rounded(self._generation_seconds),
            "load_seconds": _rounded(self._end.load_seconds),
        }


def _request(model: str, prompt: str, max_tokens: int | None = None) -> ChatRequest:
    message = Message(Role.USER, without_surrogates(prompt))
    return ChatRequest(model, (message,), Parameters(max_tokens=max_tokens))


def _say_failure(output: Output, provider: str, error: TarsError) -> None:
    """One record, or one line, for a provider that is not asked."""
    if output.as_json:
        output.record(_failed(provider, error, is_partial=False))
    else:
        output.line(f"{provider}: {sentence_of(error)}")


def _failed(provider: str | None, error: TarsError, is_partial: bool) -> dict[str, object]:
    return {"event": "failed", "provider": provider, "error": error_record(error), "is_partial": is_partial}


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 6)
