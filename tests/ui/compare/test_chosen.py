"""Which models are asked together."""

import pytest

from desktop.domain.catalog import Catalog, ModelChoice, ProviderRow, Reach
from desktop.domain.comparison import MOST_COLUMNS
from desktop.domain.models import InstalledModel
from desktop.domain.providers import Endpoint
from desktop.ui.compare.chosen import usual_choices
from tests.ui.compare.conftest import FIRST, OTHER, Bench


def row(
    name: str, *models: str, url: str = "http://127.0.0.1:1", reach: Reach = Reach.AVAILABLE
) -> ProviderRow:
    return ProviderRow(Endpoint(name, name, url), reach, models=tuple(InstalledModel(m) for m in models))


AWAY = row("away", "big", "bigger", url="https://models.example")


@pytest.mark.parametrize(
    ("rows", "chosen", "usual"),
    [
        ((row("a", "x", "y"), AWAY), ModelChoice("a", "y"), [("a", "x"), ("a", "y")]),
        ((row("a", "x"), row("b", "z", "w"), AWAY), ModelChoice("a", "x"), [("a", "x"), ("b", "z")]),
        ((row("a", "x"), AWAY), ModelChoice("away", "bigger"), [("a", "x"), ("away", "bigger")]),
        ((row("a", "x"), row("b", "z", reach=Reach.UNAVAILABLE)), ModelChoice("a", "x"), [("a", "x")]),
        ((), ModelChoice(), []),
    ],
)
def test_without_a_tick_nobody_elsewhere_is_asked_but_whom_the_chat_asks(
    rows: tuple[ProviderRow, ...], chosen: ModelChoice, usual: list[tuple[str, str]]
) -> None:
    assert usual_choices(Catalog(rows, chosen)) == tuple(ModelChoice(*one) for one in usual)


def test_a_model_that_runs_elsewhere_is_not_one_of_this_computer() -> None:
    cloud = InstalledModel("big:cloud", remote_host="https://models.example")
    here = ProviderRow(
        Endpoint("a", "a", "http://127.0.0.1:1"), Reach.AVAILABLE, models=(InstalledModel("x"), cloud)
    )
    assert usual_choices(Catalog((here,), ModelChoice("a", "x"))) == (ModelChoice("a", "x"),)


def test_ticks_stay_while_a_provider_is_away_and_are_not_asked_then(bench: Bench) -> None:
    bench.chosen.tick(FIRST, is_ticked=False)
    assert OTHER in bench.chosen.choices
    assert FIRST not in bench.chosen.choices
    bench.other.refuse()
    bench.ui.providers.refresh()
    bench.ui.until(lambda: OTHER not in bench.chosen.choices)
    bench.other.accept_again()
    bench.ui.providers.refresh()
    bench.ui.until(lambda: OTHER in bench.chosen.choices)


def test_no_more_are_ticked_than_can_be_shown(bench: Bench) -> None:
    for number in range(MOST_COLUMNS + 2):
        bench.ui.server.models[f"m{number}"] = 1
    bench.ui.providers.refresh()
    row_is_full = MOST_COLUMNS + 3
    bench.ui.until(lambda: len(bench.ui.providers.state.rows[0].models) == row_is_full)
    for number in range(MOST_COLUMNS + 2):
        bench.chosen.tick(ModelChoice("ollama", f"m{number}"), is_ticked=True)
    assert len(bench.chosen.choices) == MOST_COLUMNS
    assert bench.chosen.is_full
