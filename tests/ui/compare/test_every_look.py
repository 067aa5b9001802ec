"""The comparison and the quick question in every language, with large letters, and in small windows."""

from desktop.domain.settings import Language
from desktop.ui.quick.window import QuickWindow
from desktop.ui.theme import Theme
from tests.servers.faults import Status
from tests.ui.compare.conftest import Bench
from tests.ui.conftest import Ui
from tests.ui.test_every_window import Walk, compiled, in_every_look, look, settle

__all__ = ["compiled", "look"]  # fixtures


@in_every_look
def test_comparison(look: Language, bench: Bench) -> None:
    walk = Walk(look)
    bench.failing.fault, bench.failing.fault_after = Status(500, "1"), 0
    bench.ui.server.reply_with("1")
    bench.other.reply_with("1")
    bench.entry.show()
    for width, height in ((1280, 800), (720, 480)):
        bench.ui.window.resize(width, height)
        if not bench.columns:
            settle()
            walk.look_at("empty", bench.ui.window)
            bench.page.ask("1", bench.ui.chats.current.state.setup)
            bench.ui.until(lambda: not bench.comparison.state.is_busy and bench.columns[2].notice.isVisible())
        settle()
        walk.look_at(f"compared at {width}", bench.ui.window)
    assert not walk.found, "\n".join(walk.found)


@in_every_look
def test_quick_question(look: Language, ui: Ui, theme: Theme) -> None:
    walk = Walk(look)
    quick = QuickWindow(theme, ui.chats, ui.providers)
    ui.qtbot.addWidget(quick, before_close_func=None)
    quick.bring_up()
    settle()
    walk.look_at("empty", quick)
    ui.server.reply_with("1")
    quick.ask_anew("1")
    ui.until(lambda: quick.conversation is not None and not quick.conversation.is_busy)
    settle()
    walk.look_at("answered", quick)
    assert not walk.found, "\n".join(walk.found)
