"""A stand-in for `docker`: answers by a script, and writes down how it was called.

Run as a file of its own, with the standard library only. `DOUBLE_FOLDER` holds `script.json`: a list of
answers, of which the first counts whose words are all among the arguments; and `calls`, a JSON line for each.
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path


def main() -> int:
    folder = Path(os.environ["DOUBLE_FOLDER"])
    arguments = sys.argv[1:]
    call = {"argv": arguments, "environment": dict(os.environ), "pid": os.getpid(), "folder": os.getcwd()}
    with (folder / "calls").open("a", encoding="utf-8") as calls:
        calls.write(json.dumps(call) + "\n")
    for answer in json.loads((folder / "script.json").read_text(encoding="utf-8")):
        if all(word in arguments for word in answer["when"]):
            return act(answer, folder)
    sys.stderr.write(f"nobody wrote an answer to {arguments}\n")
    return 97


def act(answer: dict[str, object], folder: Path) -> int:
    if answer.get("ignores_term"):
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if answer.get("grandchild"):
        child = subprocess.Popen(["/bin/sleep", "600"])  # it has our pipes
        (folder / "grandchild").write_text(str(child.pid))
    for stream, key in ((sys.stdout, "stdout"), (sys.stderr, "stderr")):
        stream.write(str(answer.get(key, "")))
        stream.flush()
    time.sleep(float(str(answer.get("seconds", 0))))
    return int(str(answer.get("exit_code", 0)))


if __name__ == "__main__":
    sys.exit(main())
