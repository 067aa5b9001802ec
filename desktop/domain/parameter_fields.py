"""What a person types for a parameter of a chat, as its value and back."""

import re

from desktop.domain.chat import ChatSetup, Parameters
from desktop.domain.chat_setups import is_setup, setup_from, setup_table
from desktop.domain.errors import ParameterInvalid

TYPED = ("temperature", "top_p", "context_length", "max_tokens", "seed", "keep_alive")
"""The fields of `Parameters` that are typed, in the order shown."""
_DECIMAL = ("temperature", "top_p")
_DURATION = re.compile(r"-?(\d+(\.\d+)?(ms|s|m|h))+")
_BARE = {"0": "0s", "-1": "-1s"}
"""What people write for a keep-alive without the unit that Go's durations have."""
_GROUPS = re.compile(r"[\s\u00a0\u202f']")


def with_typed(parameters: Parameters, name: str, text: str) -> Parameters:
    """The parameters with what was typed for `name`; blank leaves it to the server.

    Raises `ParameterInvalid`.
    """
    value = _value(name, text.strip()) if text.strip() else None
    if value is not None and not is_setup({name: value}):
        raise ParameterInvalid(name, text)
    table = setup_table(ChatSetup(parameters=parameters))
    table.pop(name, None)
    return setup_from(table if value is None else {**table, name: value}).parameters


def typed(parameters: Parameters, name: str) -> str:
    """What stands in the field of a parameter; "" if it is left to the server."""
    value = getattr(parameters, name)
    return "" if value is None else f"{value:g}" if name in _DECIMAL else str(value)


def _value(name: str, text: str) -> float | int | str:
    try:
        if name == "keep_alive":
            text = _BARE.get(text, text.replace(" ", ""))
            if not _DURATION.fullmatch(text):
                raise ParameterInvalid(name, text)
            return text
        if name in _DECIMAL:
            return float(text.replace(",", "."))
        return int(_GROUPS.sub("", text))
    except ValueError:
        raise ParameterInvalid(name, text) from None
