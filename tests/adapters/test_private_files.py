import os
import stat
from pathlib import Path

import pytest

from desktop.adapters.private_files import (
    UnsafePath,
    check_private_file,
    private_file,
    private_folder,
    read_private_file,
)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_folders_and_files_are_private_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        private_folder(tmp_path / "a" / "b")
        assert private_file(tmp_path / "a" / "b" / "c") is True
    finally:
        os.umask(before)
    assert [mode(tmp_path / name) for name in ("a", "a/b", "a/b/c")] == [0o700, 0o700, 0o600]
    private_folder(tmp_path / "a" / "b")
    assert private_file(tmp_path / "a" / "b" / "c") is False


def test_a_file_that_others_could_read_is_taken_away_from_them(tmp_path: Path) -> None:
    file = tmp_path / "readable"
    file.write_text("text")
    file.chmod(0o644)
    assert read_private_file(file, 2) == b"tex"
    assert mode(file) == 0o600


def test_what_others_could_change_is_refused(tmp_path: Path) -> None:
    file, folder = tmp_path / "file", tmp_path / "folder"
    file.touch()
    file.chmod(0o666)
    folder.mkdir()
    folder.chmod(0o770)
    with pytest.raises(UnsafePath, match="written by others"):
        check_private_file(file)
    with pytest.raises(UnsafePath, match="written by others"):
        private_folder(folder)


def test_links_and_special_files_are_refused(tmp_path: Path) -> None:
    link, pipe = tmp_path / "link", tmp_path / "pipe"
    link.symlink_to(tmp_path / "nowhere")
    os.mkfifo(pipe, 0o600)
    for check in (private_file, check_private_file, private_folder):
        with pytest.raises(UnsafePath, match="symbolic link"):
            check(link)
    with pytest.raises(UnsafePath, match="ordinary"):
        read_private_file(pipe, 10)
    with pytest.raises(UnsafePath, match="ordinary"):
        private_file(tmp_path)
    assert not (tmp_path / "nowhere").exists()


def test_a_file_in_the_place_of_a_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NotADirectoryError):
        private_folder(tmp_path / "file")
