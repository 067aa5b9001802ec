"""A stand-in for a Secret Service that does what no real one can be made to do.

Run as a file of its own, with jeepney only: `secret_service.py MANNER`, where the manner is
`forgetful` (takes an entry, says yes, keeps nothing), `denying` (AccessDenied), or `dying` (ends while it is
asked to keep an entry). https://specifications.freedesktop.org/secret-service-spec/latest/
"""

import sys
from typing import Any

from jeepney import HeaderFields, Message, new_error, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection

ITEM = "/org/freedesktop/secrets/collection/stand_in/1"
NO_PROMPT = "/"


def main(manner: str) -> None:
    connection = open_dbus_connection()
    Proxy(message_bus, connection).RequestName("org.freedesktop.secrets")
    while True:
        message = connection.receive()
        if message.header.fields.get(HeaderFields.member) in ANSWERS:
            _answer(connection, message, manner)


def _answer(connection: DBusConnection, message: Message, manner: str) -> None:
    member = message.header.fields[HeaderFields.member]
    if member == "CreateItem" and manner == "dying":
        raise SystemExit
    if member == "CreateItem" and manner == "denying":
        connection.send(new_error(message, "org.freedesktop.DBus.Error.AccessDenied", "s", ("not for you",)))
    elif member == "OpenSession" and message.body[0] != "plain":
        connection.send(new_error(message, "org.freedesktop.DBus.Error.NotSupported", "s", ("plain only",)))
    elif member == "Get":
        value: tuple[str, Any] = ("b", False) if message.body[1] == "Locked" else ("s", "stand-in")
        connection.send(new_method_return(message, "v", (value,)))
    else:
        connection.send(new_method_return(message, *ANSWERS[member]))


ANSWERS: dict[str, tuple[str, tuple[Any, ...]]] = {
    "Get": ("v", ()),
    "OpenSession": ("vo", (("s", ""), "/session/1")),
    "CreateItem": ("oo", (ITEM, NO_PROMPT)),
    "SearchItems": ("ao", ([],)),
}


if __name__ == "__main__":
    main(sys.argv[1])
