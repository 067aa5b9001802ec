from dataclasses import replace
from itertools import product

import pytest

from desktop.domain.errors import GpuUnavailable
from desktop.domain.gpu import GpuProcess, GpuReading, GpuSnapshot, GpuVendor
from desktop.domain.gpu_truth import Conclusion, ContainerGpu, Fact, conclude, truth_of
from desktop.domain.models import LoadedModel
from desktop.domain.stack import EngineInfo, GpuChoice, StackOptions, StackPhase, StackState

GIB = 1024**3
LETTERS = {"y": Fact.YES, "n": Fact.NO, "?": Fact.UNKNOWN}
C = Conclusion

SIXTEEN = {
    # On the host, in the engine, in the container, used by the model.
    "yyyy": C.ON_GPU,
    "yyyn": C.MODEL_ON_CPU,
    "yyny": C.FALSE_CLAIM,
    "yynn": C.LOST_IN_CONTAINER,
    "ynyy": C.ON_GPU,  # by CDI, or devices that are handed over without a runtime
    "ynyn": C.MODEL_ON_CPU,
    "ynny": C.FALSE_CLAIM,
    "ynnn": C.NOT_REGISTERED,
    "nyyy": C.ON_UNSEEN_GPU,
    "nyyn": C.MODEL_ON_CPU,
    "nyny": C.FALSE_CLAIM,
    "nynn": C.LOST_ON_HOST,
    "nnyy": C.ON_UNSEEN_GPU,
    "nnyn": C.MODEL_ON_CPU,
    "nnny": C.FALSE_CLAIM,
    "nnnn": C.NO_GPU,
}
UNKNOWNS = {
    "????": C.UNKNOWN,
    "y???": C.NOT_CHECKED,
    "yy??": C.NOT_CHECKED,
    "yn??": C.NOT_REGISTERED,
    "y??n": C.MODEL_ON_CPU,
    "y??y": C.ON_GPU,
    "yyy?": C.READY,
    "yyn?": C.LOST_IN_CONTAINER,
    "y?n?": C.LOST_IN_CONTAINER,
    "yn?n": C.NOT_REGISTERED,
    "n???": C.NO_GPU,
    "ny??": C.LOST_ON_HOST,
    "n??y": C.ON_UNSEEN_GPU,
    "n??n": C.NO_GPU,
    "?yn?": C.LOST_IN_CONTAINER,
    "?nn?": C.NOT_REGISTERED,
    "?y?n": C.MODEL_ON_CPU,
    "?y??": C.NOT_CHECKED,
    "???y": C.ON_GPU,
    "???n": C.UNKNOWN,
    "?n?n": C.UNKNOWN,
    "??y?": C.READY,
}


def concluded(letters: str) -> Conclusion:
    host, engine, container, model = (LETTERS[letter] for letter in letters)
    return conclude(host, engine, container, model)


def test_all_sixteen_combinations_are_in_the_table() -> None:
    assert set(SIXTEEN) == {"".join(letters) for letters in product("yn", repeat=4)}


@pytest.mark.parametrize(("letters", "conclusion"), [*SIXTEEN.items(), *UNKNOWNS.items()])
def test_the_facts_come_to_one_conclusion(letters: str, conclusion: Conclusion) -> None:
    assert concluded(letters) is conclusion


def test_nothing_is_called_lost_or_false_without_a_witness_that_says_no() -> None:
    accusing = (C.FALSE_CLAIM, C.LOST_IN_CONTAINER, C.LOST_ON_HOST, C.NOT_REGISTERED, C.MODEL_ON_CPU)
    for letters in product("yn?", repeat=4):
        if "n" not in letters:
            assert concluded("".join(letters)) not in accusing


RTX = GpuReading("gpu", "RTX", GpuVendor.NVIDIA, "570.86", 6 * GIB, 24 * GIB)
HERE = GpuSnapshot((RTX,))
DOCKER = EngineInfo("27.4", "2.32", runtimes=("runc", "nvidia"))
RUNNING = StackState(StackPhase.RUNNING, DOCKER, gpu=GpuChoice.NVIDIA)
SEES = ContainerGpu(Fact.YES, "GPU 0: RTX")
ON_GPU = LoadedModel("llama3:8b", 5 * GIB, 5 * GIB)
ON_CPU = LoadedModel("llama3:8b", 5 * GIB, 0)


def test_a_model_is_on_the_gpu_when_every_witness_says_so() -> None:
    truth = truth_of(HERE, RUNNING, SEES, (ON_GPU,))
    assert set(truth.facts) == {Fact.YES}
    assert truth.conclusion is C.ON_GPU
    assert (truth.runtime, truth.gpu, truth.container_evidence) == ("nvidia", RTX, "GPU 0: RTX")


def test_a_model_that_is_split_is_partly_on_the_gpu() -> None:
    truth = truth_of(HERE, RUNNING, SEES, (replace(ON_GPU, gpu_bytes=3 * GIB),))
    assert truth.conclusion is C.PARTLY_ON_GPU
    assert truth.placement is not None
    assert truth.placement.gpu_share == 0.6


def test_a_gpu_lost_in_the_container_is_seen_although_the_host_has_it() -> None:
    lost = ContainerGpu(Fact.NO, "Failed to initialize NVML: Unknown Error")
    truth = truth_of(HERE, RUNNING, lost, (ON_CPU,))
    assert truth.facts == (Fact.YES, Fact.YES, Fact.NO, Fact.NO)
    assert truth.conclusion is C.LOST_IN_CONTAINER


def test_a_claim_of_the_whole_gpu_is_false_when_its_memory_is_empty() -> None:
    """A model that still loads is reported as 100 % on the GPU."""
    idle = GpuSnapshot((replace(RTX, vram_used_bytes=GIB // 2),))
    truth = truth_of(idle, RUNNING, SEES, (ON_GPU,))
    assert truth.used_by_model is Fact.NO
    assert truth.conclusion is C.FALSE_CLAIM


def test_memory_of_other_programs_does_not_prove_a_claim() -> None:
    other = GpuProcess(7, "game", 9 * GIB)
    game = replace(RTX, vram_used_bytes=9 * GIB, processes=(other,))
    assert truth_of(GpuSnapshot((game,)), RUNNING, SEES, (ON_GPU,)).conclusion is C.FALSE_CLAIM
    for process in (
        GpuProcess(8, "ollama_llama_server", 5 * GIB),
        GpuProcess(8, "x", 5 * GIB, "3f3f3f3f3f3f"),
    ):
        both = GpuSnapshot((replace(game, processes=(other, process)),))
        assert truth_of(both, RUNNING, SEES, (ON_GPU,)).conclusion is C.ON_GPU


def test_processes_whose_memory_is_not_told_are_no_witnesses() -> None:
    wddm = replace(RTX, processes=(GpuProcess(7, "game", None),))
    assert truth_of(GpuSnapshot((wddm,)), RUNNING, SEES, (ON_GPU,)).conclusion is C.ON_GPU


def test_a_model_over_two_gpus_is_held_against_both() -> None:
    half = replace(RTX, vram_used_bytes=5 * GIB // 2)
    two = GpuSnapshot((half, replace(half, id="second")))
    assert truth_of(two, RUNNING, SEES, (ON_GPU,)).conclusion is C.ON_GPU


def test_the_claims_of_two_models_are_not_proved_by_the_memory_of_one() -> None:
    other = LoadedModel("small", GIB, GIB)
    crowded = GpuSnapshot((replace(RTX, vram_used_bytes=2 * GIB),))
    assert truth_of(crowded, RUNNING, SEES, (ON_GPU, other)).conclusion is C.FALSE_CLAIM


def test_a_driver_that_tells_no_memory_leaves_the_servers_word() -> None:
    mute = GpuSnapshot((replace(RTX, vram_used_bytes=None),))
    assert truth_of(mute, RUNNING, SEES, (ON_GPU,)).conclusion is C.ON_GPU


def test_a_server_that_does_not_say_where_its_model_is_leaves_it_unknown() -> None:
    truth = truth_of(HERE, RUNNING, SEES, (LoadedModel("m"),))
    assert (truth.used_by_model, truth.placement) == (Fact.UNKNOWN, None)
    assert truth.conclusion is C.READY


def test_the_small_gpu_of_a_processor_is_no_promise() -> None:
    small = GpuSnapshot((GpuReading("0", "Intel GPU", GpuVendor.INTEL),))
    plain = replace(RUNNING, engine=replace(DOCKER, runtimes=("runc",)), gpu=GpuChoice.NONE)
    assert truth_of(small, plain, ContainerGpu(Fact.NO), (ON_CPU,)).conclusion is C.NO_GPU


def test_the_engine_cannot_give_the_gpu_when_it_has_no_runtime_or_a_start_failed() -> None:
    plain = replace(RUNNING, engine=replace(DOCKER, runtimes=("runc",)), gpu=GpuChoice.NONE)
    assert truth_of(HERE, plain, ContainerGpu(Fact.NO), (ON_CPU,)).conclusion is C.NOT_REGISTERED
    failed = replace(RUNNING, gpu=GpuChoice.NONE, gpu_fallback=GpuUnavailable("could not select", "nvidia"))
    assert truth_of(HERE, failed, ContainerGpu(Fact.NO), ()).conclusion is C.NOT_REGISTERED
    podman = replace(plain, engine=replace(DOCKER, name="Podman", runtimes=("crun",)))
    assert truth_of(HERE, podman, ContainerGpu(), None).in_engine is Fact.UNKNOWN


def test_an_engine_gives_amds_and_no_apples() -> None:
    radeon = GpuSnapshot((GpuReading("0", "Radeon", GpuVendor.AMD, vram_total_bytes=16 * GIB),))
    engine = replace(DOCKER, runtimes=("runc",))
    with_overlay = StackState(StackPhase.RUNNING, engine, gpu=GpuChoice.AMD)
    assert truth_of(radeon, with_overlay, ContainerGpu(), ()).in_engine is Fact.YES
    assert truth_of(radeon, StackState(engine=engine), ContainerGpu(), ()).in_engine is Fact.UNKNOWN
    apple = GpuSnapshot((GpuReading("0", "M2", GpuVendor.APPLE),))
    truth = truth_of(apple, StackState(engine=engine), ContainerGpu(), ())
    assert (truth.in_engine, truth.vendor) == (Fact.NO, GpuVendor.APPLE)


def test_the_cpu_is_no_trouble_when_it_was_chosen() -> None:
    chosen = replace(RUNNING, options=StackOptions(gpu=GpuChoice.NONE), gpu=GpuChoice.NONE)
    assert truth_of(HERE, chosen, ContainerGpu(Fact.NO), (ON_CPU,)).conclusion is C.CPU_BY_CHOICE
    assert truth_of(GpuSnapshot(), chosen, ContainerGpu(), ()).facts[0] is Fact.NO


def test_an_engine_on_another_computer_says_nothing_of_the_gpu_here() -> None:
    remote = replace(RUNNING, engine=replace(DOCKER, host="ssh://gpu-box"))
    truth = truth_of(GpuSnapshot(), remote, SEES, (ON_GPU,))
    assert truth.on_host is Fact.UNKNOWN
    assert truth.conclusion is C.ON_GPU


def test_a_container_that_does_not_run_sees_nothing_either_way() -> None:
    stopped = replace(RUNNING, phase=StackPhase.STOPPED)
    assert truth_of(HERE, stopped, ContainerGpu(Fact.NO, "old"), None).conclusion is C.NOT_CHECKED
