"""Every phase of a pull in words, with figures as the window and the command line write them."""

from dataclasses import replace

import pytest

from desktop.domain.errors import (
    Cause,
    Interrupted,
    Interruption,
    ProviderUnavailable,
    PullFailed,
    TarsError,
)
from desktop.domain.pull_causes import PullCause
from desktop.domain.pulls import Pull, PullKey, PullPhase
from desktop.text.pull_words import pull_text

PULL = Pull(
    PullKey("ollama", "llama3:8b"),
    PullPhase.DOWNLOADING,
    completed_bytes=5600,
    total_bytes=9100,
    fraction=0.62,
    bytes_per_second=48.0,
    seconds_left=72.0,
)
REFUSED = ProviderUnavailable("http://127.0.0.1:1", Cause.REFUSED)


class Figures:
    """Bare, so that the words around them show."""

    def size(self, count: int) -> str:
        return f"{count} B"

    def percent(self, fraction: float) -> str:
        return f"{int(fraction * 100)} %"

    def rate(self, bytes_per_second: float) -> str:
        return f"{bytes_per_second:.0f} B/s"

    def time_left(self, value_seconds: float) -> str:
        return f"{value_seconds:.0f} s left"


FIGURES = Figures()


@pytest.mark.parametrize("phase", PullPhase)
def test_every_phase_has_a_headline_and_a_word(phase: PullPhase) -> None:
    text = pull_text(replace(PULL, phase=phase), FIGURES)
    assert text.headline
    assert text.short
    assert "{" not in text.headline + text.short + text.detail


def test_a_download_is_told_with_its_figures() -> None:
    text = pull_text(PULL, FIGURES)
    assert (text.headline, text.short, text.detail) == ("Downloading", "62 %", "")
    assert (text.percent, text.amount) == ("62 %", "5600 of 9100 B")
    assert (text.rate, text.time_left) == ("48 B/s", "72 s left")


def test_a_unit_is_said_once_where_it_is_the_same() -> None:
    class Units(Figures):
        def size(self, count: int) -> str:
            return f"{count}\u00a0B" if count < 1000 else f"{count / 1000:.1f}\u00a0kB"

    assert pull_text(PULL, Units()).amount == "5.6 of 9.1\u00a0kB"
    small = replace(PULL, completed_bytes=56)
    assert pull_text(small, Units()).amount == "56\u00a0B of 9.1\u00a0kB"


def test_what_is_not_known_is_not_said() -> None:
    text = pull_text(Pull(PULL.key, PullPhase.DOWNLOADING), FIGURES)
    assert (text.percent, text.amount, text.rate, text.time_left) == ("", "", "", "")
    assert text.short == "Pulling"
    assert pull_text(replace(PULL, total_bytes=None), FIGURES).amount == "5600 B"
    assert pull_text(Pull(PULL.key, total_bytes=9100), FIGURES).amount == "9100 B"


def test_a_server_that_does_not_begin_may_be_busy() -> None:
    asked = Pull(PULL.key, PullPhase.MANIFEST)
    assert pull_text(asked, FIGURES).detail == ""
    kept = pull_text(replace(asked, is_kept_waiting=True), FIGURES)
    assert kept.headline == "Looking up the model"
    assert kept.detail.startswith("The server has not begun yet. It may be busy with other downloads")


def test_what_the_server_had_lost_is_told_unless_it_is_next_to_nothing() -> None:
    lost = pull_text(replace(PULL, again_bytes=1200), FIGURES)
    assert lost.detail == "Downloading again what the server had lost (1200 B)"
    assert pull_text(replace(PULL, again_bytes=9), FIGURES).detail == ""


@pytest.mark.parametrize(
    ("error", "headline"),
    [
        (Interrupted(Interruption.CUT), "Connection lost: next try in 4 s"),
        (REFUSED, "Connection lost: next try in 4 s"),
        (Interrupted(Interruption.STALLED), "Nothing came any more: next try in 4 s"),
        (PullFailed("m", PullCause.RATE_LIMITED, ""), "Next try in 4 s"),
    ],
    ids=["cut", "refused", "stalled", "rate limited"],
)
def test_a_try_that_failed_says_when_the_next_is_due(error: TarsError, headline: str) -> None:
    text = pull_text(replace(PULL, phase=PullPhase.RETRYING, error=error, retry_seconds=3.8), FIGURES)
    assert (text.headline, text.short) == (headline, "Retrying")
    assert text.detail
    assert "reply" not in text.detail


def test_a_server_that_is_waited_for_is_named() -> None:
    waiting = replace(PULL, phase=PullPhase.WAITING, error=REFUSED)
    text = pull_text(waiting, FIGURES, provider="Model Runner")
    assert text.headline == "Waits for Model Runner"
    assert text.detail == "Model Runner does not answer. The download goes on by itself when it does."
    assert pull_text(waiting, FIGURES).headline == "Waits for the model server"


def test_a_pull_that_failed_says_why_also_after_a_restart() -> None:
    failed = replace(PULL, phase=PullPhase.FAILED, error=PullFailed("m", PullCause.RATE_LIMITED, ""))
    assert pull_text(failed, FIGURES).detail.startswith("The registry has had too many requests")
    kept = replace(failed, error=None, problem="The disk is full.")
    assert pull_text(kept, FIGURES).detail == "The disk is full."


def test_words_are_translated_before_figures_come_in() -> None:
    def reversed_words(_context: str, text: str) -> str:
        return f"<{text}>"

    text = pull_text(replace(PULL, again_bytes=1200), FIGURES, reversed_words)
    assert text.headline == "<Downloading>"
    assert text.detail == "<Downloading again what the server had lost (1200 B)>"
    assert text.amount == "<5600 of 9100 B>"
