"""Where a command writes: what was asked for on stdout, remarks on stderr; harmless to a terminal."""

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import TextIO

from desktop.cli.records import error_record
from desktop.domain.errors import TarsError
from desktop.domain.text import label_text
from desktop.text.messages import explain

# What a terminal acts on, or what reorders the text on it: C0 without tab and newline, C1, bidi overrides.
_TERMINAL_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
LINE_CHARACTERS = 1000
SHORT_EVIDENCE_CHARACTERS = 120
USUAL_COLUMNS = 80
TRANSIENT_CHARACTERS = 78
"""No longer, and not as long as the terminal is wide: a line that breaks is not taken away as a whole."""


class OutputFailed(Exception):
    """Nothing more can be written; `reason` is "" when the reader has gone, which is no failure."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Output:
    """Writes for one command; every write is flushed. Each may raise `OutputFailed`."""

    def __init__(self, out: TextIO, err: TextIO, as_json: bool = False) -> None:
        self.as_json = as_json
        self.is_terminal = out.isatty()
        self.shows_remarks = err.isatty()
        """Whether somebody watches, rather than a file or a pipe: figures are said then only."""
        self._out, self._err = out, err
        self._at_line_start = True
        self._has_transient = False

    def piece(self, text: str) -> None:
        """Some of a reply, as it came; on a terminal without anything it would act on."""
        if self.is_terminal:
            text = _TERMINAL_CONTROLS.sub("", text)
        if text:
            self._write(text)
            self._at_line_start = text.endswith("\n")

    def data(self, content: bytes) -> None:
        """Some of a file in UTF-8: byte for byte, or on a terminal without anything it would act on."""
        binary = getattr(self._out, "buffer", None)
        if self.is_terminal or binary is None:
            self.piece(content.decode())
        else:
            with self._writing():
                self._out.flush()
                binary.write(content)

    def end_line(self) -> None:
        """Begin a new line, unless one has just begun."""
        if not self._at_line_start:
            self.line()

    def line(self, text: str = "") -> None:
        """One line of the program's own, names in it made harmless."""
        self._write(label_text(text, LINE_CHARACTERS) + "\n" if text else "\n")
        self._at_line_start = True

    def table(self, rows: Sequence[Sequence[str]], indent: str = "") -> None:
        """Rows in aligned columns; the last column is as long as it is."""
        cells = [[label_text(cell, LINE_CHARACTERS) for cell in row] for row in rows]
        widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
        for row in cells:
            padded = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
            self._write(indent + "  ".join(padded).rstrip() + "\n")

    def record(self, fields: Mapping[str, object]) -> None:
        """One JSON value on one line: escaped to ASCII, so that U+2028 in a reply ends no line."""
        self._write(json.dumps(fields) + "\n")

    def document(self, fields: Mapping[str, object]) -> None:
        """One JSON document for people and programs."""
        self._write(json.dumps(fields, indent=2) + "\n")

    def remark(self, sentence: str) -> None:
        """One line beside the output."""
        self.transient("")
        with suppress(OSError):  # nobody can read it, which is no failure of the command
            self._err.write(label_text(sentence, LINE_CHARACTERS) + "\n")
            self._err.flush()

    @property
    def columns(self) -> int:
        """How many characters a line has where remarks go; 80 where nobody can tell."""
        try:
            return os.get_terminal_size(self._err.fileno()).columns or USUAL_COLUMNS
        except (OSError, ValueError):
            return USUAL_COLUMNS

    def transient(self, text: str, most_characters: int = TRANSIENT_CHARACTERS) -> None:
        """A line beside the output whose place the next one takes, if somebody watches; "" takes it away."""
        if self.shows_remarks and (text or self._has_transient):
            self._has_transient = bool(text)
            limit = max(1, min(most_characters, self.columns - 1))
            with suppress(OSError):
                self._err.write("\r\x1b[K" + label_text(text, limit))
                self._err.flush()

    def failure(self, error: TarsError) -> None:
        """One line that says what is wrong."""
        self.remark(sentence_of(error))

    def failure_document(self, error: TarsError) -> None:
        """The document of a command that could not begin."""
        self.document({"error": error_record(error)})

    def _write(self, text: str) -> None:
        with self._writing():
            self._out.write(text)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """What is written meanwhile is flushed at the end."""
        try:
            yield
            self._out.flush()
        except BrokenPipeError as error:
            self._give_up()
            raise OutputFailed("") from error
        except OSError as error:
            self._give_up()
            raise OutputFailed(error.strerror or type(error).__name__) from error

    def _give_up(self) -> None:
        """Let the rest go nowhere: Python flushes stdout again at its end, and would complain."""
        if self._out is sys.stdout:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self._out.fileno())
            os.close(nowhere)


def standard_output(as_json: bool = False) -> Output:
    """The output of this process; what its encoding cannot say is replaced, not an error."""
    for stream in (sys.stdout, sys.stderr, sys.stdin):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    out = sys.stdout if sys.stdout is not None else _nowhere()
    err = sys.stderr if sys.stderr is not None else _nowhere()
    return Output(out, err, as_json)


def sentence_of(error: TarsError) -> str:
    """What is said of an error, with its evidence in brackets where that is short and new.

    Of what is longer, such as the end of a log, it is the last line.
    """
    said = explain(error)
    last_line = (said.evidence.strip().splitlines() or [""])[-1]
    for text in (said.evidence, last_line):
        evidence = label_text(text, SHORT_EVIDENCE_CHARACTERS + 1)
        if evidence and len(evidence) <= SHORT_EVIDENCE_CHARACTERS and evidence not in said.sentence:
            return f"{said.sentence} ({evidence})"
    return said.sentence


def join_facts(facts: Iterable[str]) -> str:
    """The facts that are known, with commas."""
    return ", ".join(fact for fact in facts if fact)


def _nowhere() -> TextIO:
    """A stream for a process that was started with a closed one."""
    return open(os.devnull, "w", encoding="utf-8")  # it lives as long as the process
