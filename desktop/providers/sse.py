"""Server-sent events, split without I/O.

After https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream, with two
differences that real servers need: an event at the end of the stream counts without its blank line, and
the data of an event named `error` comes out as `{"error": data}`, unless it has an `error` of its own.
"""

import json
from collections.abc import Iterator

from desktop.providers.json_values import decoded
from desktop.providers.ndjson import Lines

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class EventSplitter:
    """Turns byte chunks of any size into the data of whole events; comments are skipped."""

    def __init__(self, line_bytes: int) -> None:
        self._lines = Lines(line_bytes)
        self._ends_with_cr = False
        self._is_first_line = True
        self._data: list[bytes] = []
        self._data_bytes = 0
        self._name = b""

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """Raises `Interrupted(LINE_TOO_LONG)` after the events before the one that is too long."""
        if self._ends_with_cr and chunk:
            self._ends_with_cr = False
            chunk = chunk.removeprefix(b"\n")
        if b"\r" in chunk:
            self._ends_with_cr = chunk.endswith(b"\r")
            chunk = chunk.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        for line in self._lines.of(chunk):
            if line:
                self._take(line)
            elif self._data:
                yield self._event()
            else:
                self._name = b""

    def finish(self) -> Iterator[bytes]:
        """The last event, if the stream ended without the blank line after it."""
        if line := self._lines.last():
            self._take(line)
        if self._data:
            yield self._event()

    def _take(self, line: bytes) -> None:
        """Note one field. A line that starts with a colon is a comment: its field has no name."""
        if self._is_first_line:
            self._is_first_line = False
            line = line.removeprefix(_BYTE_ORDER_MARK)
        field, _, value = line.partition(b":")
        if field == b"data":
            value = value.removeprefix(b" ")
            self._data.append(value)
            self._data_bytes += len(value)
            self._lines.check(self._data_bytes)
        elif field == b"event":
            self._name = value.removeprefix(b" ")

    def _event(self) -> bytes:
        data = self._data[0] if len(self._data) == 1 else b"\n".join(self._data)
        if self._name == b"error":
            data = _as_error(data)
        self._data, self._data_bytes, self._name = [], 0, b""
        return data


def _as_error(data: bytes) -> bytes:
    """The data of an `error` event as a record with an `error`, which it may be already."""
    try:
        value = decoded(data)
    except ValueError:
        value = data.decode("utf-8", "replace")
    if isinstance(value, dict) and value.get("error"):
        return data
    return json.dumps({"error": value}).encode()
