"""One model as it is sorted, found and spoken."""

from desktop.domain.installed import UpdateState
from desktop.domain.models import InstalledModel
from desktop.ui.models.entries import Column, EntryMaker
from tests.ui.models.rows import GIB, NOW, ROWS, row

MAKER = EntryMaker(24 * GIB, NOW)


def test_the_spoken_text_of_a_row_says_everything() -> None:
    assert MAKER.entry(ROWS[0]).spoken == (
        "llama3:8b. Default. Size: 4.9\u00a0GB. Parameters: 8.0\u00a0B. Quant.: Q4_K_M. Context: 8k. "
        "Can do: chat, use tools. Last used: Yesterday. State: Not loaded"
    )


def test_pills_say_default_embedding_and_update() -> None:
    both = row("m", capabilities=("embedding",), is_default=True, update=UpdateState.AVAILABLE)
    assert MAKER.entry(both).pills == ("Default", "Embeds", "Update available")
    assert MAKER.entry(both).abilities == ()


def test_what_a_server_does_not_say_is_empty_and_not_known() -> None:
    entry = MAKER.entry(type(ROWS[0])(InstalledModel("bare")))
    assert entry.texts[Column.SIZE] == entry.texts[Column.PARAMETERS] == entry.texts[Column.CONTEXT] == ""
    assert entry.keys[Column.SIZE] is None
    assert entry.keys[Column.LAST_USED] is None


def test_a_hostile_name_is_one_line() -> None:
    entry = MAKER.entry(row("evil\n\u202ename"))
    assert entry.texts[Column.MODEL] == "evil name"
    assert entry.name == "evil\n\u202ename"
