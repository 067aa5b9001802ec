"""The rows: sorted, filtered, and changed in place."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop.domain.installed import ModelVerb
from desktop.ui.models.entries import Column
from desktop.ui.models.table_model import ModelsTableModel
from tests.ui.models.rows import DAY, GIB, NOW, ROWS, row

UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


@pytest.fixture
def model(qtmodeltester: ModelTester) -> ModelsTableModel:
    model = ModelsTableModel()
    qtmodeltester.check(model)
    model.show(ROWS, 24 * GIB, NOW)
    return model


def names(model: ModelsTableModel) -> list[str]:
    return [str(model.index(at, 0).data()) for at in range(model.rowCount())]


def test_it_is_a_model_that_qt_can_trust(model: ModelsTableModel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model)
    model.filter("llama")
    model.sort(Column.SIZE, DOWN)
    model.show((*ROWS[1:], row("new:1b")), 24 * GIB, NOW)
    qtmodeltester.check(model)


@pytest.mark.parametrize(
    ("column", "order", "first", "last"),
    [
        (Column.MODEL, UP, "gemma3:12b", "qwen3:8b"),
        (Column.MODEL, DOWN, "qwen3:8b", "gemma3:12b"),
        (Column.SIZE, UP, "nomic-embed-text", "llama3.3:70b"),
        (Column.SIZE, DOWN, "llama3.3:70b", "nomic-embed-text"),
        (Column.PARAMETERS, UP, "nomic-embed-text", "llama3.3:70b"),
        (Column.QUANTIZATION, UP, "nomic-embed-text", "qwen3:8b"),
        (Column.CONTEXT, UP, "nomic-embed-text", "llama3.3:70b"),
        (Column.CAN_DO, UP, "llama3.3:70b", "nomic-embed-text"),
        (Column.LAST_USED, UP, "qwen3:8b", "llama3.3:70b"),
        (Column.LAST_USED, DOWN, "nomic-embed-text", "llama3.3:70b"),
        (Column.STATE, UP, "qwen3:8b", "llama3.3:70b"),
    ],
)
def test_every_column_sorts_and_what_is_not_known_comes_last(
    model: ModelsTableModel, column: Column, order: Qt.SortOrder, first: str, last: str
) -> None:
    model.sort(column, order)
    assert (names(model)[0], names(model)[-1]) == (first, last)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("LLAMA3", ["llama3.3:70b", "llama3:8b"]),
        ("tools", ["llama3:8b"]),
        ("see pictures", ["gemma3:12b"]),
        ("f16", ["nomic-embed-text"]),
        ("llama3 tools", ["llama3:8b"]),
        ("nothing", []),
        ("  ", ["gemma3:12b", "llama3.3:70b", "llama3:8b", "nomic-embed-text", "qwen3:8b"]),
    ],
)
def test_the_filter_looks_in_name_family_abilities_and_quantization(
    model: ModelsTableModel, text: str, found: list[str]
) -> None:
    model.filter(text)
    assert names(model) == found


def test_a_change_of_one_row_resets_nothing(qtbot: QtBot, model: ModelsTableModel) -> None:
    loading = (replace(ROWS[0], busy=ModelVerb.LOAD), *ROWS[1:])
    kept = model.entries[0]
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.show(loading, 24 * GIB, NOW)
    assert model.entries[model.row_of("llama3:8b")].state.words == "Loading…"
    assert model.entries[0] is kept


def test_sorting_moves_what_views_hold_on_to(model: ModelsTableModel) -> None:
    held = QPersistentModelIndex(model.index(model.row_of("qwen3:8b"), 0))
    model.sort(Column.SIZE, DOWN)
    assert held.data() == "qwen3:8b"
    assert held.row() == model.row_of("qwen3:8b")


def test_time_passes(model: ModelsTableModel) -> None:
    model.age(NOW.addSecs(DAY))
    assert model.entries[model.row_of("qwen3:8b")].texts[Column.LAST_USED] == "Yesterday"


def test_a_cell_says_its_column_to_a_screen_reader(model: ModelsTableModel) -> None:
    at = model.row_of("llama3:8b")
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert str(model.index(at, Column.MODEL).data(spoken)).startswith("llama3:8b. Default. Size:")
    assert model.index(at, Column.CAN_DO).data(spoken) == "Can do: chat, use tools"
    assert "chat, use tools" in str(model.index(at, Column.CAN_DO).data(Qt.ItemDataRole.ToolTipRole))
