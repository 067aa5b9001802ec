"""A stand-in for the part of a panel that icons register with: each registration is a line of JSON on stdout.

Run as a file of its own, with jeepney only.
https://www.freedesktop.org/wiki/Specifications/StatusNotifierItem/StatusNotifierWatcher/
"""

import json
import sys

from jeepney import HeaderFields, MessageType, new_error, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import Proxy, open_dbus_connection

NAME = "org.kde.StatusNotifierWatcher"
PROPERTIES = {
    "IsStatusNotifierHostRegistered": ("b", True),
    "ProtocolVersion": ("i", 0),
    "RegisteredStatusNotifierItems": ("as", []),
}


def main() -> None:
    connection = open_dbus_connection()
    Proxy(message_bus, connection).RequestName(NAME)
    _say("ready")
    while True:
        message = connection.receive()
        if message.header.message_type is not MessageType.method_call:
            continue
        member = message.header.fields.get(HeaderFields.member)
        if member == "Get":
            connection.send(new_method_return(message, "v", (PROPERTIES[message.body[1]],)))
        elif member == "GetAll":
            connection.send(new_method_return(message, "a{sv}", (PROPERTIES,)))
        elif member == "RegisterStatusNotifierItem":
            connection.send(new_method_return(message))
            _say(json.dumps({"item": message.body[0]}))
        else:
            connection.send(new_error(message, "org.freedesktop.DBus.Error.UnknownMethod"))


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
