"""`make bench`: every figure with both sides in one run; status 1 if one misses its limit.

`python -m benchmarks NAME …` runs some of them only. Each has a process of its own: what the windows and the
application of one leave behind is neither counted nor collected in the next.
"""

import importlib
import subprocess
import sys

NAMES = (
    "startup",
    "streaming",
    "first_token",
    "rendering",
    "pulls",
    "stack",
    "health",
    "chats",
    "transcript",
    "chat_list",
    "conversations",
)


def main() -> int:
    names = sys.argv[1:] or NAMES
    if len(names) == 1:
        return int(is_missed(names[0]))
    commands = ([sys.executable, "-m", "benchmarks", name] for name in names)
    return int(any([subprocess.run(command, check=False).returncode for command in commands]))


def is_missed(name: str) -> bool:
    """Run one and print its figures."""
    missed = False
    for result in importlib.import_module(f"benchmarks.{name}").run():
        print(result, flush=True)
        missed = missed or result.is_miss
    return missed


if __name__ == "__main__":
    sys.exit(main())
