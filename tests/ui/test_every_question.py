"""Questions, dialogs of the chat, its find bar, and the setup in trouble, looked at as every window is."""

import pytest
from PySide6.QtGui import QImage

from desktop.app.quit_question import QuitQuestion
from desktop.domain.errors import DockerMissing, StackUnconfirmed
from desktop.domain.pulls import PullPhase
from desktop.domain.secrets import Where
from desktop.domain.settings import Language
from desktop.domain.setup import SetupRoute
from desktop.domain.stack import PortHolder, Removal, StackPhase
from desktop.domain.stack_review import Danger, StackRisk
from desktop.ui.chat.attached import PictureDialog
from desktop.ui.models.delete_dialog import ask_deletion
from desktop.ui.settings.providers_page import ProvidersPage
from desktop.ui.stack.removal_dialog import RemovalDialog
from desktop.ui.stack.risk_dialog import RiskDialog
from desktop.ui.theme import Theme
from tests.servers.downloads import published
from tests.servers.pull_faults import At, Phase
from tests.ui.chat.conftest import Desk, desk
from tests.ui.conftest import Ui
from tests.ui.settings.settings_bench import SettingsBench
from tests.ui.setup.conftest import SetupUi
from tests.ui.test_every_window import (
    Walk,
    compiled,
    in_every_look,
    look,
    settings_bench,
    settle,
    setup_ui,
    walk_dialog,
)

__all__ = ["compiled", "desk", "look", "settings_bench", "setup_ui"]  # fixtures
RISKS = tuple(StackRisk(danger, "web", "/etc/ssl") for danger in Danger)


@in_every_look
def test_questions_about_the_stack(look: Language, ui: Ui, theme: Theme) -> None:
    window, walk = ui.window, Walk(look)
    for removal in Removal:
        walk_dialog(walk, removal.name, RemovalDialog(theme, removal, print, window).open)
    risk = RiskDialog(theme, StackUnconfirmed(RISKS, "1"), print, window)
    walk_dialog(walk, "risk", risk.open)
    assert not walk.found, "\n".join(walk.found)


@in_every_look
def test_questions_about_models(look: Language, ui: Ui, theme: Theme) -> None:
    walk = Walk(look)
    ui.server.loaded = ["gemma3:270m"]
    ui.window.show_models()
    ui.until(lambda: (row := ui.models.state.row("gemma3:270m")) is not None and row.loaded is not None)
    ui.models.set_default("gemma3:270m")
    walk_dialog(walk, "deletion", lambda: ask_deletion(theme, ui.models, "gemma3:270m", ui.window))
    assert not walk.found, "\n".join(walk.found)


@in_every_look
def test_what_quitting_asks(look: Language, ui: Ui, theme: Theme) -> None:
    walk = Walk(look)
    question = QuitQuestion(ui.stack, ui.model_services, ui.settings)

    def ask() -> None:
        question.consider(theme, lambda: ui.window)

    ui.stack.start()
    ui.until(lambda: ui.stack.state.phase is StackPhase.RUNNING)
    walk_dialog(walk, "stack", ask)
    held = ui.server.downloads.hold(At(Phase.LAYER, 0, 4_000_000))
    ui.server.downloads.publish(published("small:1b", 5_000_000, 485))
    ui.pulls.pull("ollama", "small:1b")
    ui.until(lambda: ui.pulls.state.rows[0].phase is PullPhase.DOWNLOADING)
    walk_dialog(walk, "stack and download", ask)
    held.release()
    assert not walk.found, "\n".join(walk.found)


@in_every_look
def test_dialogs_of_the_chat(look: Language, desk: Desk, theme: Theme) -> None:
    walk, window = Walk(look), desk.ui.window
    picture = QImage(60, 40, QImage.Format.Format_RGB32)
    walk_dialog(walk, "picture", PictureDialog(theme, "1", picture, window).open)
    walk_dialog(walk, "parameters", desk.composing.parameters.click)
    assert not walk.found, "\n".join(walk.found)


@in_every_look
def test_the_find_bar(look: Language, ui: Ui) -> None:
    walk, bar = Walk(look), ui.page.find_bar
    ui.server.reply_with("1 1 1")
    ui.ask("1 + 1")
    ui.until(lambda: ui.answer_text() and ui.is_quiet())
    for width, height in ((1280, 800), (720, 480)):
        ui.window.resize(width, height)
        bar.enter()
        for words, is_found in (("1", True), ("2", False)):
            bar.field.setText(words)
            ui.until(lambda: bar.count.text())
            ui.until(bar.next.isEnabled if is_found else lambda: not bar.next.isEnabled())
            settle()
            walk.look_at(f"{words} at {width}", ui.window)
        bar.leave()
    assert not walk.found, "\n".join(walk.found)


@in_every_look
def test_the_question_about_a_key(look: Language, settings_bench: SettingsBench) -> None:
    walk, window = Walk(look), settings_bench.window
    page: ProvidersPage = window.providers
    settings_bench.needs.secrets.store("ollama", "1", Where.KEYRING)
    window.show_key("ollama")
    settings_bench.until(lambda: page.form.fields.key.remove.isVisible())
    settings_bench.until(lambda: not settings_bench.needs.secrets.state.of("ollama").is_busy)
    for width, height in ((960, 640), (480, 400)):
        window.resize(width, height)
        settle()
        walk.look_at(f"with a key at {width}", window)
    walk_dialog(walk, "removal of a key", page.form.fields.key.remove.click)
    assert not walk.found, "\n".join(walk.found)


@pytest.mark.parametrize("trouble", ["no Docker", "no port", "no room"])
@in_every_look
def test_setup_in_trouble(look: Language, setup_ui: SetupUi, trouble: str) -> None:
    walk, bench = Walk(look), setup_ui.bench
    if trouble == "no Docker":
        bench.engine.away = DockerMissing()
    elif trouble == "no port":
        bench.engine.holders = {8080: PortHolder(8080, container="tars-1")}
    else:
        bench.probes.free = 1_000_000
    bench.images.has = False
    setup_ui.open()
    bench.setup.use_route(SetupRoute.DOCKER)
    for step in bench.setup.state.steps:
        bench.setup.show(step.step)
        setup_ui.until(lambda: setup_ui.window.page.setup == bench.setup.state)
        for width, height in ((960, 640), (560, 440)):
            setup_ui.window.resize(width, height)
            settle()
            walk.look_at(f"{step.step} at {width}", setup_ui.window)
    assert not walk.found, "\n".join(walk.found)
