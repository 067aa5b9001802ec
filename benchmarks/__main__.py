"""`make bench`: every figure with both sides in one run; status 1 if one misses its limit.

`python -m benchmarks NAME …` runs some of them only.
"""

import importlib
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
    missed = False
    for name in sys.argv[1:] or NAMES:
        for result in importlib.import_module(f"benchmarks.{name}").run():
            print(result, flush=True)
            missed = missed or result.is_miss
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
