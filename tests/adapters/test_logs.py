import logging
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.adapters.logs import FILE_BYTES, Redaction, logging_to

CANARY = "canary+key/Ä-97531"
log = logging.getLogger("desktop.test")


@pytest.fixture
def redaction() -> Redaction:
    redaction = Redaction()
    redaction.register_secret(f" {CANARY}\n")
    return redaction


@pytest.fixture
def file(tmp_path: Path, redaction: Redaction) -> Iterator[Path]:
    with logging_to(tmp_path / "logs", redaction) as file:
        assert file is not None
        yield file


def test_a_registered_key_is_in_no_line_however_it_is_spelled(
    file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    log.info("key %s", CANARY)
    log.info("url %s", "http://h/?q=canary%2Bkey%2F%C3%84-97531")
    log.info("headers %r", {"x-other": CANARY.encode(), "y": CANARY})
    try:
        raise ValueError(f"Illegal header value {CANARY!a}\\n")
    except ValueError:
        log.exception("failed", stack_info=True)
    caplog.clear()
    text = file.read_text("utf-8")
    assert "canary" not in text
    assert "97531" not in text
    assert text.count("[redacted]") >= 4
    assert "ValueError" in text


@pytest.mark.parametrize(
    "message",
    [
        "sk-proj-SECRETSECRET",
        "Authorization: Bearer SECRET.SECRET",
        "b'Basic SECRET=='",
        "http://user:SECRET@host/path",
        "http://SECRET@host",
        "GET http://host/v1?key=SECRET&x=1",
        "GET http://host/v1?x=1&access_token=SECRET",
        "[(b'x-api-key', b'SECRET')]",
        "{'x-goog-api-key': 'SECRET'}",
        "api_key='SECRET'",
    ],
)
def test_what_looks_like_a_key_is_hidden(message: str) -> None:
    assert "SECRET" not in Redaction().redacted(message)


def test_ordinary_text_stays() -> None:
    text = "no answer from http://127.0.0.1:8080/v1/models?limit=3, see mail@host; task sk-1"
    assert Redaction().redacted(text) == text


def test_a_value_too_short_to_be_a_key_does_not_blot_out_the_log() -> None:
    redaction = Redaction()
    redaction.register_secret("")
    redaction.register_secret("a")
    assert redaction.redacted("banana") == "banana"


def test_a_message_cannot_look_like_a_line_of_its_own(file: Path) -> None:
    log.info("name %s", "x\r\n2026-01-01 00:00:00,000 ERROR desktop: forged")
    assert len([line for line in file.read_text().splitlines() if not line.startswith("    ")]) == 1


def test_the_libraries_that_log_urls_are_quiet(file: Path) -> None:
    for name in ("httpx", "httpcore.http11", "asyncio"):
        logging.getLogger(name).info("GET http://host/?q=private")
    assert file.read_text() == ""


def test_three_small_private_files_are_kept(file: Path) -> None:
    before = os.umask(0)
    try:
        for _ in range(50):
            log.info("%s", "x" * (FILE_BYTES // 10))
    finally:
        os.umask(before)
    files = sorted(file.parent.iterdir())
    assert [entry.name for entry in files] == [file.name, f"{file.name}.1", f"{file.name}.2"]
    assert all(entry.stat().st_size <= FILE_BYTES for entry in files)
    assert {stat.S_IMODE(entry.stat().st_mode) for entry in files} == {0o600}


def test_without_a_safe_folder_warnings_go_to_standard_error(
    tmp_path: Path, redaction: Redaction, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "open"
    folder.mkdir()
    folder.chmod(0o777)
    with logging_to(folder, redaction) as file:
        assert file is None
        log.warning("degraded %s", CANARY)
        log.info("quiet")
    printed = capsys.readouterr().err
    assert "degraded [redacted]" in printed
    assert "quiet" not in printed
    assert list(folder.iterdir()) == []
    caplog.clear()


def test_a_record_that_cannot_be_formatted_prints_nothing(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    handler = next(h for h in logging.getLogger().handlers if getattr(h, "baseFilename", "") == str(file))
    handler.handle(logging.LogRecord("desktop", logging.INFO, "", 0, "%d", (CANARY,), None))
    assert CANARY not in capsys.readouterr().err
    assert file.read_text() == ""
