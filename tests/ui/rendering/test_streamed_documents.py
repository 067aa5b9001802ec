"""10,000 generated documents: streamed with any cuts they end as they are when shown at once.

All of them are compared as what the widgets are given (blocks, shapes, formulas), which takes 2 ms each. Real
widgets, 30 ms a document and more while traced, show a sample; `TARS_ALL_DOCUMENTS=1` lets them show all.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from desktop.domain.latex import latex_runs
from desktop.domain.markdown import Block, MarkdownSplitter
from desktop.ui.rendering.column import units_of
from desktop.ui.rendering.marks import prepare
from tests.ui.rendering.documents import cuts, document

ROOT = Path(__file__).parents[3]
DOCUMENTS = 10_000
SHOWN = DOCUMENTS if os.environ.get("TARS_ALL_DOCUMENTS") else 300
CPUS = 2


def split(text: str, places: Sequence[int]) -> tuple[list[Block], list[str]]:
    splitter = MarkdownSplitter()
    blocks: list[Block] = []
    for start, end in pairwise([0, *places, len(text)]):
        blocks += splitter.feed(text[start:end])
        assert "".join(block.source for block in blocks) + splitter.tail.source == text[:end]
    blocks += splitter.finish()
    return blocks, [definition.source for definition in splitter.definitions]


def given(text: str, places: Sequence[int] = ()) -> object:
    """What the widgets are given for a text that comes in pieces."""
    blocks, definitions = split(text, places)
    units = list(units_of(blocks, is_plain=False))
    prepared = [prepare(block.markdown) for block, _ in units]
    read = [[latex_runs(formula.latex) for formula in one.formulas] for one in prepared]
    return units, prepared, read, definitions


def test_every_document_is_given_to_the_widgets_the_same_however_it_comes() -> None:
    for seed in range(DOCUMENTS):
        text = document(seed)
        assert given(text, cuts(seed, len(text))) == given(text), seed


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_documents_streamed_end_in_the_same_view_and_open_nothing(tmp_path: Path) -> None:
    share = SHOWN // CPUS
    runs = [traced(tmp_path / f"trace-{n}.log", n * share, share) for n in range(CPUS)]
    ended = [(run.communicate(timeout=3600), run.returncode) for run in runs]
    for n, ((output, errors), status) in enumerate(ended):
        assert status == 0, errors[-2000:]
        assert json.loads(output) == []
        assert opened(tmp_path / f"trace-{n}.log") == []


def traced(trace: Path, first: int, count: int) -> subprocess.Popen[str]:
    calls = "trace=open,openat,openat2,access,faccessat,faccessat2,stat,newfstatat,connect,execve"
    program = [sys.executable, "-m", "tests.ui.rendering.streamed", str(first), str(count)]
    return subprocess.Popen(
        ["strace", "-f", "--seccomp-bpf", "-o", str(trace), "-e", calls, *program],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )


def opened(trace: Path) -> list[str]:
    """What a document could have named; fonts and modules that are loaded late are none of it."""
    during = trace.read_text(errors="replace").partition("/marker-begin")[2].partition("/marker-end")[0]
    assert during
    named = re.compile(r"/dev/(?!shm|null)|/etc/passwd|example|javascript|connect\(|execve\(|ENOENT.*\.png")
    return [line for line in during.splitlines() if named.search(line)]
