"""What showing a streamed reply costs.

Both ways run in one process, on the same text. The slow way, `setMarkdown` of everything for each token, is
measured at 16 lengths and its sum over all tokens is interpolated between them.
"""

import asyncio
import gc
import os
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication, QScrollArea, QTextBrowser

from benchmarks.result import Result
from desktop.app.loop import DesktopEventLoop
from desktop.ui.rendering.reply_view import ReplyView
from desktop.ui.theme import Theme

RESOURCES = Path(__file__).parent.parent / "resources"
TOKEN = 4
PARTS = 32
TOKENS_PER_FRAME = 6
"""At 200 tokens and 30 frames a second."""
SECTION = """## Part {n}

A paragraph of ordinary words with **bold**, `code` and [a link](https://example.com/{n}), so that it wraps.

- one thing to know about it
- another thing, with more words
  - and a detail below it

```python
def part_{n}(value: int) -> str:
    return f"{{value}} of {n}"
```

| name | value |
|------|-------|
| a    | {n}   |
| b    | 2     |

And a last sentence that says what follows from all of this, in a few more words.

"""


def reply(tokens: int) -> list[str]:
    """A reply with headings, lists, code and tables, as `tokens` tokens of 4 characters."""
    text = "".join(SECTION.format(n=n) for n in range(tokens * TOKEN // len(SECTION) + 1))
    return [text[start : start + TOKEN] for start in range(0, tokens * TOKEN, TOKEN)]


def _page(view: ReplyView | QTextBrowser) -> QScrollArea:
    page = QScrollArea()
    page.setWidgetResizable(True)
    page.setWidget(view)
    page.resize(760, 700)
    page.show()
    return page


class Stream:
    """A reply that is shown as it arrives, a frame at a time, painting included."""

    def __init__(self, app: QApplication, theme: Theme, tokens: list[str]) -> None:
        self._app, self._text = app, "".join(tokens)
        self._frames = iter(range(TOKENS_PER_FRAME, len(tokens) + TOKENS_PER_FRAME, TOKENS_PER_FRAME))
        self._view = ReplyView(theme)
        self._page = _page(self._view)

    def seconds(self, frames: int | None = None) -> float:
        """CPU seconds of the next frames, of all that are left without a number."""
        start = time.process_time()
        for end in islice(self._frames, frames):
            self._view.set_text(self._text[: end * TOKEN], is_open=True)
            self._view.flush()
            self._page.verticalScrollBar().setValue(self._page.verticalScrollBar().maximum())
            self._app.processEvents()
        return time.process_time() - start

    def close(self) -> None:
        self._page.close()


def seconds_of_blocks(app: QApplication, theme: Theme, tokens: list[str]) -> float:
    """CPU seconds to show all of `tokens`."""
    stream = Stream(app, theme, tokens)
    spent = stream.seconds()
    stream.close()
    return spent


def longest_frame_seconds(app: QApplication, theme: Theme, tokens: list[str]) -> float:
    """CPU seconds of the slowest frame in the last eighth of a stream, painting included."""
    view = ReplyView(theme)
    page = _page(view)
    text = "".join(tokens)
    start = len(tokens) * 7 // 8
    view.set_text(text[: start * TOKEN], is_open=True)
    view.flush()
    app.processEvents()  # what is there already is laid out and scrolled to: no part of a frame
    page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())
    app.processEvents()
    gc.collect()
    worst = 0.0
    for end in range(start, len(tokens), TOKENS_PER_FRAME):
        begun = time.process_time()
        view.set_text(text[: end * TOKEN], is_open=True)
        view.flush()
        page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())
        app.processEvents()
        worst = max(worst, time.process_time() - begun)
    page.close()
    return worst


def seconds_of_documents(app: QApplication, tokens: list[str], samples: int = 16) -> float:
    """CPU seconds to set the whole document for every token, from `samples` lengths."""
    browser = QTextBrowser()
    page = _page(browser)
    features = (
        QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML
    )
    costs = []
    for sample in range(1, samples + 1):
        text = "".join(tokens[: len(tokens) * sample // samples])
        start = time.process_time()
        browser.document().setMarkdown(text, features)
        app.processEvents()
        costs.append(time.process_time() - start)
    page.close()
    return sum(costs) * len(tokens) / samples


async def _longest_gap(view: ReplyView, page: QScrollArea, tokens: list[str]) -> float:
    """Seconds by which a 5 ms tick was late at worst, while tokens come at 200 a second."""
    worst, text, started = 0.0, "", time.perf_counter()
    before = started
    for number, token in enumerate(tokens):
        text += token
        view.set_text(text, is_open=True)
        page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())
        while (due := started + (number + 1) / 200) > time.perf_counter():
            await asyncio.sleep(min(0.005, max(0.001, due - time.perf_counter())))
            now = time.perf_counter()
            worst, before = max(worst, now - before), now
        now = time.perf_counter()
        worst, before = max(worst, now - before), now
    return worst


def longest_gap_seconds(app: QApplication, theme: Theme, tokens: list[str]) -> float:
    """The longest time that the event loop was not served during a stream."""
    view = ReplyView(theme)
    page = _page(view)
    with asyncio.Runner(loop_factory=lambda: DesktopEventLoop(app)) as runner:
        worst = runner.run(_longest_gap(view, page, tokens))
    page.close()
    return worst


def _per_token(app: QApplication, theme: Theme, long: list[str], short: list[str]) -> tuple[float, float]:
    """CPU seconds a token of both.

    The short one is shown between the parts of the long one, since machines that others use change their
    speed from one second to the next; what the long one keeps is no garbage to look through meanwhile.
    """
    stream = Stream(app, theme, long)
    frames = len(long) // TOKENS_PER_FRAME // PARTS + 1
    seconds, between = 0.0, []
    for _ in range(PARTS):
        seconds += stream.seconds(frames)
        gc.freeze()
        between.append(seconds_of_blocks(app, theme, short))
        gc.unfreeze()
    stream.close()
    return seconds / len(long), sum(between) / len(between) / len(short)


def run() -> Iterator[Result]:
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication([])
    app.setQuitOnLastWindowClosed(False)
    theme = Theme(app, RESOURCES)
    short, long, longest = reply(500), reply(8000), reply(32_000)
    seconds_of_blocks(app, theme, short)  # imports and font caches are no part of a token's cost
    per_long, per_short = _per_token(app, theme, long, short)
    total = per_long * len(long)
    documents = seconds_of_documents(app, long)
    note = f"{per_long * 1000:.2f} against {per_short * 1000:.2f} ms/token"
    yield Result("Rendering per token, 8,000 tokens / 500", per_long / per_short, "ratio", 1.3, note)
    per_longest, per_short = _per_token(app, theme, longest, short)
    note = f"{per_longest * 1000:.2f} against {per_short * 1000:.2f} ms/token"
    yield Result("Rendering per token, 32,000 tokens / 500", per_longest / per_short, "ratio", 1.3, note)
    yield Result(
        "Longest frame, 32,000 tokens", longest_frame_seconds(app, theme, longest) * 1000, "ms", 48.0
    )
    note = (
        f"{per_long * 1000:.2f} against {documents / len(long) * 1000:.2f} ms/token, the latter interpolated"
    )
    yield Result("Rendering 8,000 tokens / setMarkdown per token", total / documents, "ratio", 0.1, note)
    gap = longest_gap_seconds(app, theme, long)
    yield Result("Longest event-loop gap, 8,000 tokens at 200 a second", gap * 1000, "ms", 100.0)
