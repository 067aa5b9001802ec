"""Light and dark are followed live: nothing on the screen keeps a color of the scheme before."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import partial

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from desktop.domain.settings import Appearance
from desktop.ui.main_window import MainWindow
from desktop.ui.theme import DARK, LIGHT, Theme, Tokens
from desktop.ui.tray import Tray
from tests.ui.conftest import Ui

pytestmark = pytest.mark.qt_log_ignore("No such signal QPlatformNativeInterface", extend=True)
MARKDOWN = (
    "# Head\n\nA [link](https://example.org), `code` and **bold**.\n\n```python\ndef f(x): return 1\n```\n\n",
    "| a | b |\n|---|---|\n| 1 | 2 |\n\n> quoted\n\n- one\n- two\n",
)
SCHEMES = ((Appearance.DARK, DARK), (Appearance.LIGHT, LIGHT), (Appearance.DARK, DARK))
FEW_PIXELS = 24
"""Where an edge is smoothed between two colors, a pixel may have a third one by chance."""


@pytest.fixture
def colors(theme: Theme) -> Iterator[Theme]:
    """The theme, which is that of all tests, light again at the end."""
    yield theme
    theme.use(Appearance.LIGHT)


def pixels(widget: QWidget) -> Counter[int]:
    picture = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return Counter(memoryview(picture.constBits()).cast("I"))


def value(color: str) -> int:
    return int(color.lstrip("#"), 16) | 0xFF000000


def left_over(seen: Counter[int], tokens: Tokens) -> dict[str, int]:
    """How many pixels have a color that only the other scheme has, by its name."""
    other, own = asdict(LIGHT if tokens is DARK else DARK), set(asdict(tokens).values())
    counts = {name: seen[value(color)] for name, color in other.items() if color not in own}
    return {name: count for name, count in counts.items() if count > FEW_PIXELS}


def is_clean(window: QWidget, tokens: Tokens) -> bool:
    return not left_over(pixels(window), tokens)


def pages(window: MainWindow) -> tuple[Callable[[], None], ...]:
    return window.show_chat, window.show_stack, window.show_health, window.show_models


@pytest.mark.parametrize("page", range(4), ids=["chat", "stack", "health", "models"])
def test_a_page_that_is_shown_takes_the_other_colors(ui: Ui, colors: Theme, page: int) -> None:
    ui.server.reply_with(*MARKDOWN)
    ui.ask("Show me")
    ui.until(lambda: ui.answers() and ui.is_quiet())
    pages(ui.window)[page]()
    assert left_over(pixels(ui.window), DARK)  # light colors are found where they are
    for scheme, tokens in SCHEMES:
        colors.use(scheme)
        ui.until(partial(is_clean, ui.window, tokens))
        seen = pixels(ui.window)
        assert seen[value(tokens.window)] + seen[value(tokens.surface)] > seen.total() / 2


def test_the_menu_of_the_tray_takes_the_other_colors(ui: Ui, colors: Theme) -> None:
    tray = Tray(colors, ui.window.report, ui.stack, ui.pulls)
    seen: list[list[QImage]] = []
    for scheme, _ in SCHEMES:
        colors.use(scheme)
        fresh = Tray(colors, ui.window.report, ui.stack, ui.pulls)
        assert icons(tray) == icons(fresh)
        seen.append(icons(tray))
        fresh.remove()
    assert seen[0] == seen[2] != seen[1]
    tray.remove()


def icons(tray: Tray) -> list[QImage]:
    return [action.icon().pixmap(16).toImage() for action in tray.menu.actions()]
