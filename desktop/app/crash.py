"""What nobody expected: logged with its traceback, said once in the window, and the application goes on."""

import asyncio
import logging
import sys
import threading
from types import TracebackType
from typing import Any

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

log = logging.getLogger(__name__)
qt_log = logging.getLogger("qt")

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class Crashes(QObject):
    """Catches exceptions of slots, tasks and threads, and Qt's own messages."""

    happened = Signal(str)
    """A defect met the user; the name of the exception."""

    def install(self, loop: asyncio.AbstractEventLoop) -> None:
        """Take every hook there is."""
        sys.excepthook = self._in_slot
        threading.excepthook = self._in_thread
        loop.set_exception_handler(self._in_task)
        qInstallMessageHandler(_log_qt)

    def _in_slot(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        log.error("unexpected exception", exc_info=(kind, error, trace))
        self.happened.emit(kind.__name__)

    def _in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            log.error(
                "unexpected exception in a thread",
                exc_info=(args.exc_type, args.exc_value, args.exc_traceback),
            )

    def _in_task(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        log.error("unexpected: %s", context.get("message"), exc_info=error)
        self.happened.emit(type(error).__name__)


def _log_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    qt_log.log(_LEVELS.get(kind, logging.WARNING), "%s: %s", context.category, message)
