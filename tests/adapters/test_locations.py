import subprocess
import sys
from pathlib import Path

import pytest

from desktop.adapters.locations import find_locations, resources_dir


def test_one_folder_holds_everything_if_the_environment_says_so(tmp_path: Path) -> None:
    places = find_locations({"TARS_DESKTOP_HOME": str(tmp_path)})
    assert places.settings_file == tmp_path / "config" / "settings.toml"
    assert places.chats_file == tmp_path / "data" / "chats.db"
    folders = {places.config, places.data, places.logs, places.cache, places.runtime}
    assert len(folders) == 5
    assert {folder.parent for folder in folders} == {tmp_path}
    assert list(tmp_path.iterdir()) == []


def test_otherwise_they_are_the_ones_of_the_system(tmp_path: Path) -> None:
    program = (
        "from desktop.adapters.locations import find_locations\n"
        "places = find_locations(); print(places.settings_file, places.chats_file)"
    )
    root = str(Path(__file__).parents[2])
    for environment in ({"HOME": str(tmp_path / "ä 😀")}, {}):
        run = subprocess.run(
            [sys.executable, "-X", "utf8", "-c", program],
            env=environment | {"PYTHONPATH": root}, capture_output=True, encoding="utf-8", check=True,
        )  # fmt: skip
        assert "tars-desktop" in run.stdout
        assert run.stdout.rstrip().endswith("chats.db")
        if environment and sys.platform == "linux":
            assert run.stdout.startswith(f"{environment['HOME']}/.config/tars-desktop/settings.toml ")


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="about the XDG folders")
def test_without_a_folder_for_the_session_sockets_are_among_the_data(tmp_path: Path) -> None:
    program = (
        "from desktop.adapters.locations import find_locations\n"
        "places = find_locations(); print(places.runtime.relative_to(places.data))"
    )
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        env={"HOME": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=True,
    )
    assert (run.stdout, run.stderr) == ("run\n", "")


def test_the_resources_are_found_in_a_checkout() -> None:
    assert (resources_dir() / "icons").is_dir()
