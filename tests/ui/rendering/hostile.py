"""Shows hostile documents and reports; run as a program, so that a hang or an abort is only its own.

`python -m tests.ui.rendering.hostile FOLDER PORT` prints one JSON object a document. What it opens between
the look-ups of `/marker-begin` and `/marker-end` is for whoever traces it.
"""

import base64
import json
import os
import sys
import time
import zlib
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QUrl
from PySide6.QtWidgets import QApplication, QScrollArea

from desktop.ui.rendering.reply_view import ReplyView
from desktop.ui.rendering.safe_text import SafeTextView
from desktop.ui.theme import Theme

RESOURCES = Path(__file__).parents[3] / "resources"


def png(side: int) -> bytes:
    """A picture of little size that is large when it is decoded."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return len(data).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")

    header = side.to_bytes(4, "big") * 2 + bytes((8, 6, 0, 0, 0))
    rows = zlib.compress((b"\0" * (1 + side * 4)) * side, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def data_address(kind: str, content: bytes) -> str:
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"


def svg_bomb(folder: Path) -> bytes:
    uses = "".join(f'<g id="a{n}">' + f'<use xlink:href="#a{n - 1}"/>' * 10 + "</g>" for n in range(1, 10))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="100" '
        f'height="100"><defs><g id="a0"><rect width="1" height="1"/></g>{uses}</defs><use xlink:href="#a9"/>'
        f'<image xlink:href="{folder}/secret.png" width="9" height="9"/></svg>'
    ).encode()


def references_to(folder: Path, port: int) -> dict[str, str]:
    """Documents of threats.md T1: each names something to open."""
    secret, web = folder / "secret.png", f"http://127.0.0.1:{port}"
    addresses = {
        "dev zero": "/dev/zero",
        "dev urandom": "file:///dev/urandom",
        "fifo": f"{folder}/fifo",
        "file": f"file://{secret}",
        "absolute": str(secret),
        "relative": "secret.png",
        "unc": "//127.0.0.1/s/secret.png",
        "backslashes": "\\\\127.0.0.1\\s\\secret.png",
        "web": f"{web}/a.png?q=SECRET",
        "svg bomb": data_address("svg+xml", svg_bomb(folder)),
        "png bomb": data_address("png", png(4000)),
    }
    documents = {name: f"before ![alt words](<{address}>) after" for name, address in addresses.items()}
    documents["reference"] = f"![alt][x] and [link][x]\n\n[x]: {secret}\n"
    documents["image in link"] = f"[![alt]({secret})]({web}/b)"
    documents["image in table"] = f"| a | b |\n|---|---|\n| ![alt]({secret}) | ![alt]({web}/c.png) |\n"
    documents["image in list"] = f"- one\n- > ![alt]({secret})\n"
    documents["html image"] = f"<img src='{secret}'> <img src='{web}/d.png'> text"
    documents["html style"] = f"<style>@import '{secret}'; body {{ background: url({web}/e) }}</style>"
    documents["html frames"] = (
        f"<iframe src='{web}/f'></iframe><object data='{secret}'></object><link href='{secret}'>"
    )
    documents["html table"] = f"<table background='{secret}'><tr><td background='{web}/g'>x</td></tr></table>"
    documents["front matter"] = f"---\nimage: {secret}\n---\nhello"
    documents["image without words"] = f"before ![](<{secret}>) and ![][x] after\n\n[x]: {secret}\n"
    documents["formula"] = f"$\\includegraphics{{{secret}}}$ and $$\\input{{{secret}}}$$"
    documents["formula in an address"] = f"[a]({secret}$x$) ![b]({secret}$x$)"
    documents["code"] = f"```html\n<img src='{secret}'>\n```\n"
    return documents


def pathological() -> dict[str, str]:
    """Documents of threats.md T2: each takes seconds if it is formatted without care."""
    return {
        "1 MB without a space": "a" * 1_000_000,
        "200 KB without a space": "a" * 200_000,
        "1 MB of words in one line": "word " * 200_000,
        "200 KB of words in one line": "word " * 40_000,
        "paragraphs": ("word " * 10 + "\n\n") * 4000,
        "backticks": "`a" * 50_000,
        "few backticks": "`a " * 1_900,
        "stars": "**a" * 50_000,
        "few stars": "**a " * 1_900,
        "tildes": "~~a" * 50_000,
        "100k backticks": "`" * 100_000,
        "100k stars": "*" * 100_000,
        "emphasis": "*a _a " * 30_000,
        "brackets": "[" * 100_000,
        "links": "[a](" * 50_000,
        "images": "![" * 50_000,
        "less than": "<" * 100_000,
        "tags": "<a " * 50_000,
        "comments": "<!--" * 25_000,
        "entities": "&amp;" * 40_000,
        "www": "www." * 25_000,
        "mail": "a@" * 50_000,
        "addresses": "http://example.com/a " * 10_000,
        "table 1000x10": "|" + "h|" * 10 + "\n|" + "-|" * 10 + "\n" + ("|" + "c|" * 10 + "\n") * 1000,
        "table 120x10": "|" + "h|" * 10 + "\n|" + "-|" * 10 + "\n" + ("|" + "c|" * 10 + "\n") * 119,
        "table 10x1000": "|" + "h|" * 1000 + "\n|" + "-|" * 1000 + "\n" + ("|" + "c|" * 1000 + "\n") * 10,
        "table 100k columns": "|" + "h|" * 100_000 + "\n|" + "-|" * 100_000 + "\n",
        "definitions": "".join(f"[r{n}]: /u{n}\n" for n in range(8000)) + "\n" + "[r1]" * 8000,
        "definition": "[x]: /" + "a" * 50_000 + "\n\n" + "[x]" * 20_000,
        "hard breaks": "a\\\n" * 60_000,
        "headings": "# h\n" * 10_000,
        "rules": "---\n\n" * 20_000,
        "empty lines": "\n" * 200_000,
        "a million empty lines": "\n" * 1_000_000,
        "task list": "- [ ] a\n" * 10_000,
        "front matter": "---\na: b\n" + "x: y\n" * 20_000,
        "nested quotes": ">" * 100_000 + " x",
        "nested quotes, few": ">" * 99 + " x",
        "nested list": "\n".join("  " * n + "- x" for n in range(500)),
        "nested list in a line": "- " * 10_000 + "x",
        "ordered in a line": "1. " * 2000 + "x",
        "fences": "~~~\na\n~~~\n" * 10_000,
        "unclosed fence": "```python\n" + "x = 1 + 2 # comment here, about fifty characters ok\n" * 20_000,
        "fence below the cap": "```python\n" + "x = 1 + 2 # comment here, about fifty characters ok\n" * 900,
        "fence in one line": "```\n" + "x" * 1_000_000 + "\n```",
        "formulas": "$x_1^2$ " * 10_000,
        "formulas below the cap": "$x_{1}^{n}$ and\n\n" * 400,
        "nested fractions": "$" + r"\frac{a}{" * 60 + "x" + "}" * 60 + "$",
        "dollars": "$" * 100_000,
        "open formulas": r"\( " * 7000,
        "formulas without an end": "$$\na\n\n" * 5000,
        "a long formula": "$$\n" + "a + " * 20_000 + "\n$$\n",
        "code in a list": "- a\n\n  ```py\n  x\n  ```\n\n" * 150,
        "many links": "[a](https://example.com/a) " * 450,
        "images without words": "![](a) " * 450,
        "right to left": "\u202eabc\u202c " * 10_000,
        "zero width": "a" + "\u200b" * 100_000 + "b",
        "combining": "a" + "\u0301" * 50_000,
        "emoji": "\U0001f468\u200d\U0001f469\u200d\U0001f467 " * 10_000,
        "arabic": "\u0645\u0631\u062d\u0628\u0627 " * 20_000,
        "nul": "a\0b " * 1000,
        "lone surrogates": "a\ud800b" * 10,
    }


LONGEST_SECONDS = 0.8
"""A document that is longer than what can be shown by then is judged by what was shown."""


class Exhibition:
    """Shows one document after another in a visible view."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._theme = Theme(app, RESOURCES)

    def show(self, text: str) -> dict[str, object]:
        """The longest time that the window was not served, and whether the text is all there."""
        view = ReplyView(self._theme)
        page = QScrollArea()
        page.setWidgetResizable(True)
        page.setWidget(view)
        page.resize(700, 600)
        page.show()
        gaps = [_seconds(lambda: view.set_text(text, is_open=False))]
        shown_by = time.perf_counter() + LONGEST_SECONDS
        while view.is_rendering() and time.perf_counter() < shown_by:
            gaps.append(_seconds(self._app.processEvents))
        gaps.append(_seconds(page.grab))
        for browser in view.findChildren(SafeTextView):
            browser.setSource(QUrl("file:///etc/hostname"))
            browser.reload()
        report = {
            "seconds": max(gaps),
            "is_whole": view.source() == text,
            "shown": view.to_plain_text()[:2000],
            "parts": len(view.column.parts),
        }
        page.close()
        page.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        return report


def _seconds(work: Callable[[], object]) -> float:
    start = time.thread_time()  # not the clock: other processes are no part of the question
    work()
    return time.thread_time() - start


def main(folder: Path, port: int) -> None:
    app = QApplication([])
    exhibition = Exhibition(app)
    exhibition.show("warm up, with `code`\n\n```python\nx\n```\n")
    documents = references_to(folder, port) | pathological()
    os.access("/marker-begin", os.F_OK)
    for name, text in documents.items():
        os.access(f"/marker/{name}", os.F_OK)
        print(json.dumps({"name": name, **exhibition.show(text)}), flush=True)  # noqa: T201  # its output
    os.access("/marker-end", os.F_OK)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
