"""A bare PySide6 window and a tray icon: what the start of the application is measured against.

It prints the wall clock's time, in seconds, when the window is painted.
"""

import sys
import time

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QMainWindow, QSystemTrayIcon


class BareWindow(QMainWindow):
    """Empty, and as big as the application's."""

    def __init__(self) -> None:
        super().__init__()
        self.resize(1280, 800)
        self._is_painted = False

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, lambda: print(time.time(), flush=True))
        return super().event(event)


def main() -> int:
    app = QApplication(sys.argv[:1])
    window = BareWindow()
    picture = QPixmap(22, 22)
    picture.fill(QColor("blue"))
    icon = QSystemTrayIcon(QIcon(picture))
    icon.show()
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
