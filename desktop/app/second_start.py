"""What a start does first: see whether the application is open already.

Apart from `desktop.app.main`, whose imports take a second that a second start does not need.
"""

import sys

from PySide6.QtCore import QCoreApplication

from desktop.adapters.file_lock import FileLock
from desktop.adapters.locations import find_locations
from desktop.app.single_instance import first_or_raise


def status_of_second_start(*, hidden: bool) -> int | None:
    """The exit status if the application is open already; None if not: then this process is the one.

    The open one comes to the front, but not for a hidden start.
    """
    locations = find_locations()
    lock = FileLock(locations.data / "instance.lock")
    match first_or_raise(lock, locations.runtime, is_quiet=hidden):
        case True:
            return None  # the lock stays with this process until it ends
        case False:
            return 0
    problem = QCoreApplication.translate(
        "application",
        "TARS Desktop is open already, and does not answer. End its process, then start it again.",
    )
    sys.stderr.write(f"{problem}\n")
    return 1
