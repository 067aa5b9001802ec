"""System prompt, parameters and presets of a chat, as a person sets them."""

from PySide6.QtCore import Qt

from desktop.domain.catalog import ModelChoice
from desktop.domain.chat import ChatSetup, Parameters, Preset
from desktop.domain.providers import Endpoint
from desktop.providers.detection import connect
from desktop.services.sources import AddressSource
from desktop.ui.chat.setup_panel import SetupPanel
from tests.servers.openai_compatible import OpenAIDouble
from tests.ui.chat.conftest import Desk


def opened(desk: Desk) -> SetupPanel:
    desk.composing.parameters.click()
    return desk.composing.panel


def write(desk: Desk, panel: SetupPanel, name: str, text: str) -> None:
    field = panel.fields.rows[name].field
    field.clear()
    desk.ui.qtbot.keyClicks(field, text)


def presets(desk: Desk) -> list[Preset]:
    return list(desk.ui.settings.state.presets)


def setup_of(desk: Desk) -> ChatSetup:
    return desk.ui.chats.current.state.setup


def test_what_is_set_goes_with_the_next_question(desk: Desk) -> None:
    panel = opened(desk)
    assert panel.fields.system.field.hasFocus() or not panel.isActiveWindow()
    panel.fields.system.field.setPlainText("Be brief.")
    write(desk, panel, "temperature", "0,3")
    write(desk, panel, "keep_alive", "10m")
    panel.fields.refuses.click()
    expected = ChatSetup("Be brief.", Parameters(temperature=0.3, keep_alive="10m", allows_truncation=False))
    desk.ui.until(lambda: setup_of(desk) == expected)
    desk.ui.ask("Hi")
    desk.ui.until(desk.ui.is_quiet)
    (request,) = [one for one in desk.ui.server.requests if one.path == "/api/chat"]
    messages = request.field("messages")
    assert isinstance(messages, list)
    assert messages[0] == {"role": "system", "content": "Be brief."}
    assert request.field("options") == {"temperature": 0.3}
    assert request.field("keep_alive") == "10m"


def test_what_cannot_be_used_is_said_and_changes_nothing(desk: Desk) -> None:
    panel = opened(desk)
    write(desk, panel, "top_p", "3")
    panel.apply()
    assert panel.fields.rows["top_p"].problem.text() == (
        "Top-p is a number above 0 and up to 1, such as 0.9."
    )
    assert setup_of(desk) == ChatSetup()
    write(desk, panel, "top_p", "0.5")
    panel.apply()
    assert panel.fields.rows["top_p"].problem.isHidden()
    assert setup_of(desk).parameters.top_p == 0.5


def test_only_what_the_provider_can_do_is_shown(desk: Desk) -> None:
    panel = opened(desk)
    assert panel.fields.rows["keep_alive"].isVisible()
    assert panel.fields.thinking.isVisible()
    assert panel.fields.rows["temperature"].field.placeholderText() == "Usually 0.8"
    with OpenAIDouble() as server:
        desk.ui.providers.add(AddressSource(Endpoint("llama", "llama.cpp", server.url), connect))
        desk.ui.providers.choose(ModelChoice("llama", "gemma3-270m"))
        desk.ui.until(lambda: not panel.fields.rows["keep_alive"].isVisible())
        assert not panel.fields.thinking.isVisible()
        assert not panel.fields.refuses.isVisible()
        assert panel.fields.rows["seed"].isVisible()
        assert panel.fields.rows["temperature"].field.placeholderText() == "The server's own"
        desk.ui.providers.choose(ModelChoice("ollama", "gemma3:270m"))
        desk.ui.run(desk.attaching.aclose())


def test_a_level_of_thinking_is_chosen(desk: Desk) -> None:
    panel = opened(desk)
    panel.fields.thinking.setCurrentIndex(panel.fields.thinking.findData("high"))
    panel.apply()
    assert setup_of(desk).parameters.thinking == "high"
    panel.fields.thinking.setCurrentIndex(0)
    panel.apply()
    assert setup_of(desk).parameters.thinking is None


def test_a_preset_is_kept_taken_over_and_deleted(desk: Desk) -> None:
    panel = opened(desk)
    write(desk, panel, "seed", "42")
    dialog = panel.presets.save(ChatSetup("", Parameters(seed=42)))
    dialog.field.setText("Repeatable & co")
    dialog.accept()
    assert presets(desk) == [Preset("Repeatable & co", ChatSetup("", Parameters(seed=42)))]
    again = panel.presets.save(ChatSetup())
    again.field.setText("Repeatable & co")
    again.accept()
    assert "There is a preset of this name" in again.problem.text()
    again.reject()
    desk.ui.chats.new_chat()
    panel.presets.menu_of_presets.actions()[0].trigger()
    assert setup_of(desk).parameters.seed == 42
    assert panel.fields.rows["seed"].field.text() == "42"
    panel.presets.deletion.actions()[0].trigger()
    assert presets(desk) == []
    assert not panel.presets.deletion.isEnabled()


def test_the_setup_becomes_that_of_new_chats_and_is_reset_to_it(desk: Desk) -> None:
    panel = opened(desk)
    panel.fields.system.field.setPlainText("Be brief.")
    panel.default.click()
    assert desk.ui.settings.state.chat_defaults == ChatSetup("Be brief.")
    assert not panel.default.isEnabled()
    panel.fields.system.field.setPlainText("Be long.")
    panel.apply()
    panel.reset.click()
    assert panel.fields.system.text() == "Be brief."
    assert setup_of(desk) == ChatSetup("Be brief.")


def test_the_panel_follows_the_chat_in_front_and_loses_nothing(desk: Desk) -> None:
    desk.ui.ask("Hi")
    desk.ui.until(desk.ui.is_quiet)
    first = desk.ui.chats.current
    panel = opened(desk)
    panel.fields.system.field.setPlainText("For the first.")
    desk.ui.chats.new_chat()  # sooner than what was typed holds
    assert first.state.setup.system == "For the first."
    assert panel.fields.system.text() == ""
    panel.fields.system.field.setPlainText("For the second.")
    panel.hide()
    assert setup_of(desk).system == "For the second."


def test_a_context_that_is_raised_elsewhere_is_shown(desk: Desk) -> None:
    panel = opened(desk)
    desk.composer.set_text("x" * 16_000)
    desk.guard.raise_context()
    desk.ui.until(lambda: panel.fields.rows["context_length"].field.text() == "8192")


def test_the_panel_opens_and_closes_by_keys(desk: Desk) -> None:
    desk.ui.window.activateWindow()
    desk.composer.setFocus()
    desk.ui.qtbot.keyClick(
        desk.composer.prompt,
        Qt.Key.Key_P,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    assert desk.composing.panel.isVisible()
    desk.ui.until(desk.composing.panel.isActiveWindow)
    desk.ui.qtbot.keyClick(desk.composing.panel, Qt.Key.Key_Escape)
    assert not desk.composing.panel.isVisible()
