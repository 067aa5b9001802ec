from desktop.domain.attachments import Attachment, AttachmentKind
from desktop.domain.chat import PLAIN_SETUP, ChatSetup, Message, Role
from desktop.domain.conversation import Turn
from desktop.domain.prompting import messages_for
from tests.domain.chat_trees import IMAGE, png


def text_file(content: str, name: str = "notes.md") -> Attachment:
    return Attachment(name, AttachmentKind.TEXT, "text/plain", content.encode())


def test_the_system_prompt_comes_first_and_a_blank_one_not_at_all() -> None:
    question = Turn(1, Role.USER, "Hi")
    assert messages_for([question], ChatSetup("Be brief."))[0] == Message(Role.SYSTEM, "Be brief.")
    assert messages_for([question], ChatSetup(" \n")) == (Message(Role.USER, "Hi"),)


def test_files_stand_before_the_question_in_fences_that_their_text_cannot_end() -> None:
    question = Turn(1, Role.USER, "Why?", attachments=(text_file("a\n````\nb\n"), IMAGE))
    (message,) = messages_for([question], PLAIN_SETUP)
    assert message.content == "notes.md:\n`````\na\n````\nb\n`````\n\nWhy?"
    assert message.images == (png(),)


def test_a_question_may_be_a_picture_alone() -> None:
    (message,) = messages_for([Turn(1, Role.USER, "", attachments=(IMAGE,))], PLAIN_SETUP)
    assert message == Message(Role.USER, "", (png(),))


def test_what_was_attached_to_a_question_without_a_reply_goes_with_the_next() -> None:
    first = Turn(1, Role.USER, "first", attachments=(IMAGE,))
    messages = messages_for([first, Turn(2, Role.ASSISTANT, ""), Turn(3, Role.USER, "second")], PLAIN_SETUP)
    assert messages == (Message(Role.USER, "first\n\nsecond", (png(),)),)


def test_the_name_of_a_file_is_one_line() -> None:
    (message,) = messages_for([Turn(1, Role.USER, "", attachments=(text_file("x", "a\nb"),))], PLAIN_SETUP)
    assert message.content.startswith("a b:\n")
