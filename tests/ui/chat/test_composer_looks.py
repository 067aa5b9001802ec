"""Composer, notice and panel, walked by Tab in German and with words that are longer."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from desktop.domain.settings import Language
from tests.ui.chat.conftest import Desk
from tests.ui.chat.test_composing import attach
from tests.ui.test_every_window import Walk, compiled, look, settle

__all__ = ["compiled", "look"]  # fixtures, found by their names

LOOKS = [(Language.GERMAN, 1.0), (Language.PSEUDO, 1.0)]
SIZES = ((1280, 800), (720, 480))


@pytest.mark.parametrize("look", LOOKS, indirect=True, ids=str)
def test_nothing_is_cut_off_unnamed_or_out_of_reach(look: Language, desk: Desk, tmp_path: Path) -> None:
    walk, window = Walk(look), desk.ui.window
    (tmp_path / "7").write_text("7\n" * 20)
    (tmp_path / "8").write_bytes(b"\x7fELF\0")
    QImage(64, 48, QImage.Format.Format_RGB32).save(str(tmp_path / "9.jpg"))
    (tmp_path / "9.jpg").rename(tmp_path / "9")
    attach(desk, *(tmp_path / name for name in ("7", "8", "9")))
    desk.ui.until(lambda: desk.attaching.state.is_blind)
    for width, height in SIZES:
        window.resize(width, height)
        settle()
        walk.look_at(f"files at {width}", window)
    desk.attaching.clear()
    desk.composer.set_text("7" * 16_000)
    for width, height in SIZES:
        window.resize(width, height)
        settle()
        walk.look_at(f"notice at {width}", window)
    desk.composing.panel.bring_up()
    settle()
    walk.look_at("panel", desk.composing.panel)
    desk.composing.panel.hide()
    assert not walk.found, "\n".join(walk.found)
