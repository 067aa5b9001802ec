"""Two hands at one settings file at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from desktop.adapters.settings_file import SettingsFile
from desktop.domain.settings import Settings

ROUNDS = 40


def test_an_edit_in_the_moment_after_a_write_is_not_taken_for_that_write(tmp_path: Path) -> None:
    path = tmp_path / "config" / "settings.toml"
    file = SettingsFile(path)
    file.read()
    file.write(Settings(model="mine"))
    with ThreadPoolExecutor(1) as pool:
        for number in range(ROUNDS):
            before = path.stat().st_ino
            writing = pool.submit(file.write, Settings(model=f"mine-{number}"))
            while path.stat().st_ino == before:
                pass
            path.write_text('model = "theirs"\n', encoding="utf-8")
            writing.result()
            found = file.reread()
            assert found is not None
            assert found[0].model == "theirs"
