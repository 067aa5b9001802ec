from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.chat import Message, ReplyEvent, ReplyFinished, ReplyText, ReplyThinking, Role
from desktop.domain.conversation import Conversation, Outcome, Phase, Turn
from desktop.domain.errors import Interrupted, Interruption


def asked(text: str = "Hi") -> Conversation:
    question = Turn(-1, Role.USER, text)
    return Conversation().asked(question, Turn(-2, Role.ASSISTANT, "", outcome=Outcome.ARRIVING))


def test_a_question_waits_for_the_connection_and_tells_the_model_only_what_was_said() -> None:
    state = asked()
    assert state.phase is Phase.CONNECTING
    assert state.history == (Message(Role.USER, "Hi"),)


def test_phases_before_the_first_token_do_not_come_back_after_it() -> None:
    state = asked().waiting(Phase.LOADING).waiting(Phase.READING)
    assert state.phase is Phase.READING
    state = state.received([ReplyThinking("hm")], 1.0)
    assert state.phase is Phase.THINKING
    state = state.received([ReplyText("Hello")], 2.0).waiting(Phase.LOADING)
    assert state.phase is Phase.ANSWERING


def test_speed_is_measured_from_the_first_token_until_the_server_tells_better() -> None:
    state = asked().received([ReplyText("a")], 0.5).received([ReplyText("b"), ReplyText("c")], 1.5)
    reply = state.turns[-1]
    assert reply.first_token_seconds == 0.5
    assert reply.tokens_per_second == pytest.approx(3.0)
    finished = ReplyFinished("stop", prompt_tokens=7, reply_tokens=3, generation_seconds=0.1)
    reply = state.received([finished], 1.6).finished().turns[-1]
    assert reply.tokens_per_second == pytest.approx(30.0)
    assert reply.prompt_tokens == 7
    assert reply.outcome is Outcome.COMPLETE


def test_an_error_after_some_text_interrupts_and_before_any_fails() -> None:
    error = Interrupted(Interruption.CUT)
    kept = asked().received([ReplyText("Hel")], 1.0).failed(error).turns[-1]
    assert (kept.outcome, kept.content, kept.error) == (Outcome.INTERRUPTED, "Hel", error)
    assert asked().failed(error).turns[-1].outcome is Outcome.FAILED


def test_a_retry_stands_beside_the_last_reply_and_takes_the_place_of_one_without_a_word() -> None:
    error = Interrupted(Interruption.CUT)
    new = Turn(-3, Role.ASSISTANT, "", outcome=Outcome.ARRIVING)
    again = asked().received([ReplyText("Hel")], 1.0).failed(error).retried(new)
    assert [(turn.id, turn.siblings) for turn in again.turns] == [(-1, ()), (-3, (-2, -3))]
    assert again.turns[-1].branch == (2, 2)
    assert again.is_replying
    again = asked().failed(error).retried(new)
    assert [(turn.id, turn.siblings) for turn in again.turns] == [(-1, ()), (-2, ())]
    assert again.turns[-1].error is None


def test_a_changed_question_leaves_all_that_follows_the_first_one() -> None:
    state = asked().received([ReplyText("Hello")], 1.0).finished()
    state = state.asked(Turn(-3, Role.USER, "more"), Turn(-4, Role.ASSISTANT, "")).finished()
    state = state.branched(0, Turn(-5, Role.USER, "Ho"), Turn(-6, Role.ASSISTANT, ""))
    assert [(turn.id, turn.siblings) for turn in state.turns] == [(-5, (-1, -5)), (-6, ())]
    assert state.history == (Message(Role.USER, "Ho"),)


def test_a_reply_that_goes_on_adds_to_its_text_and_figures() -> None:
    state = asked().received([ReplyText("one"), ReplyText(" two")], 1.0).received([ReplyText(",")], 2.0)
    begun = state.stopped()
    state = begun.resumed()
    assert state.turns[-1].outcome is Outcome.ARRIVING
    state = state.received([ReplyText(" three")], 0.0, begun.turns[-1])
    end = ReplyFinished("stop", prompt_tokens=99, reply_tokens=5, generation_seconds=2.0)
    reply = state.received([end], 2.1, begun.turns[-1]).finished().turns[-1]
    assert (reply.content, reply.outcome) == ("one two, three", Outcome.COMPLETE)
    assert (reply.reply_tokens, reply.generation_seconds, reply.first_token_seconds) == (8, 3.0, 1.0)


def test_how_long_it_thought_is_known_with_the_first_word() -> None:
    state = asked().received([ReplyThinking("hm")], 1.0).received([ReplyThinking("m")], 3.0)
    assert state.turns[-1].thinking_seconds is None
    state = state.received([ReplyText("42")], 5.0).received([ReplyText("!")], 9.0)
    assert state.turns[-1].thinking_seconds == 4.0


def test_two_questions_in_a_row_reach_the_model_as_one_message() -> None:
    """Templates of Gemma and Mistral refuse two messages of one role in a row."""
    failed = asked("first").failed(Interrupted(Interruption.CUT))
    state = failed.asked(Turn(-3, Role.USER, "second"), Turn(-4, Role.ASSISTANT, ""))
    assert state.history == (Message(Role.USER, "first\n\nsecond"),)


EVENTS = st.one_of(
    st.builds(ReplyText, st.text(min_size=1)),
    st.builds(ReplyThinking, st.text(min_size=1)),
    st.builds(ReplyFinished, st.just("stop")),
)


@given(st.lists(EVENTS, max_size=12), st.data())
def test_no_text_is_lost_however_the_events_are_batched(
    events: list[ReplyEvent], data: st.DataObject
) -> None:
    state = asked()
    rest = list(events)
    while rest:
        count = data.draw(st.integers(1, len(rest)))
        state = state.received(rest[:count], 1.0)
        del rest[:count]
    reply = state.turns[-1]
    assert reply.content == "".join(e.text for e in events if isinstance(e, ReplyText))
    assert reply.thinking == "".join(e.text for e in events if isinstance(e, ReplyThinking))
    assert replace(state.stopped()).phase is Phase.IDLE
