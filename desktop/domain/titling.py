"""The title of a chat made by a model: what it is asked, and what is made of its answer."""

import re
from dataclasses import replace

from desktop.domain.chat import ChatRequest, Message, Parameters, Role
from desktop.domain.conversation import Conversation, Outcome
from desktop.domain.text import label_text

TITLE_CHARACTERS = 60
_INSTRUCTION = (
    "Write a title for this conversation: at most six words, in the language of the conversation,"
    " on one line, without quotation marks. Answer with the title only."
)
_TITLE_TOKENS = 40
_MOST_WORDS = 12
_ECHO_CHARACTERS = 20
_LABEL = re.compile(r"^(?:title|titel)\s*[:\uff1a]\s*", re.IGNORECASE)
_AROUND = " \t#*_`\"'“”„‘’«»"  # what models put around a title


def wants_title(state: Conversation) -> bool:
    """Whether the chat has just had its first exchange, a whole one, and the user has not named it."""
    if not state.chat_id or state.has_own_title or state.earlier or len(state.turns) != 2:
        return False
    question, reply = state.turns
    is_whole = reply.outcome is Outcome.COMPLETE and bool(reply.content.strip()) and bool(reply.model)
    return question.role is Role.USER and is_whole


def title_request(state: Conversation) -> ChatRequest:
    """The exchange as it was, and then what is wanted: the server has all before that in its cache still.

    What makes a server load a model anew, or keep it for another time, is asked for as in the chat.
    """
    own = state.setup.parameters
    parameters = replace(own, max_tokens=_TITLE_TOKENS, thinking="off", temperature=0.2)
    messages = (*state.history, Message(Role.USER, _INSTRUCTION))
    return ChatRequest(state.turns[-1].model, messages, _without_refusal(parameters))


def title_in(answer: str) -> str:
    """The title in an answer, on one line of at most 60 characters; "" if there is none.

    Small models go on with the story, or say what they were told: the first line of the question is better.
    """
    lines = (label_text(line, TITLE_CHARACTERS * 2).strip(_AROUND) for line in answer.splitlines())
    line = next((line for line in lines if line), "")
    line = _LABEL.sub("", line).strip(_AROUND).rstrip(_AROUND + ".。")
    is_told = line.lower()[:_ECHO_CHARACTERS] in _INSTRUCTION.lower() and len(line) >= _ECHO_CHARACTERS
    if is_told or len(line.split()) > _MOST_WORDS:
        return ""
    return label_text(line, TITLE_CHARACTERS)


def _without_refusal(parameters: Parameters) -> Parameters:
    """A title may be made of less than everything."""
    return replace(parameters, allows_truncation=None)
