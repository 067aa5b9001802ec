"""Chunks of OpenAI's chat and text completions, read into events without I/O.

Facts: openai-python's `_streaming.py`, llama.cpp's `tools/server`, Ollama's `openai/openai.go`, vLLM.
"""

from collections.abc import Mapping
from typing import Any

from desktop.domain.chat import ReplyEvent, ReplyFinished, ReplyText, ReplyThinking
from desktop.domain.errors import ProviderRejected
from desktop.providers.failures import Redact, reason_of
from desktop.providers.json_values import count_of, number_of, text_of
from desktop.providers.thinking import ThinkingSplitter


class ReplyReader:
    """Reads the records of one reply, streamed or whole."""

    def __init__(self, redact: Redact) -> None:
        self._redact = redact
        self._thinking = ThinkingSplitter()
        self._usage: Mapping[str, Any] = {}
        self._timings: Mapping[str, Any] = {}
        self.reason = ""
        """Why the server ended the reply; "" until it has."""
        self.has_begun = False
        """Whether any text has come."""
        self.characters = 0
        """How long the text is by now, reasoning included."""

    def read(self, record: Mapping[str, Any]) -> list[ReplyEvent]:
        """What a record adds to the reply. Raises `ProviderRejected` if it reports an error."""
        if record.get("error") or record.get("object") == "error" or record.get("type") == "error":
            reason = reason_of(record.get("error") or record)
            raise ProviderRejected(self._redact(reason))
        if usage := record.get("usage"):
            self._usage = usage if isinstance(usage, dict) else self._usage
        if timings := record.get("timings"):
            self._timings = timings if isinstance(timings, dict) else self._timings
        choices = record.get("choices")
        if not isinstance(choices, list) or not choices or not isinstance(choices[0], dict):
            return []
        return self._choice(choices[0])

    def held(self) -> list[ReplyText | ReplyThinking]:
        """Text that was kept back as the possible start of a tag, now that the reply has ended."""
        return self._thinking.finish()

    def finished(self) -> ReplyFinished:
        """The end, with the server's figures."""
        predicted = number_of(self._timings, "predicted_ms")
        prompt_tokens = count_of(self._usage, "prompt_tokens")
        reply_tokens = count_of(self._usage, "completion_tokens")
        return ReplyFinished(
            self.reason,
            count_of(self._timings, "prompt_n") if prompt_tokens is None else prompt_tokens,
            count_of(self._timings, "predicted_n") if reply_tokens is None else reply_tokens,
            None if predicted is None else predicted / 1000,
        )

    def _choice(self, choice: Mapping[str, Any]) -> list[ReplyEvent]:
        events: list[ReplyEvent] = []
        delta = choice.get("delta") or choice.get("message")
        if isinstance(delta, dict):
            # Servers that send both names send the same text twice.
            if thinking := text_of(delta, "reasoning_content") or text_of(delta, "reasoning"):
                self.characters += len(thinking)
                events.append(ReplyThinking(thinking))
            if text := text_of(delta, "content") or text_of(delta, "refusal"):
                self.characters += len(text)
                events += self._thinking.feed(text)
        elif text := text_of(choice, "text"):
            self.characters += len(text)
            events.append(ReplyText(text))
        if events:
            self.has_begun = True
        if reason := choice.get("finish_reason"):
            self.reason = str(reason)[:40]
        return events
