"""What the settings say is used at once, and what is chosen in a window is in the settings."""

from desktop.app.kept_choices import KeptChoices
from desktop.domain.catalog import ModelChoice
from desktop.domain.pulls import PullPhase
from tests.servers.downloads import published
from tests.ui.conftest import Ui


def test_the_number_of_pulls_at_once_is_used_as_it_changes(ui: Ui) -> None:
    choices = KeptChoices(ui.settings, ui.providers, ui.pulls, ui.window)
    downloads = ui.server.downloads
    downloads.publish(*(published(f"{name}:1b", 5_000_000, 485) for name in "abc"))
    downloads.bytes_per_second = 200_000
    ui.settings.change(pulls_at_once=1)
    for name in "abc":
        ui.pulls.pull("ollama", f"{name}:1b")
    ui.until(lambda: running(ui) == 1)
    ui.settings.change(pulls_at_once=3)
    ui.until(lambda: running(ui) == 3)
    downloads.bytes_per_second = 0
    ui.until(lambda: running(ui) == 0)
    assert choices.parent() is ui.window


def test_a_choice_is_kept(ui: Ui) -> None:
    choices = KeptChoices(ui.settings, ui.providers, ui.pulls, ui.window)
    ui.providers.choose(ModelChoice("ollama", "gemma3:270m"))
    assert (ui.settings.state.provider, ui.settings.state.model) == ("ollama", "gemma3:270m")
    choices.add_address(ui.server.url)
    assert ui.settings.state.endpoints[-1].url == ui.server.url
    assert ui.settings.state.provider == ui.settings.state.endpoints[-1].id


def running(ui: Ui) -> int:
    return sum(pull.phase is PullPhase.DOWNLOADING for pull in ui.pulls.state.rows)
