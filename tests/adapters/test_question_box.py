"""Questions of second starts: what is put in comes out once, and nothing else does."""

import os
import sys
import time
from pathlib import Path

import pytest

from desktop.adapters.private_files import UnsafePath
from desktop.adapters.question_box import MOST_BYTES, MOST_QUESTIONS, OLDEST_SECONDS, QuestionBox

posix = pytest.mark.skipif(sys.platform == "win32", reason="owners and modes of Unix")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "run"


def hostile(folder: Path) -> Path:
    """Where a file of somebody else's making would lie."""
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / f"question-{time.time_ns():020}-00000000.txt"


def test_questions_come_out_once_in_the_order_they_came_in(folder: Path) -> None:
    box = QuestionBox(folder)
    for question in ("first", "", "zwei\n🙂"):
        box.put(question)
    assert box.take() == ["first", "", "zwei\n🙂"]
    assert box.take() == []
    assert list(folder.iterdir()) == []


def test_without_its_folder_there_is_no_question(folder: Path) -> None:
    assert QuestionBox(folder).take() == []


@posix
def test_a_question_is_readable_by_its_user_only(folder: Path) -> None:
    path = QuestionBox(folder).put("secret")
    assert path.stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_question_that_is_withdrawn_is_not_asked(folder: Path) -> None:
    box = QuestionBox(folder)
    path = box.put("never mind")
    box.withdraw(path)
    box.withdraw(path)
    assert box.take() == []


def test_a_question_that_is_too_long_is_not_put_in(folder: Path) -> None:
    box = QuestionBox(folder)
    box.put("x" * MOST_BYTES)
    with pytest.raises(ValueError, match=str(MOST_BYTES + 1)):
        box.put("x" * (MOST_BYTES + 1))
    assert len(box.take()) == 1


@posix
def test_a_folder_that_others_can_write_into_takes_no_question(folder: Path) -> None:
    folder.mkdir()
    folder.chmod(0o777)
    with pytest.raises(UnsafePath):
        QuestionBox(folder).put("Hi")


def test_what_no_box_has_written_is_taken_away_and_not_asked(folder: Path) -> None:
    hostile(folder).write_bytes(b"x" * (MOST_BYTES + 1))
    hostile(folder).write_bytes(b"\xff\xfe not UTF-8")
    old = hostile(folder)
    old.write_text("asked out of the blue")
    os.utime(old, (time.time() - OLDEST_SECONDS - 5,) * 2)
    box = QuestionBox(folder)
    box.put("the real one")
    assert box.take() == ["the real one"]
    assert list(folder.iterdir()) == []


@posix
def test_a_link_is_not_followed_and_what_it_leads_to_stays(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "id_ed25519"
    secret.write_text("private key")
    hostile(folder).symlink_to(secret)
    assert QuestionBox(folder).take() == []
    assert secret.read_text() == "private key"
    assert list(folder.iterdir()) == []


@posix
def test_a_pipe_or_a_folder_holds_nobody_up(folder: Path) -> None:
    os.mkfifo(hostile(folder))
    hostile(folder).mkdir()
    begun = time.monotonic()
    assert QuestionBox(folder).take() == []
    assert time.monotonic() - begun < 1


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root gives files away")
def test_a_file_of_another_user_is_not_asked(folder: Path) -> None:
    path = hostile(folder)
    path.write_text("from a stranger")
    os.chown(path, 65534, 65534)
    assert QuestionBox(folder).take() == []
    assert not path.exists()


@posix
def test_a_file_that_others_can_write_is_not_asked(folder: Path) -> None:
    path = hostile(folder)
    path.write_text("changed by a stranger")
    path.chmod(0o666)
    assert QuestionBox(folder).take() == []


def test_a_flood_is_cut(folder: Path) -> None:
    box = QuestionBox(folder)
    for number in range(MOST_QUESTIONS + 3):
        box.put(str(number))
    assert box.take() == [str(number) for number in range(MOST_QUESTIONS)]
    assert list(folder.iterdir()) == []


def test_nul_bytes_are_left_out(folder: Path) -> None:
    box = QuestionBox(folder)
    box.put("a\0b")
    assert box.take() == ["ab"]
