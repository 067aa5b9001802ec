"""CPU per chunk of a streamed reply: ours against ollama-python and openai-python, on the same servers."""

import statistics
import subprocess
import sys
from collections.abc import Iterator

from benchmarks.result import Result
from benchmarks.servers import serving

COUNT = 20_000
ROUNDS = 3
OLLAMA_RATIO, OPENAI_RATIO = 0.7, 0.15


def run() -> Iterator[Result]:
    with serving(COUNT) as (ollama_url, openai_url):
        costs: dict[str, list[float]] = {}
        for _ in range(ROUNDS):  # interleaved, so that a busy moment meets everybody
            for name, url in (
                ("ours-ollama", ollama_url),
                ("ollama-python", ollama_url),
                ("ours-openai", openai_url),
                ("openai-python", openai_url),
            ):
                costs.setdefault(name, []).append(_measure(name, url))
    cost = {name: statistics.median(values) for name, values in costs.items()}
    yield _ratio("ollama", "ollama-python", cost, OLLAMA_RATIO)
    yield _ratio("openai", "openai-python", cost, OPENAI_RATIO)


def _ratio(kind: str, other: str, cost: dict[str, float], limit: float) -> Result:
    ours, theirs = cost[f"ours-{kind}"], cost[other]
    note = f"{ours:.1f} against {theirs:.1f} µs/chunk"
    return Result(f"CPU per chunk, kind {kind} / {other}", ours / theirs, "ratio", limit, note)


def _measure(name: str, url: str) -> float:
    command = [sys.executable, "-m", "benchmarks.client", name, url, str(COUNT)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
