"""Notifications of the desktop over the session bus, where clicks say which of them they are about.

https://specifications.freedesktop.org/notification-spec/latest/ · Spoken by jeepney, which keyring brings
along on Linux: QtDBus cannot send `Notify`'s unsigned integer from Python, and daemons refuse any other type.
"""

import asyncio
import html
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, MessageType, new_method_call
from jeepney.auth import AuthenticationError
from jeepney.bus_messages import message_bus
from jeepney.io.asyncio import DBusConnection, DBusRouter, open_dbus_connection
from jeepney.io.common import RouterClosed

log = logging.getLogger(__name__)

NAME = "org.freedesktop.Notifications"
ANSWER_SECONDS = 3.0
_DAEMON = DBusAddress("/org/freedesktop/Notifications", NAME, NAME)
_SIGNALS = MatchRule(type="signal", interface=NAME, path=_DAEMON.object_path)
_SERVER_CHOOSES = -1
_NORMAL_URGENCY = 1


@dataclass(frozen=True, slots=True)
class Click:
    """A click on the notification `id`; `token` is the right to bring a window to the front, "" if none."""

    id: int
    token: str = ""


class DesktopNotifications:
    """One connection to the bus; made by `connected()`."""

    def __init__(self, router: DBusRouter, signals: "asyncio.Queue[Message]", name: str, icon: str) -> None:
        self._router, self._signals = router, signals
        self._name, self._icon = name, icon
        self._reads_markup: bool | None = None
        self._tokens: dict[int, str] = {}

    async def show(self, title: str, body: str, open_label: str) -> int:
        """Show plain text; gives the id that clicks on it have, or 0 if nobody shows it."""
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                if self._reads_markup is None:
                    await self._router.send(message_bus.AddMatch(_SIGNALS))
                    capabilities = await self._call("GetCapabilities")
                    self._reads_markup = capabilities is not None and "body-markup" in capabilities[0]
                shown = html.escape(body, quote=False) if self._reads_markup else body
                hints = {"desktop-entry": ("s", "tars-desktop"), "urgency": ("y", _NORMAL_URGENCY)}
                actions = ["default", open_label]  # the one that a click on the text itself does
                values = (self._name, 0, self._icon, title, shown, actions, hints, _SERVER_CHOOSES)
                answer = await self._call("Notify", "susssasa{sv}i", values)
        except (TimeoutError, RouterClosed, OSError) as error:
            log.info("a notification was not shown: %r", error)
            return 0
        return int(answer[0]) if answer else 0

    async def close(self, id: int) -> None:
        """Take one away that is not needed any more; ignored if it is gone."""
        with suppress(TimeoutError, RouterClosed, OSError):
            async with asyncio.timeout(ANSWER_SECONDS):
                await self._call("CloseNotification", "u", (id,))

    async def next_click(self) -> Click:
        """The next click on any notification of this connection; waits without end."""
        while True:
            signal = await self._signals.get()
            match signal.header.fields.get(HeaderFields.member), signal.body:
                case "ActivationToken", (int(id_), str(token)):
                    self._tokens[id_] = token
                case "ActionInvoked", (int(id_), "default"):
                    return Click(id_, self._tokens.pop(id_, ""))
                case "NotificationClosed", (int(id_), int()):
                    self._tokens.pop(id_, None)
                case _:
                    continue

    async def _call(self, method: str, signature: str = "", values: tuple[Any, ...] = ()) -> Any:
        """What the daemon answers, or None if it refuses; jeepney has no types."""
        call = new_method_call(_DAEMON, method, signature or None, values)
        answer = await self._router.send_and_get_reply(call)
        if answer.header.message_type is MessageType.error:
            log.info("%s refused: %s", method, answer.header.fields.get(HeaderFields.error_name))
            return None
        return answer.body


@asynccontextmanager
async def connected(name: str, icon: str) -> AsyncGenerator[DesktopNotifications | None, None]:
    """Notifications of the application `name` while the block runs; None where there is no session bus.

    `icon` is a name in the icon theme, or the path of a file.
    """
    connection = await _connection()
    if connection is None:
        yield None
        return
    router = DBusRouter(connection)
    signals: asyncio.Queue[Message] = asyncio.Queue()
    try:
        with router.filter(_SIGNALS, queue=signals):
            yield DesktopNotifications(router, signals, name, icon)
    finally:
        with suppress(EOFError, OSError):  # the end of the bus
            await router.__aexit__(None, None, None)
        with suppress(OSError):
            await connection.close()


async def _connection() -> DBusConnection | None:
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            return await open_dbus_connection()
    except (OSError, EOFError, AuthenticationError, RouterClosed) as error:
        log.info("the session bus does not answer: %r", error)
    except (KeyError, ValueError, RuntimeError) as error:  # its address is missing, or unreadable
        log.info("there is no session bus: %r", error)
    return None
