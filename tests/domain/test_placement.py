import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.gpu import GpuReading, GpuSnapshot, GpuVendor
from desktop.domain.library import LibraryTag
from desktop.domain.memory import MemoryFacts
from desktop.domain.models import LoadedModel
from desktop.domain.placement import (
    RUNTIME_BYTES,
    SYSTEM_BYTES,
    Room,
    default_context,
    needed_bytes,
    place,
    room_of,
)
from desktop.domain.pull_advice import Fit

GIB = 1024**3
BEST_FIRST = (Fit.GPU, Fit.PARTLY, Fit.MEMORY, Fit.TOO_LARGE)
LLAMA3 = LibraryTag("llama3:8b", 4_700_000_000, "8.0B", "Q4_0", 8192, 131072)
BYTES = st.integers(0, 200 * GIB)


def card(total: int | None, used: int | None = 0, vendor: GpuVendor = GpuVendor.NVIDIA) -> GpuReading:
    return GpuReading("gpu", "Card", vendor, vram_used_bytes=used, vram_total_bytes=total)


def room(gpu: int, memory: int, used: int = 0) -> Room:
    return Room(gpu, used, memory, memory)


def test_a_model_takes_weights_context_and_what_the_server_needs() -> None:
    assert needed_bytes(4_700_000_000, 8192, LLAMA3) == 4_700_000_000 + GIB + RUNTIME_BYTES
    sliding = LibraryTag("g:4b", 1, "1B", "Q4_0", 8192, 0, 5_000)
    assert needed_bytes(1, 8192, sliding) == 1 + 5_000 + RUNTIME_BYTES


def test_an_unknown_model_takes_more_context_memory_the_larger_it_is() -> None:
    sizes = [int(size * 1e9) for size in (0.3, 1.5, 3.5, 8, 15, 30, 400)]
    contexts = [needed_bytes(size, 4096) - size - RUNTIME_BYTES for size in sizes]
    assert contexts == [4096 * each * 1024 for each in (64, 112, 144, 192, 256, 320, 320)]
    unknown = LibraryTag("x:1b", sizes[0], "1B", "Q4_0", 8192)
    assert needed_bytes(sizes[0], 4096, unknown) == needed_bytes(sizes[0], 4096)


@pytest.mark.parametrize(
    ("gpu", "trained", "tokens"),
    [
        (0, 0, 4096),
        (23 * GIB - 1, 131072, 4096),
        (23 * GIB, 131072, 32768),
        (47 * GIB - 1, 131072, 32768),
        (47 * GIB, 0, 262144),
        (47 * GIB, 131072, 131072),
        (0, 2048, 2048),
    ],
)
def test_the_context_is_the_servers_default_and_no_longer_than_trained(
    gpu: int, trained: int, tokens: int
) -> None:
    assert default_context(gpu, trained) == tokens


def test_the_room_counts_gpus_for_models_only_and_leaves_the_system_its_part() -> None:
    small = card(512 * 1024**2, vendor=GpuVendor.INTEL)
    asleep = card(8 * GIB, None)
    snapshot = GpuSnapshot((card(24 * GIB, 3 * GIB), small, asleep))
    memory = MemoryFacts(32 * GIB, 10 * GIB)
    assert room_of(snapshot, memory) == Room(32 * GIB, 3 * GIB, 32 * GIB - SYSTEM_BYTES, 10 * GIB)
    assert room_of(None, None) == Room()
    assert room_of(GpuSnapshot((card(None),)), None) == Room()


def test_a_computer_with_little_memory_may_use_all_that_is_free() -> None:
    assert room_of(None, MemoryFacts(2 * GIB, GIB)) == Room(0, 0, GIB, GIB)


@pytest.mark.parametrize(("total", "gpu"), [(24, 16), (36, 24), (48, 36)])
def test_an_apple_gpu_takes_its_part_of_the_same_memory(total: int, gpu: int) -> None:
    snapshot = GpuSnapshot((card(None, None, GpuVendor.APPLE),))
    found = room_of(snapshot, MemoryFacts(total * GIB, total * GIB))
    assert found == Room(gpu * GIB, 0, (total - gpu) * GIB, (total - gpu) * GIB)
    assert room_of(snapshot, None) == Room()


def test_one_byte_decides() -> None:
    assert place(10 * GIB, room(10 * GIB, 0)).fit is Fit.GPU
    partly = place(10 * GIB, room(10 * GIB - 1, 1))
    assert partly.fit is Fit.PARTLY
    assert partly.gpu_fraction == pytest.approx(1.0)
    assert place(10 * GIB, room(10 * GIB - 1, 0)).fit is Fit.TOO_LARGE
    assert place(10 * GIB, room(0, 10 * GIB)).fit is Fit.MEMORY
    assert place(10 * GIB, room(0, 10 * GIB - 1)).fit is Fit.TOO_LARGE


def test_a_gpu_that_could_take_next_to_nothing_has_no_part_in_it() -> None:
    assert place(100 * GIB, room(5 * GIB, 200 * GIB)).gpu_fraction == pytest.approx(0.05)
    placement = place(100 * GIB, room(5 * GIB - 1, 200 * GIB))
    assert (placement.fit, placement.gpu_fraction) == (Fit.MEMORY, None)


def test_without_a_word_about_memory_only_the_gpu_is_judged() -> None:
    assert place(10 * GIB, Room(10 * GIB)).fit is Fit.GPU
    assert place(10 * GIB, Room(9 * GIB)).fit is Fit.UNKNOWN
    assert place(10 * GIB, Room()).fit is Fit.UNKNOWN


def test_what_others_hold_on_the_gpu_is_not_there() -> None:
    assert place(8 * GIB, room(10 * GIB, 50 * GIB, used=2 * GIB)).fit is Fit.GPU
    assert place(8 * GIB, room(10 * GIB, 50 * GIB, used=2 * GIB + 1)).fit is Fit.PARTLY


def test_loaded_models_give_way_one_after_the_other() -> None:
    first = LoadedModel("a:1b", 2 * GIB, 2 * GIB, expires_at="2026-01-01T10:00:00Z")
    second = LoadedModel("b:1b", 3 * GIB, 3 * GIB, expires_at="2026-01-01T11:00:00Z")
    idle = LoadedModel("c:1b", 3 * GIB, 0, expires_at="2026-01-01T09:00:00Z")
    loaded = (second, first, idle)
    space = room(10 * GIB, 50 * GIB, used=6 * GIB)
    assert place(4 * GIB, space, loaded).would_unload == ()
    assert place(6 * GIB, space, loaded).would_unload == ("a:1b",)
    assert place(9 * GIB, space, loaded).would_unload == ("a:1b", "b:1b")
    partly = place(9 * GIB + 1, space, loaded)
    assert (partly.fit, partly.would_unload) == (Fit.PARTLY, ("c:1b", "a:1b", "b:1b"))


def test_a_model_does_not_stand_in_its_own_way() -> None:
    own = LoadedModel("llama3:latest", 8 * GIB, 8 * GIB)
    placement = place(9 * GIB, room(10 * GIB, 0, used=9 * GIB), (own,), "llama3")
    assert (placement.fit, placement.would_unload) == (Fit.GPU, ())


def test_models_in_the_memory_give_way_there() -> None:
    other = LoadedModel("a:1b", 4 * GIB, 0)
    space = Room(0, 0, 14 * GIB, 8 * GIB)
    assert place(8 * GIB, space, (other,)).would_unload == ()
    placement = place(12 * GIB, space, (other,))
    assert (placement.fit, placement.would_unload, placement.is_tight) == (Fit.MEMORY, ("a:1b",), False)


def test_it_is_tight_where_other_programs_hold_the_memory() -> None:
    space = Room(4 * GIB, 0, 14 * GIB, 5 * GIB)
    assert not place(9 * GIB, space).is_tight
    assert place(9 * GIB + 1, space).is_tight
    assert place(9 * GIB + 1, space).fit is Fit.PARTLY


def test_a_server_that_does_not_tell_sizes_frees_nothing() -> None:
    silent = LoadedModel("a:1b", None, None)
    assert place(10 * GIB, room(10 * GIB, 0, used=1), (silent,)).fit is Fit.TOO_LARGE


@given(
    needed=BYTES,
    gpu=BYTES,
    more=BYTES,
    used=BYTES,
    memory=BYTES,
    free=BYTES,
    loaded=st.lists(BYTES, max_size=3),
)
def test_more_gpu_memory_never_makes_it_fit_worse(
    needed: int, gpu: int, more: int, used: int, memory: int, free: int, loaded: list[int]
) -> None:
    models = tuple(LoadedModel(f"m:{place}", size, size) for place, size in enumerate(loaded))
    less = place(needed, Room(gpu, used, memory, free), models)
    better = place(needed, Room(gpu + more, used, memory, free), models)
    assert BEST_FIRST.index(better.fit) <= BEST_FIRST.index(less.fit)
    assert (better.gpu_fraction or 0) >= (less.gpu_fraction or 0) or better.fit is Fit.GPU


@given(needed=BYTES, gpu=BYTES, used=BYTES, memory=BYTES, less=st.floats(0, 1))
def test_a_smaller_model_never_fits_worse(needed: int, gpu: int, used: int, memory: int, less: float) -> None:
    space = Room(gpu, used, memory, memory)
    small, large = place(int(needed * less), space), place(needed, space)
    assert BEST_FIRST.index(small.fit) <= BEST_FIRST.index(large.fit)


@given(total=st.integers(GIB, 500 * GIB), more=BYTES, needed=BYTES)
def test_more_memory_never_makes_it_fit_worse_on_a_mac(total: int, more: int, needed: int) -> None:
    apple = GpuSnapshot((card(None, None, GpuVendor.APPLE),))
    less, better = (room_of(apple, MemoryFacts(size, size)) for size in (total, total + more))
    assert BEST_FIRST.index(place(needed, better).fit) <= BEST_FIRST.index(place(needed, less).fit)
