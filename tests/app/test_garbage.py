"""Qt objects that become garbage while other threads allocate."""

import subprocess
import sys

CHURN = """
import gc, sys, threading
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication
from desktop.app.garbage import GarbageCollection

app = QApplication(sys.argv[:1])
collection = GarbageCollection() if sys.argv[1] == "kept" else None
end = threading.Event()

def allocate():
    while not end.wait(0.001):
        garbage = [[] for _ in range(200)]
        for item in garbage:
            item.append(item)

threads = [threading.Thread(target=allocate) for _ in range(2)]
for thread in threads:
    thread.start()

class Cycle(QObject):
    def __init__(self):
        super().__init__()
        self.me = self
        self.timer = QTimer(self, interval=1)
        self.timer.timeout.connect(self.tick)
        self.timer.start()

    def tick(self):
        pass

made = 0
def make():
    global made
    for _ in range(20):
        Cycle()
    made += 1
    if made == 60:
        app.quit()

timer = QTimer(interval=10)
timer.timeout.connect(make)
timer.start()
app.exec()
end.set()
for thread in threads:
    thread.join()
print("alive", flush=True)
sys.stdout.close()
import os
os._exit(0)
"""


def churn(how: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", CHURN, how], capture_output=True, text=True, check=False, timeout=120
    )


def test_qt_objects_are_destroyed_in_the_gui_thread_only() -> None:
    done = churn("kept")
    assert (done.returncode, done.stdout) == (0, "alive\n"), done.stderr[-2000:]
    assert "another thread" not in done.stderr


def test_the_interpreters_own_collector_destroys_them_in_any_thread() -> None:
    """When this fails, the workaround in desktop/app/garbage.py can go."""
    done = churn("free")
    assert done.returncode != 0 or "another thread" in done.stderr
