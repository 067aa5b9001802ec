import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.chat import ChatSetup, Parameters, Role
from desktop.domain.conversation import Conversation, Outcome, Turn
from desktop.domain.titling import title_in, title_request, wants_title

QUESTION = Turn(1, Role.USER, "Why is the sky blue?")
REPLY = Turn(2, Role.ASSISTANT, "Scattering.", model="m")
FIRST = Conversation(7, "Why is the sky blue?", (QUESTION, REPLY))


@pytest.mark.parametrize(
    ("answer", "title"),
    [
        ("Blue Sky", "Blue Sky"),
        ('\n  **"Blue Sky"**.\nIt is about…', "Blue Sky"),
        ("# Title: Why the sky is blue.", "Why the sky is blue"),
        ("Titel: „Blauer Himmel“", "Blauer Himmel"),
        ("\u202eevil\x00 title", "evil title"),
        ("  \n\t", ""),
        ("***", ""),
        ("At most six words, in the language of the conversation, on one line.", ""),
        ("Once upon a time there was a question about the sky, and nobody knew why it was blue.", ""),
        ("Six", "Six"),
        (f"{'Donaudampfschiff' * 5} {'x' * 20}", f"{'Donaudampfschiff' * 3}Donaudampfs…"),
    ],
)
def test_a_title_is_one_line_without_what_models_put_around_it(answer: str, title: str) -> None:
    assert title_in(answer) == title


@given(st.text())
def test_no_answer_makes_a_title_of_several_lines_or_more_than_sixty_characters(answer: str) -> None:
    title = title_in(answer)
    assert len(title) <= 60
    assert title == title.strip()
    assert "\n" not in title


def test_only_a_whole_first_exchange_wants_a_title() -> None:
    assert wants_title(FIRST)
    stopped = Turn(2, Role.ASSISTANT, "Scat", outcome=Outcome.STOPPED, model="m")
    for other in (
        Conversation(0, "", (QUESTION, REPLY)),
        Conversation(7, "Mine", (QUESTION, REPLY), has_own_title=True),
        Conversation(7, "", (QUESTION, stopped)),
        Conversation(7, "", (QUESTION, REPLY, QUESTION, REPLY)),
        Conversation(7, "", (QUESTION, REPLY), earlier=4),
    ):
        assert not wants_title(other)


def test_the_model_is_asked_as_in_the_chat_so_that_it_is_neither_loaded_anew_nor_let_go() -> None:
    own = Parameters(context_length=8192, keep_alive="-1", temperature=1.5, allows_truncation=False)
    state = Conversation(7, "", (QUESTION, REPLY), setup=ChatSetup("Be brief.", own))
    request = title_request(state)
    assert request.messages[:-1] == state.history
    parameters = request.parameters
    assert (parameters.context_length, parameters.keep_alive) == (8192, "-1")
    assert (parameters.thinking, parameters.allows_truncation) == ("off", None)
