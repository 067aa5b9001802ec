from desktop.domain.gpu import (
    HISTORY_SAMPLES,
    HISTORY_SECONDS,
    GpuFault,
    GpuHistory,
    GpuReading,
    GpuSnapshot,
    GpuTrouble,
    GpuVendor,
)

GIB = 1024**3
LOST = GpuFault(GpuVendor.NVIDIA, GpuTrouble.LOST)


def round_at(seconds: float, *gpus: str, faults: tuple[GpuFault, ...] = ()) -> GpuSnapshot:
    readings = tuple(GpuReading(gpu, gpu, GpuVendor.NVIDIA, utilization_percent=seconds) for gpu in gpus)
    return GpuSnapshot(readings, faults, seconds)


def test_ten_minutes_are_kept_and_no_more() -> None:
    history = GpuHistory()
    for second in range(0, 1300, 2):
        history = history.with_snapshot(round_at(second, "a"))
    kept = history.of("a")
    assert kept[-1].at_seconds == 1298
    assert kept[-1].at_seconds - kept[0].at_seconds == HISTORY_SECONDS
    assert [sample.utilization_percent for sample in kept] == [s.at_seconds for s in kept]


def test_the_number_of_samples_is_bounded_at_any_pace() -> None:
    history = GpuHistory()
    for tick in range(HISTORY_SAMPLES * 3):
        history = history.with_snapshot(round_at(tick * 0.01, "a"))
    assert len(history.of("a")) == HISTORY_SAMPLES


def test_a_gpu_that_went_away_is_forgotten_after_ten_minutes() -> None:
    history = GpuHistory().with_snapshot(round_at(0, "a", "b"))
    assert history.with_snapshot(round_at(599, "a")).of("b")
    later = history.with_snapshot(round_at(601, "a"))
    assert not later.of("b")
    assert list(later.samples) == ["a"]


def test_a_fault_is_marked_where_it_began() -> None:
    history = GpuHistory().with_snapshot(round_at(0, "a"))
    for second in (2, 4, 6):
        history = history.with_snapshot(round_at(second, faults=(LOST,)))
    history = history.with_snapshot(round_at(8, "a")).with_snapshot(round_at(10, faults=(LOST,)))
    assert list(history.fault_times) == [2, 10]
    assert history.with_snapshot(round_at(605, "a")).fault_times == (10,)


def test_only_gpus_that_model_servers_use_count_for_models() -> None:
    cases = (
        (GpuVendor.NVIDIA, None, True),
        (GpuVendor.APPLE, None, True),
        (GpuVendor.AMD, 16 * GIB, True),
        (GpuVendor.AMD, GIB // 2, False),
        (GpuVendor.INTEL, None, False),
    )
    for vendor, vram, expected in cases:
        assert GpuReading("0", "", vendor, vram_total_bytes=vram).is_for_models is expected
