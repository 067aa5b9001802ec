"""Formatting of text, and nested event loops, exist in no other place than those named here."""

import re
from pathlib import Path

import pytest

DESKTOP = Path(__file__).parents[3] / "desktop"
FORBIDDEN = {
    "interprets markup": re.compile(
        r"\bsetHtml\(|\bsetMarkdown\(|\binsertHtml\(|\binsertMarkdown\(|\bfromHtml\(|\bfromMarkdown\(|\bappendHtml\("
        r"|\bRichText\b|\bMarkdownText\b|\bAutoText\b"
    ),
    "opens a nested event loop": re.compile(
        r"\.exec_?\(|\bprocessEvents\("
        r"|\bQMessageBox\.(?:about|aboutQt|critical|information|question|warning)\("
        r"|\bQFileDialog\.(?:getExistingDirectory|getOpenFile|getSaveFile|getOpenFileContent)\w*\("
        r"|\bQInputDialog\.get\w+\(|\bQColorDialog\.getColor\(|\bQFontDialog\.getFont\("
    ),
    "is a widget that formats text": re.compile(r"\b(?:QTextBrowser|QQuickWidget|QWebEngineView)\("),
}
ALLOWED = {
    ("ui/rendering/safe_text.py", "document.setMarkdown(prepared.markdown, _FEATURES)"),
    ("ui/rendering/safe_text.py", "class SafeTextView(QTextBrowser):"),
    # The session's end waits for this signal to return, and what is written needs the loop until then. It
    # comes from the platform's own event and never from a task, where qasync loses wakeups (house.md, 4.1).
    ("app/session.py", "loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)"),
}


def code_lines(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    without_docstrings = re.sub(r'r?"""(?:.|\n)*?"""', "", text)
    return [line.partition("  # ")[0].strip() for line in without_docstrings.splitlines()]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_code_outside_the_safe_renderer(what: str) -> None:
    found = [
        (path.relative_to(DESKTOP).as_posix(), line)
        for path in sorted(DESKTOP.rglob("*.py"))
        for line in code_lines(path)
        if FORBIDDEN[what].search(line) and not line.startswith("#")
    ]
    assert [place for place in found if place not in ALLOWED] == []


def test_what_is_allowed_is_still_there() -> None:
    for name, line in ALLOWED:
        assert line in code_lines(DESKTOP / name)


def test_what_is_forbidden_is_recognised() -> None:
    for line in ("x.setHtml(t)", "label.setTextFormat(Qt.TextFormat.RichText)", "d.setMarkdown(t)"):
        assert FORBIDDEN["interprets markup"].search(line)
    for line in ("dialog.exec()", "QMessageBox.question(self, a, b)", "QFileDialog.getOpenFileName()"):
        assert FORBIDDEN["opens a nested event loop"].search(line)
