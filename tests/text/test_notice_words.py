"""The words of notifications."""

from desktop.domain.errors import ContainerEnded, PullFailed
from desktop.domain.health import item_of
from desktop.domain.health_causes import HealthCause
from desktop.domain.notices import ItemLost, Notice, PullEnded, ReplyEnded, StackTrouble
from desktop.domain.pull_causes import PullCause
from desktop.domain.pulls import Pull, PullKey, PullPhase
from desktop.domain.stack import StackPhase, StackState
from desktop.text.notice_words import notice_text
from desktop.ui import formats

KEY = PullKey("ollama", "llama3:8b")


def words(notice: Notice) -> tuple[str, str]:
    text = notice_text(notice, formats)
    return text.title, text.body


def test_the_end_of_a_pull_is_told_with_its_size_or_its_reason() -> None:
    done = Pull(KEY, PullPhase.DONE, 4_700_000_000, 4_700_000_000)
    title, body = words(PullEnded(done))
    assert (title, body.replace("\u00a0", " ")) == ("llama3:8b is ready", "4.7 GB")
    error = PullFailed("llama3:8b", PullCause.NOT_FOUND, "file does not exist")
    title, body = words(PullEnded(Pull(KEY, PullPhase.FAILED, error=error)))
    assert title == "llama3:8b could not be pulled"
    assert "llama3:8b" in body
    assert words(PullEnded(Pull(KEY, PullPhase.FAILED, problem="No space.")))[1] == "No space."


def test_the_stack_says_whether_it_ended_or_failed() -> None:
    state = StackState(StackPhase.STOPPED, error=ContainerEnded("Exited (1)", 1))
    ended, failed = words(StackTrouble(state, has_ended=True)), words(StackTrouble(state, has_ended=False))
    assert ended[0] == "The stack has ended by itself"
    assert failed[0] == "The stack could not do what it was asked"
    assert ended[1] == failed[1] != ""


def test_a_reply_is_told_by_its_chat_and_not_by_its_text() -> None:
    assert words(ReplyEnded(1, "Colors", "gemma3", is_complete=True)) == ("gemma3 has answered", "Colors")
    assert words(ReplyEnded(1, "Colors", "", is_complete=False)) == (
        "The model did not answer to the end",
        "Colors",
    )


def test_what_is_lost_is_named() -> None:
    gpu = item_of(HealthCause.GPU_LOST, 0.0, subject="RTX 4090")
    provider = item_of(HealthCause.PROVIDER_TIMED_OUT, 0.0, subject="Lab", id="lab")
    assert words(ItemLost(gpu))[0] == "The GPU is lost"
    assert words(ItemLost(provider))[0] == "Lab does not answer"
    assert words(ItemLost(gpu))[1] != ""


def test_foreign_text_stays_one_short_line_without_controls() -> None:
    evil = "<img src=/dev/zero>\u202egpj.exe\x1b[2J\n" + "x" * 10_000
    title, body = words(ReplyEnded(1, evil, evil, is_complete=True))
    for text in (title, body):
        assert len(text) <= 200
        assert not set(text) & {"\n", "\x1b", "\u202e"}
