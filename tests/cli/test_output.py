"""What reaches stdout and stderr: real streams, on a pipe and on a pseudo-terminal."""

import io
import json
import os
import sys

import pytest

from desktop.cli.output import Output, OutputFailed, sentence_of
from desktop.domain.errors import ContainerEnded, ModelMissing, ProviderRejected

HOSTILE = "a\x1b[2Jb\x07\x9bc\u202ed\te\nf"


def test_a_reply_goes_into_a_pipe_as_it_came() -> None:
    out = io.StringIO()
    Output(out, io.StringIO()).piece(HOSTILE)
    assert out.getvalue() == HOSTILE


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")
def test_a_reply_cannot_command_a_terminal() -> None:
    ours, theirs = os.openpty()
    with open(theirs, "w", encoding="utf-8") as terminal:
        output = Output(terminal, io.StringIO())
        output.piece(HOSTILE)
        assert os.read(ours, 1000).decode() == "a[2Jbcd\te\r\nf"
    os.close(ours)


def test_names_are_harmless_everywhere() -> None:
    out, err = io.StringIO(), io.StringIO()
    output = Output(out, err)
    output.table([("\x1b[31mred", "x"), ("a\nb", "y")])
    output.line("one\ntwo")
    output.remark("\x1b]0;title\x07three\nfour")
    assert out.getvalue() == "[31mred  x\na b      y\none two\n"
    assert err.getvalue() == "]0;titlethree four\n"


def test_a_line_is_ended_once() -> None:
    out = io.StringIO()
    output = Output(out, io.StringIO())
    output.end_line()
    output.piece("text")
    output.end_line()
    output.end_line()
    assert out.getvalue() == "text\n"


def test_a_record_is_one_line_whatever_is_in_it() -> None:
    out = io.StringIO()
    Output(out, io.StringIO()).record({"text": "a\u2028b\nc\u0085d"})
    assert len(out.getvalue().splitlines()) == 1
    assert json.loads(out.getvalue()) == {"text": "a\u2028b\nc\u0085d"}


def test_a_reader_that_has_gone_is_no_failure() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    stream = io.TextIOWrapper(io.FileIO(writer, "w"), write_through=True)
    with pytest.raises(OutputFailed) as failed:
        Output(stream, io.StringIO()).line("text")
    assert failed.value.reason == ""
    stream.close()


def test_short_new_evidence_stands_beside_the_sentence() -> None:
    plain = sentence_of(ModelMissing("x", ""))
    assert sentence_of(ModelMissing("x", "model 'x'\nnot found")) == f"{plain} (model 'x' not found)"
    assert sentence_of(ModelMissing("x", "word " * 100)) == plain


def test_evidence_that_is_in_the_sentence_is_not_said_twice() -> None:
    assert sentence_of(ProviderRejected("too hot", 400)).count("too hot") == 1


def test_of_a_log_the_last_line_is_the_evidence() -> None:
    error = ContainerEnded("a line of the log\n" * 20 + "out of files\n", 3)
    assert sentence_of(error).endswith("(out of files)")
