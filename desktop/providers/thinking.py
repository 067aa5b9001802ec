"""Tells reasoning between `<think>` and `</think>` from the answer, however the tags are cut, without I/O.

Models whose server has no parser for them send both in one text. The opening tag counts only at the very
start of the reply: later it is something that the model writes about.
"""

from desktop.domain.chat import ReplyText, ReplyThinking

_OPENING = "<think>"
_CLOSING = "</think>"
_LONGEST_HELD = 1000
"""Of the white space before an opening tag: each piece is looked at together with all that is held."""


class ThinkingSplitter:
    """Turns pieces of one reply into answer and reasoning; the white space around the tags goes."""

    def __init__(self) -> None:
        self._held = ""
        self._is_thinking = False
        self._is_open = True
        """Whether a tag may still come; afterwards everything is passed through."""
        self._trims_start = False

    def feed(self, text: str) -> list[ReplyText | ReplyThinking]:
        """The events that are certain by now; what could be the start of a tag is held back."""
        if not self._is_open and not self._trims_start:
            return [ReplyText(text)] if text else []
        self._held += text
        events: list[ReplyText | ReplyThinking] = []
        if self._is_open and not self._is_thinking:
            start = self._held.lstrip()
            could_open = _OPENING.startswith(start[: len(_OPENING)]) and len(start) < len(_OPENING)
            if could_open and len(self._held) <= _LONGEST_HELD:
                return events
            self._is_thinking = self._is_open = start.startswith(_OPENING)
            if self._is_thinking:
                self._held, self._trims_start = start.removeprefix(_OPENING), True
        if self._is_thinking:
            self._think(events)
        if not self._is_thinking:
            self._add(events, ReplyText, len(self._held))
        return events

    def finish(self) -> list[ReplyText | ReplyThinking]:
        """What was held back when the reply ended."""
        held, self._held = self._held, ""
        if not held:
            return []
        return [ReplyThinking(held) if self._is_thinking else ReplyText(held)]

    def _think(self, events: list[ReplyText | ReplyThinking]) -> None:
        end = self._held.find(_CLOSING)
        if end >= 0:
            self._add(events, ReplyThinking, end)
            self._held = self._held.removeprefix(_CLOSING)
            self._is_thinking = self._is_open = False
            self._trims_start = True
        else:
            self._add(events, ReplyThinking, len(self._held) - _length_of_tag_start(self._held))

    def _add(
        self, events: list[ReplyText | ReplyThinking], kind: type[ReplyText | ReplyThinking], size: int
    ) -> None:
        text, self._held = self._held[:size], self._held[size:]
        if self._trims_start:
            text = text.lstrip()
            self._trims_start = not text
        if text:
            events.append(kind(text))


def _length_of_tag_start(text: str) -> int:
    """How many characters at the end could be the beginning of the closing tag."""
    longest = min(len(text), len(_CLOSING) - 1)
    return next((n for n in range(longest, 0, -1) if _CLOSING.startswith(text[-n:])), 0)
