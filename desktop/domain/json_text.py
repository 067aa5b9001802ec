"""Reading and changing single texts of a JSON file while everything else in it stays as it was written.

The dialect is that of .NET's configuration files: comments and trailing commas are allowed, and names are
compared without regard to case
(https://learn.microsoft.com/dotnet/core/extensions/configuration-providers#json-configuration-provider).
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

DEPTH_LIMIT = 64
"""As many levels as .NET reads by default."""

_BLANK = re.compile(r"(?:[ \t\r\n]|//[^\r\n]*|/\*.*?\*/)*", re.DOTALL)
_STRING = re.compile(r'"(?:[^"\\\x00-\x1f]|\\.)*"')
_SCALAR = re.compile(r"true|false|null|-?[0-9][0-9.eE+-]*")


class JsonInvalid(ValueError):
    """The text is not JSON; `line` is the first that cannot be read, counted from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


@dataclass(frozen=True, slots=True)
class _Value:
    """A value in the text; `members` by their names in lower case, None where it is no object."""

    start: int
    end: int
    members: "Mapping[str, _Value] | None" = None


def texts_in_json(text: str, section: str) -> dict[str, str]:
    """The texts directly in the object `section` of the file, by their names in lower case.

    Values of other types are left out; no such section gives none. Raises `JsonInvalid`.
    """
    found = (_root(text).members or {}).get(section.lower())
    members = found.members if found is not None else None
    return {
        name: json.loads(text[value.start : value.end])
        for name, value in (members or {}).items()
        if text[value.start] == '"'
    }


def with_texts(text: str, section: str, values: Mapping[str, str]) -> str:
    """The file with `values` in `section`: replaced where they are, else added; the rest is untouched.

    An empty file becomes one. Raises `JsonInvalid`, also where `section` is there and is no object.
    """
    if not text.strip("\ufeff \t\r\n"):
        text = "{\n}\n"
    for name, value in values.items():
        text = _with_text(text, section, name, json.dumps(value, ensure_ascii=False))
    return text


def _with_text(text: str, section: str, name: str, literal: str) -> str:
    root = _root(text)
    assert root.members is not None
    found = root.members.get(section.lower())
    if found is None:
        newline, step = _newline(text), _indent_step(text)
        inner = f"{newline}{step * 2}{json.dumps(name)}: {literal}{newline}{step}"
        return _added(text, root, f"{json.dumps(section)}: {{{inner}}}")
    if found.members is None:
        raise JsonInvalid(_line_of(text, found.start))
    value = found.members.get(name.lower())
    if value is not None:
        return text[: value.start] + literal + text[value.end :]
    return _added(text, found, f"{json.dumps(name)}: {literal}")


def _added(text: str, parent: _Value, member: str) -> str:
    """The text with one more member at the end of the object, on a line of its own."""
    assert parent.members is not None
    newline = _newline(text)
    outer = _indent_of(text, parent.start)
    indent = outer + _indent_step(text)
    if parent.members:
        last = max(value.end for value in parent.members.values())
        return f"{text[:last]},{newline}{indent}{member}{_without_comma(text[last:])}"
    before = text[: parent.end - 1].rstrip(" \t")
    lead = "" if before.endswith("\n") else newline
    return f"{before}{lead}{indent}{member}{newline}{outer}{text[parent.end - 1 :]}"


def _indent_of(text: str, place: int) -> str:
    """The blanks at the beginning of the line."""
    line = text[text.rfind("\n", 0, place) + 1 : place]
    return line[: len(line) - len(line.lstrip(" \t"))]


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _without_comma(rest: str) -> str:
    """What follows the last member, without a comma of its own: the new member has one before it."""
    blank = _BLANK.match(rest)
    end = blank.end() if blank else 0
    return rest[:end] + rest[end + 1 :] if rest[end : end + 1] == "," else rest


def _indent_step(text: str) -> str:
    found = re.search(r"\n([ \t]+)\S", text)
    return found.group(1) if found else "  "


def _line_of(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


def _root(text: str) -> _Value:
    reader = _Reader(text)
    root = reader.value(_skipped(text, 1 if text.startswith("\ufeff") else 0), 0)
    if _skipped(text, root.end) != len(text) or root.members is None:
        raise JsonInvalid(_line_of(text, root.end))
    return root


def _skipped(text: str, place: int) -> int:
    found = _BLANK.match(text, place)
    return found.end() if found else place


class _Reader:
    """Finds where values begin and end."""

    def __init__(self, text: str) -> None:
        self._text = text

    def value(self, place: int, depth: int) -> _Value:
        """The value that begins at `place`."""
        text = self._text
        first = text[place : place + 1]
        if depth > DEPTH_LIMIT:
            raise JsonInvalid(_line_of(text, place))
        if first == "{":
            return self._object(place, depth)
        if first == "[":
            return self._array(place, depth)
        if first == '"':
            return _Value(place, self._string_end(place))
        found = _SCALAR.match(text, place)
        if found is None:
            raise JsonInvalid(_line_of(text, place))
        return _Value(place, found.end())

    def _object(self, start: int, depth: int) -> _Value:
        members: dict[str, _Value] = {}
        place = _skipped(self._text, start + 1)
        while not self._is_at(place, "}"):
            end = self._string_end(place)
            name = str(json.loads(self._text[place:end])).lower()
            place = _skipped(self._text, end)
            self._expect(place, ":")
            value = self.value(_skipped(self._text, place + 1), depth + 1)
            if name in members:  # .NET refuses such a file as well: which of the two holds would be a guess
                raise JsonInvalid(_line_of(self._text, end))
            members[name] = value
            place = self._next(value.end, "}")
        return _Value(start, place + 1, members)

    def _array(self, start: int, depth: int) -> _Value:
        place = _skipped(self._text, start + 1)
        while not self._is_at(place, "]"):
            place = self._next(self.value(place, depth + 1).end, "]")
        return _Value(start, place + 1)

    def _next(self, place: int, closing: str) -> int:
        """Where the next member begins, or the bracket is closed."""
        place = _skipped(self._text, place)
        if self._is_at(place, closing):
            return place
        self._expect(place, ",")
        return _skipped(self._text, place + 1)

    def _string_end(self, place: int) -> int:
        found = _STRING.match(self._text, place)
        if found is None:
            raise JsonInvalid(_line_of(self._text, place))
        try:
            json.loads(found.group())
        except ValueError:
            raise JsonInvalid(_line_of(self._text, place)) from None
        return found.end()

    def _is_at(self, place: int, character: str) -> bool:
        return self._text[place : place + 1] == character

    def _expect(self, place: int, character: str) -> None:
        if not self._is_at(place, character):
            raise JsonInvalid(_line_of(self._text, place))
