"""A stand-in for a desktop's notification daemon that tells what it was asked, and clicks when it is told to.

Run as a file of its own, with jeepney only: `notification_daemon.py MANNER`, where the manner is `markup` or
`plain` (what it says of bodies), `refusing` (an error for every Notify), or `silent` (no answer at all). Each
Notify is a line of JSON on stdout; a line `["click", ID, TOKEN]` on stdin is a click.
https://specifications.freedesktop.org/notification-spec/latest/
"""

import json
import sys
import threading

from jeepney import DBusAddress, HeaderFields, new_error, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection

NAME = "org.freedesktop.Notifications"
OURS = DBusAddress("/org/freedesktop/Notifications", NAME, NAME)
FIELDS = ("application", "replaces", "icon", "title", "body", "actions", "hints", "timeout")


def main(manner: str) -> None:
    connection = open_dbus_connection()
    Proxy(message_bus, connection).RequestName(NAME)
    threading.Thread(target=_obey, args=(connection,), daemon=True).start()
    _say("ready")
    count = 0
    while True:
        message = connection.receive()
        member = message.header.fields.get(HeaderFields.member)
        if manner == "silent" and member in ("GetCapabilities", "Notify"):
            continue
        if member == "GetCapabilities":
            found = ["actions", "body", *(["body-markup"] if manner == "markup" else [])]
            connection.send(new_method_return(message, "as", (found,)))
        elif member == "Notify" and manner == "refusing":
            connection.send(new_error(message, "org.freedesktop.DBus.Error.LimitsExceeded", "s", ("no",)))
        elif member == "Notify":
            signature = message.header.fields[HeaderFields.signature]
            if signature != "susssasa{sv}i":
                connection.send(new_error(message, "org.freedesktop.DBus.Error.InvalidArgs"))
                continue
            count += 1
            connection.send(new_method_return(message, "u", (count,)))
            _say(json.dumps({"id": count, **dict(zip(FIELDS, message.body, strict=True))}))
        elif member == "CloseNotification":
            connection.send(new_method_return(message))
            _say(json.dumps({"closed": message.body[0]}))


def _obey(connection: DBusConnection) -> None:
    for line in sys.stdin:
        _, id_, token = json.loads(line)
        if token:
            connection.send(new_signal(OURS, "ActivationToken", "us", (id_, token)))
        connection.send(new_signal(OURS, "ActionInvoked", "us", (id_, "default")))
        connection.send(new_signal(OURS, "NotificationClosed", "uu", (id_, 2)))


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
