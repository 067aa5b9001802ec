"""Hostile documents: nothing opened or asked for, nothing slow, nothing lost (threats.md T1, T2, T4)."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.ui.labels import plain_label
from desktop.ui.rendering.safe_text import SafeTextView
from desktop.ui.theme import Theme
from tests.ui.rendering.hostile import pathological, png, references_to

ROOT = Path(__file__).parents[3]
LIMIT_SECONDS = 0.2
SLOW_BOX = 2.0
"""The limit is for one core of a desktop; this allows for a shared and traced one."""


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_hostile_documents_open_nothing_ask_nobody_and_are_shown_in_time(
    tmp_path: Path, listener: socket.socket
) -> None:
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "secret.png").write_bytes(png(4))
    trace = tmp_path / "trace.log"
    calls = "trace=open,openat,openat2,access,faccessat,faccessat2,stat,newfstatat,connect,execve"
    command = [
        sys.executable,
        "-m",
        "tests.ui.rendering.hostile",
        str(tmp_path),
        str(listener.getsockname()[1]),
    ]
    done = subprocess.run(
        ["strace", "-f", "--seccomp-bpf", "-o", str(trace), "-e", calls, *command],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    reports = {report["name"]: report for report in map(json.loads, done.stdout.splitlines())}
    assert reports.keys() == references_to(tmp_path, 0).keys() | pathological().keys()
    assert [name for name, report in reports.items() if not report["is_whole"]] == []
    slow = {name: report["seconds"] for name, report in reports.items()}
    assert {name: s for name, s in slow.items() if s > LIMIT_SECONDS * SLOW_BOX} == {}
    during = trace.read_text(errors="replace").partition("/marker-begin")[2].partition("/marker-end")[0]
    assert during
    named = re.compile(rf"/dev/zero|/dev/urandom|fifo|secret\.png|/etc/hostname|/127\.0\.0\.1|{tmp_path}/")
    assert [line for line in during.splitlines() if named.search(line) and "/marker/" not in line] == []
    assert "connect(" not in during
    with pytest.raises(BlockingIOError):
        listener.accept()


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> SafeTextView:
    view = SafeTextView(theme)
    qtbot.addWidget(view)
    view.resize(400, 300)
    return view


def test_an_image_is_its_words_and_says_so(view: SafeTextView) -> None:
    view.show_markdown("![a *cat*](/dev/zero) and ![dog](x.png)")
    assert view.toPlainText() == "a cat [image not shown] and dog [image not shown]"


def test_html_and_front_matter_are_shown_not_swallowed(view: SafeTextView) -> None:
    view.show_markdown("x<T>y <b>z</b>")
    assert view.toPlainText() == "x<T>y <b>z</b>"
    view.show_markdown("---\nname: x\n---\nhello")
    assert "name: x" in view.toPlainText()


def test_it_never_navigates(view: SafeTextView) -> None:
    view.show_markdown("[x](/etc/hostname)")
    view.setSource("file:///etc/hostname")
    view.reload()
    assert view.toPlainText() == "x"
    assert not view.openLinks()


def test_its_height_follows_its_width(view: SafeTextView) -> None:
    view.show_markdown("word " * 100)
    assert view.fit(200) > view.fit(800) > 0


def test_what_is_copied_is_plain(view: SafeTextView) -> None:
    view.show_markdown("**a** [b](https://example.com)")
    view.selectAll()
    assert view.createMimeDataFromSelection().formats() == ["text/plain"]
    assert view.createMimeDataFromSelection().text() == "a b"


@pytest.mark.parametrize(
    "name",
    ["<img src=/dev/zero>", "a\u202egpj.exe", "**b**", "<b>x</b>", "y" * 10_000],
    ids=lambda name: name[:9],
)
def test_a_name_with_markup_is_shown_word_for_word(qtbot: QtBot, theme: Theme, name: str) -> None:
    label = plain_label(theme, name)
    qtbot.addWidget(label)
    label.grab()
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text() == name
