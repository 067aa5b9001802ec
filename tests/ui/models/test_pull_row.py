"""One pull as a row: phases, figures, and what can be done."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop.domain.errors import PullFailed
from desktop.domain.pull_causes import PullCause
from desktop.domain.pulls import Pull, PullKey, PullPhase
from desktop.ui.models.pull_row import PullRow
from desktop.ui.theme import Theme

KEY = PullKey("ollama", "phi4:14b")
PULL = Pull(
    KEY, PullPhase.DOWNLOADING, 5_600_000_000, 9_100_000_000, True, 0.62, 0, 48_200_000, seconds_left=72
)
FULL = PullFailed(
    "phi4:14b", PullCause.NO_SPACE, "no space left on device", needed_bytes=9 * 10**9, free_bytes=3 * 10**9
)


@pytest.fixture
def row(qtbot: QtBot, theme: Theme) -> PullRow:
    row = PullRow(theme, KEY)
    qtbot.addWidget(row)
    row.resize(900, 100)
    row.show()
    return row


def press(qtbot: QtBot, widget: object) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_a_download_says_how_far_how_fast_and_how_long(row: PullRow) -> None:
    row.show_pull(PULL, "Ollama")
    assert row.pill.text() == "Downloading"
    assert row.percent.text() == "62\u00a0%"
    assert "9.1\u00a0GB" in row.amount.text()
    assert row.rate.text() == "48.2\u00a0MB/s"
    assert row.left.text() == "1\u00a0min\u00a012\u00a0s\u00a0left"
    assert row.accessibleName().startswith("phi4:14b, Downloading, 62\u00a0%, 5.6")


def test_the_bar_never_goes_back_and_starts_anew_for_a_new_pull(row: PullRow) -> None:
    row.show_pull(PULL, "Ollama")
    row.show_pull(replace(PULL, fraction=0.3), "Ollama")
    assert row.bar.fraction == 0.62
    row.show_pull(replace(PULL, phase=PullPhase.DONE, fraction=1.0), "Ollama")
    row.show_pull(replace(PULL, fraction=0.1), "Ollama")
    assert row.bar.fraction == 0.1


def test_a_queued_pull_is_one_line_that_says_what_it_waits_for(row: PullRow) -> None:
    row.show_pull(Pull(KEY, total_bytes=3_300_000_000), "Ollama", "gemma3:4b")
    assert row.words.whole == "Waiting for gemma3:4b"
    assert row.size_left.text() == "3.3\u00a0GB"
    row.show_pull(Pull(KEY), "Ollama", "gemma3:4b", 9_100_000_000)
    assert row.size_left.text() == "about 9.1\u00a0GB"
    assert not row.bar.isVisible()
    assert not row.toggle.isVisible()


def test_pause_becomes_resume_at_the_same_place(qtbot: QtBot, row: PullRow) -> None:
    told: list[str] = []
    row.pause_wanted.connect(lambda key: told.append(f"pause {key.model}"))
    row.resume_wanted.connect(lambda key: told.append(f"resume {key.model}"))
    row.show_pull(PULL, "Ollama")
    press(qtbot, row.toggle)
    row.show_pull(replace(PULL, phase=PullPhase.PAUSED), "Ollama")
    assert row.toggle.accessibleName() == "Resume phi4:14b"
    press(qtbot, row.toggle)
    assert told == ["pause phi4:14b", "resume phi4:14b"]


def test_a_failure_says_why_with_evidence_and_two_ways_out(qtbot: QtBot, row: PullRow) -> None:
    told: list[str] = []
    row.resume_wanted.connect(lambda _key: told.append("resume"))
    row.dismiss_wanted.connect(lambda _key: told.append("dismiss"))
    row.show_pull(replace(PULL, phase=PullPhase.FAILED, error=FULL), "Ollama")
    assert row.detail.text().startswith("The disk is full: 9.0\u00a0GB needed, 3.0\u00a0GB free.")
    assert row.evidence.text() == "no space left on device"
    press(qtbot, row.copy)
    assert QGuiApplication.clipboard().text() == "no space left on device"
    press(qtbot, row.resume)
    press(qtbot, row.close_button)
    assert told == ["resume", "dismiss"]


def test_a_failure_of_an_earlier_start_keeps_its_sentence(row: PullRow) -> None:
    row.show_pull(replace(PULL, phase=PullPhase.FAILED, problem="The disk was full."), "Ollama")
    assert row.detail.text() == "The disk was full."
    assert not row.evidence.isVisible()


def test_a_lost_connection_can_be_tried_at_once_or_paused(row: PullRow) -> None:
    row.show_pull(replace(PULL, phase=PullPhase.RETRYING, retry_seconds=4.0), "Ollama")
    assert row.pill.text() == "Next try in 4 s"
    assert row.try_now.isVisible()
    assert row.toggle.accessibleName() == "Pause phi4:14b"


def test_a_hostile_name_stays_plain(row: PullRow, qtbot: QtBot, theme: Theme) -> None:
    evil = PullRow(theme, PullKey("ollama", "<img src=x>\n" + "n" * 300))
    qtbot.addWidget(evil)
    evil.show_pull(replace(PULL, key=evil.key), "Ollama")
    assert evil.name.textFormat() is Qt.TextFormat.PlainText
    assert "\n" not in evil.name.whole
    assert evil.minimumSizeHint().width() < 640
    row.show_pull(PULL, "Ollama")
