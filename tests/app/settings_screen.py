"""The settings window of the real application, driven by its keyboard alone."""

from tests.app.screen import Application, until

_WINDOW = ("search", "--onlyvisible", "--name", "^Settings$")


class SettingsScreen:
    """The hands of somebody who looks for a setting and changes it."""

    def __init__(self, application: Application) -> None:
        """Open the window from the chat."""
        self._application = application
        application.press("ctrl+comma")
        until(lambda: application.xdotool(*_WINDOW))

    def reveal(self, words: str) -> None:
        """Search for a setting, and go to the first that is found."""
        window = self._application.xdotool(*_WINDOW).split()[0]
        self._application.xdotool("windowactivate", "--sync", window)
        self.press("ctrl+f")
        self._application.type_into_active(words)
        self.press("Return")

    def press(self, *keys: str) -> None:
        self._application.xdotool("key", *keys)

    def until_in_front(self, title: str) -> None:
        """Return when a window with such a title has the keyboard."""
        until(lambda: self._application.active_window().startswith(title))
