"""The real `nvidia-ml-py` against a stand-in for NVIDIA's library, compiled here from C."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "programs" / "nvml" / "nvml.c"
ROOT = Path(__file__).parent.parent.parent
GIB = 1024**3

ONE = f"""\
driver 570.86.16
count 1
0.name NVIDIA GeForce RTX 4090
0.uuid GPU-4d1c
0.memory.total {24 * GIB}
0.memory.used {GIB}
0.utilization 37
0.temperature 61
0.temperature.slowdown 90
0.power 312500
0.power.limit 450000
0.reasons 1
"""
SECOND = f"""\
1.name NVIDIA T400
1.uuid GPU-77aa
1.memory.v1.total {4 * GIB}
1.memory.v1.used 0
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the stand-in for libnvidia-ml.so.1."""
    folder = tmp_path_factory.mktemp("nvml")
    target = folder / "libnvidia-ml.so.1"
    subprocess.run(["gcc", "-Wall", "-Werror", "-shared", "-fPIC", "-o", target, SOURCE], check=True)
    return folder


class Reader:
    """The reading process, and the file that the stand-in takes its values from."""

    def __init__(self, process: "subprocess.Popen[str]", values: Path) -> None:
        self._process = process
        self._values = values

    def read(self, values: str) -> dict[str, list[dict[str, object]]]:
        """What one round finds with these values."""
        draft = self._values.with_suffix(".draft")
        draft.write_text(values)
        draft.replace(self._values)  # at once: the stand-in may be reading
        found: dict[str, list[dict[str, object]]] = json.loads(self._ask())
        return found

    def trouble(self, values: str) -> tuple[object, object]:
        """The trouble and the evidence of the only fault, when nothing else is found."""
        found = self.read(values)
        (fault,) = found["faults"]
        assert found["readings"] == []
        return fault["trouble"], fault["evidence"]

    def _ask(self) -> str:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write("read\n")
        self._process.stdin.flush()
        return self._process.stdout.readline()

    def end(self) -> str:
        """What the process says when it has ended well."""
        return self._process.communicate(timeout=20)[0]


@contextmanager
def reading(library: Path, values: Path, round_seconds: float = 30.0) -> Iterator[Reader]:
    environment = {**os.environ, "LD_LIBRARY_PATH": str(library), "TARS_NVML": str(values)}
    argv = [sys.executable, "-m", "tests.adapters.gpu_reader", str(round_seconds)]
    with subprocess.Popen(
        argv, cwd=ROOT, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        reader = Reader(process, values)
        yield reader
        assert reader.end() == "closed\n"
    assert process.returncode == 0


@pytest.fixture
def reader(library: Path, tmp_path: Path) -> Iterator[Reader]:
    with reading(library, tmp_path / "values") as reader:
        yield reader


def test_without_nvidias_library_there_are_no_gpus_and_nothing_is_wrong(tmp_path: Path) -> None:
    with reading(tmp_path, tmp_path / "values") as reader:
        found = reader.read("")
        assert (found["readings"], found["faults"]) == ([], [])


def test_a_driver_without_a_gpu_is_well(reader: Reader) -> None:
    found = reader.read("driver 570.86.16\ncount 0\n")
    assert (found["readings"], found["faults"]) == ([], [])


def test_everything_a_gpu_says_is_read_in_the_units_of_the_domain(reader: Reader) -> None:
    (gpu,) = reader.read(ONE)["readings"]
    assert gpu == {
        "id": "GPU-4d1c",
        "name": "NVIDIA GeForce RTX 4090",
        "vendor": "nvidia",
        "driver": "570.86.16",
        "vram_used_bytes": GIB,
        "vram_total_bytes": 24 * GIB,
        "utilization_percent": 37,
        "temperature_celsius": 61,
        "temperature_limit_celsius": 90,
        "power_watts": 312.5,
        "power_limit_watts": 450.0,
        "throttling": [],
        "processes": [],
        "is_asleep": False,
    }


def test_what_a_gpu_does_not_support_is_unknown_and_the_rest_is_read(reader: Reader) -> None:
    found = reader.read(
        ONE.replace("count 1", "count 2") + SECOND + "1.compute.error 3\n1.graphics.error 3\n"
    )
    first, second = found["readings"]
    assert (first["id"], second["id"]) == ("GPU-4d1c", "GPU-77aa")
    assert second["vram_total_bytes"] == 4 * GIB  # by the older call
    for field in ("utilization_percent", "temperature_celsius", "power_watts", "power_limit_watts"):
        assert second[field] is None
    assert second["processes"] is None
    assert found["faults"] == []


@pytest.mark.parametrize(
    ("reasons", "throttling"),
    [
        ("0.reasons 1", []),  # idle
        ("0.reasons 4", ["power"]),
        ("0.reasons 72", ["heat"]),  # the hardware's slowdown, because of heat
        ("0.reasons 8", ["other"]),
        ("0.reasons 132", ["power", "power-supply"]),
        ("0.reasons.old 32", ["heat"]),  # the call's name before driver 535
    ],
)
def test_throttling_is_told_by_its_reason(reader: Reader, reasons: str, throttling: list[str]) -> None:
    (gpu,) = reader.read(ONE.replace("0.reasons 1", reasons))["readings"]
    assert gpu["throttling"] == throttling


def test_a_process_that_computes_and_draws_is_listed_once(reader: Reader) -> None:
    mine = os.getpid()
    lines = f"0.compute {mine} 500\n0.compute 999999 {5 * GIB}\n0.graphics {mine} 700\n0.graphics 999998 7\n"
    names = "process.999999 /home/somebody/bin/llama-server --model secret.gguf\n"
    (gpu,) = reader.read(ONE + lines + names)["readings"]
    processes = gpu["processes"]
    assert isinstance(processes, list)
    assert [(p["pid"], p["vram_bytes"]) for p in processes] == [(mine, 700), (999999, 5 * GIB), (999998, 7)]
    assert processes[0]["name"] == Path(f"/proc/{mine}/comm").read_text().strip()
    assert [p["name"] for p in processes[1:]] == ["llama-server", ""]


def test_memory_that_the_driver_does_not_tell_is_unknown_not_enormous(reader: Reader) -> None:
    (gpu,) = reader.read(ONE + f"0.compute 999999 {2**64 - 1}\n")["readings"]
    processes = gpu["processes"]
    assert isinstance(processes, list)
    assert processes[0]["vram_bytes"] is None


@pytest.mark.parametrize(
    ("code", "trouble", "evidence"),
    [
        (9, "driver-not-loaded", "Driver Not Loaded"),
        (18, "version-mismatch", "RM has detected an NVML/RM version mismatch."),
        (4, "no-permission", "Insufficient Permissions"),
        (999, "unreadable", "Unknown Error"),
    ],
)
def test_a_driver_that_fails_is_named_and_read_again_once_it_is_back(
    reader: Reader, code: int, trouble: str, evidence: str
) -> None:
    assert reader.trouble(f"init.error {code}\n") == (trouble, evidence)
    assert len(reader.read(ONE)["readings"]) == 1


def test_a_driver_that_is_unloaded_in_mid_life_is_opened_anew(reader: Reader) -> None:
    assert len(reader.read(ONE)["readings"]) == 1
    assert reader.trouble(ONE + "error 1\n")[0] == "unreadable"
    assert reader.trouble("init.error 9\n")[0] == "driver-not-loaded"
    (gpu,) = reader.read(ONE.replace("570.86.16", "580.20"))["readings"]
    assert gpu["driver"] == "580.20"


@pytest.mark.parametrize("where", ["1.error", "1.handle.error", "1.memory.used.error"])
def test_a_gpu_that_is_lost_is_named_hides_no_other_and_comes_back(reader: Reader, where: str) -> None:
    both = ONE.replace("count 1", "count 2") + SECOND.replace("memory.v1", "memory")
    assert len(reader.read(both)["readings"]) == 2
    found = reader.read(both + f"{where} 15\n")
    assert [gpu["id"] for gpu in found["readings"]] == ["GPU-4d1c"]
    (fault,) = found["faults"]
    assert (fault["trouble"], fault["gpu"], fault["evidence"]) == ("lost", "NVIDIA T400", "GPU is lost")
    found = reader.read(both)
    assert (len(found["readings"]), found["faults"]) == (2, [])


def test_a_driver_that_hangs_is_said_within_the_deadline_and_asked_once(
    library: Path, tmp_path: Path
) -> None:
    with reading(library, tmp_path / "values", round_seconds=0.2) as reader:
        for _ in range(3):
            assert reader.trouble("init.hangs 1\n") == ("silent", "no answer within 0.2 s")
        while not (found := reader.read(ONE))["readings"]:
            assert found["faults"][0]["trouble"] == "silent"


def test_a_process_can_end_while_the_driver_hangs(library: Path, tmp_path: Path) -> None:
    with reading(library, tmp_path / "values", round_seconds=0.1) as reader:
        assert reader.trouble("init.hangs 1\n")[0] == "silent"
