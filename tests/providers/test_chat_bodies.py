"""What is sent for pictures, replies that go on, thoughts, and a context that must not be cut."""

from base64 import b64decode

import pytest

from desktop.domain.chat import ChatRequest, Message, Parameters, Role
from desktop.providers.chat_bodies import ollama_chat, openai_chat
from tests.domain.chat_trees import JPEG, png
from tests.providers.conftest import Side, client, reply_of
from tests.servers.model_server import ModelServer

PARTIAL = (Message(Role.USER, "Count"), Message(Role.ASSISTANT, "one, two"))


def asked(*messages: Message, continues: bool = False, **parameters: object) -> ChatRequest:
    return ChatRequest("m", messages, Parameters(**parameters), continues)  # type: ignore[arg-type]  # by name


def test_pictures_go_to_ollama_beside_the_text_and_to_openai_within_it() -> None:
    request = asked(Message(Role.USER, "What is this?", (JPEG, png())))
    (message,) = ollama_chat(request)["messages"]
    assert message["content"] == "What is this?"
    assert [b64decode(image) for image in message["images"]] == [JPEG, png()]
    (message,) = openai_chat(request)["messages"]
    *pictures, text = message["content"]
    assert text == {"type": "text", "text": "What is this?"}
    urls = [picture["image_url"]["url"] for picture in pictures]
    assert [url.partition(",")[0] for url in urls] == ["data:image/jpeg;base64", "data:image/png;base64"]


def test_a_reply_that_was_cut_off_is_the_last_message_and_is_told_to_go_on() -> None:
    body = ollama_chat(asked(*PARTIAL, continues=True))
    assert body["messages"][-1] == {"role": "assistant", "content": "one, two"}
    assert body["think"] is False
    body = openai_chat(asked(*PARTIAL, continues=True))
    assert body["messages"][-1] == {"role": "assistant", "content": "one, two"}
    assert (body["continue_final_message"], body["add_generation_prompt"]) == (True, False)
    assert "continue_final_message" not in openai_chat(asked(*PARTIAL))


@pytest.mark.parametrize(
    ("thinking", "sent"), [("on", True), ("off", False), ("low", "low"), ("medium", "medium")]
)
def test_how_much_a_model_thinks_is_told_to_ollama_only(thinking: str, sent: object) -> None:
    assert ollama_chat(asked(thinking=thinking))["think"] == sent
    assert set(openai_chat(asked(thinking=thinking))) == {"model", "messages"}


def test_an_error_instead_of_a_cut_is_asked_for_only_if_it_is_wanted() -> None:
    body = ollama_chat(asked(allows_truncation=False))
    assert (body["truncate"], body["shift"]) == (False, False)
    for allowed in (None, True):
        assert not {"truncate", "shift"} & set(ollama_chat(asked(allows_truncation=allowed)))
    assert set(openai_chat(asked(allows_truncation=False))) == {"model", "messages"}


@pytest.mark.anyio
async def test_every_server_gets_the_text_to_go_on_with_and_the_space_before_the_rest_stays(
    side: Side, server: ModelServer
) -> None:
    server.reply_with(" three", ", four")
    async with client(side, server.url) as provider:
        reply = await reply_of(provider.chat(ChatRequest(side.model, PARTIAL, continues=True)))
    assert reply.text == " three, four"
    messages = server.requests[-1].field("messages")
    assert isinstance(messages, list)
    assert messages[-1] == {"role": "assistant", "content": "one, two"}
