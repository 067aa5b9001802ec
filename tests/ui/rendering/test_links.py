"""Links: only the web's own, only on the user's word (threats.md T3)."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.rendering.links import LinkDialog, address_of, host_of, is_openable, link_tooltip, open_link
from desktop.ui.theme import Theme

ROOT = Path(__file__).parents[3]
REFUSED = [
    "file:///etc/passwd",
    "smb://host/share",
    "javascript:alert(1)",
    "ms-msdt:/id",
    "vscode://x",
    "-oProxyCommand=x",
    "//host/share",
    "relative/path",
    "https://bank@evil.example/",
    "https://user:word@evil.example/",
    "java\nscript:alert(1)",
    "https://",
    "https:///path",
    "https://example.com/\u202egpj.exe",
    "https://example.com/%E2%80%AEgpj",
    "https://example.com/a%0Ab",
    "mailto:a@example.com",
    "",
    "#part",
    "https://example.com/" + "a" * 9000,
]
OPENS = """
import sys
from collections.abc import Iterator
from pathlib import Path
from PySide6.QtCore import QTimer, QUrl
from PySide6.QtWidgets import QApplication, QWidget
from desktop.ui.rendering.links import LinkDialog, open_link
from desktop.ui.theme import Theme
app = QApplication([])
theme = Theme(app, Path("resources"))
parent = QWidget()
parent.show()
for address in sys.argv[1:]:
    open_link(parent, theme, QUrl(address))
    for dialog in parent.findChildren(LinkDialog):
        dialog.confirm.click()
        app.processEvents()
QTimer.singleShot(500, app.quit)
app.exec()
"""


@pytest.mark.parametrize("address", REFUSED, ids=lambda address: repr(address[:30]))
def test_an_address_that_is_not_plainly_of_the_web_is_refused(
    qtbot: QtBot, theme: Theme, address: str
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    assert not is_openable(QUrl(address))
    open_link(parent, theme, QUrl(address))
    assert parent.findChildren(LinkDialog) == []
    assert link_tooltip(QUrl(address)) == "This link cannot be opened from here."


@pytest.mark.parametrize(
    "address", ["https://example.com/a?b=1", "http://127.0.0.1:8080/x y", "https://bücher.example"]
)
def test_an_address_of_the_web_may_be_opened(address: str) -> None:
    assert is_openable(QUrl(address))


def test_the_tooltip_is_the_whole_address_word_for_word() -> None:
    address = "https://example.com/a?b=1&c=<b>"
    assert link_tooltip(QUrl(address)) == "<qt>https://example.com/a?b=1&amp;c=%3Cb%3E</qt>"
    assert len(link_tooltip(QUrl("https://example.com/" + "a" * 5000))) < 400


def test_an_international_host_is_shown_in_punycode() -> None:
    assert host_of(QUrl("https://bücher.example/ü")) == "xn--bcher-kva.example"
    assert address_of(QUrl("https://bücher.example/ü")) == "https://xn--bcher-kva.example/%C3%BC"


def test_the_question_names_the_address_and_defaults_to_cancel(qtbot: QtBot, theme: Theme) -> None:
    dialog = LinkDialog(theme, QUrl("https://evil.example/<b>?q=1"))
    qtbot.addWidget(dialog)
    dialog.open()
    assert dialog.address.toPlainText() == "https://evil.example/%3Cb%3E?q=1"
    defaults = [button for button in dialog.findChildren(QPushButton) if button.isDefault()]
    assert defaults == [dialog.cancel]
    qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == dialog.address.toPlainText()
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)


@pytest.fixture
def display() -> Iterator[str]:
    """A virtual X display: without one Qt hands no address to the system."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-nolisten", "tcp"],
        pass_fds=[writing],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as answer:
        yield f":{answer.readline().strip()}"
    server.terminate()
    server.wait(10)


@pytest.mark.real_window
@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="Xvfb is not installed")
def test_only_the_confirmed_address_reaches_the_system(tmp_path: Path, display: str) -> None:
    log = tmp_path / "opened.log"
    program = tmp_path / "xdg-open"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >> {log}\n')
    program.chmod(0o755)
    environment = {
        **os.environ,
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
    }
    addresses = [*filter(None, REFUSED), "https://example.com/a?b=1"]
    command = [sys.executable, "-c", OPENS, *addresses]
    done = subprocess.run(command, env=environment, cwd=ROOT, timeout=60, check=False, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    assert log.read_text().splitlines() == ["https://example.com/a?b=1"]
