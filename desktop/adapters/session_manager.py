"""The session manager of an X11 or Wayland desktop, spoken to in XSMP by way of the system's libSM.

PySide6's own Qt is built without it (its X11 plugin does not link libSM), so that
`QGuiApplication.commitDataRequest` never comes on Linux. https://www.x.org/releases/X11R7.7/doc/libSM/xsmp.html
"""

import ctypes
import enum
import getpass
import os
from collections.abc import Mapping, MutableMapping, Sequence

LIBRARIES = ("libICE.so.6", "libSM.so.6")
ADDRESS_VARIABLE = "SESSION_MANAGER"
ID_VARIABLE = "DESKTOP_AUTOSTART_ID"
"""By which a session manager says who the program was in the last session; for that one process."""

_ERROR_BYTES = 256
_EVERY_CALLBACK = 0b1111
_RESTART_IF_RUNNING = b"\0"
_Save = ctypes.CFUNCTYPE(
    None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_int
)
_Told = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p)
_Lost = ctypes.CFUNCTYPE(None, ctypes.c_void_p)
_Failed = ctypes.CFUNCTYPE(
    None,
    ctypes.c_void_p,
    ctypes.c_int,
    ctypes.c_int,
    ctypes.c_ulong,
    ctypes.c_int,
    ctypes.c_int,
    ctypes.c_void_p,
)


class _Callbacks(ctypes.Structure):
    _fields_ = (
        ("save_yourself", _Save),
        ("save_yourself_data", ctypes.c_void_p),
        ("die", _Told),
        ("die_data", ctypes.c_void_p),
        ("save_complete", _Told),
        ("save_complete_data", ctypes.c_void_p),
        ("shutdown_cancelled", _Told),
        ("shutdown_cancelled_data", ctypes.c_void_p),
    )


class _Value(ctypes.Structure):
    _fields_ = (("length", ctypes.c_int), ("value", ctypes.c_char_p))


class _Property(ctypes.Structure):
    _fields_ = (
        ("name", ctypes.c_char_p),
        ("type", ctypes.c_char_p),
        ("count", ctypes.c_int),
        ("values", ctypes.POINTER(_Value)),
    )


class Word(enum.Enum):
    """What a session manager says."""

    SAVE = enum.auto()
    """Save, and answer with `saved()`; the session may end then, or go on."""
    END = enum.auto()
    LOST = enum.auto()
    """It is gone without a word; so may be the session."""


class SessionManager:
    """A connection, made by `connected_to_session()`. Not for several threads at once."""

    def __init__(self, ice: ctypes.CDLL, sm: ctypes.CDLL, previous_id: str) -> None:
        """Connect; it blocks until the manager answers.

        Raises:
            ConnectionRefusedError: it does not want to be connected to, or nobody is there.
        """
        self._ice, self._sm = _declared(ice, sm)
        self._words: list[Word] = []
        # Kept, since C holds them: without the first two, libICE ends the process when the manager goes away.
        self._lost, self._failed = _Lost(_nothing), _Failed(_nothing)
        ice.IceSetIOErrorHandler(self._lost)
        ice.IceSetErrorHandler(self._failed)
        self._callbacks = _Callbacks(
            save_yourself=_Save(self._note_save),
            die=_Told(self._note_end),
            save_complete=_Told(_nothing),
            shutdown_cancelled=_Told(_nothing),
        )
        given_id, error = ctypes.c_char_p(), ctypes.create_string_buffer(_ERROR_BYTES)
        self._connection: int | None = sm.SmcOpenConnection(
            None,
            None,
            1,
            0,
            _EVERY_CALLBACK,
            ctypes.byref(self._callbacks),
            previous_id.encode() or None,
            ctypes.byref(given_id),
            _ERROR_BYTES,
            error,
        )
        if not self._connection:
            raise ConnectionRefusedError(error.value.decode("utf-8", "replace"))
        sm.SmcSetErrorHandler(self._failed)
        self.id = (given_id.value or b"").decode("ascii", "replace")
        """Who this process is in the session, and in the next one."""
        self._link = sm.SmcGetIceConnection(self._connection)
        self.descriptor: int = ice.IceConnectionNumber(self._link)
        """Readable when there is something to `hear()`."""

    def hear(self) -> list[Word]:
        """What has been said since the last time, in order; after `LOST` and `close()` nothing more."""
        if self._connection is None:
            return []
        if self._ice.IceProcessMessages(self._link, None, None):
            self.close()
            self._words.append(Word.LOST)
        words, self._words = self._words, []
        return words

    def saved(self) -> None:
        """Answer `SAVE`: everything is saved."""
        if self._connection is not None:
            self._sm.SmcSaveYourselfDone(self._connection, 1)

    def describe(self, command: Sequence[str]) -> None:
        """Say who this is, and by which command the next session starts it."""
        if self._connection is None:
            return
        again = ["env", f"{ID_VARIABLE}={self.id}", *command]
        properties = (
            _property(b"Program", b"ARRAY8", [os.fsencode(again[0])]),  # what RestartCommand is executed by
            _property(b"UserID", b"ARRAY8", [getpass.getuser().encode()]),
            _property(b"ProcessID", b"ARRAY8", [str(os.getpid()).encode()]),
            _property(b"CloneCommand", b"LISTofARRAY8", [os.fsencode(word) for word in command]),
            _property(b"RestartCommand", b"LISTofARRAY8", [os.fsencode(word) for word in again]),
            _property(b"RestartStyleHint", b"CARD8", [_RESTART_IF_RUNNING]),
        )
        pointers = (ctypes.POINTER(_Property) * len(properties))(*map(ctypes.pointer, properties))
        self._sm.SmcSetProperties(self._connection, len(properties), pointers)

    def close(self) -> None:
        """Take leave: whoever waits for this process to end goes on. A second call does nothing."""
        if self._connection is not None:
            self._sm.SmcCloseConnection(self._connection, 0, None)
            self._connection = None

    def _note_save(self, *_about: object) -> None:
        self._words.append(Word.SAVE)

    def _note_end(self, *_about: object) -> None:
        self._words.append(Word.END)


def connected_to_session(environment: MutableMapping[str, str]) -> SessionManager | None:
    """The session manager, if the environment names one that answers; it blocks until that does.

    The id that the environment may hold is taken out of it: children are somebody else.
    """
    previous_id = environment.pop(ID_VARIABLE, "")
    if not has_session(environment):
        return None
    try:
        ice, sm = map(ctypes.CDLL, LIBRARIES)
        return SessionManager(ice, sm, previous_id)
    except OSError:  # no such library, or nobody who answers; sessions end without managers too
        return None


def has_session(environment: Mapping[str, str]) -> bool:
    """Whether the environment names a session manager."""
    return bool(environment.get(ADDRESS_VARIABLE))


def _property(name: bytes, type_: bytes, values: Sequence[bytes]) -> _Property:
    array = (_Value * len(values))(*(_Value(len(value), value) for value in values))
    return _Property(name, type_, len(values), array)


def _declared(ice: ctypes.CDLL, sm: ctypes.CDLL) -> tuple[ctypes.CDLL, ctypes.CDLL]:
    """Both with the types of what is called: pointers do not fit into ctypes' default of an int."""
    pointer = ctypes.c_void_p
    sm.SmcOpenConnection.restype = pointer
    sm.SmcOpenConnection.argtypes = (
        *(pointer, pointer, ctypes.c_int, ctypes.c_int, ctypes.c_ulong, pointer),
        *(ctypes.c_char_p, pointer, ctypes.c_int, ctypes.c_char_p),
    )
    sm.SmcGetIceConnection.restype = pointer
    sm.SmcGetIceConnection.argtypes = (pointer,)
    sm.SmcSaveYourselfDone.argtypes = (pointer, ctypes.c_int)
    sm.SmcSetProperties.argtypes = (pointer, ctypes.c_int, pointer)
    sm.SmcCloseConnection.argtypes = (pointer, ctypes.c_int, pointer)
    ice.IceConnectionNumber.argtypes = (pointer,)
    ice.IceProcessMessages.argtypes = (pointer, pointer, pointer)
    return ice, sm


def _nothing(*_about: object) -> None:
    """For what needs no answer."""
