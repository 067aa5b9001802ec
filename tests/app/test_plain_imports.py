"""Qt's look into sources is off in the application's own process."""

import subprocess
import sys

CODE = """
import builtins, linecache
before = builtins.__import__
from desktop.app.plain_imports import import_qt
import_qt()
assert builtins.__import__ is before
import desktop.app.single_instance
assert not [name for name in linecache.cache if "desktop" in name]
from PySide6.QtCore import QObject
print(QObject().objectName() == "")
"""


def test_modules_that_are_imported_after_qt_are_not_read_as_text() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert done.stdout == "True\n"
