from desktop.domain.chat import Role
from desktop.domain.context import ContextUse, ContextWarning
from desktop.domain.context_cut import ContextCut, cut_of
from desktop.domain.conversation import Conversation, Turn

FULL = ContextWarning.FULL
TURNS = tuple(Turn(number, Role.USER, "x") for number in (11, 12, 13, 14))


def test_nothing_is_lost_while_it_fits() -> None:
    assert not cut_of(Conversation(), ContextUse(4000, 4096), cuts=True).is_anything


def test_the_messages_above_the_line_are_counted_with_those_not_loaded() -> None:
    use = ContextUse(5000, 4096, True, 13, FULL)
    assert cut_of(Conversation(turns=TURNS), use, cuts=True) == ContextCut(messages=2)
    assert cut_of(Conversation(turns=TURNS, earlier=60), use, cuts=True) == ContextCut(messages=62)


def test_a_server_that_does_not_cut_refuses() -> None:
    use = ContextUse(5000, 4096, True, 0, FULL)
    assert cut_of(Conversation(turns=TURNS), use, cuts=False) == ContextCut(is_refused=True)


def test_a_question_can_be_too_long_by_itself() -> None:
    use = ContextUse(5000, 4096, True, 0, FULL, draft_tokens=4500)
    assert cut_of(Conversation(), use, cuts=False) == ContextCut(is_question_too_long=True)
