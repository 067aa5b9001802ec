"""A stand-in for logind: a line `["sleep", true]` on stdin becomes its signal `PrepareForSleep`.

Run as a file of its own, with jeepney only.
"""

import json
import sys

from jeepney import DBusAddress, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import Proxy, open_dbus_connection

NAME = "org.freedesktop.login1"
OURS = DBusAddress("/org/freedesktop/login1", NAME, f"{NAME}.Manager")


def main() -> None:
    connection = open_dbus_connection()
    Proxy(message_bus, connection).RequestName(NAME)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        _, is_about_to_sleep = json.loads(line)
        connection.send(new_signal(OURS, "PrepareForSleep", "b", (is_about_to_sleep,)))


if __name__ == "__main__":
    main()
