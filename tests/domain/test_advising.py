from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.adapters.library_file import read_library
from desktop.domain.advising import advice_for
from desktop.domain.gpu import GpuReading, GpuSnapshot, GpuVendor
from desktop.domain.library import Library, LibraryModel, LibraryTag
from desktop.domain.memory import MemoryFacts
from desktop.domain.models import InstalledModel, LoadedModel, RemoteModel
from desktop.domain.placement import RUNTIME_BYTES
from desktop.domain.pull_advice import Advice, Fit

GB = 1_000_000_000
GIB = 1024**3
BEST_FIRST = (Fit.GPU, Fit.PARTLY, Fit.MEMORY, Fit.TOO_LARGE)


def tag(name: str, gb: float, context: int = 8192) -> LibraryTag:
    return LibraryTag(name, int(gb * GB), "8.0B", "Q4_0", context, 131072)


OWL = LibraryModel(
    "owl",
    "Acme",
    "Chat",
    ("completion", "tools"),
    "MIT",
    (tag("owl:1b", 1), tag("owl:8b", 5), tag("owl:30b", 19), tag("owl:70b", 43)),
    "owl:8b",
)
EYE = LibraryModel("eye", "Acme", "Sees", ("completion", "vision"), "MIT", (tag("eye:70b", 43),), "eye:70b")
PEEK = LibraryModel("peek", "Forge", "Sees", ("completion", "vision"), "MIT", (tag("peek:4b", 3),), "peek:4b")
SEEK = LibraryModel("seek", "Forge", "Search", ("embedding",), "MIT", (tag("seek:1b", 1),), "seek:1b")
LIBRARY = Library((EYE, OWL, PEEK, SEEK), date(2026, 6, 30))


def gpus(total: int, used: int = 0) -> GpuSnapshot:
    return GpuSnapshot(
        (GpuReading("0", "Card", GpuVendor.NVIDIA, vram_used_bytes=used, vram_total_bytes=total),)
    )


def memory(gib: int) -> MemoryFacts:
    return MemoryFacts((gib + 2) * GIB, gib * GIB)


def advice(name: str, gpu: int = 24, host: int = 32, **more: object) -> Advice:
    found: dict[str, object] = {"library": LIBRARY, "gpus": gpus(gpu * GIB), "memory": memory(host)}
    return advice_for(name, **(found | more))  # type: ignore[arg-type]  # each test names what it varies


def test_a_known_model_is_advised_upon_without_asking_anybody() -> None:
    found = advice("owl", free_disk_bytes=200 * GB, context_length=8192)
    needed = 5 * GB + 8192 * 131072 + RUNTIME_BYTES
    assert found == Advice("owl", 5 * GB, False, 200 * GB, Fit.GPU, needed, 8192, 24 * GIB)


def test_the_registry_knows_better_than_the_list() -> None:
    found = advice("owl:8b", remote=RemoteModel("owl:8b", 6 * GB))
    assert (found.download_bytes, found.is_download_certain) == (6 * GB, True)
    assert found.memory_bytes == 6 * GB + 8192 * 131072 + RUNTIME_BYTES
    silent = advice("owl:8b", remote=RemoteModel("owl:8b"))
    assert (silent.download_bytes, silent.is_download_certain) == (5 * GB, False)


def test_of_a_model_that_nobody_knows_nothing_is_said() -> None:
    assert advice("crow:8b", free_disk_bytes=5 * GB) == Advice("crow:8b", free_disk_bytes=5 * GB)


def test_an_unknown_model_is_judged_by_the_registrys_size_and_a_rule_of_thumb() -> None:
    found = advice("hf.co/acme/crow", remote=RemoteModel("hf.co/acme/crow", 5 * GB), context_length=4096)
    assert found.fit is Fit.GPU
    assert found.memory_bytes == 5 * GB + 4096 * 144 * 1024 + RUNTIME_BYTES


def test_a_server_elsewhere_has_a_gpu_that_is_not_known() -> None:
    found = advice("owl:8b", is_local=False)
    assert found == Advice("owl:8b", 5 * GB, False)


def test_the_context_is_the_servers_default_and_no_longer_than_trained() -> None:
    assert advice("owl:8b", gpu=8).context_length == 4096
    assert advice("owl:8b", gpu=24).context_length == 8192  # 32,768 by default, trained for 8,192
    assert advice("owl:8b", context_length=100_000).context_length == 8192
    assert advice("crow", gpu=24, remote=RemoteModel("crow", GB)).context_length == 32768


def test_what_is_installed_is_known_under_all_its_names() -> None:
    installed = (InstalledModel("owl:latest", 5 * GB, digest="abc"),)
    assert advice("owl", installed=installed).is_installed
    assert not advice("owl:8b", installed=installed).is_installed


def test_nothing_is_fetched_of_what_is_there_and_current() -> None:
    installed = (InstalledModel("owl:8b", 5 * GB, digest="abc"),)
    current = advice(
        "owl:8b", installed=installed, remote=RemoteModel("owl:8b", 5 * GB, "abc"), free_disk_bytes=1
    )
    assert (current.download_bytes, current.is_download_certain, current.lacks_space) == (0, True, False)
    newer = advice(
        "owl:8b", installed=installed, remote=RemoteModel("owl:8b", 5 * GB, "def"), free_disk_bytes=1
    )
    assert newer.lacks_space


def test_an_installed_model_that_only_the_server_knows_is_judged_by_its_size() -> None:
    found = advice("mine", installed=(InstalledModel("mine:latest", 5 * GB),))
    assert (found.fit, found.download_bytes) == (Fit.GPU, None)


def test_a_model_that_is_larger_than_the_gpu_runs_there_partly_and_a_smaller_one_is_named() -> None:
    found = advice("owl:30b", gpu=12, loaded=(LoadedModel("eye:70b", 4 * GB, 4 * GB),))
    assert found.fit is Fit.PARTLY
    assert found.gpu_fraction == pytest.approx(12 * GIB / (found.memory_bytes or 1))
    assert (found.smaller, found.would_unload) == ("owl:8b", ("eye:70b",))


def test_too_large_for_all_is_said_and_the_largest_that_fits_best_is_named() -> None:
    found = advice("owl:70b", gpu=24, host=8)
    assert (found.fit, found.smaller) == (Fit.TOO_LARGE, "owl:30b")
    assert advice("owl:70b", gpu=8, host=32).smaller == "owl:8b"


def test_without_a_gpu_the_memory_is_what_counts() -> None:
    found = advice("owl:8b", gpus=None)
    assert (found.fit, found.gpu_bytes, found.smaller) == (Fit.MEMORY, None, "")
    large = advice("owl:70b", gpus=GpuSnapshot(), host=8)
    assert (large.fit, large.smaller) == (Fit.TOO_LARGE, "owl:8b")


def test_where_the_family_has_none_a_model_that_can_as_much_is_named() -> None:
    assert advice("eye:70b").smaller == "peek:4b"
    assert advice("crow", remote=RemoteModel("crow", 50 * GB)).smaller == "owl:30b"


def test_a_model_that_can_less_is_not_named() -> None:
    without = Library((EYE, OWL, SEEK))
    assert advice("eye:70b", library=without).smaller == ""


def test_too_little_disk_names_what_the_disk_takes() -> None:
    found = advice("owl:30b", free_disk_bytes=10 * GB)
    assert (found.fit, found.lacks_space, found.smaller) == (Fit.GPU, True, "owl:8b")
    assert advice("owl:1b", free_disk_bytes=0).smaller == ""
    assert advice("owl:70b", gpu=0, host=0, free_disk_bytes=10 * GB).smaller == ""
    elsewhere = advice("owl:70b", free_disk_bytes=10 * GB, host=8)
    assert elsewhere.smaller == "owl:8b"


def test_a_loaded_model_gives_way_and_is_named() -> None:
    loaded = (LoadedModel("eye:70b", 20 * GIB, 20 * GIB),)
    found = advice("owl:8b", gpus=gpus(24 * GIB, 21 * GIB), loaded=loaded)
    assert (found.fit, found.would_unload) == (Fit.GPU, ("eye:70b",))
    alone = advice("owl:8b", gpus=gpus(24 * GIB, 21 * GIB))
    assert alone.fit is Fit.PARTLY


def test_memory_that_others_hold_is_told() -> None:
    tight = advice("owl:8b", gpus=None, memory=MemoryFacts(32 * GIB, GIB))
    assert (tight.fit, tight.is_memory_tight) == (Fit.MEMORY, True)


def test_a_24_gb_card_and_the_models_people_ask_about() -> None:
    library = read_library()
    known = {
        name: advice(name, library=library, context_length=8192).fit
        for name in (
            "llama3:8b",
            "mistral-small:24b",
            "qwen3:32b",
            "gpt-oss:20b",
            "llama3.3:70b",
            "gpt-oss:120b",
        )
    }
    assert known == {
        "llama3:8b": Fit.GPU,
        "mistral-small:24b": Fit.GPU,
        "qwen3:32b": Fit.GPU,
        "gpt-oss:20b": Fit.GPU,
        "llama3.3:70b": Fit.PARTLY,
        "gpt-oss:120b": Fit.TOO_LARGE,
    }
    assert advice("gpt-oss:120b", library=library).smaller == "gpt-oss:20b"


TAGS = [tag for _, tag in read_library().tags]


@given(
    model=st.sampled_from(TAGS),
    gpu=st.integers(0, 96 * GIB),
    more=st.integers(0, 96 * GIB),
    host=st.integers(0, 256),
    tokens=st.integers(512, 262144),
)
def test_more_gpu_memory_never_makes_a_model_fit_worse(
    model: LibraryTag, gpu: int, more: int, host: int, tokens: int
) -> None:
    less, better = (
        advice(model.name, library=read_library(), gpus=gpus(size), host=host, context_length=tokens)
        for size in (gpu, gpu + more)
    )
    assert BEST_FIRST.index(better.fit) <= BEST_FIRST.index(less.fit)


@given(
    model=st.sampled_from(TAGS), gpu=st.integers(0, 96), host=st.integers(0, 256), disk=st.integers(0, 500)
)
def test_what_is_proposed_is_smaller_fits_the_disk_and_no_worse(
    model: LibraryTag, gpu: int, host: int, disk: int
) -> None:
    library = read_library()
    found = advice(model.name, gpu, host, library=library, free_disk_bytes=disk * GB)
    if not found.smaller:
        return
    proposed = library.tag(found.smaller)
    assert proposed is not None
    assert proposed.size_bytes < model.size_bytes
    assert proposed.size_bytes <= disk * GB
    instead = advice(found.smaller, gpu, host, library=library, free_disk_bytes=disk * GB)
    gain = BEST_FIRST.index(found.fit) - BEST_FIRST.index(instead.fit)
    assert gain > 0 or (found.lacks_space and gain == 0)
