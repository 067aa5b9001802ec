"""Every window and dialog: names, keyboard, translation, and room for the words in every language."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.adapters.chat_store import SqliteChatStore
from desktop.app.language import Speech
from desktop.app.loop import DesktopEventLoop
from desktop.domain.providers import Endpoint
from desktop.domain.secrets import Where
from desktop.domain.settings import Language
from desktop.domain.setup import SetupRoute
from desktop.ui.chat.transcript import ORDER_MILLISECONDS
from desktop.ui.dialogs import PlainTextDialog
from desktop.ui.models.elided import ElidedLabel
from desktop.ui.models.import_dialog import ImportDialog
from desktop.ui.rendering.links import LinkDialog
from desktop.ui.settings.headers_dialog import HeadersDialog
from desktop.ui.settings.key_dialog import KeyDialog
from desktop.ui.shortcuts_window import show_shortcuts
from desktop.ui.theme import Theme
from desktop.ui.window_questions import ask_address, ask_title
from scripts.translations import compile_into
from tests.servers.ollama import OllamaDouble
from tests.services.setup_bench import SetupBench
from tests.ui.conftest import Ui
from tests.ui.settings.settings_bench import SettingsBench
from tests.ui.setup.conftest import SetupUi
from tests.ui.walking import cut_off, sharing_keys, unnamed, unreached, untranslated

ELIDED = (ElidedLabel,)
"""Labels that shorten what they say when there is no room, and say all of it in their tooltip and name."""
DEADLINE_MILLISECONDS = 15_000
PATIENCE = 10
QUESTION = "1 + 1"
FOREIGN = re.compile(
    r"\bTARS(?: Desktop)?\b|\btars(?:_ollama_data)?\b"
    r"|\bOllama\b|\bModel Runner\b|\bDocker(?: [\d.]+)?\b|\bCompose [\d.]+|\bNVIDIA\b|\bAMD\b"
    r"|\bllama\.cpp\b|\bvLLM\b|\bgemma3-270m\b"
    r"|\bgemma3:270m\b|\bllama3:8b\b|\bsmall:1b\b|ollama/ollama:latest|\bQ4_K_M\b|\bScripted licence\b"
    r"|\bEnglish\b|\bDeutsch\b|\bappsettings\.json\b|/[\w./-]+/[\w./-]+"
    r"|https?://[\w.:/-]+|\bexample\.org\b|127\.0\.0\.1(?::\d+)?|\b[0-9a-f]{12}\b"
    r"|\d[\d.,]*\s?(?:[kMGT]?B|[kM]|s|ms|min|h|W|GiB)\b"
    r"|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b"
    r"|\bLISTEN container [\w-]+"
    r"|\b[A-Z]\b"
)
"""What nobody translates: names of products, models, files and hosts; figures with their units; months, which
come from the locale; and the letter of a key."""

LOOKS = [(Language.ENGLISH, 2.0), (Language.GERMAN, 1.0), (Language.GERMAN, 2.0), (Language.PSEUDO, 1.0)]
in_every_look = pytest.mark.parametrize(
    "look", LOOKS, indirect=True, ids=lambda look: f"{look[0]} at {look[1]:.0%}"
)


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("resources")
    (folder / "translations").mkdir()
    compile_into(folder / "translations")
    return folder


@pytest.fixture
def look(request: pytest.FixtureRequest, qapp: QApplication, compiled: Path) -> Iterator[Language]:
    """The language in which windows are made from now on, with letters of a multiple of the usual size."""
    language, factor = request.param
    locale, font = QLocale(), qapp.font()
    larger = qapp.font()
    if font.pixelSize() > 0:
        larger.setPixelSize(round(font.pixelSize() * factor))
    else:
        larger.setPointSizeF(font.pointSizeF() * factor)
    qapp.setFont(larger)
    speech = Speech(qapp, compiled)
    speech.use(language)
    yield language
    speech.use(Language.ENGLISH)
    qapp.setFont(font)
    QLocale.setDefault(locale)


class Walk:
    """What is found wrong in the windows that are looked at."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self.found: list[str] = []

    def look_at(self, name: str, window: QWidget) -> None:
        missed = unreached(window)
        for _ in range(PATIENCE):  # layouts follow, step by step, what has just been rendered
            if not cut_off(window, ELIDED):
                break
            settle()
        problems = {
            "has no name": unnamed(window),
            "is not reached by Tab": missed,
            "is cut off": cut_off(window, ELIDED),
            "shares its key": sharing_keys(window),
            "is not translated": untranslated(window, FOREIGN) if self._language is Language.PSEUDO else [],
        }
        self.found += [f"{name}: {what} {problem}" for problem, these in problems.items() for what in these]


@in_every_look
def test_pages(look: Language, ui: Ui) -> None:
    window, walk = ui.window, Walk(look)
    ui.ask(QUESTION)
    ui.until(lambda: ui.answer_text() and ui.is_quiet())
    for width, height in ((1280, 800), (720, 480)):
        window.resize(width, height)
        for show in (window.show_chat, window.show_models, window.show_stack, window.show_health):
            show()
            ui.qtbot.waitExposed(window)
            settle()
            walk.look_at(f"{show.__name__} at {width}", window)
    assert not walk.found, "\n".join(walk.found)


def walk_dialog(walk: Walk, name: str, open_dialog: Callable[[], object]) -> None:
    """Look at the one dialog that is opened."""
    open_dialog()
    settle()
    (dialog,) = (w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible())
    walk.look_at(name, dialog)
    dialog.close()
    settle()


@in_every_look
def test_dialogs(look: Language, ui: Ui, theme: Theme) -> None:
    walk = Walk(look)
    for name, open_dialog in dialogs(ui, theme).items():
        walk_dialog(walk, name, open_dialog)
    assert not walk.found, "\n".join(walk.found)


def dialogs(ui: Ui, theme: Theme) -> dict[str, Callable[[], object]]:
    window, page = ui.window, ui.window.stack_page
    return {
        "rename": lambda: ask_title(theme, "1", print, window),
        "address": lambda: ask_address(theme, print, window),
        "link": lambda: LinkDialog(theme, QUrl("https://example.org/"), window).open(),
        "import": lambda: ImportDialog(theme, ui.models, window).open(),
        "shortcuts": lambda: show_shortcuts(theme, window),
        "stack options": page.open_options,
        "configuration": lambda: PlainTextDialog(theme, "1", "2", window).open(),
    }


@pytest.fixture
def setup_ui(qtbot: QtBot, qt_loop: DesktopEventLoop, theme: Theme, tmp_path: Path) -> Iterator[SetupUi]:
    opening = qt_loop.create_task(SqliteChatStore.open(tmp_path / "private" / "chats.db"))
    qtbot.waitUntil(opening.done)
    with OllamaDouble() as server:
        bench = SetupBench(opening.result(), tmp_path, ollama_url=server.url)
        ui = SetupUi(qtbot, qt_loop, theme, bench)
        yield ui
        ui.window.close()
        bench.engine.gate.set()
        ui.run(bench.aclose())
        ui.run(opening.result().aclose())


@pytest.fixture
def settings_bench(
    qtbot: QtBot, qt_loop: DesktopEventLoop, theme: Theme, tmp_path: Path
) -> Iterator[SettingsBench]:
    def until(condition: Callable[[], object]) -> None:
        qtbot.waitUntil(lambda: bool(condition()), timeout=DEADLINE_MILLISECONDS)

    with OllamaDouble() as server:
        bench = SettingsBench(qt_loop, until, theme, tmp_path, [Endpoint("ollama", "Ollama", server.url)])
        qtbot.addWidget(bench.window, before_close_func=None)
        bench.providers.refresh()
        until(lambda: not bench.providers.state.is_checking)
        bench.window.bring_up()
        yield bench
        bench.close()


@in_every_look
def test_settings(look: Language, settings_bench: SettingsBench) -> None:
    window, walk = settings_bench.window, Walk(look)
    for width, height in ((960, 640), (480, 400)):
        window.resize(width, height)
        for page in window.pages:
            window.show_page(page)
            settle()
            walk.look_at(f"{page.name} at {width}", window)
    assert not walk.found, "\n".join(walk.found)


@in_every_look
def test_dialogs_of_the_settings(look: Language, settings_bench: SettingsBench, theme: Theme) -> None:
    window, walk = settings_bench.window, Walk(look)
    for dialog in (
        KeyDialog(theme, "Ollama", "/1", Where.FILE, lambda *_: "", window),
        HeadersDialog(theme, (("1", "2"),), lambda _: "", window),
    ):
        dialog.open()
        settle()
        walk.look_at(type(dialog).__name__, dialog)
        dialog.close()
        settle()
    assert not walk.found, "\n".join(walk.found)


@in_every_look
def test_setup(look: Language, setup_ui: SetupUi) -> None:
    walk, service = Walk(look), setup_ui.bench.setup
    setup_ui.open()
    for route in (SetupRoute.DOCKER, SetupRoute.PROVIDER):
        service.use_route(route)
        for step in service.state.steps:
            service.show(step.step)
            setup_ui.until(lambda: setup_ui.window.page.setup == service.state)
            for width, height in ((960, 640), (560, 440)):
                setup_ui.window.resize(width, height)
                settle()
                walk.look_at(f"{step.step} at {width}", setup_ui.window)
    assert not walk.found, "\n".join(walk.found)


def settle() -> None:
    """Let layouts and delayed frames be done, and the messages be put into the order of Tab."""
    QTest.qWait(ORDER_MILLISECONDS + 50)
