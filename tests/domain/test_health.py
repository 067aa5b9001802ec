from desktop.domain.health import HealthItem, Watched, item_of, steadied, worst_of
from desktop.domain.health_causes import HealthCause, HealthState

C, S = HealthCause, HealthState
WELL, DOWN = item_of(C.PROVIDER_WELL, 1.0), item_of(C.PROVIDER_TIMED_OUT, 2.0)


def shown(*found: HealthItem) -> list[HealthState]:
    states = []
    watched: Watched | None = None
    for item in found:
        watched = steadied(watched, item)
        assert watched.item.cause is item.cause
        states.append(watched.item.state)
    return states


def test_it_takes_two_failures_to_go_down_and_one_success_to_recover() -> None:
    assert shown(WELL, DOWN, DOWN, DOWN, WELL, DOWN, WELL) == [
        S.OK, S.ATTENTION, S.FAILURE, S.FAILURE, S.OK, S.ATTENTION, S.OK,
    ]  # fmt: skip


def test_what_never_was_up_is_down_at_once() -> None:
    assert shown(DOWN) == [S.FAILURE]
    assert shown(item_of(C.PROVIDER_UNCHECKED, 0), DOWN) == [S.UNKNOWN, S.FAILURE]
    assert shown(item_of(C.PROVIDER_OFF, 0), DOWN) == [S.OFF, S.FAILURE]


def test_a_server_that_is_off_is_off_at_once() -> None:
    assert shown(WELL, item_of(C.PROVIDER_OFF, 0)) == [S.OK, S.OFF]


def test_failures_of_different_causes_count_together() -> None:
    assert shown(WELL, DOWN, item_of(C.PROVIDER_CLOSED, 0)) == [S.OK, S.ATTENTION, S.FAILURE]


def test_the_worst_is_the_first_failure_then_the_first_that_needs_attention() -> None:
    low, full, off = item_of(C.DISK_LOW, 0), item_of(C.DISK_FULL, 0), item_of(C.STACK_OFF, 0)
    assert worst_of((WELL, low, full, DOWN)) is full
    assert worst_of((WELL, off, low)) is low
    assert worst_of((WELL, off, item_of(C.DISK_UNREADABLE, 0))) is None
