"""What a start does first: see whether the application is open already.

Apart from `desktop.app.main`, whose imports take a second that a second start does not need.
"""

import sys

from PySide6.QtCore import QCoreApplication

from desktop.adapters.file_lock import FileLock
from desktop.adapters.locations import find_locations
from desktop.adapters.question_box import QuestionBox
from desktop.app.single_instance import first_or_raise

translate = QCoreApplication.translate

MISUSED = 2


def status_of_second_start(*, hidden: bool, question: str | None = None) -> int | None:
    """The exit status if the application is open already; None if not: then this process is the one.

    The open one comes to the front, but not for a hidden start. `question` is left for whichever it is, to
    be asked in the quick window ("" only opens that); None: the main window is wanted.
    """
    locations = find_locations()
    box, waiting = QuestionBox(locations.runtime), None
    if question is not None:
        try:
            waiting = box.put(question)
        except ValueError:
            return _fail(
                translate("application", "The question is too long for the window. Shorten it."), MISUSED
            )
        except OSError as error:
            text = translate("application", "The question cannot be handed to the window: {reason}.")
            return _fail(text.format(reason=error.strerror or error))
    lock = FileLock(locations.data / "instance.lock")
    match first_or_raise(lock, locations.runtime, is_quiet=hidden):
        case True:
            return None  # the lock stays with this process until it ends
        case False:
            return 0
    if waiting is not None:
        box.withdraw(waiting)
    return _fail(
        translate(
            "application",
            "TARS Desktop is open already, and does not answer. End its process, then start it again.",
        )
    )


def _fail(problem: str, status: int = 1) -> int:
    sys.stderr.write(f"{problem}\n")
    return status
