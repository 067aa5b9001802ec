"""The rows of the lists keep Qt's rules for models, and change in place where only their looks do."""

from dataclasses import replace

from pytestqt.modeltest import ModelTester

from desktop.ui.settings.rows import ListRow, RowsModel

ONE, TWO = ListRow("1", "One", "first"), ListRow("2", "Two", "second", spoken="Two, in words")


def test_the_model_keeps_the_rules_while_its_rows_change(qtmodeltester: ModelTester) -> None:
    model = RowsModel()
    qtmodeltester.check(model)
    for rows in ((ONE,), (ONE, TWO), (TWO, ONE), (replace(TWO, tag="Off"), ONE), ()):
        model.show(rows)
        assert model.rows == rows
    assert model.place("1") == -1


def test_what_only_looks_different_resets_nothing() -> None:
    model = RowsModel()
    model.show((ONE, TWO))
    resets: list[None] = []
    changed: list[int] = []
    model.modelReset.connect(lambda: resets.append(None))
    model.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    model.show((ONE, replace(TWO, tag="Off")))
    assert (resets, changed) == ([], [1])
