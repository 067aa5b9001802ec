"""A stand-in for the settings of xdg-desktop-portal: tells programs whether the desktop is dark.

Run as a file of its own, with jeepney only: `settings_portal.py SCHEME`, where 0 is no preference, 1 is
dark and 2 is light. A line `[SCHEME]` on stdin changes it. Every call answered is a line of JSON on stdout.
https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Settings.html
"""

import json
import sys
import threading

from jeepney import DBusAddress, HeaderFields, MessageType, new_error, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection

INTERFACE = "org.freedesktop.portal.Settings"
OURS = DBusAddress("/org/freedesktop/portal/desktop", "org.freedesktop.portal.Desktop", INTERFACE)
NAMESPACE, KEY = "org.freedesktop.appearance", "color-scheme"


class Portal:
    def __init__(self, scheme: int) -> None:
        self._scheme = ("u", scheme)
        self._connection: DBusConnection = open_dbus_connection()
        Proxy(message_bus, self._connection).RequestName("org.freedesktop.portal.Desktop")
        threading.Thread(target=self._obey, daemon=True).start()
        _say("ready")

    def serve(self) -> None:
        while True:
            message = self._connection.receive()
            fields = message.header.fields
            if message.header.message_type is not MessageType.method_call:
                continue
            match fields.get(HeaderFields.member), message.body:
                case "ReadAll", _:
                    answer = ({NAMESPACE: {KEY: self._scheme}},)
                    self._connection.send(new_method_return(message, "a{sa{sv}}", answer))
                case "Read", (namespace, key) if (namespace, key) == (NAMESPACE, KEY):
                    self._connection.send(new_method_return(message, "v", (("v", self._scheme),)))
                case _:
                    self._connection.send(new_error(message, "org.freedesktop.portal.Error.NotFound"))
                    continue
            _say(json.dumps({"member": fields[HeaderFields.member]}))

    def _obey(self) -> None:
        for line in sys.stdin:
            self._scheme = ("u", json.loads(line)[0])
            change = (NAMESPACE, KEY, self._scheme)
            self._connection.send(new_signal(OURS, "SettingChanged", "ssv", change))


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    Portal(int(sys.argv[1])).serve()
